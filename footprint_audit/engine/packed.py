"""Numbers and texts for JSON by the thousand: each kind is read, and held to its type and bounds, in a few steps.

A list for every few numbers, and a look at each of them, took most of the time in which rules were loaded.
"""

from __future__ import annotations

import sys
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import accumulate, chain, pairwise

__all__ = ["Keyed", "Lists", "Rows", "join", "pack", "parted", "unpack"]

_PARTERS = "|;^~`"  # which few texts hold, and JSON need not escape


def pack(numbers: Iterable[int]) -> str:
    """Whole numbers below 2³² as base64, after their kind of `array`: of two bytes each if that will do, else four."""
    wide = array("I", numbers)
    narrowest = wide if max(wide, default=0) >= 1 << 16 else array("H", wide)
    return narrowest.typecode + b2a_base64(_ordered(narrowest).tobytes(), newline=False).decode()


def unpack(value: object, below: int = 1 << 32) -> array[int]:
    """What was packed. Raises TypeError or ValueError where it is nothing of the kind, or a number is not `below`."""
    if type(value) is not str or value[:1] not in ("H", "I"):
        raise TypeError("no packed numbers")
    numbers = array(value[0])
    numbers.frombytes(a2b_base64(value[1:]))
    numbers = _ordered(numbers)
    if below < 1 << 32 and max(numbers, default=-1) >= below:
        raise ValueError("a number is out of bounds")
    return numbers


def _ordered(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def join(texts: Collection[str]) -> str:
    """Texts as one, which begins with the character that parts them: one that none of them holds."""
    held = set(chain.from_iterable(texts))
    parter = next(one for one in chain(_PARTERS, map(chr, range(sys.maxunicode))) if one not in held)
    return "".join(parter + text for text in texts)


def parted(value: object) -> list[str]:
    """The texts that were joined. Raises TypeError for what is no text."""
    if type(value) is not str:
        raise TypeError("no joined texts")
    return value[1:].split(value[0]) if value else []


class Lists(Mapping[str, tuple[str, ...]]):
    """Texts under names, from texts that were joined; parted when they are asked for. Raises TypeError for others."""

    def __init__(self, joined: object) -> None:
        if type(joined) is not dict:
            raise TypeError("no table of texts")
        "".join(joined.values())  # the quickest way to be told of one that is no text
        self._joined: dict[str, str] = joined
        self._parted: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self._parted:
            self._parted[name] = tuple(parted(self._joined[name]))
        return self._parted[name]

    def __contains__(self, name: object) -> bool:
        return name in self._joined

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined)

    def __len__(self) -> int:
        return len(self._joined)


class Rows:
    """Short rows of numbers, in one array: none of them is made before it is asked for."""

    def __init__(self) -> None:
        self._numbers = array("I")
        self._ends = array("I", (0,))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> array[int]:
        return self._numbers[self._ends[place] : self._ends[place + 1]]

    def __iter__(self) -> Iterator[array[int]]:
        return (self._numbers[start:end] for start, end in pairwise(self._ends))

    def add(self, row: Iterable[int]) -> int:
        """The place that the row has now."""
        if self._numbers.typecode != "I":  # as narrow as what was read; what is added need not be
            self._numbers = array("I", self._numbers)
        self._numbers.extend(row)
        self._ends.append(len(self._numbers))
        return len(self) - 1

    def values(self) -> list[str]:
        """All of them for JSON."""
        return [pack(self._numbers), pack(end - start for start, end in pairwise(self._ends))]

    @classmethod
    def of(cls, value: object, *below: int, least: int = 0) -> Rows:
        """What `values` gave. `below`: the bounds of the numbers of a row by turns, which must come out even.

        least: how many numbers a row has to have. Raises TypeError, ValueError or OverflowError for anything else.
        """
        numbers, lengths = map(unpack, _fields(value, 2))
        rows = cls()
        rows._numbers, rows._ends = numbers, array("I", accumulate(lengths, initial=0))
        by_turns = len(below)
        if rows._ends[-1] != len(numbers) or min(lengths, default=least) < least:
            raise ValueError("numbers are missing")
        if by_turns > 1 and any(length % by_turns for length in set(lengths)):
            raise ValueError("a row is cut short")
        if any(max(numbers[turn::by_turns], default=-1) >= bound for turn, bound in enumerate(below)):
            raise ValueError("a number is out of bounds")
        return rows


class Keyed:
    """Rows of numbers under texts; texts with the same numbers share a row."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._places: dict[str, int] = {}
        self._added: dict[str, list[int]] = {}  # and not in a row yet

    def add(self, text: str, numbers: Iterable[int]) -> None:
        """Put more numbers under the text."""
        self._added.setdefault(text, []).extend(numbers)

    @property
    def places(self) -> Mapping[str, int]:
        """Every text, and the place of its row."""
        shared: dict[tuple[int, ...], int] = {}
        for text, numbers in self._added.items():
            row = (*self._rows[self._places[text]], *numbers) if text in self._places else tuple(numbers)
            if row not in shared:
                shared[row] = self._rows.add(row)
            self._places[text] = shared[row]
        self._added.clear()
        return self._places

    def __getitem__(self, text: str) -> array[int]:
        return self._rows[self.places[text]]

    def among(self, numbers: Set[int]) -> Mapping[str, frozenset[int]]:
        """The texts under which one of these numbers stands, each with those that do."""
        places, wanted = self.places, frozenset(numbers)
        found = [wanted.intersection(row) for row in self._rows]
        return {text: found[place] for text, place in places.items() if found[place]}

    def values(self) -> list[object]:
        """All of them for JSON."""
        return [join(self.places), pack(self.places.values()), self._rows.values()]

    @classmethod
    def of(cls, value: object, *below: int) -> Keyed:
        """What `values` gave; otherwise as `Rows.of`."""
        joined, packed, rows = _fields(value, 3)
        keyed = cls()
        keyed._rows = Rows.of(rows, *below)
        texts, places = parted(joined), unpack(packed, len(keyed._rows))
        keyed._places = dict(zip(texts, places, strict=True))
        return keyed


def _fields(value: object, count: int) -> list[object]:
    if type(value) is not list or len(value) != count:
        raise TypeError("not as many lists as there are")
    return value
