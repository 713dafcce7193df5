"""JSON read strictly: no key twice, no NaN, bounded size and depth, and every error names the path of its value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from footprint_audit.errors import WireError
from footprint_audit.model import Handle

__all__ = ["Node", "parse"]

MAX_CHARACTERS = 64_000_000
MAX_DEPTH = 32  # a report is 6 deep
MAX_WHOLE = 2**53  # beyond it other readers of JSON lose digits

_ADVICE = "give a file that footprint-audit wrote, or make the report again with --format json"
_Word = TypeVar("_Word", bound=StrEnum)


def parse(text: str) -> Node:
    """The value written in `text`. Raises WireError."""
    if len(text) > MAX_CHARACTERS:
        raise WireError(f"the report is larger than {MAX_CHARACTERS // 1_000_000} million characters", _ADVICE)
    try:
        value: object = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise WireError("the report is nested too deeply", _ADVICE) from None
    except json.JSONDecodeError as error:
        raise WireError(f"not JSON: {error.msg} in line {error.lineno}", _ADVICE) from None
    except ValueError:  # Python refuses an integer of thousands of digits
        raise WireError("the report holds a number that is too long", _ADVICE) from None
    _check_depth(value)
    return Node(value, "")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise WireError(f"the key {key[:40]!a} stands twice in one object", _ADVICE)
        found[key] = value
    return found


def _no_constant(name: str) -> object:
    raise WireError(f"not JSON: {name} is no number", _ADVICE)


def _check_depth(value: object) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise WireError("the report is nested too deeply", _ADVICE)


def _children(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


class Node:
    """A value and its path. Each question answers with the right type, or raises WireError naming the path.

    A question asked with a `default` takes null for it; `maybe` takes a missing key for null.
    """

    __slots__ = ("_path", "_value")

    def __init__(self, value: object, path: str) -> None:
        self._value = value
        self._path = path

    def at(self, key: str) -> Node:
        """The value of a key that must be there."""
        if key not in self._object():
            raise WireError(f"{self._below(key)}: is missing", _ADVICE)
        return self.maybe(key)

    def maybe(self, key: str) -> Node:
        """The value of a key, null if it is missing."""
        return Node(self._object().get(key), self._below(key))

    @property
    def is_null(self) -> bool:
        return self._value is None

    def items(self) -> tuple[Node, ...]:
        """The values of a list."""
        if not isinstance(self._value, list):
            raise self.wrong("a list")
        return tuple(Node(value, f"{self._path}[{index}]") for index, value in enumerate(self._value))

    def maybe_items(self) -> tuple[Node, ...]:
        """The values of a list; none if it is null."""
        return () if self.is_null else self.items()

    def entries(self, words: type[_Word]) -> Iterator[tuple[_Word, Node]]:
        """The pairs of an object whose keys are `words`."""
        for key, value in self._object().items():
            word = Node(key, self._below(ascii(key[:40]))).word(words)
            yield word, Node(value, self._below(word))

    def texts(self) -> tuple[str, ...]:
        return tuple(node.text() for node in self.items())

    def text(self, default: str | None = None) -> str:
        if self._value is None and default is not None:
            return default
        if not isinstance(self._value, str):
            raise self.wrong("a text")
        return self._value

    def truth(self, *, default: bool | None = None) -> bool:
        if self._value is None and default is not None:
            return default
        if not isinstance(self._value, bool):
            raise self.wrong("true or false")
        return self._value

    def integer(self, least: int = 0, most: int = MAX_WHOLE) -> int:
        value = self._value
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(f"a whole number from {least} to {most}")
        return value

    def number(self, most: float = 1.0) -> float:
        """A number from 0 to `most`."""
        value = self._value
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self.wrong(f"a number from 0 to {most:g}")
        return float(value)

    def word(self, words: type[_Word]) -> _Word:
        """One of the words of a vocabulary."""
        try:
            return words(self.text())
        except ValueError:
            raise self.wrong("one of " + ", ".join(words)) from None

    def moment(self) -> datetime:
        """A time with its zone, as UTC."""
        try:
            moment = datetime.fromisoformat(self.text())
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise self.wrong("a time with its zone, as 2026-11-23T09:30:00Z")

    def handle(self) -> Handle:
        try:
            return Handle.parse(self.text())
        except ValueError:
            raise self.wrong("a handle") from None

    def wrong(self, wanted: str) -> WireError:
        """The error that says what should stand here and what kind of thing does; never the value, which is private."""
        found = _NAMES.get(type(self._value), "something else")
        return WireError(f"{self._path or 'the report'}: expected {wanted}, found {found}", _ADVICE)

    def _below(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _object(self) -> dict[str, object]:
        if not isinstance(self._value, dict):
            raise self.wrong("an object")
        return self._value


_NAMES = {
    dict: "an object",
    list: "a list",
    str: "another text",
    bool: "true or false",
    int: "another number",
    float: "another number",
    type(None): "nothing",
}
