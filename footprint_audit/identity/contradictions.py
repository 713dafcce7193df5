"""Where two professional profiles that a stranger would take for one person's say different things of them.

Only strong differences count, of the whole text and in one script. Two true answers can still differ (two jobs, a
city and its region under another name), so the confidence never passes `MOST`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from footprint_audit.identity.folding import folded, main_script, words_of
from footprint_audit.identity.grouping import groups_at
from footprint_audit.identity.linkage import Ties
from footprint_audit.identity.places import NO_EMPLOYERS, NO_PLACES, REGIONS
from footprint_audit.identity.sharing import name_of
from footprint_audit.model import Clue, Context, Fact, FactKind, Profile

__all__ = ["contradictions", "differ"]

SURE = 0.9  # how linkable two accounts must be before a difference means anything
MOST = 0.6
LIKENESS = 40  # of 100, by shared words
SHORTEST = 4  # "NYC", "UK", "IBM" are short for what they may be compared with
MOST_TEXT = 200


def contradictions(profiles: Sequence[Profile], ties: Ties) -> Iterator[Fact]:
    """For each group and field, each answer that strongly differs from the one most of its profiles give."""
    by_id = {profile.account.id: profile for profile in profiles}
    for sure in groups_at(ties.forest, SURE):
        group = [by_id[account] for account in sure.accounts]
        professional = [profile for profile in group if profile.account.context is Context.PROFESSIONAL]
        for field, read in _FIELDS.items():
            yield from _contradictions(professional, field, read, round(MOST * sure.weakest, 4))


def _contradictions(
    profiles: Sequence[Profile], field: str, read: Callable[[Profile], str], confidence: float
) -> Iterator[Fact]:
    answers = {profile.account.id: text for profile in profiles if (text := read(profile))}
    if not answers:
        return
    counted = Counter(answers.values())
    first: dict[str, str] = {}
    for account in sorted(answers):
        first.setdefault(answers[account], account)
    usual = min(first, key=lambda text: (-counted[text], first[text]))
    for text, account in sorted(first.items(), key=lambda item: item[1]):
        if differ(text, usual):
            yield _fact(field, first[usual], account, profiles, confidence)


def _fact(field: str, usual: str, other: str, profiles: Sequence[Profile], confidence: float) -> Fact:
    sites = {profile.account.id: profile.account.site_name for profile in profiles}
    label = field.removeprefix("details.").replace("_", " ")
    text = f"{sites[other]} and {sites[usual]} show a different {label}"
    clue = Clue(field, text, confidence, other, field)
    return Fact(FactKind.CONTRADICTION, tuple(sorted((usual, other))), field, (clue,), confidence)


def differ(one: str, other: str) -> bool:
    """Whether two texts have too little in common to be both true. Never across scripts, nor for initials."""
    if min(len(one), len(other)) < SHORTEST or main_script(one) != main_script(other):
        return False
    from rapidfuzz.fuzz import token_set_ratio

    return token_set_ratio(one, other) < LIKENESS and not _is_short_for(one, other)


def _is_short_for(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    initials = "".join(word[0] for word in long.split())
    return len(initials) > 1 and short.replace(" ", "") == initials


def _location(profile: Profile) -> str:
    """A place as words; a country or a region alone is no contradiction to a town, and "remote" is no place."""
    words = _plain(profile.location)
    return "" if words in NO_PLACES or words in REGIONS else words


def _employer(profile: Profile) -> str:
    words = _plain(dict(profile.details).get("company", ""))
    return "" if words in NO_EMPLOYERS else words


def _plain(text: str) -> str:
    return " ".join(words_of(folded(text[:MOST_TEXT]).replace(",", " ")))


_FIELDS: dict[str, Callable[[Profile], str]] = {
    "details.company": _employer,
    "display_name": name_of,
    "location": _location,
}
