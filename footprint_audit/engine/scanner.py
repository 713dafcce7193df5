"""All rules on one text: one pass for every word and gate, and only then what that pass has called for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import Pattern

from ahocorasick_rs import AhoCorasick

from footprint_audit.engine.context import Near, Slots
from footprint_audit.engine.fold import Folded, fold, fold_word
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.matchers import Cue, Matcher, Spot
from footprint_audit.engine.matchers.detector import DetectorMatcher
from footprint_audit.engine.matchers.pattern import PatternMatcher
from footprint_audit.engine.matchers.terms import TermsMatcher
from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import DetectorMatch, FactMatch, PatternMatch, Rule

__all__ = ["MOST_SIGHTINGS", "Scanner", "Sighting"]

MOST_SIGHTINGS = 5  # of one rule in one text: more would tell the reader nothing new
MOST_CUES = 10_000  # words of one rule that are noted in one text, before any of them is looked at
_PIECE = 1 << 14  # characters of one pass: so many words within words as a hostile pack can hold stay few at a time
_GATE = -1  # the cue number of a gate's literal


@dataclass(frozen=True, slots=True)
class Sighting:
    """A rule and the words of the original text that it rests on."""

    rule: Rule
    start: int
    end: int
    verdict: Verdict


class Scanner:
    """Holds rules to texts. Rules on facts are left out; the order of the rules makes no difference."""

    def __init__(self, rules: Iterable[Rule], slots: Mapping[str, tuple[str, ...]]) -> None:
        book, words = Phrasebook(slots), Slots(slots)
        self._runs = tuple(_Run(rule, book, words) for rule in rules if not isinstance(rule.match, FactMatch))
        owners: dict[str, list[tuple[int, int]]] = {}
        for number, run in enumerate(self._runs):
            for cue, literal in run.literals:
                owners.setdefault(literal, []).append((number, cue))
        self._owners = tuple(owners.values())
        self._words = AhoCorasick(tuple(owners), store_patterns=False) if owners else None
        self._reach = max(map(len, owners), default=0)
        uncued = [(run.rule.gate.digits, number) for number, run in enumerate(self._runs) if not run.literals]
        self._uncued = tuple(number for _, number in uncued)
        self._fewest_digits = min(uncued, default=(0, 0))[0]

    def scan(self, text: str, among: Collection[str] | None = None) -> list[Sighting]:
        """What every rule (or those with an id `among`) finds: at most five sightings each, by rule and place."""
        folded = fold(text)
        digits = sum(map(folded.folded.count, "0123456789"))
        sightings: list[Sighting] = []
        for number, cues in self._called(folded.folded, digits).items():
            run = self._runs[number]
            if digits >= run.rule.gate.digits and (among is None or run.rule.id in among):
                sightings += run.sightings(folded, cues)
        return sorted(sightings, key=lambda s: (s.rule.id, s.start, s.end))

    def _called(self, text: str, digits: int) -> dict[int, list[Cue]]:
        """The rules that have something to look at, with the cues that were seen of each."""
        called: dict[int, list[Cue]] = defaultdict(list)
        if digits >= self._fewest_digits:
            called.update((number, []) for number in self._uncued)
        for cue, start, end in self._cues(text):
            for number, own in self._owners[cue]:
                noted = called[number]
                if len(noted) < MOST_CUES:
                    noted.append((own, start, end))
        return called

    def _cues(self, text: str) -> Iterable[Cue]:
        """Every word and gate literal that stands in the text."""
        if self._words is None:
            return ()
        if len(text) <= _PIECE:
            return self._words.find_matches_as_indexes(text, overlapping=True)
        return self._cues_by_piece(text, self._words)

    def _cues_by_piece(self, text: str, words: AhoCorasick) -> Iterator[Cue]:
        for base in range(0, len(text), _PIECE):
            piece = text[base : base + _PIECE + self._reach]
            for cue, start, end in words.find_matches_as_indexes(piece, overlapping=True):
                if start < _PIECE:
                    yield cue, base + start, base + end


class _Run:
    """One rule, ready to be held to texts."""

    def __init__(self, rule: Rule, book: Phrasebook, slots: Slots) -> None:
        self.rule = rule
        self._matcher = _matcher(rule, book, slots)
        gate = tuple((_GATE, fold_word(literal)) for literal in rule.gate.any)
        self._gated = bool(gate)
        self._cued = bool(self._matcher.cues)
        self.literals = gate + tuple(enumerate(self._matcher.cues))

    @cached_property
    def _near(self) -> Near:
        return Near(self.rule.context)

    @cached_property
    def _allowed(self) -> tuple[frozenset[str], tuple[Pattern[str], ...]]:
        values = frozenset(map(fold_word, self.rule.allow.values))
        return values, tuple(compiled(pattern, whole=False) for pattern in self.rule.allow.patterns)

    def sightings(self, text: Folded, cues: Sequence[Cue]) -> Iterator[Sighting]:
        """The distinct evidence of this rule, the first five."""
        if self._gated:
            own = [cue for cue in cues if cue[0] != _GATE]
            if len(own) == len(cues):
                return
            cues = own
        if self._cued and not cues:
            return
        words: set[str] = set()
        for spot in _outermost(self._matcher.spots(text, cues)):
            excerpt = text.folded[spot.start : spot.end]
            if excerpt not in words and self._counts(text, spot):
                words.add(excerpt)
                start, end = text.span(spot.start, spot.end)
                yield Sighting(self.rule, start, end, spot.verdict)
            if len(words) == MOST_SIGHTINGS:
                return

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


def _matcher(rule: Rule, book: Phrasebook, slots: Slots) -> Matcher:
    match rule.match:
        case PatternMatch() as pattern:
            return PatternMatcher(pattern)
        case DetectorMatch() as detector:
            return DetectorMatcher(detector)
        case FactMatch():
            raise TypeError(f"{rule.id} judges facts, not texts")
        case terms:
            return TermsMatcher(terms, book, slots)


def _outermost(spots: Iterable[Spot]) -> Iterator[Spot]:
    """The spots in their order, without those that lie within another of the same rule."""
    reached = -1
    for spot in sorted(spots, key=lambda s: (s.start, -s.end)):
        if spot.end > reached:
            reached = spot.end
            yield spot
