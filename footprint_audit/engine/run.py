"""One rule, ready to be held to texts: by what it is called, what it finds, and what stands of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from re import Pattern

from footprint_audit.engine.calling import Calling
from footprint_audit.engine.context import Near, Slots
from footprint_audit.engine.fold import Folded, fold_word
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.matchers import Matcher, Opening, Seen, Spot
from footprint_audit.engine.matchers.combined import CombinedMatcher, Part
from footprint_audit.engine.matchers.detector import DetectorMatcher
from footprint_audit.engine.matchers.pattern import PatternMatcher
from footprint_audit.engine.matchers.terms import TermsMatcher
from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.plan import Plan, leaves_of
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import CombinedMatch, DetectorMatch, FactMatch, Gate, Match, PatternMatch, Rule

__all__ = ["MOST_PLACES", "MOST_SIGHTINGS", "Run", "Workshop"]

MOST_SIGHTINGS = 5  # of one rule in one text: more would tell the reader nothing new
MOST_PLACES = 500  # of one rule in one text, where every place is asked for


class Leaf:
    """A match that is not made of others. Its matcher is made when a text first opens it."""

    def __init__(self, match: Match, number: int, workshop: Workshop) -> None:
        self._match, self._number = match, number
        self._is_met = workshop.plan.formula(match).is_met
        self._workshop = workshop

    @cached_property
    def _matcher(self) -> Matcher:
        return self._workshop.matcher(self._match)

    def found(self, text: Folded, seen: Seen) -> Sequence[Spot]:
        number = self._number
        spots = seen.spots.get(number)
        if spots is None:
            if not self._is_met(seen.opened):
                return ()
            spots = seen.spots[number] = self._matcher.spots(text, seen.cues.get(number, ()))
        return spots


class Workshop:
    """Makes what a scanner needs: each match once, however many rules ask for it."""

    def __init__(self, book: Phrasebook, slots: Slots, plan: Plan | None) -> None:
        self._book, self._slots = book, slots
        self.plan = plan or Plan()
        self._parts: dict[Match, Part] = {}

    def learn(self, rules: Iterable[Rule]) -> None:
        """Take into the plan what these rules need and it does not hold yet."""
        new = (rule for rule in rules if not self.plan.knows(rule))
        unknown = (leaf for leaf in dict.fromkeys(leaves_of(new)) if leaf not in self.plan)
        self.plan.add(((leaf, self._opening(leaf)) for leaf in unknown), self._book.literal_frequency)

    def run(self, rule: Rule) -> Run:
        """The rule, which the plan must know."""
        return Run(rule, self, self.plan.calling(rule))

    def part(self, match: Match) -> Part:
        if match not in self._parts:
            self._parts[match] = self._made(match)
        return self._parts[match]

    def _made(self, match: Match) -> Part:
        if isinstance(match, CombinedMatch):
            return CombinedMatcher(match, self.part, self.plan.formula(match).is_met)
        return Leaf(match, self.plan.number(match), self)

    def matcher(self, match: Match) -> PatternMatcher | DetectorMatcher | TermsMatcher:
        match match:
            case PatternMatch() as pattern:
                return PatternMatcher(pattern)
            case DetectorMatch() as detector:
                return DetectorMatcher(detector)
            case CombinedMatch() | FactMatch():
                raise TypeError("facts say nothing about texts, and a combined match has matchers, but is none")
            case terms:
                return TermsMatcher(terms, self._book, self._slots)

    def _opening(self, leaf: Match | Gate) -> Opening:
        if not isinstance(leaf, Gate):
            return self.matcher(leaf).opening()
        literals = tuple(dict.fromkeys(map(fold_word, leaf.any)))
        return Opening(literals=literals, frequent=sum(map(self._book.literal_frequency, literals)))


class Run:
    """One rule, with what it is called by (see `Calling`)."""

    def __init__(self, rule: Rule, workshop: Workshop, calling: Calling) -> None:
        self.rule = rule
        self.numbers, self.asked, self.branches, self.digits, self.is_unworded = calling
        self._workshop = workshop

    def spots(self, text: Folded, seen: Seen, *, every: bool = False) -> list[Spot]:
        """The distinct evidence of this rule, the first five; or every place of it."""
        spots = self._part.found(text, seen)
        if not spots:
            return []
        told: dict[object, Spot] = {}
        most = MOST_PLACES if every else MOST_SIGHTINGS
        for spot in _outermost(spots):
            evidence: object = spot if every else text.folded[spot.start : spot.end]
            if evidence not in told and self._counts(text, spot):
                told[evidence] = spot
                if len(told) == most:
                    break
        return list(told.values())

    @cached_property
    def _part(self) -> Part:
        return self._workshop.part(self.rule.match)

    @cached_property
    def _near(self) -> Near:
        return Near(self.rule.context)

    @cached_property
    def _allowed(self) -> tuple[frozenset[str], tuple[Pattern[str], ...]]:
        values = frozenset(map(fold_word, self.rule.allow.values))
        return values, tuple(compiled(pattern, whole=False) for pattern in self.rule.allow.patterns)

    def _counts(self, text: Folded, spot: Spot) -> bool:
        """Whether the words around leave the spot standing, and its owner has not allowed it."""
        near = self._near
        if near.vetoes(text, spot.start, spot.end):
            return False
        needed = near.need == "always" or (near.need == "weak" and spot.verdict is Verdict.WEAK)
        return not (needed and not near.supports(text, spot.start, spot.end)) and not self._is_allowed(text, spot)

    def _is_allowed(self, text: Folded, spot: Spot) -> bool:
        values, patterns = self._allowed
        if text.folded[spot.start : spot.end].strip() in values:
            return True
        excerpt = text.normal[spot.start : spot.end]
        return any(pattern.fullmatch(excerpt) for pattern in patterns)


def _outermost(spots: Iterable[Spot]) -> Iterator[Spot]:
    """The spots in their order, without those that lie within another of the same rule."""
    reached = -1
    for spot in sorted(spots, key=lambda s: (s.start, -s.end)):
        if spot.end > reached:
            reached = spot.end
            yield spot
