"""The kinds of match a rule may ask for, one file each. On text: pattern, terms, detector, combined; on facts: fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.validators import Verdict

__all__ = ["MOST_CANDIDATES", "Cue", "Matcher", "Needs", "Spot"]

MOST_CANDIDATES = 1000  # that one rule looks at in one text; a text of nothing but numbers must not hold up a run


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in the folded text, and how sure that makes us."""

    start: int
    end: int
    verdict: Verdict = Verdict.OK


Needs = tuple[tuple[frozenset[str], ...], ...]  # what else a text must hold: for one of these, a word of each set
Cue = tuple[int, int, int]  # which of a matcher's cues was seen, from where, to where


class Matcher(Protocol):
    """Finds the spots of one rule in a text that holds so many `digits`.

    Where it names `cues`, it is asked only when one of them was seen, unless it is `eager`.
    """

    @property
    def cues(self) -> tuple[str, ...]: ...

    @property
    def whole(
        self,
    ) -> Mapping[int, Needs]: ...  # the cues that count only as a word of their own, and what else they need

    @property
    def digits(self) -> int: ...

    @property
    def eager(self) -> bool: ...

    def spots(self, text: Folded, seen: Sequence[Cue]) -> Iterator[Spot]: ...
