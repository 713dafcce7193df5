"""What was asked and what answered is counted once, and reasons come most frequent first."""

from __future__ import annotations

import pytest

from footprint_audit.model import CategoryCoverage, Coverage, Reason
from footprint_audit.scoring import coverage_of
from tests.scoring.made import absent, profile, unread


def test_nothing_asked_is_no_coverage() -> None:
    assert coverage_of(()) == Coverage(0, 0, 0, 0, (), 0.0, interrupted=False)


def test_answers_are_profiles_and_absences() -> None:
    coverage = coverage_of((profile(), absent(), absent("b"), unread()))
    assert (coverage.asked, coverage.profiles, coverage.absent, coverage.unread) == (4, 1, 2, 1)
    assert (coverage.reasons, coverage.fraction) == (((Reason.BLOCKED, 1),), 0.75)


def test_the_unread_are_walled_or_failed_by_category_too_and_the_most_common_reason_has_a_remedy() -> None:
    outcomes = (profile(), unread(), unread("b", Reason.TIMEOUT), unread("c", Reason.TIMEOUT))
    coverage = coverage_of(outcomes)
    assert coverage.walled == 1
    assert coverage.categories == (CategoryCoverage(outcomes[0].account.category, 4, 1, 1, 2),)
    assert "--timeout" in coverage.remedy
    assert coverage_of((profile(),)).remedy == ""


@pytest.mark.parametrize("reason", set(Reason) - {Reason.ILLEGAL_HANDLE})
def test_every_reason_has_something_that_helps(reason: Reason) -> None:
    assert coverage_of((unread(reason=reason),)).remedy


def test_a_handle_the_site_forbids_was_not_asked() -> None:
    coverage = coverage_of((profile(), unread(reason=Reason.ILLEGAL_HANDLE)))
    assert (coverage.asked, coverage.unread, coverage.reasons, coverage.fraction) == (1, 0, (), 1.0)


def test_reasons_come_most_frequent_first_then_by_name() -> None:
    reasons = (Reason.TLS, Reason.DNS, Reason.TIMEOUT, Reason.TLS, Reason.DNS, Reason.BLOCKED)
    coverage = coverage_of([unread(reason=reason) for reason in reasons])
    assert [reason.value for reason, _ in coverage.reasons] == ["dns", "tls", "blocked", "timeout"]
    assert [count for _, count in coverage.reasons] == [2, 2, 1, 1]


def test_an_interrupted_run_says_so() -> None:
    assert coverage_of((profile(),), interrupted=True).interrupted
