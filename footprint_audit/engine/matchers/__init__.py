"""The kinds of match a rule may ask for, one file each. On text: pattern, terms, detector; on facts: fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.validators import Verdict

__all__ = ["MOST_CANDIDATES", "Cue", "Matcher", "Spot"]

MOST_CANDIDATES = 1000  # that one rule looks at in one text; a text of nothing but numbers must not hold up a run


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in the folded text, and how sure that makes us."""

    start: int
    end: int
    verdict: Verdict = Verdict.OK


Cue = tuple[int, int, int]  # which of a matcher's cues was seen, from where, to where


class Matcher(Protocol):
    """Finds the spots of one rule in a text. Where it names `cues`, it is asked only when one of them was seen."""

    @property
    def cues(self) -> tuple[str, ...]: ...

    def spots(self, text: Folded, seen: Sequence[Cue]) -> Iterator[Spot]: ...
