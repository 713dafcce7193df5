"""The verdict in one sentence: the score with its range, or why there is none, and how much needs attention."""

from __future__ import annotations

from footprint_audit.model import Coverage, Finding, Report, Score, Severity
from footprint_audit.reporters.plain_words import percent
from footprint_audit.reporters.translated_texts import ENGLISH, Texts

__all__ = ["attention", "by_rule", "headline", "verdict", "worth"]


def by_rule(findings: tuple[Finding, ...]) -> list[tuple[Finding, ...]]:
    """The findings, one tuple a rule; the worst first, then in the order they were reported."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return sorted(map(tuple, groups.values()), key=lambda group: -max(finding.severity for finding in group))


def verdict(report: Report, say: Texts = ENGLISH) -> str:
    """`Score 67 (62–67, coverage 79 %), grade D: three things need your attention`."""
    coverage, score = report.coverage, report.score
    if coverage.asked == 0:
        return say("Nothing was asked: no site was chosen that allows this handle")
    if coverage.profiles + coverage.absent == 0:
        return say.many(
            coverage.asked,
            "No grade: the one place asked could not be read",
            "No grade: none of the %(count)s places could be read",
        )
    if coverage.profiles == 0:
        return _nothing_found(coverage, say)
    answered = coverage.profiles + coverage.absent
    few = say("No grade: only %(read)s of %(asked)s places could be read", read=answered, asked=coverage.asked)
    if score.value is None:
        return few
    if score.grade is None:
        few = f"{few}; {_score(score, say)}"
        return say("%(verdict)s: %(attention)s", verdict=few, attention=attention(report, say))
    grade = say("grade %(grade)s", grade=score.grade)
    judged = f"{_score(score, say)}, {grade}"
    return say("%(verdict)s: %(attention)s", verdict=judged, attention=attention(report, say))


def _nothing_found(coverage: Coverage, say: Texts) -> str:
    answered = say.many(
        coverage.absent,
        "Nothing of yours was found in the one place that answered",
        "Nothing of yours was found in the %(count)s places that answered",
    )
    if not coverage.unread:
        return answered
    more = say.many(coverage.unread, "one more could not be read", "%(count)s more could not be read")
    return f"{answered}; {more}"


def _score(score: Score, say: Texts) -> str:
    coverage = say("coverage %(part)s", part=percent(score.coverage, say))
    reach = f"{score.low}–{score.value}, {coverage}" if score.low not in (None, score.value) else coverage
    return say("Score %(value)s (%(reach)s)", value=score.value, reach=reach)


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
