"""The kinds of match a rule may ask for, one file each. On text: pattern, terms, detector, combined; on facts: fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.traits import Trait
from footprint_audit.engine.validators import Verdict

__all__ = ["MOST_CANDIDATES", "Clause", "Cue", "Matcher", "Need", "Needs", "Opening", "Seen", "Spot"]

MOST_CANDIDATES = 1000  # that one rule looks at in one text; a text of nothing but numbers must not hold up a run


class Spot(NamedTuple):
    """Where something stands in the folded text, and how sure that makes us."""

    start: int
    end: int
    verdict: Verdict = Verdict.OK


class Need(NamedTuple):
    """What else a text must hold for a phrase: all of these words, and a word of each of these sets."""

    words: frozenset[str]
    sets: tuple[frozenset[str], ...] = ()


Needs = tuple[Need, ...]  # one of which must be met; empty: nothing is needed
Clause = Trait | tuple[str, ...]
Cue = tuple[str, int, int]  # a literal that was seen (or read in a disguise), from where to where


@dataclass(frozen=True, slots=True)
class Opening:
    """What a text must hold for a match to look at it: one of `words` with its needs, or a literal, or a disguise.

    `ways`, if there are any, instead: all of one of these, each a trait or literals of which one must stand in the
    text. `always`: nothing; every text that holds so many `digits` is looked at. `frequent`: of a hundred ordinary
    texts it is about so many.
    """

    words: Mapping[str, Needs] = field(default_factory=dict)
    literals: tuple[str, ...] = ()
    disguised: tuple[str, ...] = ()
    ways: tuple[tuple[Clause, ...], ...] = ()
    digits: int = 0
    always: bool = False
    frequent: float = 100.0


class Seen:
    """What the one pass over a text saw: the numbers of the matches it opened, and the cues of some of them."""

    __slots__ = ("cues", "opened", "spots")

    def __init__(self, opened: set[int], cues: dict[int, list[Cue]] | None = None) -> None:
        self.opened = opened
        self.cues = {} if cues is None else cues
        self.spots: dict[int, Sequence[Spot]] = {}  # of the matches that were asked already


class Matcher(Protocol):
    """Finds the spots of one match in a text that opened it; `cues`: the literals it was opened by, if any."""

    def spots(self, text: Folded, cues: Sequence[Cue]) -> Sequence[Spot]: ...
