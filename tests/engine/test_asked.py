"""What a pattern asks for: nothing that some text in which it matches lacks."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine.asked import _SPACES, asked, unspaced
from footprint_audit.engine.fold import fold
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.traits import Held, Trait, unbroken
from tests.engine.test_necessary import patterns


@pytest.mark.parametrize(
    ("pattern", "traits"),
    [
        ("soup", ()),
        (r"[0-9]{2,4} soups?", (Trait("numeral", 2),)),
        (r"\d(?:a|\d{3})", (Trait("numeral", 1),)),
        (r"[0-9a]", ()),
        (r"[^0-9]", ()),
        ("[A-Z]oup", ()),  # as every text begins
        ("in [A-ZÀ-Þ]oup", (Trait("capital"),)),
        ("(?i)in [A-Z]oup", ()),
        ("(?:a B|c)", ()),
        (r"\d{3}-\d{2,}", (Trait("row", 5),)),
        (r"\d{3}-\d", (Trait("numeral", 4),)),  # too few to look at how they stand
        (r"(?:\d{2} ?){3}x\d", (Trait("row", 6), Trait("numeral", 7))),
        (r"\d{3}(?:a)?\d{3}", (Trait("numeral", 6),)),
        (r"\d{3}(?=a)\d{3}", (Trait("row", 6),)),
        (r"(?:\d{6}|\d{5}x)\d", (Trait("row", 5), Trait("numeral", 6))),
        ("на [а-я]+", (Trait("foreign"),)),
        ("(?i)ı", ()),  # which "i" is as well
        ("(?i)[à-þ]é", (Trait("foreign"),)),
    ],
)
def test_a_pattern_asks_for_what_every_match_has(pattern: str, traits: tuple[Trait, ...]) -> None:
    assert asked(pattern) == traits


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("[a-z]{11}", 0),  # as words have
        ("[a-z]{12}", 12),
        (r"[a-z]{12} [\w-]{14,20}!", 15),
        (r"x[^ ]{14}", 0),  # a line may end among them
        (r"x\S{14}", 15),
        (r"[a-z]{6}(?: |-)?[a-z]{6}", 0),
        (r"(?:[a-z]{7}-){2}(?:abc|d)", 0),  # not worth the reading
        (r"(?:[a-z]{7}-){10}(?:abc|d)", 81),
        ("[!-\u0085]{12}", 0),  # the last of which is a space
    ],
)
def test_the_longest_piece_without_a_space_is_known(pattern: str, characters: int) -> None:
    assert unspaced(pattern) == characters


def test_every_space_of_python_is_one() -> None:
    assert tuple(code for code in range(sys.maxunicode + 1) if chr(code).isspace()) == _SPACES


more = st.one_of(
    patterns,
    st.sampled_from([r"\d\d", "[A-Z]", "[À-Þ]x", "в [а-я]", "[0-9]", "[A-ZÀ-Þ]", "[ı-ſ]"]),
    st.sampled_from(
        [r"\d{4}", "[ -]?", r"(?:\d{3}[. ]){2}", r"[\w-]{9}", r"\S{5,7}", r"(?:\d{5}|x\d{6})", "x?", "[^a]"]
    ),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(more, min_size=1, max_size=4).map("".join), st.booleans(), st.data())
def test_whatever_matches_has_what_is_asked_for(pattern: str, ignores_case: bool, data: st.DataObject) -> None:
    full = "(?i)" * ignores_case + pattern
    flags = re.IGNORECASE if ignores_case else re.RegexFlag(0)
    text = fold(data.draw(st.from_regex(re.compile(pattern, flags), fullmatch=True)))
    if compiled(full, whole=False).search(text.normal):
        traits = asked(full)
        assert len(Held((trait, number) for number, trait in enumerate(traits)).of(text)) == len(traits)
        assert unbroken(text.folded) >= unspaced(full)
