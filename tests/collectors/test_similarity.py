"""Shapes of pages: the same shell is known whatever the handle, and another page is another one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.page import Page
from footprint_audit.collectors.similarity import MAX_PARTS, Shape, alike, new_texts, place_without, shape_of, texts_of


def page(text: str) -> Page:
    return Page("https://quill.example.org/", 200, {"content-type": "text/html"}, text.encode("utf-8", "replace"))


def shape(text: str, handle: str = "maravoss") -> Shape:
    return shape_of(page(text), handle)


FRAME = (
    "<title>{0} - Quill</title><nav class=top><a>Home</a></nav><h1>{1}</h1><p class=x>{2}</p><p>Our marsh letters</p>"
)


def test_the_handle_is_no_difference_however_it_is_written() -> None:
    one = shape(FRAME.format("Mara.Voss", "@MARA.VOSS", "12 days, id 8f3a99c2d1"), "mara.voss")
    other = shape(FRAME.format("zulimota", "@zulimota", "7 days, id 77ab01ffee"), "zulimota")
    assert one.parts == other.parts
    assert alike(one, other) == 1.0


def test_a_handle_that_is_a_word_of_the_page_is_no_difference_either() -> None:
    marsh, other = shape(FRAME.format("marsh", "marsh", "Hm"), "marsh"), shape(FRAME.format("ki", "ki", "Hm"), "ki")
    assert new_texts(marsh, other) == new_texts(other, marsh) == 0
    assert alike(marsh, other) == alike(other, marsh) == 1.0
    assert texts_of(page(FRAME.format("marsh", "marsh", "Hm")), "marsh", other) == ""


def test_one_sentence_is_a_difference_and_is_told_without_the_handle() -> None:
    other = shape(FRAME.format("ki", "ki", "Nobody here"), "ki")
    own = page(FRAME.format("mara", "mara", "The account of mara was closed"))
    assert new_texts(shape_of(own, "mara"), other) == 1
    assert texts_of(own, "mara", other) == "the account of  was closed"


def test_scripts_count_as_a_whole_and_are_no_texts() -> None:
    one, other = shape("<script>a<b; x={}</script><p>hi"), shape("<script>a<c; y={}</script><p>hi")
    assert one != other
    assert new_texts(one, other) == 0


def test_json_has_a_shape_too() -> None:
    assert shape('{"user": null}') != shape('{"user": {"id": 7}}')
    assert shape('{"id": 123456}') == shape('{"id": 654321}')


def test_an_address_is_compared_without_handle_and_numbers() -> None:
    asked = place_without("https://q.example.org/w/Mara.Voss?of=mara.voss&t=1699", "mara.voss")
    assert asked == place_without("https://q.example.org/w/ki?of=ki&t=1700", "ki")


@given(st.text(max_size=400), st.text("abc.-_Ü", min_size=1, max_size=8))
def test_any_text_has_a_shape_like_itself(text: str, handle: str) -> None:
    own = shape(text, handle)
    assert alike(own, own) == 1.0
    assert new_texts(own, own) == 0
    assert texts_of(page(text), handle, own) == ""


@pytest.mark.parametrize("piece", ["<", "<a ", "<script>", "&", '{"a":', "<a class='", "a ", "<p>1</p>", "<!--"])
def test_a_hostile_page_is_compared_in_bounded_time(piece: str) -> None:
    began = time.process_time()
    own = shape(piece * (2_000_000 // len(piece)))
    assert len(own.parts) <= MAX_PARTS
    alike(own, own)
    assert time.process_time() - began < 2
