"""Every sighting is explained, and so is what a condition held back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine.explain import explain
from footprint_audit.model import (
    Allow,
    CombinedMatch,
    ContextWords,
    DetectorMatch,
    Gate,
    PatternMatch,
    Requirement,
    Rule,
    TermsMatch,
)
from tests.engine.making import rule, ruleset, terms


@pytest.mark.parametrize(
    ("judged", "text", "words", "objection"),
    [
        (terms("flurble"), "a flurble", "flurble", ""),
        (terms("flurble", context=ContextWords(veto=("soup",))), "flurble soup", "flurble", "a word stands near"),
        (
            terms("flurble", context=ContextWords(near=("x1",), need="always")),
            "flurble",
            "flurble",
            "no word stands near",
        ),
        (terms("flurble", allow=Allow(("flurble",))), "flurble", "flurble", "it is allowed"),
        (terms("flurble", requires=(Requirement("PRO-902"),)), "flurble", "flurble", "nothing close by for PRO-902"),
        (rule(TermsMatch(("flurble",), not_if=("quoted", "negated"))), "not a flurble", "flurble", "it is negated"),
        (rule(TermsMatch(("flurble",), directed=True)), "a flurble", "flurble", "nobody is addressed"),
        (rule(TermsMatch(("flurble",), first_person=True)), "a flurble", "flurble", "does not speak of themselves"),
        (
            rule(TermsMatch(("flurble",), directed=True, not_if=("negated",))),
            "no, never a flurble",
            "flurble",
            "more than",
        ),
        (rule(PatternMatch(r"\d{16}", validator="card")), "1234567890123456", "1234567890123456", "validator card"),
        (
            rule(CombinedMatch(all=(TermsMatch(("flurble",)),), none=(TermsMatch(("soup",)),))),
            "flurble soup",
            "flurble",
            "must not be there",
        ),
        (rule(DetectorMatch("email"), gate=Gate(any=("@",))), "mara@example.org", "mara@example.org", ""),
    ],
)
def test_what_is_seen_and_what_is_held_back(judged: Rule, text: str, words: str, objection: str) -> None:
    (one,) = explain(ruleset(judged), text)
    assert text[one.start : one.end] == words
    assert (objection in one.objection) if objection else one.objection == ""


def test_what_opened_the_gate_is_named() -> None:
    (one,) = explain(ruleset(terms("flurble", gate=Gate(any=("please",)))), "Please, a flurble")
    assert one.opened == ("please", "flurble")


def test_a_rule_that_had_no_reason_to_look_is_not_spoken_of() -> None:
    assert explain(ruleset(terms("flurble")), "soup") == []


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    for one in explain(ruleset(terms("flurble"), rule(PatternMatch(r"\w"), "PRO-902", slug="a.b")), text):
        assert 0 <= one.start < one.end <= len(text)
