"""Each format of an organisation's report is what its reader says, holds no evidence, and says what it leaves out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.errors import UsageError
from footprint_audit.model import Severity
from footprint_audit.reporters.organisation import OrganisationReporter, named, names
from footprint_audit.staff import OrganisationReport, Standing
from footprint_audit.wire.organisation import load_findings, organisation_schema
from tests.organisation.made import authority, finding, organisation_report, result
from tests.reporters.hostile import HOSTILE, is_harmless
from tests.reporters.organisation.snapshots import EXPECTED, SNAPSHOTS, rendered
from tests.reporters.readers import (
    Tree,
    read_annotations,
    read_gitlab,
    read_junit,
    read_markdown,
    read_sarif,
)


def read_json(text: str) -> Tree:
    value = json.loads(text)
    jsonschema.Draft202012Validator(
        organisation_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(value)
    return Tree(value)


READERS: dict[str, Callable[[str], object]] = {
    "console": str.splitlines,
    "github": read_annotations,
    "gitlab": read_gitlab,
    "json": read_json,
    "junit": read_junit,
    "markdown": read_markdown,
    "sarif": read_sarif,
}


def many() -> OrganisationReport:
    """Three hundred subjects with thirty findings each."""
    found = ([finding(n, fingerprint=f"{n * 100 + k:032x}") for k in range(30)] for n in range(300))
    return organisation_report(*(result(n, *group) for n, group in enumerate(found)))


REPORTS = {
    "all standings": organisation_report(),
    "nothing": organisation_report(result(1)),
    "no gate": organisation_report(fail_on=None),
    "many": many(),
}


def hostile(text: str) -> OrganisationReport:
    """A report with a text in every place that somebody else may write."""
    known = replace(finding(), title=text, field=text, reason=text, standing=Standing.KNOWN)
    new = replace(known, standing=Standing.NEW, fingerprint="9" * 32)
    made = organisation_report(result(1, known, new, failure="KeyError"))
    told = authority(purpose=text, legal_basis=text, owner=text, contact=text)
    return replace(made, authority=told, roster=text, notes=(text,))


def test_every_format_is_found_by_its_file_and_has_a_reader_here() -> None:
    assert set(names()) == set(READERS)
    assert all(isinstance(named(name), OrganisationReporter) and named(name).name == name for name in names())
    with pytest.raises(UsageError, match="no format"):
        named("html5")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("report", REPORTS)
def test_each_format_is_what_its_reader_says_and_known_as_ours(name: str, report: str) -> None:
    text = named(name).render(REPORTS[report])
    READERS[name](text)
    assert named(name).is_ours(text)
    assert is_harmless(text)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_format(name: str, text: str) -> None:
    told = named(name).render(hostile(text))
    READERS[name](told)
    assert is_harmless(told)


@given(text=st.text(max_size=60), name=st.sampled_from(sorted(READERS)))
def test_whatever_is_written_anywhere_each_format_stays_whole(text: str, name: str) -> None:
    told = named(name).render(hostile(text))
    READERS[name](told)
    assert is_harmless(told)


def test_findings_are_read_back_from_json_as_they_were() -> None:
    report = organisation_report()
    saved = load_findings(named("json").render(report))
    assert [item.fingerprint for item in saved] == [
        *(item.fingerprint for item in report.findings),
        *(item.fingerprint for item in report.gone),
    ]


def test_each_alert_is_pinned_to_the_rosters_line() -> None:
    run = read_sarif(named("sarif").render(organisation_report()))["runs", 0]
    places = [item["locations", 0, "physicalLocation"] for item in run["results"]]
    assert {place.text("artifactLocation", "uri") for place in places} == {"staff/roster.csv"}
    assert sorted(place["region", "startLine"].value for place in places) == [2, 2, 3, 4]  # type: ignore[type-var]  # whole numbers


def test_what_is_known_is_suppressed_with_its_reason_and_never_a_failure() -> None:
    run = read_sarif(named("sarif").render(organisation_report()))["runs", 0]
    known = [item for item in run["results"] if item.text("baselineState") == "unchanged"]
    assert [item.text("suppressions", 0, "justification") for item in known] == ["on leave until June"]
    assert "on leave" in named("junit").render(organisation_report())
    assert all(issue.text("check_name") != "x" for issue in read_gitlab(named("gitlab").render(organisation_report())))


def test_an_account_that_was_not_read_is_an_error_in_junit_and_never_a_pass() -> None:
    suites = read_junit(named("junit").render(organisation_report()))
    assert (suites.get("errors"), suites.get("failures")) == ("2", "2")


def test_a_report_too_large_for_github_keeps_the_worst_and_says_what_is_left_out() -> None:
    many = [finding(n, fingerprint=f"{n:032x}", severity=Severity.LOW) for n in range(5100)]
    worst = finding(6000, severity=Severity.CRITICAL)
    run = read_sarif(named("sarif").render(organisation_report(result(1, *many, worst))))["runs", 0]
    assert len(run["results"]) == 5000
    assert run.text("results", 0, "level") == "error"
    notices = [item.text("message", "text") for item in run["invocations", 0, "toolExecutionNotifications"]]
    assert any("101 of 5101 findings are left out" in notice for notice in notices)


def test_the_summary_fits_a_step_whatever_the_roster() -> None:
    assert len(named("markdown").render(REPORTS["many"]).encode()) < 900 * 1024


def test_small_counts_are_withheld_in_every_format() -> None:
    for name in ("console", "markdown"):
        assert "withheld" in named(name).render(organisation_report())


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_each_format_is_as_it_was_reviewed(name: str) -> None:
    assert rendered(name) == (Path(EXPECTED) / name).read_text(encoding="utf-8"), "look at the change: make snapshots"
