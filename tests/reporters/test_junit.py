"""JUnit: what could not be read is never a pass, and the gate decides what fails."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from footprint_audit.model import Report, Severity, Unread
from footprint_audit.reporters import Style, named
from tests import samples
from tests.reporters.readers import read_junit


def suites(report: Report, fail_on: Severity | None = Severity.HIGH) -> tuple[ET.Element, ET.Element]:
    accounts, findings = read_junit(named("junit").render(report, Style(fail_on=fail_on)))
    return accounts, findings


def test_an_account_that_could_not_be_read_is_an_error_with_its_reason_and_advice() -> None:
    accounts, _ = suites(samples.mara())
    errors = {test.attrib["classname"]: part for test in accounts for part in test.iter("error")}
    unread = [outcome for outcome in samples.mara().outcomes if isinstance(outcome, Unread)]
    assert set(errors) == {outcome.account.id for outcome in unread}
    closed = errors["pixelfed:closed.example/mara_vale"]
    assert closed.attrib["type"] == "login_wall"
    assert "look at yours while logged out" in (closed.text or "")


def test_nothing_read_has_no_pass() -> None:
    accounts, _ = suites(samples.nothing_read())
    assert accounts.attrib["errors"] == accounts.attrib["tests"] == "12"


def test_a_part_that_could_not_be_read_is_skipped() -> None:
    accounts, _ = suites(samples.mara())
    (part,) = [test for test in accounts if test.attrib["name"] == "collect posts"]
    assert part[0].tag == "skipped"
    assert "stay away" in part[0].attrib["message"]


@pytest.mark.parametrize(
    ("fail_on", "failures"),
    [(Severity.CRITICAL, 0), (Severity.HIGH, 3), (Severity.MEDIUM, 6), (Severity.LOW, 8), (None, 0)],
)
def test_a_finding_at_the_gate_is_a_failure_and_one_below_is_told(fail_on: Severity | None, failures: int) -> None:
    _, findings = suites(samples.mara(), fail_on)
    assert findings.attrib["failures"] == str(failures)
    assert len(list(findings.iter("system-out"))) == 8 - failures


def test_a_failure_says_where_why_and_what_to_do() -> None:
    _, findings = suites(samples.mara())
    failure = next(findings.iter("failure"))
    assert failure.attrib["type"] == "high"
    for said in ("Mastodon at social.example, bio: +44 ***** **123", "https://social.example/", "Take the number out"):
        assert said in (failure.text or "")


def test_a_suppressed_finding_is_skipped_with_its_reason() -> None:
    _, findings = suites(samples.mara())
    (skipped,) = findings.iter("skipped")
    assert skipped.attrib["message"] == "suppressed: it is meant to be public"


def test_equal_tests_get_numbers_because_readers_compare_runs_by_name() -> None:
    mara = samples.mara()
    _, findings = suites(replace(mara, findings=mara.findings[:1] * 3))
    assert [test.attrib["name"][-2:] for test in findings][1:3] == ["#2", "#3"]


def test_emoji_and_line_breaks_of_a_page_survive_the_xml() -> None:
    _, findings = suites(samples.one_text("👩‍⚕️ & <b>"))
    assert "👩‍⚕️ & <b>" in (next(findings.iter("failure")).text or "")
