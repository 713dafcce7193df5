"""GitHub annotations of an organisation's report: workflow commands on the roster's lines, within GitHub's limits."""

from __future__ import annotations

from footprint_audit.reporters import begins_with
from footprint_audit.reporters.github_commands import LEVELS, MOST, OPENING, command, fitting
from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.reporters.organisation.shared_words import (
    anchor,
    failing,
    in_short,
    line_of,
    unread_words,
    verdict,
)
from footprint_audit.reporters.shown_report import TOOL, words
from footprint_audit.staff import OrganisationReport

__all__ = ["reporter"]


def _render(report: OrganisationReport) -> str:
    lines = [command("notice", "", (TOOL, verdict(report)))]
    fails = failing(report)
    errors = [(f"{words(f.title, 200)} [{words(f.rule, 60)}]", in_short(f), f"{line_of(f)}") for f in fails]
    place = f"file={anchor(report)}"
    kept = fitting([(title, text) for title, text, _ in errors], MOST)
    rows = [row for _, _, row in errors]
    lines += [command(LEVELS[0], f"{place},line={row},", item) for item, row in zip(kept, rows, strict=False)]
    unread = "\n".join(unread_words(report))
    if unread:
        lines.append(command("warning", "", ("Not everything could be read", unread)))
    return "".join(lines)


reporter = OrganisationReporter("github", _render, begins_with(OPENING))
