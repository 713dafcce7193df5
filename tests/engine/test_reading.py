"""Phrases, read word by word: what a regular expression of all their wordings would find."""

from __future__ import annotations

import re
import time
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine.context import alternatives
from footprint_audit.engine.edges import edges
from footprint_audit.engine.fold import fold, fold_word
from footprint_audit.engine.reading import Phrase, Wordings


def _phrase(parts: list[list[str]]) -> Phrase:
    return Phrase(tuple(map(edges, parts)), partial(map, Wordings, parts))


def found(parts: list[list[str]], text: str) -> list[str]:
    folded = fold(text)
    phrase = _phrase(parts)
    places = list(phrase.places(folded))
    assert phrase.may_stand(folded) or not places
    return [folded.folded[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("parts", "text", "expected"),
    [
        ([["my"], ["dog", "dog house"]], "my dog house, my dog", ["my dog house", "my dog"]),
        ([["my"], ["dog", "dog house"], ["here"]], "my dog here", ["my dog here"]),
        ([["line", "line manager"], ["manager"]], "line manager", ["line manager"]),
        ([["hat*"], ["it"]], "hated it, hates   it, hat    it", ["hated it", "hates   it"]),
        ([["hat*"]], "hat" + "e" * 13, []),
        ([["i'm"], ["at"]], "I’m, at", ["i'm, at"]),
        ([["a"], ["a"]], "a a a a a", ["a a", "a a"]),
        ([["café"]], "cafés, café", ["café"]),
    ],
)
def test_a_phrase_is_read_part_after_part(parts: list[list[str]], text: str, expected: list[str]) -> None:
    assert found(parts, text) == expected


words = st.text("ab1_-'., é的", min_size=1, max_size=3).filter(str.strip)
wordings = st.lists(st.one_of(words, words.map(lambda word: word + "*")), min_size=1, max_size=2).map(" ".join)
phrases = st.lists(st.lists(wordings, min_size=1, max_size=4), min_size=1, max_size=3)
pieces = ["a", "b", "ab", "a b", "é", "的", ",", "  ", "   ", "    ", " ", "1", "ab1_", "ab" * 8, "\u0301", "\n"]
texts = st.one_of(
    st.text("ab1_-'., é的\u0301\n", max_size=40), st.lists(st.sampled_from(pieces), max_size=20).map("".join)
)


@settings(max_examples=300, deadline=None)
@given(phrases, texts)
def test_the_same_is_found_as_by_a_regular_expression(phrase: list[list[str]], text: str) -> None:
    spelt = [[fold_word(wording) for wording in part] for part in phrase]
    pattern = re.compile(r"(?<!\w)" + r",?\s{1,3}".join(map(alternatives, spelt)) + r"(?!\w)")
    folded = fold(text)
    expected = [one[0] for one in pattern.finditer(folded.folded)]
    assert found(spelt, folded.folded) == expected


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([["my"], ["dog", "cat"]], "a dog of my own"),
        ([["my"], ["dog*"]], "dogs, and my cat"),
        ([["call*"], ["me"]], "me calling"),
        ([["get out", "go"], ["now"]], "get out of here now"),
        ([["get out", "go away"]], "get away, go out"),
        ([["i'm"], ["at"]], "i am at"),
    ],
)
def test_a_text_that_holds_the_words_apart_is_done_with_at_once(parts: list[list[str]], text: str) -> None:
    assert not _phrase(parts).may_stand(fold(text))


def test_no_phrase_takes_time_out_of_proportion_to_the_text() -> None:
    part = [" ".join(["a"] * length) for length in range(1, 12)]  # ever so many ways to part the same words
    started = time.process_time()
    assert found([part] * 11 + [["b"]], "a " * 2000) == []
    assert time.process_time() - started < 20
