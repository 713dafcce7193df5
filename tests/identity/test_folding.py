"""Texts and addresses that a reader takes for the same compare as the same, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.identity.folding import address_of, folded, main_script, words_of, written_without_spaces


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mara  Vale", "mara vale"),
        ("Ma\u0301ra", "m\u00e1ra"),
        ("ＭＡＲＡ", "mara"),
        ("Mara 🌱 Vale", "mara vale"),
        ("Ma\u200dra", "mara"),
        ("STRASSE", "straße"),
        ("a\tb\nc", "a b c"),
    ],
)
def test_texts_that_look_alike_fold_to_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folded(text)
    assert folded(once) == once


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_the_fast_way_is_the_slow_way(text: str) -> None:
    assert folded(text) == folded(f"{text} é").removesuffix("é").rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "https://github.example/Mara",
        "http://github.example/mara",
        "https://www.github.example/mara/",
        "HTTPS://GitHub.Example:443/mara#readme",
        "github.example/mara",
        " https://github.example/m%61ra ",
    ],
)
def test_one_page_has_one_address(text: str) -> None:
    assert address_of(text) == ("github.example", "/mara", "")


@pytest.mark.parametrize(
    "text", ["", "mailto:mara@example.org", "javascript:1", "https://", "https://[::1", "https://a:b/"]
)
def test_what_is_no_web_page_has_no_address(text: str) -> None:
    assert address_of(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/mara", "https://b.example/mara"),
        ("https://a.example/mara", "https://a.example/mara/cats"),
        ("https://a.example/user?id=mara", "https://a.example/user?id=vale"),
        ("https://a.example:8443/mara", "https://a.example/mara"),
    ],
)
def test_two_pages_have_two_addresses(one: str, other: str) -> None:
    assert address_of(one) != address_of(other)


def test_an_international_host_has_one_address() -> None:
    assert address_of("https://bücher.example/m") == address_of("https://xn--bcher-kva.example/m")


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    address = address_of(text)
    assert address is None or address[0]


def test_scripts() -> None:
    assert [main_script(t) for t in ("Mara", "Мара", "王小明", "マラ", "123", "")] == [
        "LATIN",
        "CYRILLIC",
        "CJK",
        "CJK",
        "",
        "",
    ]
    assert written_without_spaces("王小明")
    assert not written_without_spaces("Мара")


def test_words_lose_the_punctuation_around_them_only() -> None:
    assert words_of("“hello”, (o'neil) — jean-luc!") == ("“hello”", "o'neil", "jean-luc")
