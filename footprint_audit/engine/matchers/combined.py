"""Matches made of others: all of them, any of them, none of them, one near another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.matchers import Cue, Matcher, Spot
from footprint_audit.model import CombinedMatch, Match

__all__ = ["CombinedMatcher", "leaves"]

_LONGEST_WORD = 40


def leaves(match: Match) -> Iterator[Match]:
    """The matches that a match is made of, in their order; itself, if it is not made of others."""
    if isinstance(match, CombinedMatch):
        for part in (*match.all, *match.any, *match.none, *match.near):
            yield from leaves(part)
    else:
        yield match


class CombinedMatcher:
    """The evidence is the first of `all`, or what one of `any` found; the others only say whether it counts."""

    def __init__(self, match: CombinedMatch, make: Callable[[Match], Matcher]) -> None:
        self._all, self._any = [make(part) for part in match.all], [make(part) for part in match.any]
        self._none, self._near = [make(part) for part in match.none], [make(part) for part in match.near]
        self._within = match.within
        self._first: dict[int, int] = {}  # of each part (by its identity): the number of its first cue here
        cues: list[str] = []
        for part in (*self._all, *self._any, *self._none, *self._near):
            self._first[id(part)] = len(cues)
            cues += part.cues
        self.cues = tuple(cues)
        parts = (*self._all, *self._any, *self._none, *self._near)
        self.whole = {self._first[id(part)] + cue: needs for part in parts for cue, needs in part.whole.items()}
        self._must = [part for part in (*self._all, *self._near) if part.cues and not part.eager]
        self.eager = not self._must and any(part.eager or not part.cues for part in (*self._all, *self._any))
        self.digits = max((part.digits for part in self._all), default=0)

    def spots(self, text: Folded, seen: Sequence[Cue]) -> Iterator[Spot]:
        def own(part: Matcher) -> list[Cue]:
            first = self._first[id(part)]
            return [(cue - first, start, end) for cue, start, end in seen if first <= cue < first + len(part.cues)]

        def found(part: Matcher) -> list[Spot]:
            cues = own(part)
            return list(part.spots(text, cues)) if cues or part.eager or not part.cues else []

        if not all(map(own, self._must)) or not all(map(found, self._all)) or any(map(found, self._none)):
            return
        either = [spot for part in self._any for spot in found(part)]
        if self._any and not either:
            return
        others = [spot for part in self._near for spot in found(part)]
        for spot in found(self._all[0]) if self._all else either:
            if not self._near or any(self._are_near(text.folded, spot, other) for other in others):
                yield spot

    def _are_near(self, text: str, one: Spot, other: Spot) -> bool:
        low, high = min(one.end, other.end), max(one.start, other.start)
        return high - low <= (self._within + 1) * _LONGEST_WORD and len(text[low:high].split()) <= self._within
