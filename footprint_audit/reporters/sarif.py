"""SARIF 2.1.0 as GitHub code scanning takes it: worst first, 5,000 results at most, and it says what was left out.

GitHub shows an alert only where a file of the repository is, and refuses the whole upload for one web address as a
location (github/codeql-action#754). So each result is pinned to `footprint-audit.toml`, where accounts are declared;
the page stands in the message.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC

from footprint_audit.model import Finding, Profile, Report
from footprint_audit.reporters import Reporter, Style, begins_with
from footprint_audit.reporters.console_lines import Directory, listed
from footprint_audit.reporters.plain_words import REASON_WORDS, count
from footprint_audit.reporters.sarif_document import MOST, OPENING, SCHEMA, message, semantic_version
from footprint_audit.reporters.sarif_rules import LEVELS, rule_descriptors
from footprint_audit.reporters.shown_report import (
    ANCHOR,
    TOOL,
    as_shown,
    evidence_words,
    not_read,
    numbered,
    sentence,
    words,
    worst_first,
)

__all__ = ["reporter"]

MAX_SITES = 20  # named in one notification


def _render(report: Report, style: Style) -> str:
    report = as_shown(report, style)
    found = worst_first(report.findings)
    rules = rule_descriptors(found)
    places = {str(rule["id"]): number for number, rule in enumerate(rules)}
    directory = Directory(report)
    run = {
        "tool": {"driver": {"name": TOOL, "semanticVersion": semantic_version(report.tool.version), "rules": rules}},
        "automationDetails": {"id": f"{TOOL}/"},
        "invocations": [_invocation(report, directory, len(found))],
        "results": [_result(finding, number, places, directory, style) for finding, number in numbered(found[:MOST])],
        "columnKind": "unicodeCodePoints",
        "properties": _properties(report),
    }
    sarif = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(sarif, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _result(
    finding: Finding, number: int, places: dict[str, int], directory: Directory, style: Style
) -> dict[str, object]:
    place = words(directory.place(finding.account, finding.evidence.field))
    title, url = sentence(words(finding.title)), words(finding.evidence.url)
    said = f"{title} {place}: {evidence_words(finding, style)} | {words(finding.remedy)} | {url}"
    rule = words(finding.rule, 100)
    account = words(finding.account.id)
    field = words(finding.evidence.field, 200)
    return {
        "ruleId": rule,
        "ruleIndex": places[rule],
        "level": LEVELS[finding.severity],
        "message": {"text": message(said)},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": ANCHOR}, "region": {"startLine": 1}},
                "logicalLocations": [{"name": field, "fullyQualifiedName": f"{account}/{field}", "kind": "resource"}],
            }
        ],
        "partialFingerprints": _fingerprints(words(finding.fingerprint, 100), number),
        "properties": {
            "severity": finding.severity.label,
            "confidence": finding.confidence,
            "visibility": finding.visibility.value,
            "url": url,
        },
    }


def _fingerprints(fingerprint: str, number: int) -> dict[str, str]:
    """GitHub joins alerts by the first; the second is the name by which the configuration suppresses a finding."""
    return {"primaryLocationLineHash": f"{fingerprint}:{number}", "footprintAudit/v1": f"{fingerprint}:{number}"}


def _invocation(report: Report, directory: Directory, found: int) -> dict[str, object]:
    started = report.started_at if report.started_at.tzinfo else report.started_at.replace(tzinfo=UTC)
    return {
        "executionSuccessful": not report.coverage.interrupted,
        "startTimeUtc": f"{started.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "toolExecutionNotifications": [
            {"level": "warning", "descriptor": {"id": name}, "message": {"text": message(text)}}
            for name, text in _notices(report, directory, found)
        ],
    }


def _notices(report: Report, directory: Directory, found: int) -> Iterator[tuple[str, str]]:
    """What the results do not say: the run was cut short, results were left out, accounts could not be read."""
    if report.coverage.interrupted:
        yield "interrupted", "The run was interrupted: the results are incomplete."
    if found > MOST:
        yield (
            "capped",
            f"{found - MOST} of {found} findings are left out, the least severe: {MOST} is what GitHub keeps.",
        )
    reasons: dict[str, list[str]] = {}
    for outcome in not_read(report):
        reasons.setdefault(outcome.reason.value, []).append(directory.name(outcome.account))
    for profile in report.outcomes:
        if isinstance(profile, Profile):
            for gap in profile.gaps:
                reasons.setdefault(gap.reason.value, []).append(directory.place(profile.account, gap.field))
    for name, places in reasons.items():
        why = next(text for reason, text in REASON_WORDS.items() if reason.value == name)
        yield name, f"{count(len(places), 'place')} not read. {why}: {listed(places, MAX_SITES)}."


def _properties(report: Report) -> dict[str, object]:
    return {
        "score": report.score.value,
        "grade": report.score.grade,
        "coverage": report.coverage.fraction,
        "unread": report.coverage.unread,
        "suppressed": len(report.suppressed),
        "rulesDigest": words(report.rules_digest, 100),
    }


reporter = Reporter("sarif", _render, begins_with(OPENING))
