"""GitLab Code Quality: an issue for each finding that is not known, on the roster's line."""

from __future__ import annotations

import json

from footprint_audit.reporters.gitlab_issue import SEVERITIES, is_ours, issue
from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.reporters.organisation.shared_words import anchor, in_short, line_of, worst_first
from footprint_audit.reporters.shown_report import words
from footprint_audit.staff import OrganisationReport

__all__ = ["reporter"]


def _render(report: OrganisationReport) -> str:
    issues = [
        issue(
            in_short(finding),
            words(finding.rule, 100),
            finding.fingerprint,
            SEVERITIES[finding.severity],
            anchor(report),
            line_of(finding),
        )
        for finding in worst_first(report.findings)
        if finding.standing.fails
    ]
    return json.dumps(issues, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


reporter = OrganisationReporter("gitlab", _render, is_ours)
