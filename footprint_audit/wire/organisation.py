"""The organisation's report as JSON, and the findings read back from it, for `baseline add`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

from footprint_audit.display import safe_text
from footprint_audit.staff import Gone, OrganisationReport, StaffFinding, Standing, SubjectResult
from footprint_audit.wire.strict_json import Node, parse

__all__ = ["ORGANISATION_VERSION", "SavedFinding", "dump_organisation", "load_findings", "organisation_schema"]

ORGANISATION_VERSION = 1


@dataclass(frozen=True, slots=True)
class SavedFinding:
    """What the baseline needs of a finding or of one that is gone; `account` is empty for the latter."""

    fingerprint: str
    rule: str
    subject: str
    account: str
    field: str
    dated: str
    severity: str
    standing: Standing


def dump_organisation(report: OrganisationReport) -> str:
    """The report as JSON, ending with a newline; the same report gives the same bytes."""
    authority = report.authority
    table = {
        "schema_version": ORGANISATION_VERSION,
        "kind": "organisation",
        "tool": {"name": report.tool.name, "version": report.tool.version},
        "started_at": f"{report.started_at:%Y-%m-%dT%H:%M:%SZ}",
        "rules_digest": report.rules_digest,
        "roster": {"file": safe_text(report.roster), "digest": report.roster_digest},
        "vantage": report.vantage,
        "authority": {
            "purpose": safe_text(authority.purpose),
            "legal_basis": safe_text(authority.legal_basis),
            "owner": safe_text(authority.owner),
            "contact": safe_text(authority.contact),
            "notice_date": authority.notice_date.isoformat(),
            "expires": authority.expires.isoformat(),
        },
        "gate": {
            "passed": report.gate.passed,
            "fail_on": report.fail_on.label if report.fail_on is not None else None,
            "reasons": list(report.gate.reasons),
        },
        "subjects": [_subject(result) for result in report.subjects],
        "findings": [_finding(finding) for finding in report.findings],
        "gone": [_gone(gone) for gone in report.gone],
        "cells": [{"severity": cell.label, "subjects": cell.subjects, "share": cell.share} for cell in report.cells],
        "coverage": {
            "asked": report.coverage.asked,
            "profiles": report.coverage.profiles,
            "absent": report.coverage.absent,
            "unread": report.coverage.unread,
            "fraction": report.coverage.fraction,
            "reasons": {reason.value: number for reason, number in report.coverage.reasons},
            "interrupted": report.coverage.interrupted,
        },
        "notes": [safe_text(note) for note in report.notes],
    }
    return json.dumps(table, ensure_ascii=True, allow_nan=False, indent=2) + "\n"


def load_findings(text: str) -> tuple[SavedFinding, ...]:
    """Every finding of a saved organisation report, those that are gone too. Raises WireError."""
    root = parse(text)
    if root.maybe("kind").text("") != "organisation":
        raise root.wrong("an organisation's report, as `org --format json` writes it")
    root.at("schema_version").integer(ORGANISATION_VERSION, ORGANISATION_VERSION)
    seen = tuple(_saved(node) for node in root.at("findings").items())
    gone = tuple(
        SavedFinding(
            fingerprint=node.at("fingerprint").text(),
            rule=node.at("rule").text(),
            subject=node.at("subject").text(),
            account="",
            field="",
            dated="",
            severity="",
            standing=node.at("standing").word(Standing),
        )
        for node in root.at("gone").items()
    )
    return seen + gone


def organisation_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) that every dumped organisation report satisfies."""
    text = files("footprint_audit.wire").joinpath("organisation-v1.schema.json").read_text("utf-8")
    published: dict[str, object] = json.loads(text)
    return published


def _saved(node: Node) -> SavedFinding:
    return SavedFinding(
        fingerprint=node.at("fingerprint").text(),
        rule=node.at("rule").text(),
        subject=node.at("subject").text(),
        account=node.at("account").text(),
        field=node.at("field").text(),
        dated=node.at("dated").text(""),
        severity=node.at("severity").text(),
        standing=node.at("standing").word(Standing),
    )


def _subject(result: SubjectResult) -> dict[str, object]:
    coverage = result.coverage
    return {
        "subject": result.subject,
        "line": result.line,
        "asked": coverage.asked,
        "read": coverage.profiles + coverage.absent,
        "unread": {reason.value: number for reason, number in coverage.reasons},
        "failure": result.failure or None,
    }


def _finding(finding: StaffFinding) -> dict[str, object]:
    return {
        "fingerprint": finding.fingerprint,
        "standing": finding.standing.value,
        "rule": finding.rule,
        "title": safe_text(finding.title),
        "dimension": finding.dimension.value,
        "severity": finding.severity.label,
        "confidence": finding.confidence,
        "subject": finding.subject,
        "line": finding.line,
        "account": finding.account,
        "field": safe_text(finding.field),
        "dated": finding.dated or None,
        "reason": safe_text(finding.reason) or None,
        "expires": finding.expires.isoformat() if finding.expires else None,
    }


def _gone(gone: Gone) -> dict[str, object]:
    return {
        "fingerprint": gone.fingerprint,
        "standing": gone.standing.value,
        "rule": gone.rule,
        "subject": gone.subject,
    }
