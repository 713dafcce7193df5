"""SARIF 2.1.0 for code scanning: each result on the roster's line that declares the account, without evidence.

Alerts are seen by everyone who may write to the repository, and they are kept: a subject is an id, a place a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from footprint_audit.model import Severity
from footprint_audit.reporters import begins_with
from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.reporters.organisation.shared_words import anchor, line_of, unread_words, worst_first
from footprint_audit.reporters.sarif_document import MOST, OPENING, SCHEMA, message, semantic_version
from footprint_audit.reporters.sarif_rules import LEVELS, SECURITY, precision
from footprint_audit.reporters.shown_report import TOOL, words
from footprint_audit.staff import OrganisationReport, StaffFinding, Standing

__all__ = ["reporter"]

_STATES = {Standing.NEW: "new", Standing.EXPIRED: "new", Standing.KNOWN: "unchanged"}


def _render(report: OrganisationReport) -> str:
    found = worst_first(report.findings)
    rules: dict[str, StaffFinding] = {}
    for finding in found:  # the worst comes first, so a rule is as severe as its worst finding
        rules.setdefault(words(finding.rule, 100), finding)
    places = {name: number for number, name in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": TOOL,
                "semanticVersion": semantic_version(report.tool.version),
                "rules": [_rule(name, finding) for name, finding in rules.items()],
            }
        },
        "automationDetails": {"id": f"{TOOL}/organisation/"},
        "invocations": [_invocation(report, len(found))],
        "results": [_result(finding, places, report) for finding in found[:MOST]],
        "columnKind": "unicodeCodePoints",
        "properties": {"gate": "passed" if report.gate.passed else "failed", "coverage": report.coverage.fraction},
    }
    sarif = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(sarif, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _rule(name: str, finding: StaffFinding) -> dict[str, object]:
    title = words(finding.title) or name
    score = {"security-severity": SECURITY[finding.severity]} if finding.severity > Severity.INFO else {}
    return {
        "id": name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": f"{title}. Evidence and edit stand in the subject's own report, for that subject."},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"tags": [TOOL, finding.dimension.value], "precision": precision(finding.confidence), **score},
    }


def _result(finding: StaffFinding, places: dict[str, int], report: OrganisationReport) -> dict[str, object]:
    rule = words(finding.rule, 100)
    said = f"{words(finding.title)}: subject {finding.subject}, {words(finding.field, 60)}. {finding.standing.value}."
    result: dict[str, object] = {
        "ruleId": rule,
        "ruleIndex": places[rule],
        "level": LEVELS[finding.severity],
        "message": {"text": message(said)},
        "baselineState": _STATES[finding.standing],
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": anchor(report)},
                    "region": {"startLine": line_of(finding)},
                }
            }
        ],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.fingerprint[:16]}:1",
            "footprintAudit/v1": finding.fingerprint,
        },
        "properties": {"severity": finding.severity.label, "confidence": finding.confidence},
    }
    if finding.standing is Standing.KNOWN:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": message(words(finding.reason))}
        ]
    return result


def _invocation(report: OrganisationReport, found: int) -> dict[str, object]:
    return {
        "executionSuccessful": not report.coverage.interrupted,
        "startTimeUtc": f"{report.started_at:%Y-%m-%dT%H:%M:%SZ}",
        "toolExecutionNotifications": [
            {"level": "warning", "descriptor": {"id": name}, "message": {"text": message(text)}}
            for name, text in _notices(report, found)
        ],
    }


def _notices(report: OrganisationReport, found: int) -> Iterator[tuple[str, str]]:
    """What the results do not say."""
    if report.coverage.interrupted:
        yield "interrupted", "The run was interrupted: the results are incomplete."
    if found > MOST:
        yield "capped", f"{found - MOST} of {found} findings are left out, the least severe: GitHub keeps {MOST}."
    yield from (("unread", line) for line in unread_words(report))
    yield from (("note", words(note)) for note in report.notes)


reporter = OrganisationReporter("sarif", _render, begins_with(OPENING))
