"""The verdict in one sentence: the score with its range, or why there is none, and how much needs attention."""

from __future__ import annotations

from footprint_audit.model import Coverage, Finding, Report, Score, Severity
from footprint_audit.reporters.plain_words import count, percent
from footprint_audit.reporters.translated_texts import ENGLISH, Texts

__all__ = ["attention", "by_rule", "headline", "verdict", "worth"]


def by_rule(findings: tuple[Finding, ...]) -> list[tuple[Finding, ...]]:
    """The findings, one tuple a rule; the worst first, then in the order they were reported."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return sorted(map(tuple, groups.values()), key=lambda group: -max(finding.severity for finding in group))


def verdict(report: Report) -> str:
    """`Score 67 (62–67, coverage 79 %), grade D: three things need your attention`."""
    coverage, score = report.coverage, report.score
    if coverage.asked == 0:
        return "Nothing was asked: no site was chosen that allows this handle"
    places = _places(report)
    if coverage.profiles + coverage.absent == 0:
        return f"No grade: none of the {count(coverage.asked, *places)} could be read"
    if coverage.profiles == 0:
        return _nothing_found(coverage, places)
    if score.value is None:
        return f"No grade: only {_read(coverage, places)} could be read"
    if score.grade is None:
        return f"No grade: only {_read(coverage, places)} could be read; {_score(score)}: {attention(report)}"
    return f"{_score(score)}, grade {score.grade}: {attention(report)}"


def _places(report: Report) -> tuple[str, str]:
    """What one account is to the reader: with a single handle, a site."""
    return ("site", "sites") if len(report.subject.handles) == 1 else ("account", "accounts")


def _nothing_found(coverage: Coverage, places: tuple[str, str]) -> str:
    answered = f"Nothing of yours was found on the {count(coverage.absent, *places)} that answered"
    return f"{answered}; {count(coverage.unread, 'more', 'more')} could not be read" if coverage.unread else answered


def _read(coverage: Coverage, places: tuple[str, str]) -> str:
    return f"{coverage.profiles + coverage.absent} of {coverage.asked} {places[1]}"


def _score(score: Score) -> str:
    reach = f"{score.low}–{score.value}, " if score.low not in (None, score.value) else ""
    return f"Score {score.value} ({reach}coverage {percent(score.coverage)})"


def attention(report: Report, say: Texts = ENGLISH) -> str:
    """How much needs attention, as the end of a sentence: `three things need your attention`."""
    urgent, smaller = _urgent_and_smaller(report)
    if urgent:
        return say.many(urgent, "one thing needs your attention", "%(count)s things need your attention")
    if smaller:
        return say.many(
            smaller,
            "nothing urgent, one smaller thing to look at",
            "nothing urgent, %(count)s smaller things to look at",
        )
    return say("nothing needs your attention")


def headline(report: Report, say: Texts = ENGLISH) -> str:
    """What the report comes to, as a sentence that anybody understands."""
    coverage = report.coverage
    if coverage.asked == 0:
        return say("Nothing was asked.")
    if coverage.profiles + coverage.absent == 0:
        return say("Nothing could be read, so nothing can be said.")
    if coverage.profiles == 0:
        return say("Nothing of yours was found where we looked.")
    said = attention(report, say)
    return f"{said[:1].upper()}{said[1:]}."


def worth(report: Report, most: int) -> int:
    """How many of the first `most` edits it takes to be as high as they bring the score; 0 if they do not lift it."""
    edits, value = report.score.edits[:most], report.score.value or 0
    best = max((edit.together for edit in edits), default=value)
    return next((number for number, edit in enumerate(edits, start=1) if edit.together == best > value), 0)


def _urgent_and_smaller(report: Report) -> tuple[int, int]:
    """Rules that found something of severity high or critical, and rules of medium or low."""
    worst = [max(finding.severity for finding in group) for group in by_rule(report.findings)]
    urgent, smaller = (sum(low <= item <= high for item in worst) for low, high in _BANDS)
    return urgent, smaller


_BANDS = ((Severity.HIGH, Severity.CRITICAL), (Severity.LOW, Severity.MEDIUM))
