"""Numbers and texts in bulk: what was packed is read, and nothing else is."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.engine.packed import Keyed, Lists, Rows, join, pack, parted, unpack

numbers = st.integers(0, (1 << 32) - 1)
rows = st.lists(st.lists(numbers, max_size=4), max_size=6)


def again(value: object) -> object:
    return json.loads(json.dumps(value))


@given(st.lists(st.one_of(numbers, st.integers(0, 9))))
def test_numbers_are_read_as_they_were_packed(given: list[int]) -> None:
    assert list(unpack(again(pack(given)))) == given


def test_small_numbers_take_two_bytes_and_others_four() -> None:
    assert [len(pack((0, 0, largest))) for largest in (65535, 65536)] == [1 + 8, 1 + 16]


def test_the_order_of_bytes_is_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pack((1, 258)) == "HAQACAQ=="
    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")
    assert pack((1, 258)) == "HAAEBAg=="  # where the bytes of a number lie the other way round, they are turned
    assert list(unpack("HAAEBAg==")) == [1, 258]


@pytest.mark.parametrize("value", [None, 1, [1], "", "X", "HAQ", "HAQAC", "IAQACAQ", "d", "Hé", "H\udc00AA"])
def test_what_was_not_packed_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        unpack(value)


def test_numbers_out_of_bounds_are_refused() -> None:
    assert list(unpack(pack((0, 6)), 7)) == [0, 6]
    with pytest.raises(ValueError, match="bounds"):
        unpack(pack((0, 7)), 7)


@given(st.lists(st.text(st.sampled_from("|;^~`\n\x00\x01 ab"))))
def test_texts_are_parted_as_they_were_joined_whatever_they_hold(given: list[str]) -> None:
    assert parted(again(join(given))) == given
    assert dict(Lists(again({"x": join(given)}))) == {"x": tuple(given)}


@pytest.mark.parametrize("value", [None, [], {"x": 1}, {"x": ["y"]}, "x"])
def test_a_table_of_anything_but_texts_is_refused_at_once(value: object) -> None:
    with pytest.raises(TypeError):
        Lists(value)


def test_lists_are_a_mapping_like_any_other() -> None:
    lists = Lists({"x": "|a|b", "y": ""})
    assert lists == {"x": ("a", "b"), "y": ()}
    assert ("x" in lists, "z" in lists, len(lists), lists.get("z")) == (True, False, 2, None)


@given(rows, rows)
def test_rows_are_read_as_they_were_and_more_can_be_added(first: list[list[int]], more: list[list[int]]) -> None:
    made = Rows()
    for row in first:
        made.add(row)
    read = Rows.of(again(made.values()))
    places = [read.add(row) for row in more]
    assert list(map(list, read)) == first + more
    assert [list(read[place]) for place in places] == more


def made_of(*given: list[int]) -> list[str]:
    made = Rows()
    for row in given:
        made.add(row)
    return made.values()


@pytest.mark.parametrize(
    ("value", "below", "least"),
    [
        (None, (), 0),
        ([], (), 0),
        ([pack((1,)), pack(())], (), 0),
        ([pack((1,)), pack((2,))], (), 0),
        ([pack(()), pack(((1 << 32) - 1, 1))], (), 0),
        (made_of([1], []), (), 1),
        (made_of([1, 2]), (2,), 0),
        (made_of([1, 2], [3, 1]), (3, 3), 0),
        (made_of([1, 2], [1, 3]), (3, 3), 0),
        (made_of([1], [1]), (3, 3), 0),
    ],
)
def test_rows_of_another_shape_are_refused(value: object, below: tuple[int, ...], least: int) -> None:
    with pytest.raises((TypeError, ValueError, OverflowError)):
        Rows.of(value, *below, least=least)


def test_texts_with_the_same_numbers_share_a_row_and_get_their_own_when_more_is_added() -> None:
    made = Keyed()
    for text in ("a", "b"):
        made.add(text, (1, 2))
    made.add("c", (3,))
    assert made.places == {"a": 0, "b": 0, "c": 1}
    read = Keyed.of(again(made.values()), 4)
    read.add("a", (70_000,))
    read.add("d", (4,))
    assert {text: list(read[text]) for text in "abcd"} == {"a": [1, 2, 70_000], "b": [1, 2], "c": [3], "d": [4]}
    assert read.among({2, 70_000}) == {"a": {2, 70_000}, "b": {2}}


@pytest.mark.parametrize("value", [None, [], ["|a", pack((0,))], ["|a", pack((1,)), made_of([1])]])
def test_a_table_of_another_shape_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Keyed.of(value, 4)


def test_a_table_in_which_a_row_is_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        Keyed.of(["|a|b", pack((0,)), made_of([1])], 4)
