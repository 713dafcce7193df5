"""The HTML page's findings: by the edit that ends them, the edits in the order to make them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from footprint_audit.model import Edit, Finding, Report, Share
from footprint_audit.reporters import Style
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.plain_words import SEVERITY_WORDS, certainty
from footprint_audit.reporters.score_words import costs
from footprint_audit.reporters.shown_report import evidence_words, sentence, web_address, words
from footprint_audit.reporters.translated_texts import Texts
from footprint_audit.reporters.verdict_words import by_rule
from footprint_audit.wire.shares import shares_of

__all__ = ["Cited", "Place", "Row", "RuleFound", "Seen", "Source", "cited_of", "places_of", "rows_of"]

MOST_TOLD = 40  # edits told in full; nobody makes more of them at a sitting, and a page must stay one
MOST_SEEN = 8  # places of one rule within one edit
MOST_SOURCES = 6

_Judged = tuple[Finding, Share | None]


@dataclass(frozen=True, slots=True)
class Source:
    """An address that may be followed, and what it is called: host and path."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule that found something, and its sources."""

    rule: str
    title: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one finding rests on. `quoted`: these are words of the page, not a sentence about it."""

    words: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class RuleFound:
    """What one rule found in one place. `why` is empty where an earlier place, `told_at`, says it.

    `cited` is the rule's number among the page's sources.
    """

    rule: str
    title: str
    severity: str
    severity_words: str
    certainty: str
    seen: tuple[Seen, ...]
    more: int
    cost: str
    why: str
    told_at: str
    remedy: str
    cited: int


@dataclass(frozen=True, slots=True)
class Place:
    """One field of one account, its findings, and the score once it is edited (None: the score stays)."""

    number: int
    name: str
    field: str
    url: str
    remedies: tuple[str, ...]
    before: int | None
    alone: int | None
    together: int | None
    rules: tuple[RuleFound, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A finding in one line, where there are too many to tell."""

    field: str
    title: str
    severity: str
    words: str


def places_of(report: Report, directory: Directory, say: Texts, style: Style) -> tuple[Place, ...]:
    """The first edits in full: first those that lift the score, then what costs nothing."""
    cited = {rule: number for number, rule in enumerate(_rules(report), start=1)}
    teller = _Teller(directory, say, style, cited)
    value, places = report.score.value, []
    for number, (key, judged, edit) in enumerate(_in_order(report)[:MOST_TOLD], start=1):
        places.append(teller.place(number, key, judged, edit, value))
        value = edit.together if edit else value
    return tuple(places)


def rows_of(report: Report, directory: Directory, style: Style) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The findings of all other places, in one line each, by account."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for (account, field), judged, _ in _in_order(report)[MOST_TOLD:]:
        for finding, _share in judged:
            where = words(directory.field(account, field), 80)
            shown = words(evidence_words(finding, style), 120)
            rows[account].append(Row(where, words(finding.title, 120), finding.severity.label, shown))
    return tuple((words(directory.name(account), 120), tuple(found)) for account, found in rows.items())


def _in_order(report: Report) -> list[tuple[tuple[str, str], list[_Judged], Edit | None]]:
    by_place: dict[tuple[str, str], list[_Judged]] = {}
    for finding, share in zip(report.findings, shares_of(report), strict=True):
        by_place.setdefault((finding.account.id, finding.evidence.field), []).append((finding, share))
    edits = {(edit.account, edit.field): edit for edit in report.score.edits}
    order = [*(key for key in edits if key in by_place), *(key for key in by_place if key not in edits)]
    return [(key, by_place[key], edits.get(key)) for key in order]


class _Teller:
    """Tells places one after the other, and each rule's reason once."""

    def __init__(self, directory: Directory, say: Texts, style: Style, cited: Mapping[str, int]) -> None:
        self._directory, self._say, self._style = directory, say, style
        self._told: dict[str, str] = {}
        self._cited = cited

    def place(
        self, number: int, key: tuple[str, str], judged: list[_Judged], edit: Edit | None, before: int | None
    ) -> Place:
        shares = {id(finding): share for finding, share in judged}
        groups = by_rule(tuple(finding for finding, _ in judged))
        rules = tuple(self._rule(number, group, [shares[id(item)] for item in group]) for group in groups)
        return Place(
            number=number,
            name=words(self._directory.name(key[0]), 120),
            field=words(self._directory.field(*key), 80),
            url=next(filter(None, (web_address(finding.evidence.url) for finding, _ in judged)), ""),
            remedies=tuple(dict.fromkeys(rule.remedy for rule in rules if rule.remedy)),
            before=before,
            alone=edit.alone if edit else None,
            together=edit.together if edit else None,
            rules=rules,
        )

    def _rule(self, number: int, group: tuple[Finding, ...], shares: list[Share | None]) -> RuleFound:
        first = group[0]
        told_at = self._told.setdefault(first.rule, f"edit-{number}")
        here = told_at == f"edit-{number}"
        severity = max(finding.severity for finding in group)
        return RuleFound(
            rule=words(first.rule, 40),
            title=words(first.title, 200) or words(first.rule, 40),
            severity=severity.label,
            severity_words=self._say(SEVERITY_WORDS[severity]),
            certainty=certainty(max(finding.confidence for finding in group), self._say),
            seen=tuple(self._seen(group[:MOST_SEEN])),
            more=max(len(group) - MOST_SEEN, 0),
            cost=costs([share for share in shares if share], self._say),
            why=sentence(words(first.why)) if here else "",
            told_at="" if here else told_at,
            remedy=sentence(words(first.remedy)),
            cited=self._cited[first.rule],
        )

    def _seen(self, group: Iterable[Finding]) -> Iterator[Seen]:
        for finding in group:
            shown = words(evidence_words(finding, self._style), 300)
            start, end = finding.evidence.span
            if shown:
                yield Seen(shown, quoted=start < end)


def cited_of(report: Report) -> tuple[Cited, ...]:
    """Each rule that found something, in the order of their ids, and what it rests on."""
    return tuple(
        Cited(words(rule, 40), words(finding.title, 120), tuple(_sources(finding.references)))
        for rule, finding in _rules(report).items()
    )


def _rules(report: Report) -> dict[str, Finding]:
    """The rules that found something, each with its first finding."""
    return dict(sorted({finding.rule: finding for finding in reversed(report.findings)}.items()))


def _sources(references: Iterable[str]) -> Iterator[Source]:
    """The addresses among the references that may be followed, each called by its host and path."""
    for reference in tuple(references)[:MOST_SOURCES]:
        url = web_address(reference)
        if url:
            yield Source(url, words(url.partition("://")[2].rstrip("/"), 60))
