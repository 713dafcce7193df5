"""Reading untrusted JSON never raises, whatever it is asked."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.json import Json, parse_json
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | st.text(st.characters()),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=20,
)
paths = st.lists(st.text(max_size=3) | st.integers(-3, 3), max_size=4)


@given(values, paths)
def test_no_value_and_no_path_makes_it_raise(value: object, path: list[str | int]) -> None:
    here = Json(value)
    here.text(*path).encode()
    here.number(*path)
    here.truth(*path)
    here.has(*path)
    assert all(isinstance(item, Json) for item in here.items(*path))
    assert all(text == text.strip() != "" for text in here.texts(*path))
    assert all(isinstance(key, str) for key, _ in here.entries(*path))


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "replace")))
def test_any_text_is_json_or_a_changed_site(text: str) -> None:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        with pytest.raises(NoReply):
            parse_json(text)
    else:
        assert isinstance(parse_json(text), Json)


HUGE = 10**5000  # str() of it raises ValueError, so Hypothesis could not print it either
DATA = Json(
    {"a": {"b": [" x ", 2, 2.5, None, True]}, "n": "12", "bad": "1²", "half": "\ud83d ok", "pair": "\ud83d\ude00"}
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("a", "b", 0), "x"),
        (("a", "b", 1), "2"),
        (("a", "b", 2), "2.5"),
        (("a", "b", 3), ""),
        (("a", "b", 4), ""),
        (("a", "b", 9), ""),
        (("a", "b", "0"), ""),
        (("a",), ""),
        (("half",), "\ufffd ok"),
        (("pair",), "😀"),
    ],
)
def test_text_is_the_string_there_or_empty(path: tuple[str | int, ...], text: str) -> None:
    assert DATA.text(*path) == text


def test_texts_takes_one_string_or_a_list_of_them() -> None:
    assert DATA.texts("n") == ("12",)
    assert DATA.texts("a", "b") == ("x", "2", "2.5")
    assert DATA.texts("a") == ()


@pytest.mark.parametrize(
    ("value", "number"),
    [("12", 12), (" -3 ", -3), ("1²", None), ("", None), (True, None), (float("nan"), None), (1e300, None), (7.9, 7),
     (10**40, None), (-(10**40), None), ("9" * 30, None), ("--5", None)],
)  # fmt: skip
def test_a_number_is_whole_and_of_bearable_length(value: object, number: int | None) -> None:
    assert Json(value).number() == number


def test_a_number_too_long_to_be_written_is_no_text() -> None:
    assert Json(HUGE).text() == ""
    assert Json([-HUGE]).texts() == ()


def test_has_tells_a_null_from_nothing() -> None:
    assert Json({"a": None}).has("a")
    assert not Json({"a": None}).has("b")
    assert Json([None]).has(0)
    assert not Json([]).has(0)


@pytest.mark.parametrize("text", ["", "{", "[1,]", "<html>", "9" * 5000, "[" * 65 + "]" * 65, "[" * 200_000])
def test_what_is_no_json_or_too_deep_is_a_changed_site(text: str) -> None:
    with pytest.raises(NoReply) as failure:
        parse_json(text)
    assert failure.value.reason is Reason.CHANGED


def test_raw_line_breaks_in_strings_and_nan_are_borne() -> None:
    assert parse_json('{"a": "one\ntwo", "b": NaN}').text("a") == "one\ntwo"
    assert parse_json('{"b": NaN}').text("b") == ""
