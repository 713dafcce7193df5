"""The score keeps what algorithm 1 promises: the worked example to the digit, and its properties for any findings."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.model import Dimension, Finding, Outcome, Reason, Score, Severity, Visibility
from footprint_audit.scoring import score
from footprint_audit.scoring.penalty import cap_of, grade_of, grouped, lines_of, lost, points, whole
from tests.scoring.made import ALL, absent, account, finding, profile, read, unread

PRIVACY, CONDUCT, LINKAGE, AUTHENTICITY, PERSISTENCE = Dimension
INFO, LOW, MEDIUM, HIGH, CRITICAL = Severity

PHONE = finding("phone", PRIVACY, HIGH, 0.95)
CHILD = finding("child", PRIVACY, HIGH, 0.80, field="posts[0]")
PATIENT = finding("patient", CONDUCT, HIGH, 0.70, field="posts[1]", multiplier=1.5)
WORKED = (
    PHONE,
    CHILD,
    PATIENT,
    finding("profanity", CONDUCT, LOW, 0.90, field="posts[2]"),
    finding("handle", LINKAGE, MEDIUM, 0.90, field="handle"),
    finding("job title", AUTHENTICITY, MEDIUM, 0.60, field="details.title"),
    finding("archive", PERSISTENCE, MEDIUM, 1.0, field="links[0]"),
)


def scored(*findings: Finding) -> Score:
    return score(findings, read(), ALL)


def value(*findings: Finding) -> int:
    result = scored(*findings).value
    assert result is not None
    return result


# --- the worked example ---------------------------------------------------------------------------------------------


def test_the_worked_example_scores_67_and_d() -> None:
    result = scored(*WORKED)
    assert (result.value, result.grade, result.algorithm) == (67, "D", 1)
    assert points(float(lost(grouped(lines_of(WORKED))))) == pytest.approx(66.6, abs=0.05)


def test_its_dimensions_stand_as_published() -> None:
    dimensions = {d.dimension: round(d.value, 1) for d in scored(*WORKED).dimensions}
    assert dimensions == {PRIVACY: 48.1, CONDUCT: 60.4, LINKAGE: 86.5, AUTHENTICITY: 91.0, PERSISTENCE: 85.0}


def test_its_shares_stand_as_published() -> None:
    rules = {f.fingerprint: f.rule for f in WORKED}
    shares = {rules[share.fingerprint]: round(share.share * 100, 1) for share in scored(*WORKED).shares}
    assert shares == {
        "phone": 29.9,
        "child": 24.3,
        "patient": 28.2,
        "profanity": 2.8,
        "handle": 5.4,
        "job title": 3.5,
        "archive": 6.0,
    }


def test_removing_the_phone_gives_75() -> None:
    without = {share.fingerprint: share.without for share in scored(*WORKED).shares}
    assert without[PHONE.fingerprint] == 75
    assert points(float(lost(grouped(lines_of(WORKED[1:]))))) == pytest.approx(75.2, abs=0.05)


def test_removing_the_three_highs_is_capped_at_89_and_b() -> None:
    rest = scored(*WORKED[3:])
    assert (rest.value, rest.grade) == (89, "B")
    assert points(float(lost(grouped(lines_of(WORKED[3:]))))) == pytest.approx(93.1, abs=0.05)


@pytest.mark.parametrize(
    ("severity", "dimension", "overall"),
    [(CRITICAL, 40, 59), (HIGH, 65, 79), (MEDIUM, 85, 89), (LOW, 95, 98), (INFO, 100, 100)],
)
def test_single_findings_stand_as_published(severity: Severity, dimension: int, overall: int) -> None:
    result = scored(finding("one", PRIVACY, severity, 1.0))
    assert round(result.dimensions[0].value) == dimension
    assert result.value == overall


def test_five_mediums_of_five_rules_stand_as_published() -> None:
    result = scored(*(finding(f"rule {i}", PRIVACY, MEDIUM, 1.0) for i in range(5)))
    assert round(result.dimensions[0].value) == 44
    assert result.value == 78


# --- coverage, range, grade -----------------------------------------------------------------------------------------


def test_the_low_end_of_the_worked_example() -> None:
    """Coverage .75, .75, 1, 1, .5 as published cannot come of accounts alone, so the formula is held directly."""
    coverage = Fraction(30 * 75 + 25 * 75 + 15 * 100 + 15 * 100 + 15 * 50, 100 * 100)
    raw = points(float(lost(grouped(lines_of(WORKED)))))
    assert round(coverage * 100) == 79
    assert raw * math.exp(-0.35 * float(1 - coverage)) == pytest.approx(61.8, abs=0.05)


def test_the_low_end_is_what_unread_checks_may_cost() -> None:
    result = score(WORKED, (profile("a"), profile("b"), profile("c"), unread()), ALL)
    assert result.coverage == 0.75
    assert result.low == round(66.624 * math.exp(-0.35 * 0.25))
    assert result.value == 67


def test_nothing_read_gives_no_value_rather_than_a_perfect_one() -> None:
    for outcomes in ((), (unread(), unread("b")), (unread(reason=Reason.ILLEGAL_HANDLE),)):
        result = score((), outcomes, ALL)
        assert (result.value, result.low, result.grade) == (None, None, None)
        assert (result.coverage, result.shares, result.edits) == (0.0, (), ())


def test_an_absent_account_is_an_answer() -> None:
    result = score((), (absent(),), ALL)
    assert (result.value, result.low, result.grade, result.coverage) == (100, 100, "A", 1.0)


def test_under_half_coverage_there_is_a_range_and_no_grade() -> None:
    result = score((), (profile(), unread("b"), unread("c")), ALL)
    assert result.grade is None
    assert (result.value, result.low) == (100, 79)


def test_half_coverage_to_the_last_bit_is_graded() -> None:
    half = score((), (profile(), unread("b"), profile("c"), unread("d")), ALL)
    assert (half.coverage, half.grade) == (0.5, "A")


def test_a_dimension_that_nothing_judges_is_not_covered() -> None:
    result = score((), read(), ALL - {PERSISTENCE})
    assert [d.coverage for d in result.dimensions] == [1, 1, 1, 1, 0]
    assert result.coverage == 0.85
    assert result.low == 95


def test_posts_that_could_not_be_read_count_for_privacy_and_conduct_only() -> None:
    result = score((), (profile(posts_missing=True),), ALL)
    assert [d.coverage for d in result.dimensions] == [0.5, 0.5, 1, 1, 1]


def test_a_handle_the_site_forbids_does_not_apply() -> None:
    assert score((), (profile(), unread(reason=Reason.ILLEGAL_HANDLE)), ALL) == score((), (profile(),), ALL)


@pytest.mark.parametrize(
    ("raw", "cap", "printed", "grade"),
    [
        (79.6, 100, 80, "B"),
        (79.4, 100, 79, "C"),
        (89.5, 100, 90, "A"),
        (88.5, 100, 88, "B"),
        (59.5, 100, 60, "D"),
        (59.4, 100, 59, "F"),
        (76.0, 59, 59, "F"),
        (89.6, 89, 89, "B"),
        (0.0, 100, 0, "F"),
    ],
)
def test_the_grade_is_decided_on_the_printed_number(raw: float, cap: int, printed: int, grade: str) -> None:
    assert whole(raw, cap) == printed
    assert grade_of(printed) == grade


def test_only_sure_findings_cap_and_those_that_cost_nothing_never_do() -> None:
    assert value(finding("r", severity=CRITICAL, confidence=0.59)) > 59
    assert value(finding("r", severity=CRITICAL, confidence=0.6)) == 59
    assert value(finding("r", severity=CRITICAL, multiplier=0.0)) == 100
    assert cap_of({MEDIUM, CRITICAL}) == 59


# --- repeats and shares ---------------------------------------------------------------------------------------------


def test_repeats_of_one_rule_cost_at_most_twice_its_worst() -> None:
    def loss(times: int) -> float:
        return float(lost(grouped(lines_of(finding("r", excerpt=str(i)) for i in range(times)))))

    assert loss(2) == pytest.approx(loss(1) * 1.25)
    assert loss(16) == pytest.approx(loss(1) * 2)
    assert loss(17) == loss(16) == loss(500)


def test_what_costs_nothing_is_no_repeat() -> None:
    assert value(finding("r"), finding("r", severity=INFO)) == value(finding("r"))
    assert value(finding("r"), finding("r", multiplier=0.0)) == value(finding("r"))


def test_shares_come_largest_first_and_one_for_each_finding() -> None:
    twice = (finding("phone", excerpt="555-0100"), finding("phone", excerpt="555-0100"), finding("x", severity=INFO))
    shares = scored(*twice).shares
    assert [share.share for share in shares] == [0.5, 0.5, 0.0]
    assert shares[2].without == scored(*twice).value


# --- properties -----------------------------------------------------------------------------------------------------

FRACTIONS = st.sampled_from([0.0, 0.35, 0.5, 0.59, 0.6, 0.65, 0.9, 1.0]) | st.floats(0.01, 1)


@st.composite
def some_finding(draw: st.DrawFn) -> Finding:
    return finding(
        draw(st.sampled_from("abcd")),
        draw(st.sampled_from(Dimension)),
        draw(st.sampled_from(Severity)),
        draw(FRACTIONS),
        at=account(draw(st.sampled_from(["x", "y"]))),
        field=draw(st.sampled_from(["bio", "location", "posts[0]", "posts[1]"])),
        visibility=draw(st.sampled_from(Visibility)),
        multiplier=draw(st.sampled_from([0.0, 0.5, 1.0, 1.5])),
        excerpt=draw(st.sampled_from(["1", "2", "3"])),
    )


FINDINGS = st.lists(some_finding(), max_size=24)
OUTCOMES = st.lists(
    st.sampled_from([profile(), profile("b", posts_missing=True), absent(), unread(), unread("t", Reason.TIMEOUT)]),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(FINDINGS, OUTCOMES, st.sets(st.sampled_from(Dimension)))
def test_every_number_stays_in_its_bounds(
    findings: list[Finding], outcomes: list[Outcome], judged: set[Dimension]
) -> None:
    result = score(findings, outcomes, frozenset(judged))
    assert all(0 <= d.value <= 100 and 0 <= d.coverage <= 1 for d in result.dimensions)
    assert 0 <= result.coverage <= 1
    assert result.grade is None or result.coverage >= 0.5
    if result.value is not None and result.low is not None:
        assert 0 <= result.low <= result.value <= 100
        assert result.grade in (None, grade_of(result.value))


@settings(max_examples=60, deadline=None)
@given(FINDINGS, some_finding())
def test_a_finding_never_helps(findings: list[Finding], more: Finding) -> None:
    before, after = scored(*findings), scored(*findings, more)
    assert value(*findings, more) <= value(*findings)
    assert all(a.value <= b.value for a, b in zip(after.dimensions, before.dimensions, strict=True))


@settings(max_examples=60, deadline=None)
@given(FINDINGS, some_finding(), some_finding())
def test_worse_in_any_respect_never_scores_better(findings: list[Finding], one: Finding, other: Finding) -> None:
    worse = replace(
        one,
        severity=max(one.severity, other.severity),
        confidence=max(one.confidence, other.confidence),
        multiplier=max(one.multiplier, other.multiplier),
        visibility=min(one.visibility, other.visibility, key=list(Visibility).index),
    )
    assert value(*findings, worse) <= value(*findings, one)


@settings(max_examples=60, deadline=None)
@given(FINDINGS, st.data())
def test_the_order_of_findings_does_not_matter(findings: list[Finding], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(findings))
    assert repr(scored(*shuffled)) == repr(scored(*findings)) == repr(scored(*reversed(findings)))


@settings(max_examples=60, deadline=None)
@given(FINDINGS, FINDINGS)
def test_shards_with_different_rules_simply_add(left: list[Finding], right: list[Finding]) -> None:
    right = [replace(each, rule=f"right {each.rule}") for each in right]
    parts = lost(grouped(lines_of(left))) + lost(grouped(lines_of(right)))
    assert lost(grouped(lines_of([*left, *right]))) == parts


@settings(max_examples=60, deadline=None)
@given(FINDINGS)
def test_shares_sum_to_one_or_there_is_nothing_to_share(findings: list[Finding]) -> None:
    shares = [share.share for share in scored(*findings).shares]
    assert len(shares) == len(findings)
    assert all(0 <= share <= 1 for share in shares)
    total = math.fsum(shares)
    assert total == pytest.approx(1) if lost(grouped(lines_of(findings))) else total == 0


@settings(max_examples=60, deadline=None)
@given(FINDINGS, st.data())
def test_taking_one_finding_away_is_what_its_share_says(findings: list[Finding], data: st.DataObject) -> None:
    if not findings:
        return
    at = data.draw(st.integers(0, len(findings) - 1))
    rest = findings[:at] + findings[at + 1 :]
    gone = findings[at]
    said = {share.without for share in scored(*findings).shares if share.fingerprint == gone.fingerprint}
    assert value(*rest) in said
    kept = [f for f in lines_of(rest) if f.group != (gone.dimension, gone.rule)]
    also_kept = [f for f in lines_of(findings) if f.group != (gone.dimension, gone.rule)]
    assert grouped(kept) == grouped(also_kept)


@settings(max_examples=60, deadline=None)
@given(FINDINGS, st.integers(0, 4), st.sampled_from(list(Reason)))
def test_a_blocked_check_never_raises_anything(findings: list[Finding], which: int, reason: Reason) -> None:
    outcomes: list[Outcome] = [profile(name) for name in "abcde"]
    before = score(findings, outcomes, ALL)
    blocked = unread("abcde"[which], Reason.BLOCKED if reason is Reason.ILLEGAL_HANDLE else reason)
    outcomes[which] = blocked
    after = score(findings, outcomes, ALL)
    assert (after.value or 0) <= (before.value or 0)
    assert (after.low or 0) <= (before.low or 0)
    assert after.coverage < before.coverage
    assert (after.grade or "F") >= (before.grade or "F")


@pytest.mark.parametrize("odd", [0.0, -1.0, 5e-324, 1e308, math.inf])
def test_odd_numbers_give_no_nan(odd: float) -> None:
    for each in (finding("r", confidence=odd), finding("r", multiplier=odd)):
        result = scored(each, finding("other", severity=INFO))
        assert result.value is not None
        assert not any(math.isnan(share.share) for share in result.shares)
        assert all(0 <= d.value <= 100 for d in result.dimensions)
