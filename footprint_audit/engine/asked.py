"""What a pattern asks of a text: the traits (see `traits`) that every text has in which it matches.

Read from Python's own reading of the pattern (see `linear`). Whatever is not certain is left out: to ask for nothing is
always right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from footprint_audit.engine.linear import parsed, parts_of
from footprint_audit.engine.traits import ROW, Trait

__all__ = ["asked", "unspaced"]

LONG = 12  # characters without a space: more than most words have
_MANY = re.compile(r"\{\d\d")  # characters are asked for by ten or more
_LIKE_ASCII = (0x130, 0x131, 0x17F, 0x212A)  # that `(?i)` takes for i, s and k
_SPACES = tuple(
    map(
        ord,
        "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
        "\u2028\u2029\u202f\u205f\u3000",
    )
)
_ROW_SIGNS = frozenset(map(ord, " ()./+-"))
# What every character of a set is.
_DIGIT, _CAPITAL, _FOREIGN, _IN_ROW, _NO_SPACE = 1, 2, 4, 8, 16
_ANYTHING = _DIGIT | _CAPITAL | _FOREIGN | _IN_ROW | _NO_SPACE


def asked(pattern: str) -> tuple[Trait, ...]:
    """What every text has in which the pattern matches."""
    least = _read(pattern)
    capital = least.capital and not least.foreign  # which a text beyond ASCII is taken to have
    row = least.row.best
    traits = (
        Trait("row", row if row > ROW else 0),
        Trait("numeral", least.digits if row <= ROW or row < least.digits else 0),  # a row of so many says it already
        Trait("capital", int(capital)),
        Trait("foreign", int(least.foreign)),
    )
    return tuple(trait for trait in traits if trait.least)


def unspaced(pattern: str) -> int:
    """How many characters without a space every text has in which the pattern matches; 0 where words are as long."""
    if not _MANY.search(pattern):  # a word, if a long one: not worth the reading
        return 0
    least = _read(pattern).unbroken.best
    return least if least >= LONG else 0


class _Stretch(NamedTuple):
    """The fewest characters that stand together at the beginning, at the end, and anywhere in what a part matches.

    whole: there is nothing else in it.
    """

    whole: bool = True
    first: int = 0
    last: int = 0
    best: int = 0

    def then(self, other: _Stretch) -> _Stretch:
        return _Stretch(
            self.whole and other.whole,
            self.best + other.first if self.whole else self.first,
            other.best + self.last if other.whole else other.last,
            max(self.best, other.best, self.last + other.first),
        )

    def repeated(self, least: int) -> _Stretch:
        if self.whole:
            return _all(least * self.best)
        if not least:
            return _PARTED
        return self._replace(best=self.best if least == 1 else max(self.best, self.last + self.first))


def _all(count: int) -> _Stretch:
    return _Stretch(first=count, last=count, best=count)


_PARTED = _Stretch(whole=False)


class _Least(NamedTuple):
    """The fewest characters and digits of what a part matches, and whether a capital or a foreign one is among them;
    how many digits stand in one row, how many characters without a space."""

    width: int = 0
    digits: int = 0
    capital: bool = False
    foreign: bool = False
    row: _Stretch = _Stretch()
    unbroken: _Stretch = _Stretch()

    def then(self, other: _Least) -> _Least:
        return _Least(
            self.width + other.width,
            self.digits + other.digits,
            self.capital or other.capital,
            self.foreign or other.foreign,
            self.row.then(other.row),
            self.unbroken.then(other.unbroken),
        )

    def repeated(self, least: int) -> _Least:
        return _Least(
            least * self.width,
            least * self.digits,
            self.capital and least > 0,
            self.foreign and least > 0,
            self.row.repeated(least),
            self.unbroken.repeated(least),
        )


_NO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
_UNKNOWN = _Least(row=_PARTED, unbroken=_PARTED)


def _read(pattern: str) -> _Least:
    cased = not pattern.startswith("(?i)")
    return _sequence(parts_of(parsed(pattern.removeprefix("(?i)"))), 0, cased=cased)


def _sequence(parts: Iterable[object], before: int, *, cased: bool) -> _Least:
    """`before`: at least so many characters stand before it."""
    total = _Least()
    for part in parts:
        total = total.then(_part(part, before + total.width, cased=cased))
    return total


def _part(part: object, before: int, *, cased: bool) -> _Least:
    match part:
        case (name, (int(low), int(), body)) if repr(name) in ("MAX_REPEAT", "MIN_REPEAT"):
            return _sequence(parts_of(body), before, cased=cased).repeated(low)
        case (name, (_, 0, 0, body)) if repr(name) == "SUBPATTERN":
            return _sequence(parts_of(body), before, cased=cased)
        case (name, (_, list(options))) if repr(name) == "BRANCH":
            return _any([_sequence(parts_of(option), before, cased=cased) for option in options])
        case (name, list(items)) if repr(name) == "IN":
            kinds = [_kind(item, cased=cased) for item in items]
            return _char(_common(kinds), before)
        case (name, _) if repr(name) in ("LITERAL", "NOT_LITERAL", "ANY"):
            return _char(_kind(part, cased=cased), before)
        case (name, _) if repr(name) in _NO_WIDTH:
            return _Least()
    return _UNKNOWN


def _common(kinds: Sequence[int]) -> int:
    common = _ANYTHING
    for kind in kinds:
        common &= kind
    return common


def _char(kind: int, before: int) -> _Least:
    digit = int(bool(kind & _DIGIT))
    return _Least(
        1,
        digit,
        bool(kind & _CAPITAL) and before > 0,
        bool(kind & _FOREIGN),
        _all(digit) if kind & _IN_ROW else _PARTED,
        _all(1) if kind & _NO_SPACE else _PARTED,
    )


def _any(options: Sequence[_Least]) -> _Least:
    return _Least(
        min(one.width for one in options),
        min(one.digits for one in options),
        all(one.capital for one in options),
        all(one.foreign for one in options),
        _of_any([one.row for one in options]),
        _of_any([one.unbroken for one in options]),
    )


def _of_any(options: Sequence[_Stretch]) -> _Stretch:
    return _Stretch(
        all(one.whole for one in options),
        min(one.first for one in options),
        min(one.last for one in options),
        min(one.best for one in options),
    )


def _kind(item: object, *, cased: bool) -> int:
    match item:
        case (name, int(code)) if repr(name) == "LITERAL":
            return _of(code, code, cased=cased)
        case (name, (int(low), int(high))) if repr(name) == "RANGE":
            return _of(low, high, cased=cased)
        case (name, kind) if repr(name) == "CATEGORY" and repr(kind) == "CATEGORY_DIGIT":
            return _DIGIT | _IN_ROW | _NO_SPACE
        case (name, kind) if repr(name) == "CATEGORY" and repr(kind) in ("CATEGORY_WORD", "CATEGORY_NOT_SPACE"):
            return _NO_SPACE
    return 0


def _of(low: int, high: int, *, cased: bool) -> int:
    """What all characters of these codes are: for whoever takes a text beyond ASCII to have a capital, such are too."""
    spaced = 0 if any(low <= code <= high for code in _SPACES) else _NO_SPACE
    if low >= ord("0") and high <= ord("9"):
        return _DIGIT | _IN_ROW | _NO_SPACE
    if low == high and low in _ROW_SIGNS:
        return _IN_ROW | spaced
    if cased and low >= ord("A") and high <= ord("Z"):
        return _CAPITAL | spaced
    if low > 127 and (cased or not any(low <= code <= high for code in _LIKE_ASCII)):
        return _FOREIGN | _CAPITAL * cased | spaced
    return spaced
