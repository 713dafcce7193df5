"""The HTML page's accounts: whom each is for, what links them, and a drawing of both.

In the drawing each account is a row and each fact a line with a dot on the rows it joins. A fact joins two accounts
or sixty; drawn between every two of them, sixty would be 1,770 lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from footprint_audit.model import Context, Fact, FactKind, Profile, Report, Strategy
from footprint_audit.reporters.account_words import fact_value, remarks
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.plain_words import CONTEXT_WORDS, FACT_WORDS, certainty
from footprint_audit.reporters.shown_report import web_address, words
from footprint_audit.reporters.stranger_view import profiles_of
from footprint_audit.reporters.translated_texts import Texts

__all__ = ["AccountShown", "ClueShown", "Drawing", "FactShown", "accounts_of", "drawing_of", "facts_of"]

WEAK = 0.3  # a fact less sure than this is not told, as on the console
MOST_ACCOUNTS = 1000  # listed
MOST_FACTS = 40  # told
MOST_CLUES = 5
MOST_NAMES = 6
MOST_ROWS = 40  # drawn
MOST_LINES = 9  # drawn; the rest stands in the list below

WIDTH, ROW, HEADING, LINE = 360, 26, 34, 16  # units of the drawing; a unit is a pixel on a narrow telephone
COLUMN = 6.8  # units that a column of a row's name takes
_LANGUAGE = re.compile(
    r"(?:ar|bg|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hu|id|it|ja|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|vi|zh)"
)
_ORDER = (Context.PROFESSIONAL, Context.UNKNOWN, Context.PERSONAL)


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account that is there. `notes` are short remarks in the reader's language, `bio` is the page's own."""

    name: str
    url: str
    context: str
    notes: tuple[str, ...]
    bio: str
    language: str


@dataclass(frozen=True, slots=True)
class ClueShown:
    """Why a fact is believed, where that stands, and whether an edit there would end it."""

    text: str
    place: str
    breaks: bool


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact; `number` names its line in the drawing, 0 for none."""

    number: int
    kind: str
    title: str
    names: tuple[str, ...]
    more: int
    value: str
    certainty: str
    clues: tuple[ClueShown, ...]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """An account's row: the middle of its text, and its name."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A fact's line at `x`, from its first dot to its last."""

    number: int
    kind: str
    x: float
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows under the headings of their contexts, and lines; with what was left out."""

    width: int
    height: int
    headings: tuple[DrawnRow, ...]
    rows: tuple[DrawnRow, ...]
    lines: tuple[DrawnLine, ...]
    rows_left: int
    lines_left: int


def accounts_of(report: Report, directory: Directory, say: Texts) -> tuple[AccountShown, ...]:
    """The accounts that are there, in the order asked."""
    return tuple(_account(profile, directory, say) for profile in profiles_of(report.outcomes)[:MOST_ACCOUNTS])


def _account(profile: Profile, directory: Directory, say: Texts) -> AccountShown:
    account = profile.account
    declared = [say("declared")] * account.declared
    return AccountShown(
        name=words(directory.name(account), 120) or words(account.url, 120),
        url=web_address(account.url),
        context=", ".join([say(CONTEXT_WORDS[account.context]), *declared]),
        notes=tuple(words(remark, 80) for remark in remarks(profile, say)),
        bio=words(profile.bio, 300),
        language=profile.language if _LANGUAGE.fullmatch(profile.language) else "",
    )


def drawing_of(report: Report, directory: Directory, say: Texts) -> tuple[Drawing | None, tuple[Fact, ...]]:
    """The drawing, None where there is nothing to join, and the facts whose lines it has, in their order."""
    profiles = profiles_of(report.outcomes)
    facts = [fact for fact in _told(report) if len(set(fact.accounts)) > 1]
    joined = {account for fact in facts for account in fact.accounts}
    drawn = sorted(profiles, key=lambda profile: profile.account.id not in joined)[:MOST_ROWS]
    drawn.sort(key=lambda profile: _ORDER.index(profile.account.context))  # stable: else in the order asked
    if len(drawn) < 2:
        return None, ()
    here = {profile.account.id for profile in drawn}
    shown = [fact for fact in facts if len(here.intersection(fact.accounts)) > 1][:MOST_LINES]
    start = WIDTH - 10 - LINE * max(len(shown) - 1, 0)
    places, headings, rows, height = _rows(drawn, directory, say, most=int((start - 16) / COLUMN))
    lines = tuple(_line(number, start + LINE * number, fact, places) for number, fact in enumerate(shown))
    left = len(profiles) - len(drawn), len(facts) - len(lines)
    return Drawing(WIDTH, height, headings, rows, lines, *left), tuple(shown)


def _rows(
    drawn: Sequence[Profile], directory: Directory, say: Texts, *, most: int
) -> tuple[dict[str, float], tuple[DrawnRow, ...], tuple[DrawnRow, ...], int]:
    """Where each account stands, the headings, the rows and the height."""
    places: dict[str, float] = {}
    headings, rows, top, last = [], [], 20, None
    for profile in drawn:
        context = profile.account.context
        if context is not last:
            top += HEADING
            headings.append(DrawnRow(top - 11, say(CONTEXT_WORDS[context])))
            last = context
        places[profile.account.id] = top + ROW / 2
        rows.append(DrawnRow(top + ROW / 2, words(directory.name(profile.account), most)))
        top += ROW
    return places, tuple(headings), tuple(rows), top + 8


def _line(number: int, x: float, fact: Fact, places: dict[str, float]) -> DrawnLine:
    dots = sorted(places[account] for account in set(fact.accounts) if account in places)
    return DrawnLine(number + 1, _css_class(fact), x, tuple(dots))


def _css_class(fact: Fact) -> str:
    return fact.kind.value.replace("_", "-")


def _told(report: Report) -> list[Fact]:
    """The facts worth telling: links first where they should not be, then the surest."""
    kinds = list(FactKind)
    worth_telling = [fact for fact in report.facts if fact.confidence >= WEAK]
    return sorted(worth_telling, key=lambda fact: (kinds.index(fact.kind), -fact.confidence))


def facts_of(report: Report, lines: Iterable[Fact], directory: Directory, say: Texts) -> tuple[FactShown, ...]:
    """The facts, each with its clues; `lines` are those drawn."""
    numbers = {id(fact): number for number, fact in enumerate(lines, start=1)}
    apart = report.subject.strategy is Strategy.SEPARATE
    ordered = sorted(_told(report), key=lambda fact: numbers.get(id(fact), len(numbers) + 1))
    return tuple(_fact(fact, numbers.get(id(fact), 0), directory, say, apart=apart) for fact in ordered[:MOST_FACTS])


def _fact(fact: Fact, number: int, directory: Directory, say: Texts, *, apart: bool) -> FactShown:
    breakable = apart and fact.kind is FactKind.LINKED
    clues = (
        ClueShown(
            words(clue.text, 300),
            words(directory.place(clue.account, clue.field), 160) if clue.account and clue.field else "",
            breaks=breakable,
        )
        for clue in fact.clues[:MOST_CLUES]
    )
    return FactShown(
        number=number,
        kind=_css_class(fact),
        title=say(FACT_WORDS[fact.kind]),
        names=tuple(words(directory.name(account), 120) for account in fact.accounts[:MOST_NAMES]),
        more=max(len(fact.accounts) - MOST_NAMES, 0),
        value=words(fact_value(fact, say), 300),
        certainty=certainty(fact.confidence, say),
        clues=tuple(clues),
    )
