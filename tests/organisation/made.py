"""Values that tests of organisation mode stand on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from footprint_audit.model import Coverage, Dimension, Reason, Severity, Tool
from footprint_audit.organisation.fingerprints import Salt
from footprint_audit.organisation.gate import cells, gate
from footprint_audit.organisation.staff_run import coverage_of
from footprint_audit.staff import Authority, Gone, OrganisationReport, StaffFinding, Standing, SubjectResult

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = AT.date()
SALT = Salt(b"0123456789abcdef0123456789abcdef")
HEADER = "subject_id,site,handle,url,profession,context,strategy,audience,notified,expires,discover\n"
GOOD_ROW = "s-01,github,octo-example,,engineering,professional,separate,,2026-10-01,,\n"


def authority(**other: object) -> Authority:
    values: dict[str, object] = {
        "purpose": "to prevent harm",
        "legal_basis": "legitimate interest",
        "owner": "data protection officer",
        "contact": "privacy@example.org",
        "notice_date": date(2026, 10, 1),
        "expires": date(2027, 9, 30),
    }
    return Authority(**(values | other))  # type: ignore[arg-type]  # a test names fields by keyword


def roster_file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "roster.csv"
    path.write_text(header + "".join(rows or (GOOD_ROW,)), encoding="utf-8")
    return path


def finding(number: int = 1, **other: object) -> StaffFinding:
    values: dict[str, object] = {
        "subject": f"s-{number:02}",
        "line": number + 1,
        "rule": "PRV-102",
        "title": "Phone number in public text",
        "dimension": Dimension.PRIVACY,
        "severity": Severity.HIGH,
        "confidence": 0.9,
        "account": f"{number:032x}",
        "field": "bio",
        "dated": "",
        "fingerprint": f"{number + 0xF00:032x}",
        "standing": Standing.NEW,
    }
    return StaffFinding(**(values | other))  # type: ignore[arg-type]  # a test names fields by keyword


def result(number: int = 1, *findings: StaffFinding, **other: object) -> SubjectResult:
    values: dict[str, object] = {
        "subject": f"s-{number:02}",
        "line": number + 1,
        "findings": findings,
        "coverage": Coverage(1, 1, 0, 0, (), 1.0),
    }
    return SubjectResult(**(values | other))  # type: ignore[arg-type]  # a test names fields by keyword


def organisation_report(*results: SubjectResult, fail_on: Severity | None = Severity.HIGH) -> OrganisationReport:
    """A whole report; without results, one with every standing, a failure and an account that was not read."""
    if not results:
        known = finding(2, standing=Standing.KNOWN, reason="on leave until June", expires=date(2027, 1, 31))
        results = (
            result(1, finding(1), finding(1, severity=Severity.LOW, rule="PRV-104", fingerprint="a" * 32)),
            result(2, known, gone=(Gone("s-02", "PRV-162", "b" * 32, Standing.FIXED),)),
            result(3, finding(3, standing=Standing.EXPIRED, dated="2026-10-21", field="posts")),
            result(
                4,
                coverage=Coverage(1, 0, 0, 1, ((Reason.BLOCKED, 1),), 0.0),
                gone=(Gone("s-04", "PRV-102", "c" * 32, Standing.UNCHECKABLE),),
            ),
            result(5, coverage=Coverage(1, 0, 0, 1, ((Reason.INTERNAL, 1),), 0.0), failure="KeyError"),
        )
    return OrganisationReport(
        authority=authority(),
        started_at=AT,
        tool=Tool("footprint-audit", "0.1.0"),
        rules_digest="0" * 64,
        roster="staff/roster.csv",
        roster_digest="1" * 64,
        vantage="a direct connection",
        subjects=results,
        cells=cells(results),
        gate=gate(results, fail_on),
        coverage=coverage_of(results),
        fail_on=fail_on,
        notes=("columns of the roster that were not read: Password",),
    )
