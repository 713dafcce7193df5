"""What is wrong with a rule that loads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footprint_audit.engine.fold import fold
from footprint_audit.engine.lint import lint
from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.scanner import Scanner
from footprint_audit.engine.selectivity import ORDINARY, Care, careless, measured
from footprint_audit.model import Allow, CombinedMatch, Examples, Gate, PatternMatch, Rule, TermsMatch
from tests.engine.making import SLOTS, rule, ruleset, terms

ENOUGH = Examples(("«flurble»",) * 3, ("x",) * 3)


@pytest.mark.parametrize(
    ("judged", "key", "problem"),
    [
        (terms("flurble", rule_id="P-1"), "id", "three capital letters"),
        (terms("flurble", slug="Conduct"), "slug", "lower-case words"),
        (terms("flurble", examples=Examples(("«flurble»",) * 2, ("x",) * 3)), "examples", "at least 3"),
        (terms("flurble", references=("http://example.org",)), "references", "no https address"),
        (rule(PatternMatch(r"\w\w!?")), "gate", "looks at every text"),
        (rule(PatternMatch("(a+)+$"), gate=Gate(any=("zzz",))), "match.pattern", "repeats a repeat"),
        (
            rule(PatternMatch("a!"), gate=Gate(any=("zzz",)), allow=Allow(patterns=("(a+)+",))),
            "match.pattern",
            "repeats",
        ),
        (rule(PatternMatch(r"\w+"), gate=Gate(digits=1)), "match", "catches ordinary text"),
        (terms("friends"), "match", "catches ordinary text"),
    ],
)
def test_a_problem_is_named_with_its_key(judged: Rule, key: str, problem: str) -> None:
    if key != "examples":
        judged = rule(judged.match, **{name: getattr(judged, name) for name in KEPT}, examples=ENOUGH)
    problems = [(failure.example, failure.problem) for failure in lint(ruleset(judged)) if failure.example == key]
    assert problems
    assert all(problem in said for _, said in problems)


KEPT = ("id", "slug", "references", "gate", "allow")


def test_a_sound_rule_has_no_problems_and_rules_that_are_off_are_looked_at() -> None:
    assert lint(ruleset(terms("flurble", examples=ENOUGH))) == ()
    off = RuleSet((), "0" * 16, off=(terms("flurble", slug="Conduct", examples=ENOUGH),), slots=SLOTS)
    assert [failure.example for failure in lint(off)] == ["slug"]


def test_a_rule_that_looks_at_every_other_text_is_refused() -> None:
    eager = rule(PatternMatch(r"[a-z]{9}zzz?"), gate=Gate(any=("the",)), examples=ENOUGH)
    (failure,) = lint(ruleset(eager))
    assert failure.example == "gate"
    assert "of ordinary texts: at most 25% may open one of its branches" in failure.problem


def test_a_wide_gate_does_no_harm_where_what_it_opens_is_narrow() -> None:
    narrow = rule(PatternMatch(r"zzz\w+"), gate=Gate(any=("the",)), examples=ENOUGH)
    assert lint(ruleset(replace(narrow, examples=Examples(("a «zzzap»",) * 3, ("x",) * 3)))) == ()


def test_a_rule_needs_no_gate_where_its_branches_are_narrow_by_themselves() -> None:
    match = CombinedMatch(any=(PatternMatch("flurble!"), TermsMatch(("garble",))))
    assert lint(ruleset(rule(match, examples=ENOUGH))) == ()


def test_a_rule_whose_few_looks_take_long_is_refused() -> None:
    assert "3.0 times as long" in careless(Care(share=0.02, cost=3.0))
    assert careless(Care(share=0.02, cost=0.1)) == ""


def test_the_looks_of_a_rule_are_counted_over_texts_of_many_words() -> None:
    words = [word for text in ORDINARY for word in set(fold(text).words)]
    assert len(set(words)) > 250
    care = measured(Scanner((terms("whales", rule_id="PRO-901"), terms("flurble", rule_id="PRO-902")), SLOTS))
    assert set(care) == {"PRO-901"}
    assert 0 < care["PRO-901"].share < 0.03
    assert care["PRO-901"].cost > 0
