"""JUnit XML: a test for each account that was asked and for each finding.

An account that could not be read is an error and a part of one is skipped, never a pass. A finding at the gate
(`--fail-on`) is a failure, one below it passes and says so in its output, one that its owner suppressed is skipped.
"""

from __future__ import annotations

from datetime import UTC
from xml.etree import ElementTree as ET

from footprint_audit.display import safe_text
from footprint_audit.model import Finding, Outcome, Profile, Report, Unread
from footprint_audit.reporters import Reporter, Style, begins_with
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.junit_document import OPENING, number_tests, rendered
from footprint_audit.reporters.plain_words import REASON_WORDS, field_words
from footprint_audit.reporters.shown_report import TOOL, as_shown, evidence_words, sentence, words, worst_first

__all__ = ["reporter"]


def _render(report: Report, style: Style) -> str:
    report = as_shown(report, style)
    directory = Directory(report)
    root = ET.Element("testsuites", {"name": TOOL})
    accounts = _suite(root, "accounts", report)
    for outcome in report.outcomes:
        _account(accounts, outcome)
    found = _suite(root, "findings", report)
    for finding in worst_first(report.findings):
        _finding(found, finding, directory, style)
    for item in report.suppressed:
        test = _test(found, finding=item.finding)
        ET.SubElement(test, "skipped", {"message": f"suppressed: {words(item.reason)}"})
    number_tests(root, [accounts, found])
    return rendered(root)


def _suite(root: ET.Element, name: str, report: Report) -> ET.Element:
    started = report.started_at.astimezone(UTC) if report.started_at.tzinfo else report.started_at
    attributes = {"name": f"{TOOL}.{name}", "timestamp": f"{started:%Y-%m-%dT%H:%M:%S}", "time": "0"}
    return ET.SubElement(root, "testsuite", attributes)


def _account(suite: ET.Element, outcome: Outcome) -> None:
    account = outcome.account
    test = _case(suite, "collect", account.id)
    if isinstance(outcome, Unread):
        message = REASON_WORDS[outcome.reason]
        failed = ET.SubElement(test, "error", {"message": message, "type": outcome.reason.value})
        failed.text = f"{words(account.url)}\n{words(outcome.advice)}"
    elif isinstance(outcome, Profile):
        for gap in outcome.gaps:
            part = _case(suite, f"collect {words(field_words(gap.field), 100)}", account.id)
            ET.SubElement(part, "skipped", {"message": f"{REASON_WORDS[gap.reason]}: {words(gap.advice)}"})


def _finding(suite: ET.Element, finding: Finding, directory: Directory, style: Style) -> None:
    test = _test(suite, finding)
    place = words(directory.place(finding.account, finding.evidence.field))
    lines = (
        f"{place}: {evidence_words(finding, style)}",
        words(finding.evidence.url),
        sentence(words(finding.why)),
        sentence(words(finding.remedy)),
    )
    text = safe_text("\n".join(lines), lines=True)
    if style.fail_on is None or finding.severity < style.fail_on:
        ET.SubElement(test, "system-out").text = f"{finding.severity.label}\n{text}"
        return
    attributes = {"message": words(finding.message) or words(finding.title), "type": finding.severity.label}
    ET.SubElement(test, "failure", attributes).text = text


def _test(suite: ET.Element, finding: Finding) -> ET.Element:
    name = f"{words(finding.rule, 100)} {words(finding.title, 200)}, {words(field_words(finding.evidence.field), 100)}"
    return _case(suite, name, finding.account.id)


def _case(suite: ET.Element, name: str, account: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", {"classname": words(account, 400), "name": name, "time": "0"})


reporter = Reporter("junit", _render, begins_with(OPENING))
