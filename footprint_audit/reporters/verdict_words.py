"""The verdict in one sentence: the score with its range, or why there is none, and how much needs attention."""

from __future__ import annotations

from footprint_audit.model import Coverage, Finding, Report, Score, Severity
from footprint_audit.reporters.plain_words import count, percent

__all__ = ["by_rule", "verdict"]


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
        return f"No grade: only {_read(coverage, places)} could be read; {_score(score)}: {_attention(report)}"
    return f"{_score(score)}, grade {score.grade}: {_attention(report)}"


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


def _attention(report: Report) -> str:
    groups = by_rule(report.findings)
    worst = [max(finding.severity for finding in group) for group in groups]
    urgent, smaller = (sum(low <= item <= high for item in worst) for low, high in _BANDS)
    if urgent:
        return f"{count(urgent, 'thing needs', 'things need')} your attention"
    if smaller:
        return f"nothing urgent, {count(smaller, 'smaller thing')} to look at"
    return "nothing needs your attention"


_BANDS = ((Severity.HIGH, Severity.CRITICAL), (Severity.LOW, Severity.MEDIUM))
