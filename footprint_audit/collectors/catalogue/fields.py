"""Reading one entry of a manifest: each value is of its kind and of a sane size, or the entry is malformed."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["Malformed", "Record", "mapping", "number", "numbers", "record_of", "text", "texts", "truth"]

LONGEST_TEXT = 4096  # characters; the longest in the field's manifests has 652
MOST_ITEMS = 256  # of a list or a table; the most there are 14

Record = Mapping[str, object]


class Malformed(ValueError):  # noqa: N818 - what the entry is
    """Why an entry cannot be read: the key, and what is wanted there."""


def record_of(value: object) -> Record:
    """The entry as a table. Raises Malformed."""
    if isinstance(value, dict):
        return value
    raise Malformed("it is not a table, or of an engine that is not in the file")


def text(record: Record, key: str) -> str:
    """The text there; empty if there is none. Raises Malformed."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(f"'{key}' is not a text")
    return _checked(value, key)


def _checked(value: str, key: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise Malformed(f"'{key}' has more than {LONGEST_TEXT} characters")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:  # JSON may escape one half of a pair, which no request can carry
            raise Malformed(f"'{key}' holds half a character") from None
    return value


def texts(record: Record, key: str) -> tuple[str, ...]:
    """The texts there, be it one or a list; empty ones are left out, since they are in every page. Raises Malformed.

    A tuple, which JSON has not, was read by this function before.
    """
    value = record.get(key)
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    if isinstance(value, str):
        return (_checked(value, key),) if value else ()
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        raise Malformed(f"'{key}' is not a text or a list of at most {MOST_ITEMS} texts")
    for item in value:
        if not isinstance(item, str):
            raise Malformed(f"'{key}' holds something that is not a text")
        if len(item) > LONGEST_TEXT or not item.isascii():
            _checked(item, key)
    return tuple(value) if all(value) else tuple(filter(None, value))


def number(record: Record, key: str) -> int:
    """The status there. Raises Malformed."""
    value = record.get(key)
    if type(value) is int and 100 <= value <= 999:  # `True` is an int, and no status
        return value
    raise Malformed(f"'{key}' is not a status from 100 to 999")


def numbers(record: Record, key: str) -> tuple[int, ...]:
    """The statuses there, be it one or a list. Raises Malformed."""
    value = record.get(key)
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [value]
    if len(listed) > MOST_ITEMS or not all(type(item) is int and 100 <= item <= 999 for item in listed):
        raise Malformed(f"'{key}' is not a status from 100 to 999, or a list of them")
    return tuple(listed)


def truth(record: Record, key: str) -> bool | None:
    """Whether it is so; None if nothing is said. Raises Malformed."""
    value = record.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise Malformed(f"'{key}' is not true or false")


def mapping(record: Record, key: str) -> dict[str, object]:
    """The table there, its values as they came; empty if there is none. Raises Malformed."""
    value = record.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > MOST_ITEMS:
        raise Malformed(f"'{key}' is not a table of at most {MOST_ITEMS} keys")
    for name in value:
        _checked(name, key)
    return value
