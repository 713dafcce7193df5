"""The opportunity score: what a public presence already does for its owner. A second axis; it never offsets risk.

Only what applies is counted, so that a site without a bio, or a person with one account, loses nothing by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from footprint_audit.model import (
    AuthoredBy,
    Context,
    Fact,
    FactKind,
    Opportunity,
    OpportunityItem,
    Profile,
    Strategy,
    Subject,
)
from footprint_audit.scoring.roles import LANGUAGES, ROLES

__all__ = ["opportunity"]

RECENT = timedelta(days=180)
_SMALL_WORDS = "the and for with from who that this your you our are was des les der die das und los las mit una"
FILLER = frozenset(_SMALL_WORDS.split())
ROLE_ADDRESS = re.compile(
    r"(?<![\w.+-])(?:contact|hello|info|office|press|media|team|bookings?|enquiries|inquiries|kontakt|contacto|contato)@\w",
    re.IGNORECASE,
)
CONTACT_PAGE = re.compile(r"/(?:contact|contact-(?:me|us)|kontakt|contacto|contato)(?:[/.?#]|$)", re.IGNORECASE)
SOCIAL = (  # hosts whose pages are more of the same, not work or credentials
    "bsky.app",
    "discord.com",
    "discord.gg",
    "facebook.com",
    "instagram.com",
    "linktr.ee",
    "mastodon.social",
    "pinterest.com",
    "reddit.com",
    "snapchat.com",
    "t.me",
    "telegram.me",
    "threads.net",
    "tiktok.com",
    "tumblr.com",
    "twitch.tv",
    "twitter.com",
    "vk.com",
    "wa.me",
    "whatsapp.com",
    "x.com",
)


@dataclass(frozen=True, slots=True)
class _Presence:
    """What the items look at."""

    profiles: Sequence[Profile]
    professional: Sequence[Profile]
    facts: Sequence[Fact]
    strategy: Strategy
    today: date


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whether an item applies, whether it is there, and why."""

    applies: bool
    there: bool
    reason: str


def opportunity(profiles: Sequence[Profile], facts: Sequence[Fact], subject: Subject, now: datetime) -> Opportunity:
    """Points got of the points that apply, in percent; None where no profile was found or nothing applies."""
    if not profiles:
        return Opportunity(None)
    professional = [profile for profile in profiles if profile.account.context is Context.PROFESSIONAL]
    seen = _Presence(profiles, professional, facts, subject.strategy, now.date())
    items = (
        _item("verified", "Accounts that vouch for one another", 20, _verified(seen)),
        _item("role", "Role and field in a professional bio", 15, _role(seen)),
        _item("same_name", "One name across professional profiles", 15, _same_name(seen)),
        _item("portfolio", "A link to work or credentials", 15, _portfolio(seen)),
        _item("active", "Professional activity in the last 180 days", 15, _active(seen)),
        _item("contact", "A role-based way to be reached", 10, _contact(seen)),
        _item("audience", "The stated audience is the one reached", 10, _audience()),
    )
    applicable = sum(item.of for item in items if item.applies)
    got = sum(item.got for item in items)
    return Opportunity(round(100 * got / applicable) if applicable else None, items)


def _item(name: str, title: str, worth: int, answer: _Answer) -> OpportunityItem:
    got = worth if answer.applies and answer.there else 0
    return OpportunityItem(name, title, got, worth, answer.applies, answer.reason)


def _yes(reason: str) -> _Answer:
    return _Answer(applies=True, there=True, reason=reason)


def _no(reason: str) -> _Answer:
    return _Answer(applies=True, there=False, reason=reason)


def _not_here(reason: str) -> _Answer:
    return _Answer(applies=False, there=False, reason=reason)


def _no_professional() -> _Answer:
    return _not_here("none of the profiles read is a professional one")


def _verified(seen: _Presence) -> _Answer:
    if len(seen.profiles) < 2:
        return _not_here("only one profile was read, and it takes two to vouch for each other")
    verified = [fact for fact in seen.facts if fact.kind is FactKind.VERIFIED]
    if seen.strategy is Strategy.SEPARATE and verified:
        contexts = {profile.account.id: profile.account.context for profile in seen.profiles}
        sides = {Context.PERSONAL, Context.PROFESSIONAL}
        verified = [fact for fact in verified if not sides <= {contexts.get(account) for account in fact.accounts}]
        if not verified:
            return _no(
                "the accounts that vouch for each other join personal and professional, which you keep apart",
            )
    if verified:
        return _yes("accounts link to each other with rel=me, so a reader can tell they are yours")
    return _no("no two accounts link to each other with rel=me")


def _role(seen: _Presence) -> _Answer:
    if not seen.professional:
        return _no_professional()
    bios = [(profile, profile.bio) for profile in seen.professional if _in_latin_letters(profile.bio)]
    if not bios:
        return _not_here("no professional profile shows a bio in letters our list of roles can read")
    for profile, bio in bios:
        if _names_role_and_field(bio):
            return _yes(f"the bio on {profile.account.site_name} says what you do and in which field")
    return _no(f"no professional bio names a role with its field (looked in a short list: {LANGUAGES})")


def _in_latin_letters(text: str) -> bool:
    letters = [letter for letter in text[:500] if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return bool(letters) and latin * 2 > len(letters)


def _names_role_and_field(bio: str) -> bool:
    """A role, and beside it in the same sentence one more word that can say in what: "nurse in intensive care"."""
    folded = unicodedata.normalize("NFKC", bio).casefold()
    return any(_role_and_more(re.findall(r"[^\W\d_]{3,}", sentence)) for sentence in re.split(r"[.!?\n;|•·]+", folded))


def _role_and_more(words: Sequence[str]) -> bool:
    named = [word for word in words if _is_role(word)]
    return bool(named) and any(word not in FILLER and not _is_role(word) for word in words)


def _is_role(word: str) -> bool:
    return word in ROLES or word.removesuffix("s") in ROLES


def _same_name(seen: _Presence) -> _Answer:
    names = [_folded(profile.display_name) for profile in seen.professional if profile.display_name.strip()]
    if len(names) < 2:
        return _not_here("fewer than two professional profiles show a name")
    if len(set(names)) == 1:
        return _yes(f"all {len(names)} professional profiles that show a name show the same one")
    return _no(f"{len(names)} professional profiles show {len(set(names))} different names")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _portfolio(seen: _Presence) -> _Answer:
    if not seen.professional:
        return _no_professional()
    for profile in seen.professional:
        own = _host(profile.account.url)
        if any(_shows_work(_host(link), own) for link in profile.links):
            return _yes(f"{profile.account.site_name} links to a page outside the social networks")
    return _no("no professional profile links to a page of work or credentials")


def _shows_work(host: str, own: str) -> bool:
    return bool(host) and host != own and not any(host == social or host.endswith(f".{social}") for social in SOCIAL)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _active(seen: _Presence) -> _Answer:
    if not seen.professional:
        return _no_professional()
    dates = [day for profile in seen.professional for day in _days_written(profile)]
    if not dates:
        return _not_here("no dated post of a professional profile could be read")
    tomorrow = seen.today + timedelta(days=1)  # the site may be a time zone ahead
    if any(seen.today - RECENT <= day <= tomorrow for day in dates):
        return _yes("a professional profile shows something written in the last 180 days")
    return _no("no professional profile that could be read shows anything from the last 180 days")


def _days_written(profile: Profile) -> Iterator[date]:
    for post in profile.posts:
        if post.authored_by is not AuthoredBy.OTHER:
            try:
                yield date.fromisoformat(post.date[:10])
            except ValueError:
                continue


def _contact(seen: _Presence) -> _Answer:
    if not seen.professional:
        return _no_professional()
    for profile in seen.professional:
        texts = (profile.bio, *(text for _, text in profile.details))
        if any(map(ROLE_ADDRESS.search, texts)) or any(map(CONTACT_PAGE.search, profile.links)):
            return _yes(f"{profile.account.site_name} names an address or page kept for contact")
    return _no("no professional profile names an address or page kept for contact, apart from a personal one")


def _audience() -> _Answer:
    return _not_here("this version cannot compare a stated audience with what the profiles show")
