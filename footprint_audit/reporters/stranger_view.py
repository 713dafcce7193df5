"""What a stranger learns in one minute: names, places, work, contacts and accounts, gathered from all profiles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from footprint_audit.display import mask
from footprint_audit.model import AuthoredBy, Outcome, Profile, Report

__all__ = ["StrangerView", "profiles_of", "stranger_view"]

_EMAIL = re.compile(r"(?<![\w@.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_MENTION = re.compile(r"(?<![\w@./])@[\w.-]{2,64}")
_MASKED_CONTACT = re.compile(r"[^@ ]\*{3}@.+|(\+\d{1,3} )?\*{5} \*{2}\d{3}")  # as display.mask leaves them
_WORK = {
    "company",
    "employer",
    "headline",
    "job",
    "occupation",
    "organisation",
    "organization",
    "role",
    "title",
    "work",
}
_PLACE = {"address", "city", "country", "hometown", "location", "place"}
_CONTACT = {"email": "email", "e-mail": "email", "mail": "email", "mobile": "phone", "phone": "phone", "tel": "phone"}


@dataclass(frozen=True, slots=True)
class StrangerView:
    """Distinct values in the order a stranger meets them. Other people are only counted, contacts are masked."""

    names: tuple[str, ...]
    places: tuple[str, ...]
    work: tuple[str, ...]
    contacts: tuple[str, ...]
    mentioned: int
    written_by_others: int


def profiles_of(outcomes: Iterable[Outcome]) -> tuple[Profile, ...]:
    return tuple(outcome for outcome in outcomes if isinstance(outcome, Profile))


def stranger_view(report: Report, *, reveal: bool) -> StrangerView:
    """The view of a report; contacts as they were read only if `reveal`."""
    profiles = profiles_of(report.outcomes)
    names = [text for profile in profiles for text in (profile.display_name, str(profile.account.handle))]
    places = [text for profile in profiles for text in (profile.location, *_details(profile, _PLACE))]
    work = [text for profile in profiles for text in _details(profile, _WORK)]
    posts = [post for profile in profiles for post in profile.posts]
    return StrangerView(
        names=_distinct(names),
        places=_distinct(places),
        work=_distinct(work),
        contacts=_distinct(_contacts(report, profiles, reveal=reveal)),
        mentioned=len(_mentioned(profiles)),
        written_by_others=sum(post.authored_by is AuthoredBy.OTHER for post in posts),
    )


def _details(profile: Profile, wanted: set[str]) -> list[str]:
    return [text for name, text in profile.details if name.strip().casefold() in wanted]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without repeats; case and space do not count."""
    found: dict[str, str] = {}
    for text in texts:
        if text.strip():
            found.setdefault(" ".join(text.split()).casefold(), text.strip())
    return tuple(found.values())


def _contacts(report: Report, profiles: Iterable[Profile], *, reveal: bool) -> list[str]:
    """What rules found that reads like a contact, then the addresses and numbers that stand in the texts themselves."""
    found = [
        finding.evidence.excerpt if reveal else finding.evidence.shown
        for finding in (*report.findings, *(item.finding for item in report.suppressed))
        if _MASKED_CONTACT.fullmatch(finding.evidence.shown)
    ]
    for profile in profiles:
        for name, text in profile.details:
            kind = _CONTACT.get(name.strip().casefold())
            if kind and not _MASKED_CONTACT.fullmatch(text):
                found.append(text if reveal else mask(kind, text))
        for passage in profile.passages():
            found += [text if reveal else mask("email", text) for text in _EMAIL.findall(passage.text)]
    return found


def _mentioned(profiles: Iterable[Profile]) -> set[str]:
    """Handles that the texts address with "@" and that are not the subject's own."""
    own = {str(profile.account.handle).casefold() for profile in profiles}
    texts = (passage.text for profile in profiles for passage in profile.passages())
    found = {name.rstrip(".-").casefold() for text in texts for name in _MENTION.findall(text)}
    return {name for name in found if name.removeprefix("@") not in own}
