"""Findings, profiles and outcomes for these tests, said in a few words. The people are invented."""

from __future__ import annotations

from datetime import UTC, datetime

from footprint_audit.model import (
    Absent,
    Account,
    Context,
    Dimension,
    Evidence,
    Finding,
    Gap,
    Handle,
    Outcome,
    Profile,
    Reason,
    Severity,
    Unread,
    Visibility,
    fingerprint,
)

__all__ = ["ALL", "NOW", "absent", "account", "finding", "profile", "read", "unread"]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALL = frozenset(Dimension)


def account(site: str = "site", handle: str = "mara", context: Context = Context.UNKNOWN) -> Account:
    return Account(site, site.title(), "test", Handle(handle), f"https://{site}.example/{handle}", context)


def finding(
    rule: str,
    dimension: Dimension = Dimension.PRIVACY,
    severity: Severity = Severity.MEDIUM,
    confidence: float = 0.9,
    *,
    at: Account | None = None,
    field: str = "bio",
    visibility: Visibility = Visibility.PUBLIC,
    multiplier: float = 1.0,
    excerpt: str = "",
) -> Finding:
    where = at or account()
    return Finding(
        rule=rule,
        title=rule,
        dimension=dimension,
        severity=severity,
        confidence=confidence,
        account=where,
        visibility=visibility,
        message="",
        why="",
        remedy="",
        evidence=Evidence(field, excerpt, (0, 1), where.url, "…"),
        fingerprint=fingerprint(rule, where.id, field, excerpt),
        multiplier=multiplier,
    )


def profile(site: str = "site", *, posts_missing: bool = False) -> Profile:
    gaps = (Gap("posts", Reason.RATE_LIMITED, "try again later"),) if posts_missing else ()
    return Profile(account(site), NOW, gaps=gaps)


def absent(site: str = "gone") -> Absent:
    return Absent(account(site), "404")


def unread(site: str = "wall", reason: Reason = Reason.BLOCKED) -> Unread:
    return Unread(account(site), reason, "try again later")


def read() -> tuple[Outcome, ...]:
    """Outcomes under which every check ran."""
    return (profile(),)
