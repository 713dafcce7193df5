"""SARIF's descriptions of the rules that found something: title, why, help, and the severity GitHub sorts by."""

from __future__ import annotations

from collections.abc import Iterable

from footprint_audit.model import Dimension, Finding, Severity
from footprint_audit.reporters.escaped_markdown import link, prose
from footprint_audit.reporters.shown_report import TOOL, sentence, web_address, words

__all__ = ["LEVELS", "SECURITY", "precision", "rule_descriptors"]

MAX_TEXT = 1000  # columns; GitHub cuts descriptions at 1,024 characters
MAX_REFERENCES = 3

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
# GitHub reads bands: above 9 critical, 7 to 8.9 high, 4 to 6.9 medium, below low. What only informs has none.
SECURITY = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "2.5"}


def rule_descriptors(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """One description a rule, in the order rules come; a rule is as severe as its worst finding."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(words(finding.rule, 100), []).append(finding)
    return [_rule(name, group) for name, group in groups.items()]


def _rule(name: str, group: list[Finding]) -> dict[str, object]:
    first, severity = group[0], max(finding.severity for finding in group)
    why, remedy = sentence(words(first.why, MAX_TEXT)), sentence(words(first.remedy, MAX_TEXT))
    addresses = list(filter(None, map(web_address, first.references[:MAX_REFERENCES])))
    rule: dict[str, object] = {
        "id": name,
        "shortDescription": {"text": words(first.title, MAX_TEXT) or name},
        "fullDescription": {"text": why or name},
        "help": {
            "text": " ".join(filter(None, [why, remedy, *addresses])) or name,
            "markdown": _help(first, addresses) or prose(name),
        },
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": _properties(severity, max(finding.confidence for finding in group), first.dimension),
    }
    return rule | ({"helpUri": addresses[0]} if addresses else {})


def _help(finding: Finding, addresses: list[str]) -> str:
    why, remedy = (prose(sentence(text), MAX_TEXT) for text in (finding.why, finding.remedy))
    sources = ", ".join(link(address, f"source {number}") for number, address in enumerate(addresses, start=1))
    parts = [f"**Why:** {why}"] * bool(why) + [f"**Edit:** {remedy}"] * bool(remedy) + [sources] * bool(sources)
    return "\n\n".join(parts)


def _properties(severity: Severity, confidence: float, dimension: Dimension) -> dict[str, object]:
    score = {"security-severity": SECURITY[severity]} if severity in SECURITY else {}
    return {"tags": [TOOL, dimension.value], "precision": precision(confidence), **score}


def precision(confidence: float) -> str:
    return "high" if confidence >= 0.8 else "medium" if confidence >= 0.5 else "low"
