"""What is wrong with a rule that loads."""

from __future__ import annotations

import pytest

from footprint_audit.engine.lint import lint
from footprint_audit.engine.loader import RuleSet
from footprint_audit.model import Allow, Examples, Gate, PatternMatch, Rule
from tests.engine.making import SLOTS, rule, ruleset, terms

ENOUGH = Examples(("«flurble»",) * 3, ("x",) * 3)


@pytest.mark.parametrize(
    ("judged", "key", "problem"),
    [
        (terms("flurble", rule_id="P-1"), "id", "three capital letters"),
        (terms("flurble", slug="Conduct"), "slug", "lower-case words"),
        (terms("flurble", examples=Examples(("«flurble»",) * 2, ("x",) * 3)), "examples", "at least 3"),
        (terms("flurble", references=("http://example.org",)), "references", "no https address"),
        (rule(PatternMatch("flurble!")), "gate", "without a gate"),
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
