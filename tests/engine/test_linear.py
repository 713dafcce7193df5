"""Which patterns are refused, and that those which are not stay fast on evil text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine.linear import ENDLESS, PatternError, check, compiled

EVIL = [
    (r"(a+)+$", "repeats a repeat"),
    (r"^(a+)+$", "repeats a repeat"),
    (r"([a-zA-Z]+)*x", "repeats a repeat"),
    (r"(?:\w+\s?)*!", "repeats a repeat"),
    (r"(a|aa)+x", "steps"),
    (r"(?:ab|[a-c]b)+x", "alternatives"),
    (r"(a|a?)+x", "alternatives"),
    (r"(x+x+)+y", "repeats a repeat"),
    (r".*.*=.*;", "steps"),
    (r"\d+\d+\d+x", "steps"),
    (r"(?:a{1,200}){1,200}b", "repeats a repeat"),
    (r"(?:a?){50}b", "steps"),
    (r"(?:a{1,9}){1,9}b", "steps"),
    (r"a{1,5000}b", "at most 256"),
    (r"(?=a)b", "ahead or behind"),
    (r"(?<!a)b", "ahead or behind"),
    (r"(a)\1", "refers back"),
    (r"(?P<n>a)(?P=n)", "refers back"),
    (r"(a)?(?(1)b|c)", "refers back"),
    (r"(?>a+)b", "atomic group"),
    (r"a++b", "not a regular expression"),
    (r"(?s)a.b", "flags"),
    (r"(?x) a b", "flags"),
    (r"a(?i:b)", "subpattern"),
    (r"a*", "nothing at all"),
    (r"^$", "nothing at all"),
    (r"a(", "not a regular expression"),
    (r"a{99999999999999999999}", "not a regular expression"),
    (r"[[a]", "not a regular expression"),
    ("a" * 1025, "1025 characters"),
]


@pytest.mark.parametrize(("pattern", "reason"), EVIL, ids=[pattern[:30] for pattern, _ in EVIL])
def test_an_evil_pattern_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=re.escape(reason)):
        check(pattern)


SOUND = [
    r"\+?[0-9][0-9 ().-]{5,18}[0-9]",
    r"(?i)[\w.+-]+@[\w-]+(?:\.[\w-]+){1,5}",
    r"(?:https?|ftp)://[\w.-]+:[^\s/@:]+@[\w.-]+",
    r"[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?",
    r"my (?:son|daughter|step-son|stepdaughter) [A-Z]\w+",
    r"(?:GB|DE|FR)\d{2}",
    r"a|b|[^c]",
    r"x[*+]{2,}y",
    r"(?:\d|\w)*x",
    "(" * 255 + "a" + ")" * 255,
]


@pytest.mark.parametrize("pattern", SOUND)
def test_a_sound_pattern_is_taken(pattern: str) -> None:
    check(pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?i)[\w.+-]+@[\w-]+(?:\.[\w-]+){1,5}", "a" * 1_000_000),
        (r"(?i)[\w.+-]+@[\w-]+(?:\.[\w-]+){1,5}", "a@" * 500_000),
        (r"[\w ]+ until [\w ]+!", "until " * 16_000),
        (r"\d+-\d+-\d+x", "1-" * 500_000),
        (r".+=", "a" * 1_000_000),
    ],
)
def test_a_million_evil_letters_come_to_an_end(pattern: str, text: str) -> None:
    # Nothing is timed: where time is not linear in the text, this takes hours.
    check(pattern)
    assert not any(compiled(pattern, whole=False).finditer(text))


def test_a_repeat_without_end_ends() -> None:
    found = compiled(r"a+", whole=False).search("a" * 100)
    assert found is not None
    assert found.end() == ENDLESS


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        (r"[+*]{2,}", "+*", "+*"),
        (r"a\+", "a+", "a+"),
        (r"[]+]+x", "]+x", "]+x"),
        (r"a{3,}", "aaaa", "aaaa"),
        (r"a{,2}b", "aab", "aab"),
        (r"a+?b", "aab", "aab"),
        (r"\\+", "\\\\", "\\\\"),
        (r"[\]*]+", "]*", "]*"),
    ],
)
def test_an_end_changes_no_other_meaning(pattern: str, text: str, match: str) -> None:
    found = compiled(pattern, whole=False).search(text)
    assert found is not None
    assert found[0] == match


def test_whole_looks_at_the_neighbours() -> None:
    pattern = compiled(r"\d{3}", whole=True)
    assert [found[0] for found in pattern.finditer("1234 567 x890 _12")] == ["567"]


pieces = st.sampled_from(
    ["a", "b", ".", "\\w", "[ab]", "(?:a|b)", "(?:ab|a)", "a?", "b*", "a+", "\\w{1,9}", "(?:a?b){2,4}"]
)


@settings(max_examples=150)
@given(st.lists(pieces, min_size=1, max_size=6).map("".join))
def test_what_is_taken_stays_fast_on_text_made_of_its_own_letters(pattern: str) -> None:
    try:
        check(pattern)
    except PatternError:
        return
    for text in ("a" * 3000, "ab" * 1500, "a" * 2999 + "!"):
        for _ in compiled(pattern, whole=True).finditer(text):
            pass
