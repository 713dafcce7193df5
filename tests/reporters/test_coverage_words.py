"""What reports say of how much was read."""

from __future__ import annotations

from dataclasses import replace

from footprint_audit.model import CategoryCoverage, Coverage, Reason
from footprint_audit.reporters import Style, named
from footprint_audit.reporters.coverage_words import coverage_words
from tests import samples

COVERAGE = Coverage(
    asked=10, profiles=1, absent=4, unread=5, reasons=((Reason.BLOCKED, 3), (Reason.TIMEOUT, 2)), fraction=0.5,
    walled=3,
    categories=(CategoryCoverage("code", 6, 1, 3, 2), CategoryCoverage("writing", 4, 4, 0, 0)),
    remedy="run the audit from another network",
)  # fmt: skip


def test_walls_failures_vantage_remedy_and_categories_are_said() -> None:
    lines = list(coverage_words(replace(samples.mara(), coverage=COVERAGE, vantage="a direct connection")))
    assert lines[0].startswith("5 of 10 accounts could not be read: 3 behind walls")
    assert "2 for other reasons; seen from a direct connection" in lines[0]
    assert lines[1] == "What helps most: run the audit from another network."
    assert lines[2] == "By category: code 1 of 6 read (3 walled, 2 failed)."


def test_they_stand_in_the_reports_for_people() -> None:
    report = replace(samples.nothing_read(), coverage=replace(COVERAGE, profiles=0))
    for name in ("console", "markdown"):
        text = " ".join(named(name).render(report, Style(width=80)).split())
        assert "What helps most: run the audit from another network." in text


def test_where_all_was_read_or_an_older_report_does_not_say_there_is_nothing_to_say() -> None:
    assert list(coverage_words(replace(samples.mara(), coverage=Coverage(3, 1, 2, 0)))) == []
    assert list(coverage_words(replace(samples.mara(), coverage=Coverage(3, 1, 1, 1)))) == []
