"""SARIF holds what GitHub needs of each result, and says what it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footprint_audit.model import Report, Severity
from footprint_audit.reporters import Style, named
from tests import samples
from tests.reporters.readers import Tree, read_sarif


def run_of(report: Report) -> Tree:
    return read_sarif(named("sarif").render(report, Style()))["runs", 0]


def test_each_result_has_what_github_asks_for() -> None:
    run = run_of(samples.mara())
    assert len(run["results"]) == len(samples.mara().findings)
    for result in run["results"]:
        assert result.text("locations", 0, "physicalLocation", "artifactLocation", "uri") == "footprint-audit.toml"
        assert result["locations", 0, "physicalLocation", "region", "startLine"].value == 1
        index = result["ruleIndex"].value
        assert isinstance(index, int)
        assert run.text("tool", "driver", "rules", index, "id") == result.text("ruleId")
        assert result.text("partialFingerprints", "primaryLocationLineHash")
        assert "https://" in result.text("message", "text"), "the page to look at"


def test_no_location_is_a_web_address_because_github_refuses_the_file() -> None:
    for result in run_of(samples.one_text("https://evil.example/"))["results"]:
        assert "relatedLocations" not in result
        for place in result["locations"]:
            assert "//" not in place.text("physicalLocation", "artifactLocation", "uri")


def test_each_rule_has_help_and_a_severity_github_sorts_by() -> None:
    run = run_of(samples.mara())
    rules = {rule.text("id"): rule for rule in run["tool", "driver", "rules"]}
    phone, swearing = rules["PRV-102"], rules["CON-120"]
    assert phone.text("properties", "security-severity") == "8.0"
    assert swearing.text("properties", "security-severity") == "2.5"
    assert phone.text("helpUri") == "https://example.org/guidance/phone-numbers"
    assert "Take the number out" in phone.text("help", "markdown")
    assert "Take the number out" in phone.text("help", "text")
    assert all(len(rule["properties", "tags"]) <= 10 for rule in rules.values())
    assert all(len(rule.text("fullDescription", "text")) <= 1024 for rule in rules.values())


def test_a_rule_is_as_severe_as_its_worst_finding_and_information_is_no_security() -> None:
    mara = samples.mara()
    first, *rest = mara.findings
    raised = replace(mara, findings=(first, replace(first, severity=Severity.CRITICAL), *rest))
    assert run_of(raised).text("tool", "driver", "rules", 0, "properties", "security-severity") == "9.5"
    only = replace(mara, findings=(replace(first, severity=Severity.INFO),))
    assert "security-severity" not in run_of(only)["tool", "driver", "rules", 0, "properties"]


def test_the_same_words_twice_are_two_alerts() -> None:
    run = run_of(samples.mara())
    names = [result.text("partialFingerprints", "primaryLocationLineHash") for result in run["results"]]
    assert len(set(names)) == len(names)
    assert any(name.endswith(":2") for name in names)


def test_results_are_capped_at_what_github_keeps_and_it_says_so() -> None:
    run = run_of(samples.large(10, 5_100))
    assert len(run["results"]) == 5_000
    levels = [result.text("level") for result in run["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    texts = [notice.text("message", "text") for notice in run["invocations", 0, "toolExecutionNotifications"]]
    assert any(text.startswith("100 of 5100 findings are left out") for text in texts)


def test_what_could_not_be_read_is_a_notification() -> None:
    notices = list(run_of(samples.mara())["invocations", 0, "toolExecutionNotifications"])
    by_id = {notice.text("descriptor", "id"): notice.text("message", "text") for notice in notices}
    assert by_id["rate_limited"].startswith("two places not read. The site asked us to slow down: Lemmy at busy")
    assert "Gitea at code.example.org, posts" in by_id["robots"]


def test_a_run_cut_short_was_no_success() -> None:
    mara = samples.mara()
    cut = run_of(replace(mara, coverage=replace(mara.coverage, interrupted=True)))
    assert cut["invocations", 0, "executionSuccessful"].value is False
    assert run_of(mara)["invocations", 0, "executionSuccessful"].value is True


def test_what_its_owner_suppressed_is_counted_and_no_alert() -> None:
    run = run_of(samples.mara())
    assert run["properties", "suppressed"].value == 1
    assert "PRV-101" not in [result.text("ruleId") for result in run["results"]]


@pytest.mark.parametrize(
    ("text", "written"), [("[x](1)", r"\[x\](1)"), ("{0} {x}", "{{0}} {x}"), ("a\\b", r"a\\b"), ("plain", "plain")]
)
def test_a_page_cannot_write_links_or_placeholders_into_a_message(text: str, written: str) -> None:
    assert f"{written}." in run_of(samples.one_text(text))["results", 0].text("message", "text")


@pytest.mark.parametrize(("version", "written"), [("0.1.0", "0.1.0"), ("1.2.3rc1", "1.2.3rc1"), ("x\x1b", "0.0.0")])
def test_the_version_is_one(version: str, written: str) -> None:
    report = replace(samples.mara(), tool=replace(samples.mara().tool, version=version))
    assert run_of(report).text("tool", "driver", "semanticVersion") == written
