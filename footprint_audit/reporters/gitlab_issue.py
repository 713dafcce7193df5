"""One issue of GitLab Code Quality, as each report that has some writes it."""

from __future__ import annotations

from footprint_audit.model import Severity
from footprint_audit.reporters.shown_report import ANCHOR, TOOL

__all__ = ["SEVERITIES", "is_ours", "issue"]

SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def issue(
    description: str, check: str, fingerprint: str, severity: str, path: str = ANCHOR, line: int = 1
) -> dict[str, object]:
    """One issue as GitLab reads it, pinned to a line of a file of the repository."""
    return {
        "engine_name": TOOL,
        "type": "issue",
        "check_name": check,
        "description": description,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


def is_ours(text: str) -> bool:
    """An empty list, or one whose first issue names us."""
    return text.strip() == "[]" or text.startswith(f'[\n  {{\n    "engine_name": "{TOOL}"')
