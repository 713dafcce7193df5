"""All rules on one text: gates, context, allowed values, caps, and what holds for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine import load_rules
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.run import MOST_SIGHTINGS
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import Allow, ContextWords, DetectorMatch, Gate, PatternMatch, Rule, TermsMatch
from tests.engine.making import SLOTS, found, rule, terms

NUMBER = PatternMatch(r"\d{4}")


@pytest.mark.parametrize(
    ("gate", "text", "expected"),
    [
        (Gate(), "1234", ["1234"]),
        (Gate(digits=5), "1234", []),
        (Gate(digits=5), "1234 5", ["1234"]),
        (Gate(any=("pin", "code")), "1234", []),
        (Gate(any=("pin", "code")), "PINs 1234", ["1234"]),
        (Gate(any=("ＣＯＤＥ",)), "code 1234", ["1234"]),
        (Gate(digits=5, any=("pin",)), "pin 1234", []),
        (Gate(any=("@",)), "@1234", ["1234"]),
    ],
)
def test_a_gate_opens_or_nothing_runs(gate: Gate, text: str, expected: list[str]) -> None:
    assert found(rule(NUMBER, gate=gate), text) == expected


def test_terms_may_have_a_gate_as_well() -> None:
    judged = terms("flurble", gate=Gate(any=("please",)))
    assert found(judged, "flurble") == []
    assert found(judged, "flurble, pleased") == ["flurble"]


def test_a_pattern_is_compiled_when_its_gate_first_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(pattern: str, *, whole: bool) -> re.Pattern[str]:
        asked.append(pattern)
        return compiled(pattern, whole=whole)

    monkeypatch.setattr("footprint_audit.engine.matchers.pattern.compiled", noted)
    scanner = Scanner((rule(NUMBER, gate=Gate(digits=4)),), {})
    scanner.scan("nothing here")
    assert asked == []
    assert scanner.scan("1234")
    assert asked == [r"\d{4}"]


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        (ContextWords(near=("pin",), need="always"), "1234", []),
        (ContextWords(near=("pin",), need="always"), "my PIN: 1234", ["1234"]),
        (ContextWords(near=("pin",), need="always"), "spinning 1234", []),
        (ContextWords(near=("pin*",), need="always"), "pins 1234", ["1234"]),
        (ContextWords(near=("pin",), within=5, need="always"), "pin is far from 1234", []),
        (ContextWords(near=("pin",), need="weak"), "1234", ["1234"]),  # not validated, so not weak
        (ContextWords(near=("pin",), need="never"), "1234", ["1234"]),
        (ContextWords(veto=("order",)), "order 1234", []),
        (ContextWords(veto=("order",)), "1234 orders", ["1234"]),
        (ContextWords(veto=("order", "order*")), "1234 orders", []),
        (ContextWords(veto=("order*",)), "1234 reorders", ["1234"]),
        (ContextWords(veto=("my order",), within=40), "my order is 1234", []),
        (ContextWords(near=("ﬁn",), need="always"), "ﬁn 1234", ["1234"]),
    ],
)
def test_words_around_support_or_undo(words: ContextWords, text: str, expected: list[str]) -> None:
    assert found(rule(NUMBER, context=words), text) == expected


def test_a_weak_validation_needs_a_word_beside_it() -> None:
    judged = rule(DetectorMatch("phone"), context=ContextWords(near=("flurble",), need="weak"))
    assert found(judged, "2025550143") == []
    assert found(judged, "flurble 2025550143") == ["2025550143"]
    assert found(judged, "+1 202-555-0143") == ["+1 202-555-0143"]


def test_what_is_allowed_is_never_reported() -> None:
    judged = rule(NUMBER, allow=Allow(values=("1234",), patterns=(r"9\d{3}",)))
    assert found(judged, "1234 9876 5678") == ["5678"]
    assert found(terms("flurbl*", allow=Allow(values=("Flurbling",))), "FLURBLING flurbles") == ["flurbles"]


def test_a_rule_reports_distinct_evidence_and_five_at_most() -> None:
    assert found(rule(NUMBER), "1111 1111 2222") == ["1111", "2222"]
    assert len(found(rule(NUMBER), " ".join(str(n) for n in range(1000, 1100)))) == MOST_SIGHTINGS


def test_the_longest_of_overlapping_evidence_stands() -> None:
    both = TermsMatch(("flurble", "flurble soup"), ("my flurble soup",))
    assert found(both, "my flurble soup, flurble") == ["my flurble soup", "flurble"]


def test_words_are_found_across_the_pieces_of_a_long_text() -> None:
    judged = terms("flurble")
    for padding in range((1 << 14) - 9, (1 << 14) + 2):
        assert found(judged, " " * padding + "flurble" + " x" * 9) == ["flurble"]


def test_words_within_words_stay_few_at_a_time() -> None:
    nested = terms(*("a" * n for n in range(3, 65)))
    assert found(nested, "a" * 20_000) == []
    assert found(terms("flurble", "aaa", "aaaa"), "flurble " + "a" * 20_000) == ["flurble"]


SHIPPED = load_rules()
RULES = (
    *SHIPPED.rules,
    terms("flurble", "ﬁne day", rule_id="TST-001"),
    rule(PatternMatch(r"\w{1,5}!", whole=False), "TST-002"),
)
SCANNER = Scanner(RULES, SHIPPED.slots)
pieces = st.sampled_from(
    [
        "flurble ",
        "my daughter ",
        "+1 202-555-0143",
        "mara@example.org",
        "ﬁ",
        "İ",
        "👩‍⚕️",
        "«",
        '"',
        "\u202e",
        "\x00",
        "١٢٣",
        "\n",
        "?",
    ]
)
texts = st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=12).map("".join))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_no_text_makes_scanning_fail_and_every_span_lies_in_it(text: str) -> None:
    for sighting in SCANNER.scan(text):
        assert 0 <= sighting.start < sighting.end <= len(text)


@settings(max_examples=12, deadline=None)  # each reads all rules anew
@given(st.permutations(RULES), texts)
def test_the_order_of_the_rules_makes_no_difference(order: list[Rule], text: str) -> None:
    assert Scanner(order, SHIPPED.slots).scan(text) == SCANNER.scan(text)


@settings(deadline=None)
@given(texts)
def test_a_rule_finds_alone_what_it_finds_among_others(text: str) -> None:
    everything = SCANNER.scan(text)
    for judged in {sighting.rule.id: sighting.rule for sighting in everything}.values():
        alone = Scanner((judged,), SHIPPED.slots).scan(text)
        assert alone == [sighting for sighting in everything if sighting.rule.id == judged.id]
        assert alone == SCANNER.scan(text, {judged.id})


def test_a_million_letters_are_read_to_their_end() -> None:
    text = "a" * 500_000 + " +1 202-555-0143 " + "1 2 " * 100_000
    assert "PRV-102" in {sighting.rule.id for sighting in SCANNER.scan(text)}


def test_no_rules_find_nothing() -> None:
    assert Scanner((), SLOTS).scan("anything") == []


def test_the_same_words_again_are_told_only_where_every_place_is_asked_for() -> None:
    scanner = Scanner([terms("leaked")], {})
    text = "leaked, and leaked again"
    assert [(s.start, s.end) for s in scanner.scan(text)] == [(0, 6)]
    assert [(s.start, s.end) for s in scanner.scan(text, every=True)] == [(0, 6), (12, 18)]
