"""One rule, ready to be held to texts: by what it is called, what it finds, and what stands of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from re import Pattern

from footprint_audit.engine.context import Near, Slots
from footprint_audit.engine.fold import Folded, fold_word
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.matchers import Matcher, Opening, Seen, Spot
from footprint_audit.engine.matchers.combined import CombinedMatcher, Part, leaves
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

    def __init__(self, match: Match, number: int, workshop: Workshop, *, always: bool) -> None:
        self._match, self._number, self._always = match, number, always
        self._workshop = workshop

    @cached_property
    def _matcher(self) -> Matcher:
        return self._workshop.matcher(self._match)

    def found(self, text: Folded, seen: Seen) -> Sequence[Spot]:
        number = self._number
        if number not in seen.opened and not self._always:
            return ()
        spots = seen.spots.get(number)
        if spots is None:
            spots = seen.spots[number] = list(self._matcher.spots(text, seen.cues.get(number, ())))
        return spots


class Workshop:
    """Makes what a scanner needs: each match once, however many rules ask for it."""

    def __init__(self, book: Phrasebook, slots: Slots, plan: Plan | None) -> None:
        self._book, self._slots = book, slots
        self.plan = plan or Plan()
        self._parts: dict[Match, Part] = {}

    def learn(self, rules: Iterable[Rule]) -> None:
        """Take into the plan what these rules need and it does not hold yet."""
        for leaf in leaves_of(rules):
            if leaf not in self.plan:
                self.plan.add(leaf, _of_gate(leaf) if isinstance(leaf, Gate) else self._opening(leaf))

    def run(self, rule: Rule) -> Run:
        """The rule, which the plan must know."""
        gate = (self.plan.number(Gate(any=rule.gate.any)),) if rule.gate.any else ()
        clauses = (*(frozenset((number,)) for number in gate), *self.plan.clauses(rule.match))
        called_by = min(clauses, key=self.plan.frequent, default=frozenset[int]())
        numbers = (*gate, *map(self.plan.number, leaves(rule.match)))
        digits = max(rule.gate.digits, self.plan.digits(rule.match))
        return Run(rule, self, numbers, clauses, called_by, digits)

    def part(self, match: Match) -> Part:
        if match not in self._parts:
            self._parts[match] = self._made(match)
        return self._parts[match]

    def _made(self, match: Match) -> Part:
        if isinstance(match, CombinedMatch):
            return CombinedMatcher(match, self.part)
        number = self.plan.number(match)
        return Leaf(match, number, self, always=self.plan.is_always_open(number))

    def matcher(self, match: Match) -> Matcher:
        match match:
            case PatternMatch() as pattern:
                return PatternMatcher(pattern)
            case DetectorMatch() as detector:
                return DetectorMatcher(detector)
            case CombinedMatch() | FactMatch():
                raise TypeError("facts say nothing about texts, and a combined match has matchers, but is none")
            case terms:
                return TermsMatcher(terms, self._book, self._slots)

    def _opening(self, match: Match) -> Opening:
        matcher = self.matcher(match)
        return matcher.opening() if isinstance(matcher, DetectorMatcher | TermsMatcher) else Opening(always=True)


def _of_gate(gate: Gate) -> Opening:
    return Opening(literals=tuple(dict.fromkeys(map(fold_word, gate.any))), frequent=2.0 * len(gate.any))


class Run:
    """One rule. `numbers` are those of its gate and its leaves, `called_by` of those that call it."""

    def __init__(
        self,
        rule: Rule,
        workshop: Workshop,
        numbers: tuple[int, ...],
        clauses: Sequence[frozenset[int]],
        called_by: frozenset[int],
        digits: int,
    ) -> None:
        self.rule, self.numbers, self.called_by, self.digits = rule, numbers, called_by, digits
        self._workshop = workshop
        self._must = frozenset(number for clause in clauses if len(clause) == 1 for number in clause)
        self._either = tuple(clause for clause in clauses if len(clause) > 1)

    def is_open(self, opened: set[int]) -> bool:
        """Whether every part that the rule cannot do without was opened."""
        return self._must <= opened and not any(map(opened.isdisjoint, self._either))

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
        place = (text.folded, spot.start, spot.end)
        if self._near.vetoes(*place):
            return False
        needed = self._near.need == "always" or (self._near.need == "weak" and spot.verdict is Verdict.WEAK)
        return not (needed and not self._near.supports(*place)) and not self._is_allowed(text, spot)

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
