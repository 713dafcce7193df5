"""GitHub annotations: only our own commands, within what GitHub shows, and it says what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from footprint_audit.model import Report, Severity
from footprint_audit.reporters import Style, named
from tests import samples
from tests.reporters.readers import read_annotations


def read(report: Report, fail_on: Severity | None = Severity.HIGH) -> list[tuple[str, dict[str, str], str]]:
    return read_annotations(named("github").render(report, Style(fail_on=fail_on)))


def test_the_verdict_comes_first() -> None:
    level, properties, message = read(samples.mara())[0]
    assert (level, properties) == ("notice", {"title": "footprint-audit"})
    assert message == "Score 66 (62–66, coverage 79 %), grade D: three things need your attention"


def test_what_could_not_be_read_is_one_warning() -> None:
    (warning,) = [item for item in read(samples.mara()) if "could not be read" in item[1]["title"]]
    assert warning[0] == "warning"
    assert "Lemmy at busy.example; Lemmy at slow.example" in warning[2]


@pytest.mark.parametrize(
    ("fail_on", "levels"),
    [
        (Severity.HIGH, {"error": 3, "warning": 4, "notice": 3}),
        (Severity.LOW, {"error": 8, "warning": 1, "notice": 1}),
        (None, {"warning": 7, "notice": 3}),
    ],
)
def test_the_gate_decides_what_is_an_error(fail_on: Severity | None, levels: dict[str, int]) -> None:
    assert Counter(level for level, _, _ in read(samples.mara(), fail_on)) == levels


def test_github_shows_ten_of_a_level_so_the_tenth_says_how_many_are_missing() -> None:
    report = samples.large(20, 100)
    found = read(report)
    assert Counter(level for level, _, _ in found) == {"error": 10, "warning": 10, "notice": 10}
    shown = Counter(level for level, _, _ in found) - Counter({"error": 1, "warning": 1, "notice": 2})
    missing = [int(item[1]["title"].split()[0]) for item in found if item[1]["title"].endswith("more like these")]
    assert sum(missing) + sum(shown.values()) == len(report.findings)


def test_each_annotation_is_pinned_to_the_file_where_accounts_are_declared() -> None:
    for _, properties, _ in read(samples.mara())[1:]:
        assert (properties["file"], properties["line"]) == ("footprint-audit.toml", "1")


def test_a_text_arrives_as_it_was() -> None:
    text = "100 % of 1,2:3 %0A ::error:: x"
    report = replace(samples.mara(), findings=(replace(samples.mara().findings[0], title=text, why=text),))
    found = next(item for item in read(report) if item[0] == "error")
    assert found[1]["title"] == f"{text} [PRV-102]"
    assert f"\n{text}." in found[2]
