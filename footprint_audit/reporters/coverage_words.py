"""How much of what was asked could be read, why the rest could not, and what helps: said the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.model import CategoryCoverage, Report

__all__ = ["coverage_words"]

MAX_CATEGORIES = 12


def coverage_words(report: Report) -> Iterator[str]:
    """One sentence a line; none where everything was read, or where an older report does not say."""
    coverage = report.coverage
    if not coverage.unread or not coverage.categories:
        return
    failed = coverage.unread - coverage.walled
    yield (
        f"{coverage.unread} of {coverage.asked} accounts could not be read: {coverage.walled} behind walls (refusals, "
        f"limits, logins), {failed} for other reasons; seen from {report.vantage}."
    )
    if coverage.remedy:
        yield f"What helps most: {coverage.remedy}."
    unread = [item for item in coverage.categories if item.answered < item.asked]
    if len(coverage.categories) > 1 and unread:
        worst = sorted(unread, key=lambda item: (item.answered - item.asked, item.category))
        more = f"; {len(worst) - MAX_CATEGORIES} more categories" if len(worst) > MAX_CATEGORIES else ""
        yield f"By category: {'; '.join(_category(item) for item in worst[:MAX_CATEGORIES])}{more}."


def _category(item: CategoryCoverage) -> str:
    parts = [f"{item.walled} walled"] * bool(item.walled) + [f"{item.failed} failed"] * bool(item.failed)
    return f"{item.category} {item.answered} of {item.asked} read ({', '.join(parts)})"
