"""Profiles for these tests, said in a few words. The people are invented."""

from __future__ import annotations

from datetime import UTC, datetime

from footprint_audit.identity import connect
from footprint_audit.model import Account, Context, Fact, FactKind, Handle, Profile

__all__ = ["PERSONAL", "PROFESSIONAL", "RARE", "UNKNOWN", "facts", "only", "profile", "url"]

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PERSONAL, PROFESSIONAL, UNKNOWN = Context.PERSONAL, Context.PROFESSIONAL, Context.UNKNOWN
RARE = "kestrel_harbour"  # no list of names or words has its parts


def url(site: str, handle: str = RARE) -> str:
    return f"https://{site}.example/{handle}"


def profile(
    site: str,
    handle: str = RARE,
    context: Context = UNKNOWN,
    *,
    name: str = "",
    bio: str = "",
    location: str = "",
    links: tuple[str, ...] = (),
    rel_me: tuple[str, ...] = (),
    verified: tuple[str, ...] = (),
    avatar: str = "",
    company: str = "",
    email: str = "",
    declared: bool = False,
) -> Profile:
    details = (("company", company), ("email", email))
    return Profile(
        Account(site, site.title(), "test", Handle(handle), url(site, handle), context, declared=declared),
        NOW,
        display_name=name,
        bio=bio,
        location=location,
        links=links,
        rel_me=rel_me,
        verified_links=verified,
        avatar_url=avatar,
        details=tuple((key, text) for key, text in details if text),
    )


def facts(kind: FactKind, *profiles: Profile) -> list[Fact]:
    return [fact for fact in connect(profiles) if fact.kind is kind]


def only(kind: FactKind, *profiles: Profile) -> Fact:
    (fact,) = facts(kind, *profiles)
    return fact
