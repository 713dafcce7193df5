"""Reading a TOML table that strangers wrote: every key known, every value of its type, every error with its address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from footprint_audit.errors import RuleError

__all__ = ["Table", "unknown"]

LONGEST_TEXT = 2000
LONGEST_LIST = 2000


def unknown(word: str, known: Collection[str]) -> str:
    """What to say of a word that is not among those known: a suggestion, or the list."""
    close = get_close_matches(word, known, 1)
    return f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(sorted(known))}"


class Table:
    """One table and where it stands (`rules/x.toml: rule PRV-102`). Every reading method raises RuleError."""

    def __init__(self, values: Mapping[str, object], place: str, prefix: str = "") -> None:
        self._values = values
        self._place = place
        self._prefix = prefix

    def error(self, key: str, problem: str) -> RuleError:
        return RuleError(
            f'{self._place}: key "{self._prefix}{key}": {problem}',
            "rules/privacy/contact.toml shows the keys of a rule",
        )

    def only(self, *keys: str) -> None:
        """Refuse every key that is not one of these."""
        for key in self._values:
            if key not in keys:
                raise self.error(key[:60], unknown(key[:60], keys))

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        value = self._values.get(key, default)
        if value is None:
            raise self.error(key, "missing")
        if not isinstance(value, str):
            raise self.error(key, f"must be a text, not {_kind(value)}")
        if len(value) > LONGEST_TEXT:
            raise self.error(key, f"longer than {LONGEST_TEXT} characters")
        if default is None and not value.strip():
            raise self.error(key, "empty")
        return value

    def choice(self, key: str, known: Collection[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in known:
            raise self.error(key, f'"{value[:60]}" is unknown: {unknown(value[:60], known)}')
        return value

    def texts(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts, each one of `known` where that is given; empty where the key is missing."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.error(key, f"must be a list of texts, not {_kind(value)}")
        if len(value) > LONGEST_LIST:
            raise self.error(key, f"holds {len(value)} entries; at most {LONGEST_LIST} are allowed")
        entries = [Table({key: item}, self._place, self._prefix) for item in value]
        return tuple(entry.text(key) if known is None else entry.choice(key, known) for entry in entries)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, f"must be true or false, not {_kind(value)}")
        return value

    def number(self, key: str, default: int, most: int) -> int:
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(key, f"must be a whole number, not {_kind(value)}")
        if not 0 <= value <= most:
            raise self.error(key, f"must be 0 to {most}")
        return value

    def factors(self, key: str, known: Collection[str], allowed: Collection[float]) -> tuple[tuple[str, float], ...]:
        """A table from a known word to one of the allowed numbers, sorted by word."""
        table = self.table(key)
        table.only(*known)
        return tuple((word, table.factor(word, allowed)) for word in sorted(table.keys()))

    def factor(self, key: str, allowed: Collection[float]) -> float:
        value = self._values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or value not in allowed:
            raise self.error(key, f"must be one of {', '.join(f'{number:g}' for number in sorted(allowed))}")
        return float(value)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def items(self) -> tuple[tuple[str, str], ...]:
        """Every entry, each a text, in the order of the file."""
        return tuple((key, self.text(key)) for key in self._values)

    def lists(self) -> dict[str, tuple[str, ...]]:
        """Every entry, each a list of texts."""
        return {key: self.texts(key) for key in self._values}

    def table(self, key: str) -> Table:
        """The table under `key`; empty where it is missing."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, f"must be a table, not {_kind(value)}")
        return Table(value, self._place, f"{self._prefix}{key}.")

    def without(self, *keys: str) -> Table:
        """The same table, these keys left out."""
        return Table({key: self._values[key] for key in self._values if key not in keys}, self._place, self._prefix)

    def entries(self, key: str) -> tuple[Table, ...]:
        """The tables of a list, each with its address."""
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error(key, f"must be a list of tables, not {_kind(values)}")
        place = f"{self._prefix}{key}"
        return tuple(Table(value, self._place, f"{place}[{number}].") for number, value in enumerate(values))

    def tables(self, key: str) -> tuple[Mapping[str, object], ...]:
        """The tables written as `[[key]]`."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, f"must be written as [[{key}]], not as {_kind(value)}")
        return tuple(item for item in value if isinstance(item, dict))


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date")
