"""GitHub annotations: workflow commands for the log of a job, within GitHub's limits, worst first.

Every line is a command of ours. No text of a page begins a line or stands in one that is not a command, because the
runner would obey it there.
"""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.model import Finding, Report, Severity
from footprint_audit.reporters import Reporter, Style, begins_with
from footprint_audit.reporters.console_lines import Directory, listed
from footprint_audit.reporters.github_commands import LEVELS, MOST, OPENING, Annotation, command, fitting
from footprint_audit.reporters.plain_words import REASON_WORDS, count
from footprint_audit.reporters.shown_report import (
    ANCHOR,
    TOOL,
    as_shown,
    evidence_words,
    not_read,
    sentence,
    words,
    worst_first,
)
from footprint_audit.reporters.verdict_words import verdict

__all__ = ["reporter"]

MAX_SITES = 10


def _render(report: Report, style: Style) -> str:
    report = as_shown(report, style)
    said: dict[str, list[Annotation]] = {level: [] for level in LEVELS}
    said["warning"] += _unread(report)
    directory = Directory(report)
    for finding in worst_first(report.findings):
        said[_level(finding, style.fail_on)].append(_finding(finding, directory, style))
    lines = [command("notice", "", (TOOL, verdict(report)))]
    for level in LEVELS:
        room = MOST - 1 if level == "notice" else MOST  # one notice is the verdict
        lines += [command(level, f"file={ANCHOR},line=1,", item) for item in fitting(said[level], room)]
    return "".join(lines)


def _level(finding: Finding, fail_on: Severity | None) -> str:
    if fail_on is not None and finding.severity >= fail_on:
        return "error"
    return "warning" if finding.severity >= Severity.MEDIUM else "notice"


def _finding(finding: Finding, directory: Directory, style: Style) -> Annotation:
    place = words(directory.place(finding.account, finding.evidence.field))
    parts = (f"{place}: {evidence_words(finding, style)}", words(finding.why), words(finding.remedy))
    return f"{words(finding.title, 200)} [{words(finding.rule, 100)}]", "\n".join(sentence(part) for part in parts)


def _unread(report: Report) -> Iterator[Annotation]:
    """One warning for all that could not be read, whatever the reasons: room is scarce."""
    unread = not_read(report)
    if not unread:
        return
    directory = Directory(report)
    reasons: dict[str, list[str]] = {}
    for outcome in unread:
        reasons.setdefault(REASON_WORDS[outcome.reason], []).append(directory.name(outcome.account))
    lines = [f"{reason}: {listed(names, MAX_SITES)}." for reason, names in reasons.items()]
    yield f"{count(len(unread), 'account')} could not be read", "\n".join(lines)


reporter = Reporter("github", _render, begins_with(OPENING))
