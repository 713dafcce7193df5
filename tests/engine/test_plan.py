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
BOTH, TOWN = CombinedMatch(all=(SOUP, DAY)), PatternMatch(r"\w [A-Z][a-z]*")
CODE, MAIL = PatternMatch(r"\d{4}"), DetectorMatch("email")


@pytest.mark.parametrize(
    ("match", "text", "looks"),
    [
        (SOUP, "a flurble", True),
        (SOUP, "flurbled", False),
        (DAY, "every night", False),
        (DAY, "every sunny day", False),
        (DAY, "one day, every day", True),
        (TermsMatch(phrases=("{first_person} hate my {work_noun}",)), "I hate my dog", False),
        (TermsMatch(phrases=("{first_person} hate my {work_noun}",)), "I hate my mother, my boss", True),
        (TermsMatch(phrases=("{work_noun}",)), "the manager", False),  # a line manager
        (CombinedMatch(all=(SOUP, DAY)), "a flurble", False),
        (CombinedMatch(all=(SOUP, DAY)), "monday", False),
        (CombinedMatch(all=(SOUP, DAY)), "monday flurble", True),
        (CombinedMatch(any=(SOUP, DAY)), "monday", True),
        (CombinedMatch(all=(SOUP,), any=(DAY, NO)), "flurble", False),
        (CombinedMatch(all=(SOUP,), near=(DAY,)), "flurble", False),
        (CombinedMatch(all=(SOUP,), none=(NO,)), "flurble", True),
        (CombinedMatch(all=(CODE, SOUP)), "1234", False),
        (CombinedMatch(any=(CODE, SOUP)), "nothing", False),
        (CombinedMatch(any=(CODE, SOUP)), "1234", True),
        (CombinedMatch(any=(PatternMatch(r"[a-z]{9}"), SOUP)), "nothing", True),
        (CombinedMatch(any=(TOWN, SOUP)), "Nothing in town", False),
        (CombinedMatch(any=(TOWN, SOUP)), "Nothing in Town", True),
        (CombinedMatch(any=(TOWN, SOUP)), "TOWN", True),
        (PatternMatch("(?i)town in [A-Z]"), "a Town", False),  # neither " in " nor a capital that counts
        (PatternMatch("на [а-я]+"), "nothing", False),
        (PatternMatch("first (?:dog|hen)"), "the first then", False),
        (CombinedMatch(any=(BOTH, CombinedMatch(all=(NO,), near=(CODE,)))), "flurble 1234 days", False),
        (CombinedMatch(any=(BOTH, CombinedMatch(all=(NO,), near=(CODE,)))), "canteen monday", False),
        (CombinedMatch(any=(BOTH, CombinedMatch(all=(NO,), near=(CODE,)))), "canteen 1234", True),
        (CombinedMatch(all=(CombinedMatch(any=(SOUP, NO)), DAY)), "canteen", False),
        (CombinedMatch(all=(CombinedMatch(any=(SOUP, NO)), DAY)), "canteen monday", True),
        (CombinedMatch(any=(CombinedMatch(all=(SOUP, DAY)), NO)), "nothing", False),
        (CombinedMatch(all=(MAIL,), near=(DAY,)), "mara@example.org", False),
        (CombinedMatch(all=(MAIL,), near=(DAY,)), "monday mara@example.org", True),
        (TermsMatch(phrases=("beside {work_noun}",)), "beside my manager", False),  # not side by side
        (TermsMatch(phrases=("beside {work_noun}",)), "the boss, beside line manager", True),
        (TermsMatch(phrases=("call* it", "a sofa bed")), "a bed, the sofa", False),
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


LEAVES = [
    *(SOUP, DAY, NO, CODE, MAIL, TOWN),
    PatternMatch("(?i)(?:first|og) (?:dog|kıt|hen)"),
    PatternMatch(r"[0-9]{1,2}(?:st|nd) (?:may|jun[a-z]{0,2})|в (?:марте|мае)"),
    PatternMatch("(?i)dog|ſhip|[→✈] ?[A-ZÀ-Þ]", whole=False),
    TermsMatch(phrases=("{first_person} hate my {work_noun}",), not_if=("negated",)),
]
matches: st.SearchStrategy[Match] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.builds(
        lambda first, more, beside, within: CombinedMatch(**{first: more}, **beside, within=within),
        st.sampled_from(("all", "any")),
        st.lists(inner, min_size=1, max_size=3).map(tuple),
        st.fixed_dictionaries(dict.fromkeys(("none", "near"), st.lists(inner, max_size=1).map(tuple))),
        st.integers(0, 9),
    ),
    max_leaves=8,
)
SAID = (
    "flurble", "monday", "every day", "every", "day", "canteen", "1234", "mara@example.org", "in Town", "first",
    "first dog", "OG hen", "then", "fırst kit", "FİRST KİT", "2nd may", "21st June", "в марте", "ship", "→ Oslo", "✈É",
    "i hate my boss", "never", "١٢٣٤", "K", "ſhip", "ﬁrst dog", "dog\u0301", "\u200bdog",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(SAID), st.text("aI ı.1À", max_size=3)), max_size=6).map(" ".join)


@settings(deadline=None, max_examples=400)
@given(matches, st.lists(texts, min_size=1, max_size=4))
def test_a_rule_opened_by_its_branches_finds_what_it_finds_when_it_looks_at_every_text(
    match: Match, said: list[str]
) -> None:
    scanner = Scanner((rule(match),), SLOTS)
    (run,) = scanner._runs
    for text in said:
        folded = fold(text)
        seen = scanner._seen(folded)
        looked = run.spots(folded, Seen(set(scanner._asked), seen.cues))
        found = [spot for one in scanner._called(folded, seen) for spot in one.spots(folded, seen)]
        assert found == looked
