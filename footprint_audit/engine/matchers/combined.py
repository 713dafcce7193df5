"""Matches made of others: all of them, any of them, none of them, one near another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from operator import itemgetter
from typing import Protocol

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.matchers import Seen, Spot
from footprint_audit.model import CombinedMatch, DetectorMatch, FactMatch, Match, PatternMatch, TermsMatch

__all__ = ["CombinedMatcher", "Part", "leaves"]

_LONGEST_WORD = 40


def leaves(match: Match) -> Iterator[Match]:
    """The matches that a match is made of, in their order; itself, if it is not made of others."""
    if isinstance(match, CombinedMatch):
        for part in (*match.all, *match.any, *match.none, *match.near):
            yield from leaves(part)
    else:
        yield match


def cost(match: Match) -> int:
    """What is the cheapest to look for has the lowest."""
    if isinstance(match, CombinedMatch):
        return max(map(cost, (*match.all, *match.any, *match.near)), default=0)
    return (TermsMatch, PatternMatch, DetectorMatch).index(type(match)) if not isinstance(match, FactMatch) else 0


class Part(Protocol):
    """One of the matches: what it finds in a text, nothing where the text did not open it."""

    def found(self, text: Folded, seen: Seen) -> Sequence[Spot]: ...


class CombinedMatcher:
    """The evidence is the first of `all`, or what one of `any` found; the others only say whether it counts.

    is_met: whether, by what a text has opened, something can be found in it at all.
    """

    def __init__(self, match: CombinedMatch, make: Callable[[Match], Part], is_met: Callable[[Set[int]], bool]) -> None:
        self._all, self._any = [make(part) for part in match.all], [make(part) for part in match.any]
        self._none, self._near = [make(part) for part in match.none], [make(part) for part in match.near]
        needed: list[tuple[int, tuple[Part, ...]]]
        needed = [(cost(part), (made,)) for part, made in zip(match.all, self._all, strict=True)]
        needed += [(max(map(cost, match.near)), tuple(self._near))] if match.near else []
        needed += [(max(map(cost, match.any)), tuple(self._any))] if match.any and match.all else []
        self._needed = [parts for _, parts in sorted(needed, key=itemgetter(0))]
        self._within = match.within
        self._is_met = is_met

    def found(self, text: Folded, seen: Seen) -> Sequence[Spot]:
        if not self._is_met(seen.opened):
            return ()
        for parts in self._needed:  # the cheapest first, since most texts lack one of them
            for part in parts:
                if part.found(text, seen):
                    break
            else:
                return ()
        spots = self._all[0].found(text, seen) if self._all else self._found(self._any, text, seen)
        if self._near and spots:
            others = self._found(self._near, text, seen)
            spots = [spot for spot in spots if any(self._are_near(text.folded, spot, other) for other in others)]
        return spots if spots and not any(part.found(text, seen) for part in self._none) else ()

    def _found(self, parts: Sequence[Part], text: Folded, seen: Seen) -> list[Spot]:
        return [spot for part in parts for spot in part.found(text, seen)]

    def _are_near(self, text: str, one: Spot, other: Spot) -> bool:
        low, high = min(one.end, other.end), max(one.start, other.start)
        return high - low <= (self._within + 1) * _LONGEST_WORD and len(text[low:high].split()) <= self._within
