"""The organisation's report on a terminal or in a log: the gate, counts that point at nobody, what was not read."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.reporters.organisation.shared_words import (
    ABOUT,
    failing,
    in_short,
    standings,
    unread_words,
    verdict,
)
from footprint_audit.reporters.plain_words import count, percent
from footprint_audit.reporters.shown_report import words
from footprint_audit.staff import Cell, OrganisationReport

__all__ = ["reporter"]

MOST = 50  # findings listed; the other formats have all
WIDTH = 100  # columns


def _render(report: OrganisationReport) -> str:
    return "".join(f"{fill(line, WIDTH, subsequent_indent=_indent(line))}\n" for line in _lines(report))


def _indent(line: str) -> str:
    """Two columns more than the line itself has."""
    return " " * (len(line) - len(line.lstrip()) + 2)


def _lines(report: OrganisationReport) -> Iterator[str]:
    yield f"{verdict(report)}."
    found = failing(report)
    yield from (f"  {in_short(finding)}" for finding in found[:MOST])
    if len(found) > MOST:
        yield f"  and {len(found) - MOST} more; --format json has all"
    yield ""
    yield "Findings against the baseline: " + ", ".join(
        f"{number} {standing}" for standing, number in standings(report)
    )
    yield "Subjects with a finding nobody has decided about: " + ", ".join(_cell(cell) for cell in report.cells)
    if any(cell.subjects is None for cell in report.cells):
        yield "  (withheld: so few, or all but so few, that the count would point at somebody)"
    coverage = report.coverage
    read = coverage.profiles + coverage.absent
    yield (
        f"Read: {read} of {count(coverage.asked, 'declared account')} ({percent(coverage.fraction)}), "
        f"{coverage.profiles} there, {coverage.absent} not there."
    )
    yield from (f"  {line}" for line in unread_words(report))
    failures = [result for result in report.subjects if result.failure]
    yield from (f"  subject {result.subject}: an error of ours ({result.failure})" for result in failures[:MOST])
    yield from (f"Note: {words(note)}" for note in report.notes)
    yield ""
    authority = report.authority
    yield f"For: {words(authority.purpose, 300)}. Basis: {words(authority.legal_basis, 300)}."
    answerable = f"{words(authority.owner, 200)}, {words(authority.contact, 200)}"
    yield f"Answerable: {answerable}. Holds until {authority.expires}."
    yield ABOUT


def _cell(cell: Cell) -> str:
    """`high 12 (24 %)`; a count that could point at somebody is not told."""
    if cell.subjects is None or cell.share is None:
        return f"{cell.label} withheld"
    if not cell.subjects:
        return f"{cell.label} none"
    return f"{cell.label} {cell.subjects} ({percent(cell.share)})"


reporter = OrganisationReporter("console", _render, lambda text: ABOUT in " ".join(text.split()))
