"""What is cheap to know of a text and many a match cannot do without: digits and how they stand, capitals, scripts.

What a pattern asks for is read in `asked`; what a detector asks for, it says itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from footprint_audit.engine.fold import Folded, digits_of

__all__ = ["KINDS", "Held", "Trait", "unbroken"]

KINDS = {  # and of a hundred ordinary texts, about how many have it
    "digit": 30.0,  # so many of 0 to 9
    "numeral": 30.0,  # the same; a digit of a script that folding leaves alone counts for any number
    "row": 20.0,  # so many numerals (ROW or more) with nothing between them but what people group digits with
    "point": 15.0,  # so many "." in such rows, all together, in a text of ROW digits
    "colon": 10.0,  # so many ":" in a text of ROW digits
    "mailbox": 1.0,  # "@" between what may stand there in an address of mail, and a dot after it
    "capital": 50.0,  # one that is not the first character; a text beyond ASCII may always have one
    "foreign": 25.0,  # a character beyond ASCII
}
ROW = 4  # texts of fewer digits are not looked at for how they stand
MOST_KNOWN = 1000  # kinds of texts that are kept; posts are of a few dozen
_ODD = re.compile(r"[^\D0-9]")
_ROW = r"[0-9][0-9 ()./+-]*"  # begins with a set, over whose absence Python skips
_ROWS = re.compile(rf"{_ROW}(?:,? ?(?:x|ext(?:ension)?)[ .]{{0,2}}{_ROW})*")  # with extensions of telephone numbers
_NO_MAILBOX = frozenset(' \n.:("@')  # before most "@", which begin somebody's handle
_HOST = re.compile(r"[\w-]{1,63}\.[\w-]")


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
        leasts: dict[str, set[int]] = {kind: {0} for kind in KINDS}
        for trait, _ in self._traits:
            leasts[trait.kind].add(trait.least)
        self._most = max(leasts["digit"] | leasts["numeral"])
        self._rows, self._points, self._colons = (sorted(leasts[kind]) for kind in ("row", "point", "colon"))
        self._plain = [frozenset(self._numbers(digits, capital)) for digits in range(ROW) for capital in (0, 1)]
        self._known: dict[tuple[int, ...], frozenset[int]] = {}

    def of(self, text: Folded) -> frozenset[int]:
        normal, digits = text.normal, text.digits
        if normal.isascii():
            foreign = odd = False
            capital = normal[1:] != text.folded[1:]
            if digits < ROW and "@" not in normal:  # most texts
                return self._plain[2 * digits + capital]
        else:
            foreign = capital = True
            odd = _ODD.search(normal) is not None
        mailbox = "@" in normal and _has_mailbox(normal)
        key: tuple[int, ...] = (min(digits, self._most), capital, foreign, odd, mailbox)
        if digits >= ROW or odd:
            key += self._drawn(text.folded, odd=odd)
        known = self._known.get(key)
        if known is None:
            known = frozenset(self._numbers(*key))
            if len(self._known) < MOST_KNOWN:
                self._known[key] = known
        return known

    def _drawn(self, folded: str, *, odd: bool) -> tuple[int, int, int]:
        """Its longest row of digits, the points in all rows, its colons; as far as they make a difference."""
        if odd:  # nobody counts those: as many as are asked for
            return self._rows[-1], self._points[-1], self._colons[-1]
        row, points = _rows(folded)
        return _step(self._rows, row), _step(self._points, points), _step(self._colons, folded.count(":"))

    def _numbers(
        self, digits: int, capital: int, foreign: int = 0, odd: int = 0, mailbox: int = 0,
        row: int = 0, point: int = 0, colon: int = 0,
    ) -> Iterable[int]:  # fmt: skip
        has = {
            "digit": digits, "numeral": self._most if odd else digits, "capital": capital, "foreign": foreign,
            "mailbox": mailbox, "row": row, "point": point, "colon": colon,
        }  # fmt: skip
        return (number for trait, number in self._traits if has[trait.kind] >= trait.least)


def _step(leasts: Sequence[int], count: int) -> int:
    """The greatest of them that is not more."""
    return leasts[bisect_right(leasts, count) - 1]


def unbroken(text: str) -> int:
    """How long its longest piece without a space is."""
    return max(map(len, text.split()), default=0)


def _rows(folded: str) -> tuple[int, int]:
    """How many digits stand in one row at most, and how many points in all rows."""
    most = points = 0
    for row in _ROWS.findall(folded):
        most = max(most, len(digits_of(row)))
        points += row.count(".")
    return most, points


def _has_mailbox(text: str) -> bool:
    at = text.find("@", 1)
    while at >= 0:
        if text[at - 1] not in _NO_MAILBOX and _HOST.match(text, at + 1):
            return True
        at = text.find("@", at + 1)
    return False
