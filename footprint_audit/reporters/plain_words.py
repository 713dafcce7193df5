"""The words reports are written in: numbers, fields, reasons and certainty, said to a person who is worried."""

from __future__ import annotations

import re

from footprint_audit.model import Context, Dimension, FactKind, Outcome, Profile, Reason, Severity, Visibility
from footprint_audit.reporters.translated_texts import ENGLISH, Texts, noted

__all__ = [
    "ABOUT_PERSONS",
    "CONTEXT_WORDS",
    "DIMENSION_WORDS",
    "FACT_WORDS",
    "OPPORTUNITY",
    "REASON_WORDS",
    "SEEN_BY",
    "SEVERITY_WORDS",
    "STILL_ENGLISH",
    "certainty",
    "count",
    "field_words",
    "percent",
]

ABOUT_PERSONS = noted(
    "This report judges texts, never a person, and it decides nothing: read it, check it, and keep what is right."
)

STILL_ENGLISH = noted(
    "Texts of rules, reasons for links and advice about sites are in English; they are not yet translated."
)
OPPORTUNITY = noted("%(value)s of 100: what your public profiles do for you. It never offsets the risk above.")

SEVERITY_WORDS = {
    Severity.CRITICAL: noted("Critical: act today"),
    Severity.HIGH: noted("High: act soon"),
    Severity.MEDIUM: noted("Medium: worth an edit"),
    Severity.LOW: noted("Low: when you have a minute"),
    Severity.INFO: noted("For your information"),
}

FACT_WORDS = {
    FactKind.LINKED: noted("Linkable by a stranger"),
    FactKind.VERIFIED: noted("Verified to belong together"),
    FactKind.LOOK_ALIKE: noted("Could be taken for each other"),
    FactKind.CONTRADICTION: noted("Contradict each other"),
    FactKind.THREAT_SET: noted("Harmless alone, harmful together"),
}

REASON_WORDS = {
    Reason.BLOCKED: noted("The site refused us"),
    Reason.RATE_LIMITED: noted("The site asked us to slow down"),
    Reason.LOGIN_WALL: noted("The site shows this only after a login"),
    Reason.CONSENT_WALL: noted("The site wants consent first"),
    Reason.ROBOTS: noted("The site asks programs to stay away"),
    Reason.TIMEOUT: noted("The site did not answer in time"),
    Reason.TLS: noted("The connection was not secure"),
    Reason.DNS: noted("The site's name led nowhere"),
    Reason.UNREACHABLE: noted("The site could not be reached"),
    Reason.FORBIDDEN_ADDRESS: noted("The name led to an address that is not public"),
    Reason.TOO_LARGE: noted("The answer was too large"),
    Reason.PROTOCOL: noted("The answer was not proper HTTP"),
    Reason.REDIRECT: noted("The site sent us somewhere else"),
    Reason.SERVER_ERROR: noted("The site had an error"),
    Reason.CHANGED: noted("The site no longer answers as we know it"),
    Reason.UNCLEAR: noted("The answer said neither yes nor no"),
    Reason.ILLEGAL_HANDLE: noted("The site does not allow such a handle"),
    Reason.LANGUAGE: noted("No rule knows the language"),
    Reason.INTERRUPTED: noted("The run ended before"),
    Reason.INTERNAL: noted("An error of ours"),
}

CONTEXT_WORDS = {
    Context.PERSONAL: noted("personal"),
    Context.PROFESSIONAL: noted("professional"),
    Context.UNKNOWN: noted("purpose unknown"),
}

DIMENSION_WORDS = {
    Dimension.PRIVACY: noted("Privacy"),
    Dimension.CONDUCT: noted("Conduct"),
    Dimension.LINKAGE: noted("Linkage"),
    Dimension.AUTHENTICITY: noted("Authenticity"),
    Dimension.PERSISTENCE: noted("Persistence"),
}

SEEN_BY = {
    Visibility.PUBLIC: "",
    Visibility.UNLISTED: noted("kept from search engines"),
    Visibility.LOGIN: noted("mostly behind a login"),
}

_ITEM = re.compile(r"(\w+)\[(\d{1,6})\]")
_FIELDS = {
    "handle": noted("handle"),
    "display_name": noted("display name"),
    "bio": noted("bio"),
    "location": noted("location"),
    "avatar_url": noted("avatar"),
    "links": noted("links"),
    "posts": noted("posts"),
    "rel_me": noted("rel=me link"),
}
_ITEMS = {
    "posts": noted("post %(number)s"),
    "links": noted("link %(number)s"),
    "verified_links": noted("verified link %(number)s"),
    "rel_me": noted("rel=me link %(number)s"),
}


def count(number: int, thing: str, things: str = "") -> str:
    """`no sites`, `one site`, `three sites`, `12 sites`."""
    return f"{in_words(number)} {thing if number == 1 else things or thing + 's'}"


def in_words(number: int) -> str:
    """`three`; from 11 on in digits."""
    return ENGLISH.number(number) if number else "no"


def percent(part: float, say: Texts = ENGLISH) -> str:
    """`30 %`; a part that is not nothing is never shown as 0."""
    return say("under 1 %") if 0 < part < 0.005 else f"{part * 100:.0f} %"


def certainty(confidence: float, say: Texts = ENGLISH) -> str:
    """How sure we are, in words first."""
    if confidence >= 0.8:
        return say("high: rarely wrong (%(part)s)", part=f"{confidence:.2f}")
    if confidence >= 0.5:
        return say("medium: probably right, check it (%(part)s)", part=f"{confidence:.2f}")
    return say("low: may well be wrong, check it (%(part)s)", part=f"{confidence:.2f}")


def field_words(field: str, outcome: Outcome | None = None, say: Texts = ENGLISH) -> str:
    """`bio`, `post 4 of 2026-11-02`, `company`: a field as a person would call it."""
    item = _ITEM.fullmatch(field)
    if item is None:
        return say(_FIELDS[field]) if field in _FIELDS else field.removeprefix("details.").replace("_", " ")
    name, index = item[1], int(item[2])
    day = _day_of_post(outcome, index) if name == "posts" else ""
    if day:
        return say("post %(number)s of %(day)s", number=index + 1, day=day)
    return say(_ITEMS[name], number=index + 1) if name in _ITEMS else f"{name} {index + 1}"


def _day_of_post(outcome: Outcome | None, index: int) -> str:
    posts = outcome.posts if isinstance(outcome, Profile) else ()
    return posts[index].date[:10] if index < len(posts) else ""
