"""Words in disguise are found from end to end, and what only looks odd is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine.disguise import MOST_TOKENS, Disguises, spaced
from footprint_audit.model import TermsMatch
from tests.engine.making import found

WORDS = TermsMatch(
    ("fuck*", "shit", "shitty", "ass", "asshole*", "bitch", "bitches", "idiot*", "son of a gun"), obfuscated=True
)
PLAIN = TermsMatch(WORDS.terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oh f*ck", ["f*ck"]),
        ("what the f**k, man", ["f**k"]),
        ("f***!", ["f***"]),
        ("f***ing hell", ["f***ing"]),
        ("f--k and f—ck", ["f--k", "f—ck"]),
        ("F@CK f#ck f-ck f_ck", ["F@CK", "f#ck", "f-ck", "f_ck"]),
        ("sh!t!!! SH1T 5hit $hit 5h1t", ["sh!t", "SH1T", "5hit", "$hit", "5h1t"]),
        ("*sh!t* #b1tch", ["sh!t", "b1tch"]),
        ("a$$ a$$hole a55h0le", ["a$$", "a$$hole", "a55h0le"]),
        ("b1tch3s", ["b1tch3s"]),
        ("id10t!", ["id10t"]),
        ("fuuuuck shiiit assss", ["fuuuuck", "shiiit", "assss"]),
        ("f u c k this, f.u.c.k that", ["f u c k", "f.u.c.k"]),
        ("😀 ﬁne: sh!t", ["sh!t"]),
        ("plain shit", ["shit"]),
    ],
)
def test_a_disguised_word_is_found(text: str, expected: list[str]) -> None:
    assert found(WORDS, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe", "passss the classs", "a55", "order A55-B17, part 5h1p v2", "shxt.example", "un*x and a*b*c",
        "2*3*4=24", "**bold** and __init__", "co-k s-hit as-is t-shirt", "J*** S***", "e*** x", "@ss @sh1t",
        "https://example.org/sh1t", "sh1t@example.org", "f 150 c k", "a s s", "h4x0r w3c b2b", "5h1t0042", "hoooot",
        "assssessment", "f*",
    ],
)  # fmt: skip
def test_what_is_no_disguise_is_left_alone(text: str) -> None:
    assert found(WORDS, text) == []


def test_only_a_rule_that_asks_for_it_sees_through_a_disguise() -> None:
    assert found(PLAIN, "sh!t f u c k fuuuck shit") == ["shit"]


def test_words_of_three_letters_are_not_spaced_out() -> None:
    assert spaced("ass") == ()
    assert spaced("shit")[0] == "s h i t"


def test_a_text_of_nothing_but_disguises_ends() -> None:
    disguises = Disguises([("fuck*", 1)])
    assert len(list(disguises.seen("f*ck " * 5000, stretched=False))) == MOST_TOKENS


@settings(deadline=None)
@given(st.text(alphabet="fuckshit*!$@013457-_ .", max_size=60))
def test_every_span_lies_in_the_text_and_ends_where_its_token_does(text: str) -> None:
    for _, start, end in Disguises([("fuck*", 1), ("shit", 2)]).seen(text, stretched=True):
        assert 0 <= start < end <= len(text)
        assert " " not in text[start:end]
