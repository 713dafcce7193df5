"""Typed reading of an untrusted JSON answer: total functions that never raise and never leak `Any`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence

from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["Json", "parse_json"]

MAX_DEPTH = 64  # research/security.md S3: json.loads itself only gives up at about 100,000 levels
MAX_NUMBER = 10**30  # a count, an id or a time is shorter; str() of 4,300 digits raises


class Json:
    """A JSON value and the questions one may ask it. A missing path is an empty answer, not an error.

    >>> Json({"user": {"name": "Mara", "age": None}}).text("user", "name")
    'Mara'
    """

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        self._value = value

    def at(self, *path: str | int) -> Json:
        """The value at a path of keys and indexes; a missing one is `Json(None)`."""
        return Json(self._at(path))

    def _at(self, path: Sequence[str | int]) -> object:
        value = self._value
        for step in path:
            if isinstance(step, str) and isinstance(value, dict):
                value = value.get(step)
            elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
                value = value[step]
            else:
                return None
        return value

    def text(self, *path: str | int) -> str:
        """The string there, stripped; a number as its digits; anything else is empty."""
        value = self._at(path)
        if isinstance(value, str):
            return _whole(value).strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value) if abs(value) < MAX_NUMBER else ""
        return str(value) if isinstance(value, float) and math.isfinite(value) else ""

    def texts(self, *path: str | int) -> tuple[str, ...]:
        """The strings there, be it one or a list of them; empty ones are left out."""
        here = self.at(*path)
        found = (item.text() for item in here.items()) if here.is_list else (here.text(),)
        return tuple(text for text in found if text)

    def number(self, *path: str | int) -> int | None:
        """The whole number there, or a string of digits read as one."""
        value = self._at(path)
        if isinstance(value, bool):
            return None
        if isinstance(value, float):
            return int(value) if math.isfinite(value) and abs(value) < 2**63 else None
        if isinstance(value, str):
            digits = value.strip().removeprefix("-")
            return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None
        return value if isinstance(value, int) and abs(value) < MAX_NUMBER else None

    def truth(self, *path: str | int) -> bool | None:
        """The boolean there, or None."""
        value = self._at(path)
        return value if isinstance(value, bool) else None

    def items(self, *path: str | int) -> tuple[Json, ...]:
        """The elements of the list there; empty if it is not a list."""
        value = self._at(path)
        return tuple(Json(element) for element in value) if isinstance(value, list) else ()

    def entries(self, *path: str | int) -> Iterator[tuple[str, Json]]:
        """The pairs of the object there."""
        value = self._at(path)
        if isinstance(value, dict):
            yield from ((_whole(str(key)), Json(element)) for key, element in value.items())

    def has(self, *path: str | int) -> bool:
        """Whether the path exists, be its value null."""
        if not path:
            return True
        *parents, last = path
        value = self._at(parents)
        if isinstance(last, str):
            return isinstance(value, dict) and last in value
        return isinstance(value, list) and -len(value) <= last < len(value)

    @property
    def is_list(self) -> bool:
        return isinstance(self._value, list)

    @property
    def is_object(self) -> bool:
        return isinstance(self._value, dict)


def parse_json(text: str) -> Json:
    """The JSON value written in `text`. Raises NoReply(changed) where it is not JSON, or nested beyond 64 levels."""
    try:
        value: object = json.loads(text, strict=False, parse_constant=lambda _: None)
        _check_depth(value)
    except (ValueError, RecursionError):
        raise NoReply(
            Reason.CHANGED, "the site answered something that is not JSON; try later or report it as a changed site"
        ) from None
    return Json(value)


def _whole(text: str) -> str:
    """The text without half characters: JSON may escape one half of a surrogate pair, which no file can hold."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _check_depth(value: object) -> None:
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
        ]
        if not level:
            return
    raise ValueError("nested too deeply")
