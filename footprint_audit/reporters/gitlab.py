"""GitLab Code Quality: a JSON array that `artifacts.reports.codequality` takes. What could not be read is in it too."""

from __future__ import annotations

import hashlib
import json

from footprint_audit.model import Finding, Report, Unread
from footprint_audit.reporters import Reporter, Style
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.gitlab_issue import SEVERITIES, is_ours, issue
from footprint_audit.reporters.plain_words import REASON_WORDS
from footprint_audit.reporters.shown_report import (
    as_shown,
    evidence_words,
    not_read,
    numbered,
    sentence,
    words,
    worst_first,
)

__all__ = ["reporter"]


def _render(report: Report, style: Style) -> str:
    report = as_shown(report, style)
    directory = Directory(report)
    issues = [_finding(finding, number, directory, style) for finding, number in numbered(worst_first(report.findings))]
    issues += [_unread(outcome, directory) for outcome in not_read(report)]
    return json.dumps(issues, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _finding(finding: Finding, number: int, directory: Directory, style: Style) -> dict[str, object]:
    place = directory.place(finding.account, finding.evidence.field)
    said = (
        f"{sentence(words(finding.title))} {words(place)}: {evidence_words(finding, style)} | {words(finding.remedy)}"
    )
    # GitLab keeps only the first of two issues with one fingerprint; words that stand twice are two issues.
    name = words(finding.fingerprint) + (f"-{number}" if number > 1 else "")
    return issue(said, words(finding.rule, 100), name, SEVERITIES[finding.severity])


def _unread(outcome: Unread, directory: Directory) -> dict[str, object]:
    said = (
        f"Not read: {words(directory.name(outcome.account))}. {REASON_WORDS[outcome.reason]}: {words(outcome.advice)}"
    )
    account = hashlib.sha256(f"unread\x1f{outcome.account.id}".encode("utf-8", "replace")).hexdigest()[:16]
    return issue(said.strip(), f"unread-{outcome.reason}", account, "info")


reporter = Reporter("gitlab", _render, is_ours)
