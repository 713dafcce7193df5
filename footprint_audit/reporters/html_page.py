"""The HTML page before it is written: each section's texts and numbers, safe, short, and in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from footprint_audit.model import Coverage, Profile, Report, Unread
from footprint_audit.reporters import Style
from footprint_audit.reporters.account_words import others
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.coverage_words import coverage_words
from footprint_audit.reporters.html_accounts import (
    AccountShown,
    Drawing,
    FactShown,
    accounts_of,
    drawing_of,
    facts_of,
)
from footprint_audit.reporters.html_edits import Cited, Place, Row, cited_of, places_of, rows_of
from footprint_audit.reporters.plain_words import DIMENSION_WORDS, REASON_WORDS, field_words, percent
from footprint_audit.reporters.score_words import not_concluded, parts_lost
from footprint_audit.reporters.shown_report import sentence, words
from footprint_audit.reporters.stranger_view import stranger_view
from footprint_audit.reporters.translated_texts import Texts
from footprint_audit.reporters.verdict_words import headline, worth

__all__ = ["Page", "page_of"]

MOST_FIRST = 5  # edits to begin with
MOST_VALUES = 8
MOST_PARTS = 12  # bars of the chart
MOST_GAPS = 200
MOST_SUPPRESSED = 100


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """The score on its scale of 0 to 100; `after` is what the first `edits` bring it to, None if nothing."""

    value: int
    low: int
    grade: str
    after: int | None
    edits: int


@dataclass(frozen=True, slots=True)
class Part:
    """A bar of the chart of lost points: `width` is its length in percent of the longest."""

    title: str
    rule: str
    percent: str
    width: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What a stranger learns of one sort."""

    label: str
    values: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NotRead:
    """What could not be read for one reason, and what to do about it."""

    reason: str
    places: tuple[str, ...]
    more: int
    advice: str


@dataclass(frozen=True, slots=True)
class DimensionShown:
    """A dimension of the score; `value` is None where none of its checks ran."""

    name: str
    value: int | None
    ran: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A finding that its owner left out of the score."""

    title: str
    place: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template prints, in the order it prints it."""

    handles: tuple[str, ...]
    day: str
    headline: str
    lead: tuple[str, ...]
    interrupted: bool
    score: ScoreShown | None
    parts: tuple[Part, ...]
    parts_left: int
    first: tuple[Place, ...]
    learned: tuple[Learned, ...]
    places: tuple[Place, ...]
    rows: tuple[tuple[str, tuple[Row, ...]], ...]
    left_out: tuple[LeftOut, ...]
    asked: bool
    there: bool
    accounts: tuple[AccountShown, ...]
    absent: int
    drawing: Drawing | None
    facts: tuple[FactShown, ...]
    unread: tuple[NotRead, ...]
    coverage: tuple[str, ...]
    dimensions: tuple[DimensionShown, ...]
    opportunity: int | None
    has: tuple[str, ...]
    could_add: tuple[str, ...]
    sources: tuple[Cited, ...]
    made: tuple[str, ...]
    moment: str
    revealed: bool


def page_of(report: Report, say: Texts, style: Style) -> Page:
    """The page of a report that is already masked as the style asks."""
    directory = Directory(report, say)
    places = places_of(report, directory, say, style)
    drawing, lines = drawing_of(report, directory, say)
    parts = _parts(report, say)
    found = report.opportunity
    applicable = [item for item in found.items if item.applies]
    return Page(
        handles=tuple(words(str(handle), 80) for handle in report.subject.handles),
        day=f"{report.started_at:%Y-%m-%d}",
        headline=headline(report, say),
        lead=tuple(_lead(report, say)),
        interrupted=report.coverage.interrupted,
        score=_score(report),
        parts=parts[:MOST_PARTS],
        parts_left=max(len(parts) - MOST_PARTS, 0),
        first=tuple(place for place in places[:MOST_FIRST] if place.together is not None),
        learned=tuple(_learned(report, say, style)),
        places=places,
        rows=rows_of(report, directory, style),
        left_out=tuple(_left_out(report, directory)),
        asked=report.coverage.asked > 0,
        there=report.coverage.profiles > 0,
        accounts=accounts_of(report, directory, say),
        absent=report.coverage.absent,
        drawing=drawing,
        facts=facts_of(report, lines, directory, say),
        unread=tuple(_unread(report, directory, say)),
        coverage=tuple(coverage_words(report, say)),
        dimensions=tuple(_dimensions(report, say)),
        opportunity=found.value,
        has=tuple(words(say(item.title), 120) for item in applicable if item.got),
        could_add=tuple(words(say(item.title), 120) for item in applicable if not item.got),
        sources=cited_of(report),
        made=tuple(_made(report)),
        moment=f"{report.started_at:%Y-%m-%d %H:%M} UTC",
        revealed=style.reveal and not style.withhold,
    )


def _lead(report: Report, say: Texts) -> Iterator[str]:
    """What there is to do about the headline, then what it rests on."""
    score, needed = report.score, worth(report, MOST_FIRST)
    if needed and score.value is not None:
        yield say.sentence(
            needed,
            "one edit brings your score from %(now)s to %(then)s.",
            "%(count)s edits bring your score from %(now)s to %(then)s.",
            now=score.value,
            then=score.edits[needed - 1].together,
        )
    yield from _read(report.coverage, say)


def _read(coverage: Coverage, say: Texts) -> Iterator[str]:
    if coverage.profiles:
        yield say.many(
            coverage.profiles,
            "We read one public profile, as any stranger could.",
            "We read %(count)s public profiles, as any stranger could.",
        )
    yield from filter(None, [not_concluded(coverage, say)])


def _score(report: Report) -> ScoreShown | None:
    score = report.score
    if score.value is None or not report.coverage.profiles:
        return None
    needed = worth(report, MOST_FIRST)
    low = score.value if score.low is None else score.low
    return ScoreShown(
        _on_scale(score.value),
        min(_on_scale(low), _on_scale(score.value)),
        words(score.grade or "", 4),
        _on_scale(score.edits[needed - 1].together) if needed else None,
        needed,
    )


def _on_scale(value: int) -> int:
    return min(max(value, 0), 100)


def _parts(report: Report, say: Texts) -> tuple[Part, ...]:
    """The rules by the part of all lost points that their findings take, largest first."""
    lost = [item for item in parts_lost(report, say) if item[0] > 0]
    return tuple(
        Part(words(title, 120), words(rule, 40), percent(part, say), round(100 * part / lost[0][0], 1))
        for part, title, rule in lost
    )


def _learned(report: Report, say: Texts, style: Style) -> Iterator[Learned]:
    """Who a stranger thinks this is, after one minute."""
    view = stranger_view(report, reveal=style.reveal and not style.withhold)
    rows = (
        (say("Names"), view.names),
        (say("Places"), view.places),
        (say("Work"), view.work),
        (say("Contacts"), view.contacts),
    )
    for label, values in rows:
        if values:
            shown = tuple(words(value, 120) for value in values[:MOST_VALUES])
            yield Learned(label, shown, max(len(values) - MOST_VALUES, 0))
    mentioned = tuple(others(view, say))
    if mentioned:
        yield Learned(say("Others"), mentioned, 0)


def _left_out(report: Report, directory: Directory) -> Iterator[LeftOut]:
    for item in report.suppressed[:MOST_SUPPRESSED]:
        finding = item.finding
        place = directory.place(finding.account, finding.evidence.field)
        yield LeftOut(words(finding.title, 120), words(place, 160), words(item.reason, 300), words(item.until, 20))


def _unread(report: Report, directory: Directory, say: Texts) -> Iterator[NotRead]:
    """What we could not tell, by reason, each with its advice."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for outcome in report.outcomes:
        if isinstance(outcome, Unread):
            reasons.setdefault((REASON_WORDS[outcome.reason], outcome.advice), []).append(
                directory.name(outcome.account)
            )
        elif isinstance(outcome, Profile):
            for gap in outcome.gaps:
                place = f"{directory.name(outcome.account)}, {field_words(gap.field, None, say)}"
                reasons.setdefault((REASON_WORDS[gap.reason], gap.advice), []).append(place)
    for (reason, advice), places in list(reasons.items())[:MOST_GAPS]:
        shown = tuple(words(place, 120) for place in places[:MOST_VALUES])
        yield NotRead(say(reason), shown, max(len(places) - MOST_VALUES, 0), sentence(words(advice, 600)))


def _dimensions(report: Report, say: Texts) -> Iterator[DimensionShown]:
    if report.score.value is None or not report.coverage.profiles:
        return
    for item in report.score.dimensions:
        value = round(item.value) if item.coverage else None
        yield DimensionShown(say(DIMENSION_WORDS[item.dimension]), value, percent(item.coverage, say))


def _made(report: Report) -> Iterator[str]:
    yield words(f"{report.tool.name} {report.tool.version}", 80)
    yield words(report.rules_digest[:16], 40)
    yield words(report.vantage, 200)
