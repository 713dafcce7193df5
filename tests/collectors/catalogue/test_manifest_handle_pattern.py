"""Patterns of handles from outside: what `re.search` says, and never a hang."""

from __future__ import annotations

import re
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.collectors.catalogue.handle_pattern import (
    MOST_STEPS,
    PatternSite,
    finds,
    looks_unusable,
    problem_of,
)
from footprint_audit.model import Handle

HANDLES = ("a", "mara", "mara.voss", "-mara", "mara-", "id7", "Mara_Voss", "9" * 10, "мара", "x" * 64, "a.com", "a-b-c")

SHAPES = [
    r"^[a-zA-Z][a-zA-Z0-9_-]*$",
    r"[a-z]",
    r"^((?!\.).)*$",
    r"^[a-zA-Z0-9](?:[a-zA-Z0-9]|-(?=[a-zA-Z0-9])){0,38}$",
    r"^(?!-)[a-zA-Z0-9_.-]{2,255}(?<!\.)$",
    r"^[a-zA-Z0-9_\.]{3,49}(?<!\.com|\.org|\.net)$",
    r"^[1-9][0-9]{4,8}$|^[1-3][0-9]{9}$",
    r"^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$",
    r"^(?!id\d)[a-zA-Z0-9_]*$",
    r"^[^.]*?$",
    r"(?i)^MARA\b",
    r"\Bv",
    r"^\w{3,}\Z",
    r"^[\W\d]+",
    r"",
    r"^$",
    r"^(a|ab|mara)(c|bcd|\.v)",
    r"(?=.*\d)^[a-z]",
    r"[^a-z\d]",
]


@pytest.mark.parametrize("pattern", SHAPES)
@pytest.mark.parametrize("handle", HANDLES)
def test_a_pattern_finds_what_re_search_finds(pattern: str, handle: str) -> None:
    assert finds(pattern, handle) is (re.search(pattern, handle) is not None)


PIECES = st.sampled_from(
    [
        "a",
        "b",
        ".",
        r"\d",
        r"\w",
        r"\.",
        "[ab]",
        "[^a]",
        "[a-c-]",
        "^",
        "$",
        r"\b",
        "(?=a)",
        "(?!b)",
        "(?<=a)",
        "(?<!a)",
    ]
)
PATTERNS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "*?", "{,2}"])).map(
            lambda p: f"({p[0]}){p[1]}"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(pattern=PATTERNS, text=st.text("ab1.-Ж", min_size=1, max_size=7))
def test_any_pattern_means_what_it_means_to_re(pattern: str, text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert finds(pattern, text) is (re.search(pattern, text) is not None)


EVIL = [r"(a+)+$", r"^(a|aa)+$", r"(a|a)*b", r"^(\w+\.?)+!$", r"(a?){60}a{60}$", "((((a*)*)*)*)*b", "(a{1,60}){60}b"]


@pytest.mark.parametrize("pattern", EVIL)
def test_a_pattern_that_never_comes_back_comes_back(pattern: str) -> None:
    started = time.process_time()
    site = PatternSite("x", "X", "https://x.example.org/{handle}", "misc", handle_pattern=pattern)
    site.admits(Handle("a" * 63 + "c"))
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    "pattern", [r"(a)\1", r"(?P<n>a)(?P=n)", r"(a)?(?(1)b|c)", "(?>a)b", "a++b", "a" * 600], ids=lambda p: p[:12]
)
def test_what_cannot_be_walked_is_seen_without_reading_it_and_admits_nobody(pattern: str) -> None:
    assert looks_unusable(pattern)
    assert problem_of(pattern)
    assert not PatternSite("x", "X", "https://x/{handle}", "misc", handle_pattern=pattern).admits(Handle("aab"))


@pytest.mark.parametrize("pattern", ["a(", "[", "(?s)a", "(?x) a", "a{9,1}", "(" * 300 + ")" * 300])
def test_what_is_no_pattern_admits_nobody(pattern: str) -> None:
    assert problem_of(pattern)
    assert not PatternSite("x", "X", "https://x/{handle}", "misc", handle_pattern=pattern).admits(Handle("aab"))


def test_the_longest_walk_has_an_end() -> None:
    with pytest.raises(ValueError, match=str(MOST_STEPS)):
        finds("(?=(" * 40 + "a{60}" + ")*)" * 40, "a" * 64)
