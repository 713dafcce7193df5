"""How much of what was asked could be read, why the rest could not, and what helps: said the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.model import CategoryCoverage, Report
from footprint_audit.reporters.translated_texts import Texts

__all__ = ["coverage_words"]

MAX_CATEGORIES = 12


def coverage_words(report: Report, say: Texts) -> Iterator[str]:
    """One sentence a line; none where everything was read, or where an older report does not say."""
    coverage = report.coverage
    if not coverage.unread or not coverage.categories:
        return
    yield say(
        "%(unread)s of %(asked)s accounts could not be read: %(walled)s behind walls (refusals, limits, logins), "
        "%(failed)s for other reasons; seen from %(vantage)s.",
        unread=coverage.unread,
        asked=coverage.asked,
        walled=coverage.walled,
        failed=coverage.unread - coverage.walled,
        vantage=report.vantage,
    )
    if coverage.remedy:
        yield say("What helps most: %(advice)s.", advice=coverage.remedy)
    unread = [item for item in coverage.categories if item.answered < item.asked]
    if len(coverage.categories) > 1 and unread:
        worst = sorted(unread, key=lambda item: (item.answered - item.asked, item.category))
        listed = [_category(item, say) for item in worst[:MAX_CATEGORIES]]
        if len(worst) > MAX_CATEGORIES:
            listed.append(say("%(count)s more", count=len(worst) - MAX_CATEGORIES))
        yield say("By category: %(categories)s.", categories="; ".join(listed))


def _category(item: CategoryCoverage, say: Texts) -> str:
    parts = [say("%(count)s walled", count=item.walled)] * bool(item.walled)
    parts += [say("%(count)s failed", count=item.failed)] * bool(item.failed)
    return say(
        "%(category)s %(answered)s of %(asked)s read (%(parts)s)",
        category=item.category,
        answered=item.answered,
        asked=item.asked,
        parts=", ".join(parts),
    )
