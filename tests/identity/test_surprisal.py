"""A handle made of common names or words links nobody; a long one of one's own does, and never with certainty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.identity.surprisal import MOST, bits_of, same_owner


@pytest.mark.parametrize(
    "handle",
    [
        "adam", "jsmith", "johnsmith", "john.smith", "John_Smith84", "johnsmith1984", "maria-garcia", "soxoj", "kx7qz",
        "photography", "codingphotographer", "admin", "test123", "gamer_girl_2001", "aaaaaaaaaaaaaaaa",
        "abcdefghijklmnop", "1234567890", "qwertyuiop", "王小明", "____________",
    ],
)  # fmt: skip
def test_common_handles_are_low(handle: str) -> None:
    assert same_owner(handle) < 0.1


@pytest.mark.parametrize(
    "handle", ["kestrel_harbour", "zaphodbeeble", "vorhauerskog", "алексей_кестрель", "mara_vale_cartographer"]
)
def test_rare_handles_are_high_and_never_above_the_most(handle: str) -> None:
    assert 0.85 < same_owner(handle) <= MOST


def test_names_are_cheaper_than_letters() -> None:
    assert bits_of("johnsmith") < bits_of("jxhnsmvth")
    assert bits_of("johnsmith") <= bits_of("john.smith") <= bits_of("john.smith1984")


@given(st.text(min_size=1, max_size=64))
def test_every_text_has_finite_bits(text: str) -> None:
    assert 0 <= bits_of(text) < 1000
    assert 0 <= same_owner(text) <= MOST


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=30))
def test_case_says_nothing(text: str) -> None:
    assert bits_of(text) == bits_of(text.casefold())
