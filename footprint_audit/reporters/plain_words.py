"""The words reports are written in: numbers, fields, reasons and certainty, said to a person who is worried."""

from __future__ import annotations

import re

from footprint_audit.model import FactKind, Outcome, Profile, Reason, Severity

__all__ = [
    "ABOUT_PERSONS",
    "FACT_WORDS",
    "REASON_WORDS",
    "SEVERITY_WORDS",
    "certainty",
    "count",
    "field_words",
    "percent",
]

ABOUT_PERSONS = (
    "This report judges texts, never a person, and it decides nothing: read it, check it, and keep what is right."
)

SEVERITY_WORDS = {
    Severity.CRITICAL: "Critical: act today",
    Severity.HIGH: "High: act soon",
    Severity.MEDIUM: "Medium: worth an edit",
    Severity.LOW: "Low: when you have a minute",
    Severity.INFO: "For your information",
}

FACT_WORDS = {
    FactKind.LINKED: "Linkable by a stranger",
    FactKind.VERIFIED: "Verified to belong together",
    FactKind.LOOK_ALIKE: "Could be taken for each other",
    FactKind.CONTRADICTION: "Contradict each other",
    FactKind.THREAT_SET: "Harmless alone, harmful together",
}

REASON_WORDS = {
    Reason.BLOCKED: "The site refused us",
    Reason.RATE_LIMITED: "The site asked us to slow down",
    Reason.LOGIN_WALL: "The site shows this only after a login",
    Reason.CONSENT_WALL: "The site wants consent first",
    Reason.ROBOTS: "The site asks programs to stay away",
    Reason.TIMEOUT: "The site did not answer in time",
    Reason.TLS: "The connection was not secure",
    Reason.DNS: "The site's name led nowhere",
    Reason.UNREACHABLE: "The site could not be reached",
    Reason.FORBIDDEN_ADDRESS: "The name led to an address that is not public",
    Reason.TOO_LARGE: "The answer was too large",
    Reason.PROTOCOL: "The answer was not proper HTTP",
    Reason.REDIRECT: "The site sent us somewhere else",
    Reason.SERVER_ERROR: "The site had an error",
    Reason.CHANGED: "The site no longer answers as we know it",
    Reason.UNCLEAR: "The answer said neither yes nor no",
    Reason.ILLEGAL_HANDLE: "The site does not allow such a handle",
    Reason.LANGUAGE: "No rule knows the language",
    Reason.INTERRUPTED: "The run ended before",
    Reason.INTERNAL: "An error of ours",
}

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ITEM = re.compile(r"(\w+)\[(\d{1,6})\]")
_FIELDS = {"display_name": "display name", "avatar_url": "avatar", "rel_me": "rel=me link"}
_SINGULAR = {"posts": "post", "links": "link", "verified_links": "verified link", "rel_me": "rel=me link"}


def count(number: int, thing: str, things: str = "") -> str:
    """`no sites`, `one site`, `three sites`, `12 sites`."""
    return f"{in_words(number)} {thing if number == 1 else things or thing + 's'}"


def in_words(number: int) -> str:
    """`three`; from 11 on in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def percent(part: float) -> str:
    """`30 %`; a part that is not nothing is never shown as 0."""
    return "under 1 %" if 0 < part < 0.005 else f"{part * 100:.0f} %"


def certainty(confidence: float) -> str:
    """How sure we are, in words first."""
    if confidence >= 0.8:
        return f"high: rarely wrong ({confidence:.2f})"
    if confidence >= 0.5:
        return f"medium: probably right, check it ({confidence:.2f})"
    return f"low: may well be wrong, check it ({confidence:.2f})"


def field_words(field: str, outcome: Outcome | None = None) -> str:
    """`bio`, `post 4 of 2026-11-02`, `company`: a field as a person would call it."""
    item = _ITEM.fullmatch(field)
    if item is None:
        return _FIELDS.get(field, field.removeprefix("details.").replace("_", " "))
    name, index = item[1], int(item[2])
    day = _day_of_post(outcome, index) if name == "posts" else ""
    return f"{_SINGULAR.get(name, name)} {index + 1}" + (f" of {day}" if day else "")


def _day_of_post(outcome: Outcome | None, index: int) -> str:
    posts = outcome.posts if isinstance(outcome, Profile) else ()
    return posts[index].date[:10] if index < len(posts) else ""
