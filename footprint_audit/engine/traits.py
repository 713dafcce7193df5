"""What is cheap to know of a text and many a pattern cannot do without: digits, a capital within, other scripts.

Both sides are here: what a text has (`Held`), and what a pattern asks for (`asked`), read from Python's own reading of
it (see `linear`). Whatever is not certain is left out: to ask for nothing is always right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.linear import parsed, parts_of

__all__ = ["KINDS", "Held", "Trait", "asked"]

KINDS = {  # and of a hundred ordinary texts, about how many have it
    "digit": 30.0,  # so many of 0 to 9
    "numeral": 30.0,  # the same; a digit of a script that folding leaves alone counts for any number
    "capital": 50.0,  # one that is not the first character; a text beyond ASCII may always have one
    "foreign": 25.0,  # a character beyond ASCII
}
_ODD = re.compile(r"[^\D0-9]")
_LIKE_ASCII = (0x130, 0x131, 0x17F, 0x212A)  # that `(?i)` takes for i, s and k


class Trait(NamedTuple):
    """What a text may have, and how many of it."""

    kind: str
    least: int = 1

    @property
    def frequent(self) -> float:
        return KINDS[self.kind] / self.least


class Held:
    """Which of these traits, each with its number, a text has."""

    def __init__(self, traits: Iterable[tuple[Trait, int]]) -> None:
        self._traits = tuple(traits)
        self._most = max((trait.least for trait, _ in self._traits), default=0)
        self._known: dict[tuple[int, bool, bool, bool], frozenset[int]] = {}
        self._plain = frozenset(self._numbers(0, capital=False, foreign=False, odd=False))

    def of(self, text: Folded) -> frozenset[int]:
        normal = text.normal
        foreign = not normal.isascii()
        capital = foreign or normal[1:] != text.folded[1:]
        odd = foreign and _ODD.search(normal) is not None
        digits = text.digits
        if not digits and not capital and not odd:
            return self._plain
        key = (min(digits, self._most), capital, foreign, odd)
        if key not in self._known:
            self._known[key] = frozenset(self._numbers(digits, capital=capital, foreign=foreign, odd=odd))
        return self._known[key]

    def _numbers(self, digits: int, *, capital: bool, foreign: bool, odd: bool) -> Iterable[int]:
        has = {"digit": digits, "numeral": self._most if odd else digits, "capital": capital, "foreign": foreign}
        return (number for trait, number in self._traits if has[trait.kind] >= trait.least)


def asked(pattern: str) -> tuple[Trait, ...]:
    """What every text has in which the pattern matches."""
    cased = not pattern.startswith("(?i)")
    least = _sequence(parts_of(parsed(pattern.removeprefix("(?i)"))), 0, cased=cased)
    capital = least.capital and not least.foreign  # which a text beyond ASCII is taken to have
    traits = (Trait("numeral", least.digits), Trait("capital", int(capital)), Trait("foreign", int(least.foreign)))
    return tuple(trait for trait in traits if trait.least)


# --- reading a pattern ------------------------------------------------------------------------------------------------

_DIGIT, _CAPITAL, _FOREIGN = 1, 2, 4  # what every character of a set is


class _Least(NamedTuple):
    """The fewest characters and digits of what a part matches, and whether a capital or a foreign one is among them."""

    width: int = 0
    digits: int = 0
    capital: bool = False
    foreign: bool = False


def _sequence(parts: Iterable[object], before: int, *, cased: bool) -> _Least:
    """`before`: at least so many characters stand before it."""
    total = _Least()
    for part in parts:
        one = _part(part, before + total.width, cased=cased)
        total = _Least(
            total.width + one.width,
            total.digits + one.digits,
            total.capital or one.capital,
            total.foreign or one.foreign,
        )
    return total


def _part(part: object, before: int, *, cased: bool) -> _Least:
    match part:
        case (name, (int(low), int(), body)) if repr(name) in ("MAX_REPEAT", "MIN_REPEAT"):
            once = _sequence(parts_of(body), before, cased=cased) if low else _Least()
            return once._replace(width=low * once.width, digits=low * once.digits)
        case (name, (_, 0, 0, body)) if repr(name) == "SUBPATTERN":
            return _sequence(parts_of(body), before, cased=cased)
        case (name, (_, list(options))) if repr(name) == "BRANCH":
            return _any([_sequence(parts_of(option), before, cased=cased) for option in options])
        case (name, list(items)) if repr(name) == "IN":
            kinds = [_kind(item, cased=cased) for item in items]
            return _char(_common(kinds), before)
        case (name, _) if repr(name) in ("LITERAL", "NOT_LITERAL", "ANY"):
            return _char(_kind(part, cased=cased), before)
    return _Least()


def _common(kinds: Sequence[int]) -> int:
    common = _DIGIT | _CAPITAL | _FOREIGN
    for kind in kinds:
        common &= kind
    return common


def _char(kind: int, before: int) -> _Least:
    return _Least(1, int(bool(kind & _DIGIT)), bool(kind & _CAPITAL) and before > 0, bool(kind & _FOREIGN))


def _any(options: Sequence[_Least]) -> _Least:
    return _Least(
        min(one.width for one in options),
        min(one.digits for one in options),
        all(one.capital for one in options),
        all(one.foreign for one in options),
    )


def _kind(item: object, *, cased: bool) -> int:
    match item:
        case (name, int(code)) if repr(name) == "LITERAL":
            return _of(code, code, cased=cased)
        case (name, (int(low), int(high))) if repr(name) == "RANGE":
            return _of(low, high, cased=cased)
        case (name, kind) if repr(name) == "CATEGORY" and repr(kind) == "CATEGORY_DIGIT":
            return _DIGIT
    return 0


def _of(low: int, high: int, *, cased: bool) -> int:
    """What all characters of these codes are: for whoever takes a text beyond ASCII to have a capital, such are too."""
    if low >= ord("0") and high <= ord("9"):
        return _DIGIT
    if cased and low >= ord("A") and high <= ord("Z"):
        return _CAPITAL
    if low > 127 and (cased or not any(low <= code <= high for code in _LIKE_ASCII)):
        return _FOREIGN | _CAPITAL * cased
    return 0
