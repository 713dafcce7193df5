"""The gate: new fails, known does not, past its day fails again; fixed needs evidence, small counts are withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.model import Absent, Gap, Outcome, Post, Profile, Reason, Report, Severity, Unread
from footprint_audit.organisation.baseline import Baseline, Entry
from footprint_audit.organisation.gate import MIN_CELL, cells, gate, judged
from footprint_audit.staff import Standing
from tests.organisation.made import SALT, TODAY, finding, result
from tests.samples import mara

SUBJECT = "s-07"


def lines(report: Report) -> dict[str, int]:
    return {outcome.account.id: number for number, outcome in enumerate(report.outcomes, 2)}


def entry_of(report: Report, **other: object) -> Entry:
    """A decision about one finding of the report."""
    staff = judged(SUBJECT, lines(report), report, SALT, Baseline({}), TODAY)[0][0]
    values: dict[str, object] = {
        "fingerprint": staff.fingerprint,
        "rule": staff.rule,
        "subject": SUBJECT,
        "account": staff.account,
        "field": staff.field,
        "dated": staff.dated,
        "first_seen": TODAY,
        "reason": "decided",
        "approved_by": "owner",
        "expires": TODAY,
    }
    return Entry(**(values | other))  # type: ignore[arg-type]  # a test names fields by keyword


def baseline_of(*entries: Entry) -> Baseline:
    return Baseline({entry.fingerprint: entry for entry in entries})


def test_nothing_of_what_was_read_is_in_a_staff_finding() -> None:
    report = mara()
    found, _ = judged(SUBJECT, lines(report), report, SALT, Baseline({}), TODAY)
    told = repr(found)
    assert found
    for item in report.findings:
        assert item.evidence.excerpt not in told
        assert item.account.id not in told
        assert str(item.account.handle) not in told


def test_each_finding_stands_on_the_line_that_declares_its_account() -> None:
    report = mara()
    found, _ = judged(SUBJECT, lines(report), report, SALT, Baseline({}), TODAY)
    assert [item.line for item in found] == [lines(report)[f.account.id] for f in report.findings]


@pytest.mark.parametrize(("days", "standing"), [(0, Standing.KNOWN), (30, Standing.KNOWN), (-1, Standing.EXPIRED)])
def test_a_decision_holds_to_its_last_day_and_no_longer(days: int, standing: Standing) -> None:
    report = mara()
    entry = entry_of(report, expires=TODAY + timedelta(days=days))
    found, gone = judged(SUBJECT, lines(report), report, SALT, baseline_of(entry), TODAY)
    assert found[0].standing is standing
    assert {item.standing for item in found if item.fingerprint != entry.fingerprint} == {Standing.NEW}
    assert gone == ()


def test_another_subjects_decision_is_not_this_ones() -> None:
    report = mara()
    entry = entry_of(report)
    found, gone = judged("s-08", lines(report), report, SALT, baseline_of(entry), TODAY)
    assert {item.standing for item in found} == {Standing.NEW}
    assert gone == ()


def changed(report: Report, entry: Entry, outcome_of: object) -> Report:
    """The report without findings, its account's outcome another one."""
    outcomes = tuple(
        outcome_of(outcome) if SALT.account(SUBJECT, outcome.account.id) == entry.account else outcome  # type: ignore[operator]  # a test's lambda
        for outcome in report.outcomes
    )
    return replace(report, findings=(), outcomes=outcomes)


def standing_when(outcome_of: object, **entry: object) -> Standing | None:
    report = mara()
    decided = entry_of(report, **entry)
    _, gone = judged(SUBJECT, lines(report), changed(report, decided, outcome_of), SALT, baseline_of(decided), TODAY)
    return gone[0].standing if gone else None


def posts(*dates: str) -> object:
    def with_posts(outcome: Outcome) -> Outcome:
        assert isinstance(outcome, Profile)
        return replace(outcome, posts=tuple(Post("", date, "fine") for date in dates), gaps=())

    return with_posts


GONE = [
    ("absent", lambda o: Absent(o.account, "404"), {}, Standing.FIXED),
    ("blocked", lambda o: Unread(o.account, Reason.BLOCKED, ""), {}, Standing.UNCHECKABLE),
    ("interrupted", lambda o: Unread(o.account, Reason.INTERRUPTED, ""), {}, Standing.UNCHECKABLE),
    ("read without it", lambda o: replace(o, gaps=()), {"field": "bio"}, Standing.FIXED),
    (
        "posts not read",
        lambda o: replace(o, gaps=(Gap("posts", Reason.BLOCKED, ""),)),
        {"field": "posts"},
        Standing.UNCHECKABLE,
    ),
    (
        "looked back far enough",
        posts("2026-11-01", "2026-09-01"),
        {"field": "posts", "dated": "2026-10-01"},
        Standing.FIXED,
    ),
    ("moved out of sight", posts("2026-11-01"), {"field": "posts", "dated": "2026-10-01"}, Standing.UNCHECKABLE),
    ("posts without a day", posts("", ""), {"field": "posts", "dated": "2026-10-01"}, Standing.UNCHECKABLE),
    ("a day nobody wrote down", posts("2026-09-01"), {"field": "posts", "dated": ""}, Standing.UNCHECKABLE),
    ("no posts at all", posts(), {"field": "posts", "dated": "2026-10-01"}, Standing.FIXED),
]


@pytest.mark.parametrize(
    ("outcome_of", "entry", "standing"), [case[1:] for case in GONE], ids=[case[0] for case in GONE]
)
def test_fixed_needs_evidence_and_a_block_is_never_fixed(
    outcome_of: object, entry: dict[str, object], standing: Standing
) -> None:
    assert standing_when(outcome_of, **entry) is standing


def test_an_account_that_is_not_asked_any_more_is_neither() -> None:
    report = mara()
    decided = entry_of(report)
    kept = tuple(o for o in report.outcomes if SALT.account(SUBJECT, o.account.id) != decided.account)
    left = replace(report, findings=(), outcomes=kept)
    assert judged(SUBJECT, lines(report), left, SALT, baseline_of(decided), TODAY)[1] == ()


FAILS = [
    (finding(severity=Severity.HIGH), Severity.HIGH, False),
    (finding(severity=Severity.MEDIUM), Severity.HIGH, True),
    (finding(severity=Severity.CRITICAL, standing=Standing.KNOWN), Severity.HIGH, True),
    (finding(severity=Severity.HIGH, standing=Standing.EXPIRED), Severity.HIGH, False),
    (finding(severity=Severity.CRITICAL), None, True),
]


@pytest.mark.parametrize(("one", "fail_on", "passes"), FAILS)
def test_only_what_nobody_decided_about_fails_the_gate(one: object, fail_on: Severity | None, passes: bool) -> None:
    made = gate([result(1, one)], fail_on)  # type: ignore[arg-type]  # a StaffFinding of the table
    assert made.passed is passes
    assert bool(made.reasons) is not passes


def test_a_least_score_fails_the_gate_without_saying_whose() -> None:
    made = gate([result(1, below_score=True), result(2)], Severity.HIGH)
    assert not made.passed
    assert made.reasons == ("1 subject below the least score",)


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_count_that_would_point_at_somebody_is_withheld(with_finding: int, without: int) -> None:
    results = [result(n, finding(n)) for n in range(with_finding)]
    results += [result(100 + n) for n in range(without)]
    shown = {cell.label: cell.subjects for cell in cells(results)}["high"]
    small = 0 < with_finding < MIN_CELL or (with_finding and 0 < without < MIN_CELL)
    assert shown == (None if small else with_finding)
