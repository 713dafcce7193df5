"""The order of advice: every edit's numbers are recomputed scores, and each next edit is the best one left."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.model import Dimension, Finding, Severity
from footprint_audit.scoring import score
from footprint_audit.scoring.penalty import grouped, lines_of, lost, repeated, weighted
from tests.scoring.made import ALL, account, finding, read
from tests.scoring.test_score import FINDINGS, WORKED, scored, some_finding

Place = tuple[str, str]


def place(each: Finding) -> Place:
    return each.account.id, each.evidence.field


def value(findings: list[Finding]) -> int:
    result = score(findings, read(), ALL).value
    assert result is not None
    return result


def losses(findings: list[Finding]) -> list[float]:
    return [weighted(group, repeated(held)) for group, held in grouped(lines_of(findings)).items()]


def naive(findings: list[Finding]) -> list[tuple[Place, int, int]]:
    """The same advice by trying every edit at every step."""
    advice, left = [], list(findings)
    open_places = {place(line.finding) for line in lines_of(findings) if line.loss}
    while open_places:
        trials = []
        for at in open_places:
            rest = [f for f in left if place(f) != at]
            gain = math.fsum(losses(left) + [-loss for loss in losses(rest)])
            trials.append((-value(rest), -gain, at))
        best = min(trials)
        alone = value([f for f in findings if place(f) != best[2]])
        advice.append((best[2], alone, -best[0]))
        left = [f for f in left if place(f) != best[2]]
        open_places.remove(best[2])
    return advice


def test_the_worked_example_says_which_edit_comes_first() -> None:
    edits = scored(*WORKED).edits
    assert [edit.field for edit in edits[:3]] == ["bio", "posts[1]", "posts[0]"]
    assert (edits[0].alone, edits[0].together) == (75, 75)
    assert [edit.together for edit in edits] == [75, 79, 89, 89, 89, 99, 100]
    assert edits[-1].together == 100


def test_one_edit_ends_everything_in_its_field() -> None:
    findings = [
        finding("phone"),
        finding("street"),
        finding("note", severity=Severity.INFO),
        finding("x", field="location"),
    ]
    bio = next(edit for edit in scored(*findings).edits if edit.field == "bio")
    assert bio.fingerprints == tuple(sorted(f.fingerprint for f in findings[:3]))


def test_an_edit_that_gains_nothing_is_no_advice() -> None:
    assert scored(finding("note", severity=Severity.INFO)).edits == ()


def test_the_edit_that_lifts_the_cap_comes_first() -> None:
    """Five mediums weigh more than one narrow high, but while the high stands the score cannot pass 79."""
    mediums = [finding(f"m{i}", Dimension.PRIVACY, field="posts[0]", confidence=0.5) for i in range(4)]
    high = finding("high", Dimension.LINKAGE, Severity.HIGH, 0.6, field="bio")
    edits = scored(*mediums, high).edits
    assert [edit.field for edit in edits] == ["bio", "posts[0]"]
    assert [edit.together for edit in edits] == [91, 100]
    assert [edit.alone for edit in edits] == [91, 79]


def test_ties_are_broken_by_account_and_field() -> None:
    findings = [
        finding(f"r{site}{field}", at=account(site), field=field) for site in "ba" for field in ("links[0]", "bio")
    ]
    order = [(edit.account, edit.field) for edit in scored(*findings).edits]
    assert order == [("a/mara", "bio"), ("a/mara", "links[0]"), ("b/mara", "bio"), ("b/mara", "links[0]")]


def test_among_many_repeats_the_worst_left_always_comes_next() -> None:
    """Beyond 16 repeats only the worst finding of a rule counts, and which one that is changes with every edit."""
    findings = [finding("r", confidence=(1 + i * 7 % 41) / 50, field=f"posts[{i}]") for i in range(41)]
    sure = {f.evidence.field: f.confidence for f in findings}
    order = [sure[edit.field] for edit in scored(*findings).edits]
    assert order[:24] == sorted(order, reverse=True)[:24]


@settings(max_examples=60, deadline=None)
@given(FINDINGS)
def test_the_fast_order_is_the_naive_order(findings: list[Finding]) -> None:
    fast = [((edit.account, edit.field), edit.alone, edit.together) for edit in scored(*findings).edits]
    assert fast == naive(findings)


@settings(max_examples=10, deadline=None)
@given(st.lists(some_finding(), min_size=18, max_size=18), st.integers(2, 40))
def test_the_same_with_more_repeats_than_the_damping_counts(findings: list[Finding], many: int) -> None:
    repeats = [
        finding("a", confidence=0.3 + (i * 7 % 11) / 20, field=f"posts[{i % 9}]", excerpt=str(i)) for i in range(many)
    ]
    both = findings + repeats
    fast = [((edit.account, edit.field), edit.alone, edit.together) for edit in scored(*both).edits]
    assert fast == naive(both)


@settings(deadline=None)
@given(FINDINGS)
def test_all_edits_together_end_at_the_score_of_no_findings(findings: list[Finding]) -> None:
    result = scored(*findings)
    together = [result.value or 0] + [edit.together for edit in result.edits]
    assert together == sorted(together)
    if result.edits:
        assert together[-1] == 100
    assert all(edit.alone <= 100 and edit.alone >= (result.value or 0) for edit in result.edits)


def test_the_last_edit_leaves_no_loss_behind() -> None:
    findings = [finding(f"r{i}", confidence=0.1 + i / 50, field=f"posts[{i}]") for i in range(40)]
    assert lost(grouped(lines_of(findings))) > 0
    assert scored(*findings).edits[-1].together == 100
