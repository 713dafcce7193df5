"""What a text has and a pattern asks for: nothing is asked for that some matching text lacks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine.fold import fold
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.traits import Held, Trait, asked
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
        ("на [а-я]+", (Trait("foreign"),)),
        ("(?i)ı", ()),  # which "i" is as well
        ("(?i)[à-þ]é", (Trait("foreign"),)),
    ],
)
def test_a_pattern_asks_for_what_every_match_has(pattern: str, traits: tuple[Trait, ...]) -> None:
    assert asked(pattern) == traits


EVERY = (
    *(Trait(kind, least) for kind in ("digit", "numeral") for least in (1, 2, 9)),
    Trait("capital"),
    Trait("foreign"),
)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", EVERY),
        ("Soup", EVERY),
        ("soUp", tuple(trait for trait in EVERY if trait.kind != "capital")),
        ("1 soup", tuple(trait for trait in EVERY if trait not in (Trait("digit"), Trait("numeral")))),
        ("sÖup", tuple(trait for trait in EVERY if trait.kind not in ("capital", "foreign"))),
        (
            "\U0001e951",
            tuple(trait for trait in EVERY if trait.kind == "digit"),
        ),  # a digit of Adlam counts for any number
    ],
)
def test_a_text_has_what_it_has(text: str, lacks: tuple[Trait, ...]) -> None:
    held = Held((trait, number) for number, trait in enumerate(EVERY)).of(fold(text))
    assert tuple(trait for number, trait in enumerate(EVERY) if number not in held) == lacks


more = st.one_of(patterns, st.sampled_from([r"\d\d", "[A-Z]", "[À-Þ]x", "в [а-я]", "[0-9]", "[A-ZÀ-Þ]", "[ı-ſ]"]))


@settings(deadline=None, max_examples=200)
@given(st.lists(more, min_size=1, max_size=3).map("".join), st.booleans(), st.data())
def test_whatever_matches_has_what_is_asked_for(pattern: str, ignores_case: bool, data: st.DataObject) -> None:
    full = "(?i)" * ignores_case + pattern
    flags = re.IGNORECASE if ignores_case else re.RegexFlag(0)
    text = fold(data.draw(st.from_regex(re.compile(pattern, flags), fullmatch=True)))
    if compiled(full, whole=False).search(text.normal):
        traits = asked(full)
        assert len(Held(numbered(traits)).of(text)) == len(traits)


def numbered(traits: tuple[Trait, ...]) -> list[tuple[Trait, int]]:
    return [(trait, number) for number, trait in enumerate(traits)]
