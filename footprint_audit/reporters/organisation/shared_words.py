"""The words the organisation's formats share: what the gate said, how findings stand, what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote

from footprint_audit.model import Severity
from footprint_audit.reporters.plain_words import REASON_WORDS, count
from footprint_audit.reporters.shown_report import words
from footprint_audit.staff import OrganisationReport, StaffFinding, Standing

__all__ = ["ABOUT", "anchor", "failing", "in_short", "line_of", "standings", "unread_words", "verdict", "worst_first"]

ABOUT = (
    "This report judges texts, never a person; nobody is ranked, and it decides nothing about anybody. "
    "What a subject's profiles say stands in that subject's own report only."
)


def verdict(report: OrganisationReport) -> str:
    """One line: whether the gate holds, and why not."""
    if report.coverage.interrupted:
        return "The run was interrupted: what follows is incomplete"
    if report.gate.passed:
        return f"The gate holds: nothing new {_at(report.fail_on)}among {count(len(report.subjects), 'subject')}"
    return f"The gate fails: {'; '.join(report.gate.reasons)}"


def _at(severity: Severity | None) -> str:
    return f"at or above {severity.label} " if severity is not None else ""


def failing(report: OrganisationReport) -> tuple[StaffFinding, ...]:
    """The findings that fail the gate, in the order of the roster."""
    limit = report.fail_on
    if limit is None:
        return ()
    return tuple(finding for finding in report.findings if finding.standing.fails and finding.severity >= limit)


def standings(report: OrganisationReport) -> tuple[tuple[Standing, int], ...]:
    """How many findings stand how, every standing there is."""
    counts = Counter(finding.standing for finding in report.findings)
    counts.update(gone.standing for gone in report.gone)
    return tuple((standing, counts[standing]) for standing in Standing)


def unread_words(report: OrganisationReport) -> tuple[str, ...]:
    """Why accounts could not be read, the most common reason first."""
    return tuple(
        f"{count(number, 'account')} not read. {REASON_WORDS[reason]}." for reason, number in report.coverage.reasons
    )


def in_short(finding: StaffFinding) -> str:
    """A finding without what it rests on: standing, severity, title, rule, whose, where declared."""
    known = f", until {finding.expires}: {words(finding.reason, 200)}" if finding.standing is Standing.KNOWN else ""
    return (
        f"{finding.standing}, {finding.severity.label}: {words(finding.title, 200)} [{words(finding.rule, 60)}], "
        f"subject {finding.subject}, {words(finding.field, 60)} of the account in line {finding.line}{known}"
    )


def worst_first(findings: Iterable[StaffFinding]) -> list[StaffFinding]:
    """By severity, then by confidence, for formats that cut: what is left out must be the least."""
    return sorted(findings, key=lambda finding: (-finding.severity, -finding.confidence))


def anchor(report: OrganisationReport) -> str:
    """The roster as an address within the repository: every alert is pinned to a line of it.

    A roster from elsewhere is called by its name alone: pipelines refuse a path that leads out of the repository.
    """
    parts = [part for part in report.roster.replace("\\", "/").split("/") if part not in ("", ".")]
    elsewhere = report.roster.startswith(("/", "\\")) or ".." in parts
    inside = [part for part in parts if part != ".."][-1 if elsewhere else 0 :]
    return quote(words("/".join(inside), 400), safe="/") or "roster"


def line_of(finding: StaffFinding) -> int:
    return max(finding.line, 1)
