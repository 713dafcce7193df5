"""JUnit XML: a suite for each subject, a test for what was collected and one for each finding. An error is no pass."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from footprint_audit.reporters import begins_with
from footprint_audit.reporters.junit_document import OPENING, number_tests, rendered
from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.reporters.organisation.shared_words import failing, in_short
from footprint_audit.reporters.plain_words import REASON_WORDS, count
from footprint_audit.reporters.shown_report import TOOL, words
from footprint_audit.staff import OrganisationReport, StaffFinding, Standing, SubjectResult

__all__ = ["reporter"]


def _render(report: OrganisationReport) -> str:
    root = ET.Element("testsuites", {"name": TOOL})
    fails = {finding.fingerprint for finding in failing(report)}
    suites = [_suite(root, result, fails, report) for result in report.subjects]
    number_tests(root, suites)
    return rendered(root)


def _suite(root: ET.Element, result: SubjectResult, fails: set[str], report: OrganisationReport) -> ET.Element:
    suite = ET.SubElement(
        root,
        "testsuite",
        {"name": result.subject, "timestamp": f"{report.started_at:%Y-%m-%dT%H:%M:%S}", "time": "0"},
    )
    _collection(suite, result)
    for finding in result.findings:
        _finding(suite, finding, failed=finding.fingerprint in fails)
    for gone in result.gone:
        test = _case(suite, result.subject, f"{words(gone.rule, 100)} {gone.standing}")
        if gone.standing is Standing.UNCHECKABLE:
            ET.SubElement(test, "skipped", {"message": "the place could not be read: never taken for fixed"})
    return suite


def _collection(suite: ET.Element, result: SubjectResult) -> None:
    test = _case(suite, result.subject, "collect declared accounts")
    if result.failure:
        ET.SubElement(test, "error", {"message": "an error of ours", "type": words(result.failure, 100)})
    elif result.coverage.unread:
        reasons = "; ".join(
            f"{count(number, 'account')}: {REASON_WORDS[reason]}" for reason, number in result.coverage.reasons
        )
        ET.SubElement(test, "error", {"message": f"not read: {reasons}", "type": "unread"})


def _finding(suite: ET.Element, finding: StaffFinding, *, failed: bool) -> None:
    name = f"{words(finding.rule, 100)} {words(finding.title, 200)}, {words(finding.field, 60)}"
    test = _case(suite, finding.subject, name)
    if failed:
        ET.SubElement(
            test, "failure", {"message": words(finding.title), "type": finding.severity.label}
        ).text = in_short(finding)
    elif finding.standing is Standing.KNOWN:
        ET.SubElement(test, "skipped", {"message": f"known until {finding.expires}: {words(finding.reason)}"})
    else:
        ET.SubElement(test, "system-out").text = in_short(finding)


def _case(suite: ET.Element, subject: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", {"classname": words(subject, 100), "name": name, "time": "0"})


reporter = OrganisationReporter("junit", _render, begins_with(OPENING))
