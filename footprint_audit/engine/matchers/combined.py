"""Matches made of others: all of them, any of them, none of them, one near another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.matchers import Seen, Spot
from footprint_audit.model import CombinedMatch, Match

__all__ = ["CombinedMatcher", "Part", "leaves"]

_LONGEST_WORD = 40


def leaves(match: Match) -> Iterator[Match]:
    """The matches that a match is made of, in their order; itself, if it is not made of others."""
    if isinstance(match, CombinedMatch):
        for part in (*match.all, *match.any, *match.none, *match.near):
            yield from leaves(part)
    else:
        yield match


class Part(Protocol):
    """One of the matches: what it finds in a text, nothing where the text did not open it."""

    def found(self, text: Folded, seen: Seen) -> Sequence[Spot]: ...


class CombinedMatcher:
    """The evidence is the first of `all`, or what one of `any` found; the others only say whether it counts."""

    def __init__(self, match: CombinedMatch, make: Callable[[Match], Part]) -> None:
        self._all, self._any = [make(part) for part in match.all], [make(part) for part in match.any]
        self._none, self._near = [make(part) for part in match.none], [make(part) for part in match.near]
        self._within = match.within

    def found(self, text: Folded, seen: Seen) -> Sequence[Spot]:
        for part in self._all:
            if not part.found(text, seen):
                return ()
        for part in self._none:
            if part.found(text, seen):
                return ()
        if self._all:
            spots = self._all[0].found(text, seen)
            if self._any and not any(part.found(text, seen) for part in self._any):
                return ()
        else:
            spots = [spot for part in self._any for spot in part.found(text, seen)]
        if not self._near:
            return spots
        others = [spot for part in self._near for spot in part.found(text, seen)]
        return [spot for spot in spots if any(self._are_near(text.folded, spot, other) for other in others)]

    def _are_near(self, text: str, one: Spot, other: Spot) -> bool:
        low, high = min(one.end, other.end), max(one.start, other.start)
        return high - low <= (self._within + 1) * _LONGEST_WORD and len(text[low:high].split()) <= self._within
