"""What a pattern cannot match without, and that nothing else is ever demanded."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine import load_rules
from footprint_audit.engine.fold import fold, tokens_of
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.matchers.combined import leaves
from footprint_audit.engine.matchers.pattern import PatternMatcher
from footprint_audit.engine.necessary import DOTLESS, necessary, options, words_and_literals
from footprint_audit.model import PatternMatch


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        ("flurble", (("flurble",),)),
        ("[Ff]lurble", (("flurble",),)),
        ("FLURBLE", (("flurble",),)),
        (r"my \d+ flurbles?", ((" flurble",),)),  # which stands in its plural; and "my" is in too many texts
        ("(?:my|our) (?:son|dog)", (("my dog", "my son", "our dog", "our son"),)),
        ("(?:monday|every day) .*", (("every day ", "monday "),)),
        ("(?:soup)?", ()),
        (r"(?:\d soup)?noon", (("noon",),)),
        (r"(?:\d soup|day \d)", ((" soup", "day "),)),
        (r"(?:\d soup|\d)", ()),
        (r"(?:soup){2,3}", ()),
        (r"(?:\dsoup)+", (("soup",),)),
        (r"(?i)fıx this", (("fix this",),)),  # to (?i), a dotless i is an i
        ("naïve bakers", (("naïve bakers",),)),
        ("Straße nach", (("e nach",), ("stra",))),  # folding lengthens the ß
        ("[→✈] ?🎂{0,2}", (("→", "✈"),)),
        (r"\d (?:dog|hen) \d", (("\x00dog\x00", "\x00hen\x00"),)),  # words of their own
        (r"\d (?:dog|hen)\d", ((" dog", " hen"),)),
        ("[a-z]{3}", ()),
        ("[^x]yes", (("yes",),)),
        ("ab", ()),
    ],
)
def test_of_what_is_certain_the_longest_is_asked_for(pattern: str, sets: tuple[tuple[str, ...], ...]) -> None:
    assert necessary(pattern) == sets


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a", ("a",)),
        ("a|b(?:c|d)|[|]", ("a", "b(?:c|d)", "[|]")),
        (r"(?i)\||x", (r"(?i)\|", "(?i)x")),
        ("[]|]|[^]|]|y", ("[]|]", "[^]|]", "y")),
        (r"[\]|]|\(|(?:\)|z)", (r"[\]|]", r"\(", r"(?:\)|z)")),
        ("[(]|b", ("[(]", "b")),
        ("(?i)(?:a|(?:b|c)d)", ("(?i)a", "(?i)(?:b|c)d")),
        ("(?:(?:a|b))", ("a", "b")),
        ("(?:a)|(?:b)", ("(?:a)", "(?:b)")),
        ("(?:a|b)(?:c|d)", ("(?:a|b)(?:c|d)",)),
    ],
)
def test_a_pattern_is_parted_into_its_alternatives(pattern: str, expected: tuple[str, ...]) -> None:
    assert options(pattern) == expected
    re.compile("|".join(one.removeprefix("(?i)") for one in expected))  # each is a pattern of its own


PIECES = ["a", "bc", "[Xx]", r"\d", "ı", "É", "[a-z]", "ſ", "K", "é", " ", "[^q]", "day", "Noon", "is"]
patterns = st.recursive(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda options: f"(?:{'|'.join(options)})"),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.tuples(inner, st.sampled_from("?+*")).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=6,
)


def holds(pattern: str, text: str) -> None:
    folded = fold(text)
    plain = folded.folded.replace(*DOTLESS)
    for whole in (False, True):
        if compiled(pattern, whole=whole).search(folded.normal):
            for texts in necessary(pattern, whole=whole):
                words, literals = words_and_literals(texts)
                assert any(one in plain for one in literals) or not set(tokens_of(plain)).isdisjoint(words)


@settings(deadline=None, max_examples=200)
@given(patterns, st.booleans(), st.data())
def test_whatever_matches_holds_what_is_necessary(pattern: str, ignores_case: bool, data: st.DataObject) -> None:
    full = "(?i)" * ignores_case + pattern
    matching = re.compile(pattern, re.IGNORECASE if ignores_case else re.RegexFlag(0))
    holds(full, data.draw(st.from_regex(matching, fullmatch=True)))


def test_every_example_of_a_shipped_pattern_holds_what_is_necessary() -> None:
    tried = 0
    for rule in load_rules().rules:
        for match in leaves(rule.match):
            if isinstance(match, PatternMatch):
                for text in (*rule.examples.match, *rule.examples.passes):
                    holds(match.pattern, text)
                    tried += 1
    assert tried > 1000


@settings(deadline=None, max_examples=100)
@given(st.lists(patterns, min_size=2, max_size=4), st.booleans(), st.data())
def test_a_pattern_finds_what_it_would_find_with_all_its_alternatives(
    several: list[str], ignores_case: bool, data: st.DataObject
) -> None:
    full = "(?i)" * ignores_case + "|".join(several)
    matcher = PatternMatcher(PatternMatch(full, whole=False))
    for _ in range(3):
        drawn = data.draw(
            st.lists(st.one_of(st.text("abcday Noix1ſ", max_size=4), *map(st.from_regex, several)), max_size=3)
        )
        text = fold(" ".join(drawn))
        found = [(spot.start, spot.end) for spot in matcher.spots(text, ())]
        assert found == [one.span() for one in compiled(full, whole=False).finditer(text.normal)]
