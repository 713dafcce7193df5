"""The organisation's report for a step summary or a merge request: what the console says, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.reporters.escaped_markdown import code, prose
from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.reporters.organisation.shared_words import ABOUT, failing, standings, unread_words, verdict
from footprint_audit.reporters.plain_words import percent
from footprint_audit.staff import OrganisationReport, StaffFinding

__all__ = ["reporter"]

MOST = 500  # rows: some 100 KB of the 1024 KB a step summary may have


def _render(report: OrganisationReport) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: OrganisationReport) -> Iterator[str]:
    yield "# Footprint audit of declared accounts"
    yield f"\n**{prose(verdict(report))}.**\n"
    found = failing(report)
    if found:
        yield "| standing | severity | rule | subject | roster line |"
        yield "|---|---|---|---|---:|"
        yield from (_row(finding) for finding in found[:MOST])
        yield f"\nand {len(found) - MOST} more\n" if len(found) > MOST else ""
    yield "| findings against the baseline | |"
    yield "|---|---:|"
    yield from (f"| {standing} | {number} |" for standing, number in standings(report))
    yield ""
    yield "| subjects with a finding nobody has decided about | | |"
    yield "|---|---:|---:|"
    for cell in report.cells:
        shown = "withheld" if cell.subjects is None else str(cell.subjects)
        yield f"| {cell.label} | {shown} | {'' if cell.share is None else percent(cell.share)} |"
    coverage = report.coverage
    yield (
        f"\n{coverage.profiles + coverage.absent} of {coverage.asked} declared accounts gave an answer "
        f"({percent(coverage.fraction)}): {coverage.profiles} there, {coverage.absent} not there.\n"
    )
    yield from (f"- {prose(line)}" for line in unread_words(report))
    yield from (f"- {prose(note)}" for note in report.notes)
    authority = report.authority
    yield f"\n---\n\nFor {code(authority.purpose)}, on the basis of {code(authority.legal_basis)}; answerable:"
    yield f"{code(authority.owner)}, {code(authority.contact)}, until {authority.expires}.\n"
    yield ABOUT


def _row(finding: StaffFinding) -> str:
    cells = (
        finding.standing.value,
        finding.severity.label,
        f"{code(finding.rule, 60)} {prose(finding.title, 200)}",
        code(finding.subject),
        str(finding.line),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


reporter = OrganisationReporter("markdown", _render, lambda text: ABOUT in text)
