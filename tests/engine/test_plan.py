"""What calls a rule: never less than what it needs, and as little as that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine import load_rules
from footprint_audit.engine.fold import fold
from footprint_audit.engine.matchers import Seen
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import CombinedMatch, DetectorMatch, Gate, Match, PatternMatch, TermsMatch
from tests.engine.making import SLOTS, rule, terms

SOUP, DAY, NO = TermsMatch(("flurble",)), TermsMatch(("monday",), ("every day",)), TermsMatch(("canteen",))
CODE, MAIL = PatternMatch(r"\d{4}"), DetectorMatch("email")


@pytest.mark.parametrize(
    ("match", "text", "looks"),
    [
        (SOUP, "a flurble", True),
        (SOUP, "flurbled", False),
        (DAY, "every night", False),
        (DAY, "every sunny day", True),
        (TermsMatch(phrases=("{first_person} hate my {work_noun}",)), "I hate my dog", False),
        (TermsMatch(phrases=("{first_person} hate my {work_noun}",)), "my boss: I hate him", True),
        (TermsMatch(phrases=("{work_noun}",)), "the manager", False),  # a line manager
        (CombinedMatch(all=(SOUP, DAY)), "a flurble", False),
        (CombinedMatch(all=(SOUP, DAY)), "monday", False),
        (CombinedMatch(all=(SOUP, DAY)), "monday flurble", True),
        (CombinedMatch(any=(SOUP, DAY)), "monday", True),
        (CombinedMatch(all=(SOUP,), any=(DAY, NO)), "flurble", False),
        (CombinedMatch(all=(SOUP,), near=(DAY,)), "flurble", False),
        (CombinedMatch(all=(SOUP,), none=(NO,)), "flurble", True),
        (CombinedMatch(all=(CODE, SOUP)), "1234", False),
        (CombinedMatch(any=(CODE, SOUP)), "nothing", True),
        (CombinedMatch(all=(CombinedMatch(any=(SOUP, NO)), DAY)), "canteen", False),
        (CombinedMatch(all=(CombinedMatch(any=(SOUP, NO)), DAY)), "canteen monday", True),
        (CombinedMatch(any=(CombinedMatch(all=(SOUP, DAY)), NO)), "nothing", False),
        (CombinedMatch(all=(MAIL,), near=(DAY,)), "mara@example.org", False),
        (CombinedMatch(all=(MAIL,), near=(DAY,)), "monday mara@example.org", True),
    ],
)
def test_a_rule_looks_only_where_every_necessary_part_stands(match: Match, text: str, looks: bool) -> None:
    assert bool(Scanner((rule(match),), SLOTS).looks(text)) is looks


def test_a_gate_is_a_necessary_part_too() -> None:
    scanner = Scanner((terms("flurble", gate=Gate(any=("please",), digits=1)),), SLOTS)
    assert [bool(scanner.looks(text)) for text in ("flurble", "flurble please", "flurble please 1")] == [
        False,
        False,
        True,
    ]


def test_rules_that_ask_for_the_same_are_opened_by_one_match() -> None:
    both = Scanner((rule(SOUP), rule(CombinedMatch(all=(SOUP, DAY)), "PRO-902")), SLOTS)
    assert both.opened("flurble") == {"PRO-901": ("flurble",), "PRO-902": ("flurble",)}
    assert len(both._asked) == 2


SHIPPED = load_rules()
SCANNER = Scanner(SHIPPED.rules, SHIPPED.slots, SHIPPED.book, SHIPPED.plan)
EVERY = {number for run in SCANNER._runs for number in run.numbers}
GATES = {run.rule.id: run.numbers[0] for run in SCANNER._runs if run.rule.gate.any}
examples = [text for one in SHIPPED.rules for text in (*one.examples.match, *one.examples.passes)]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(examples), min_size=1, max_size=2).map(" ".join))
def test_a_rule_that_is_not_called_would_have_found_nothing(text: str) -> None:
    folded = fold(text)
    seen = SCANNER._seen(folded)
    called = {run.rule.id for run in SCANNER._called(folded, seen)}
    for run in SCANNER._runs:
        gated = run.rule.id in GATES and GATES[run.rule.id] not in seen.opened
        if run.rule.id not in called and not gated and folded.digits >= run.digits:
            assert run.spots(folded, Seen(set(EVERY), seen.cues)) == [], run.rule.id
