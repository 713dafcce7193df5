"""Handles that cannot exist: legal where they are asked for, of plausible look, and new each time."""

from __future__ import annotations

import re
from random import Random

import pytest

from footprint_audit.collectors.catalogue.handle_pattern import PatternSite
from footprint_audit.collectors.made_up import impossible_handle
from footprint_audit.model import Site

PATTERNS = [
    r"[\w.-]{1,64}", r"[a-z]{3,16}", r"[A-Z]\w{5,9}", r"\d{5,12}", r"[a-z][a-z0-9]{0,9}", r"[a-z]{18,30}",
    r"[0-9a-f]{40}", r"\w+_\w+", r"[A-Z]\w{23}",
]  # fmt: skip


def made(pattern: str, dice: Random, like: str = "", without: str = "") -> str:
    site = Site("a", "A", "https://a.example.org/{handle}", "test", handle_pattern=pattern)
    handle = impossible_handle(site, dice, like=like, without=without)
    return handle.value if handle else ""


@pytest.mark.parametrize("pattern", PATTERNS)
def test_it_is_legal_and_another_one_each_time(pattern: str) -> None:
    dice = Random(1)
    handles = {made(pattern, dice) for _ in range(20)}
    assert len(handles) > 15
    assert all(re.fullmatch(pattern, handle) for handle in handles)


def test_it_looks_like_one_that_people_use() -> None:
    assert re.fullmatch(r"(?:[bdfgklmnprstvz][aeiou])+", made(r"\w+", Random(2)))


def test_it_can_be_given_the_form_of_another() -> None:
    assert re.fullmatch(r"[a-z]{3}\.[a-z]{5}-\d{2}", made(r"[\w.-]+", Random(3), like="the.amber-42"))


def test_it_has_none_of_the_characters_that_a_site_has_not() -> None:
    assert made(r"[\w.-]+", Random(4), like="the.amber", without=".") == ""
    assert "." not in made(r"[\w.-]+", Random(5), without=".")


def test_where_nothing_is_legal_there_is_none() -> None:
    assert made("maravoss", Random(6)) == ""


def test_a_pattern_from_outside_is_searched_for_and_cannot_hang_it() -> None:
    hostile = PatternSite("a", "A", "https://a.example.org/{handle}", "test", handle_pattern=r"(a+)+$")
    assert impossible_handle(hostile, Random(7)) is not None
    never = PatternSite("a", "A", "https://a.example.org/{handle}", "test", handle_pattern=r"^([a-z]+)+\d$")
    impossible_handle(never, Random(8))  # comes back
