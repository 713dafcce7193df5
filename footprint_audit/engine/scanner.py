"""All rules on one text: one pass for every word and gate, and only then what that pass has called for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import Pattern

from ahocorasick_rs import AhoCorasick

from footprint_audit.engine.context import Near, Slots
from footprint_audit.engine.disguise import Disguises
from footprint_audit.engine.fold import Folded, fold, fold_word, joined
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.matchers import Cue, Matcher, Needs, Spot
from footprint_audit.engine.matchers.combined import CombinedMatcher
from footprint_audit.engine.matchers.detector import DetectorMatcher
from footprint_audit.engine.matchers.pattern import PatternMatcher
from footprint_audit.engine.matchers.terms import TermsMatcher
from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import CombinedMatch, DetectorMatch, FactMatch, Match, PatternMatch, Rule

__all__ = ["MOST_SIGHTINGS", "Scanner", "Sighting"]

MOST_SIGHTINGS = 5  # of one rule in one text: more would tell the reader nothing new
MOST_PLACES = 500  # of one rule in one text, where every place is asked for
MOST_CUES = 10_000  # words of one rule that are noted in one text, before any of them is looked at
_PIECE = 1 << 14  # characters of one pass: so many words within words as a hostile pack can hold stay few at a time
_STEP_DOWN = 0.25  # what a weak validation takes from a rule's confidence
_LEAST = 0.05
_GATE = -1  # the cue number of a gate's literal


@dataclass(frozen=True, slots=True)
class Sighting:
    """A rule and the words of the original text that it rests on."""

    rule: Rule
    start: int
    end: int
    verdict: Verdict

    @property
    def confidence(self) -> float:
        """How sure this is: the rule's own confidence, less where its validator was not sure."""
        lessened = _STEP_DOWN if self.verdict is Verdict.WEAK else 0.0
        return round(max(_LEAST, self.rule.confidence - lessened), 2)


class Scanner:
    """Holds rules to texts. Rules on facts are left out; the order of the rules makes no difference."""

    def __init__(
        self, rules: Iterable[Rule], slots: Mapping[str, tuple[str, ...]], book: Phrasebook | None = None
    ) -> None:
        book, words = book or Phrasebook(slots), Slots(slots)
        self._runs = tuple(_Run(rule, book, words) for rule in rules if not isinstance(rule.match, FactMatch))
        owners: dict[str, list[tuple[int, int]]] = {}
        self._whole: dict[str, list[tuple[int, int, Needs]]] = {}
        for number, run in enumerate(self._runs):
            for cue, literal in run.literals:
                if cue in run.whole:
                    self._whole.setdefault(literal, []).append((number, cue, run.whole[cue]))
                else:
                    owners.setdefault(literal, []).append((number, cue))
        self._words_whole = frozenset(self._whole)
        ids = {name: run.rule.id for run in self._runs for name in (run.rule.id, run.rule.slug)}
        self._requires = {
            run.rule.id: tuple((ids.get(other.rule, other.rule), other.within) for other in run.rule.requires)
            for run in self._runs
            if run.rule.requires
        }
        self._owners = tuple(owners.values())
        self._words = AhoCorasick(tuple(owners), store_patterns=False) if owners else None
        self._reach = max(map(len, owners), default=0)
        self._disguises = Disguises(
            (word, (number, cue)) for number, run in enumerate(self._runs) for word, cue in run.disguisable
        )
        uncued = [(run.digits, number) for number, run in enumerate(self._runs) if run.is_uncued]
        self._uncued = tuple(number for _, number in uncued)
        self._fewest_digits = min(uncued, default=(0, 0))[0]

    def scan(self, text: str, among: Collection[str] | None = None, *, every: bool = False) -> list[Sighting]:
        """What every rule (or those with an id `among`) finds, by rule and place: at most five different ones each.

        every: the same words again at another place are told as well, up to MOST_PLACES.
        """
        folded = fold(text)
        digits = sum(map(folded.folded.count, "0123456789"))
        wanted = None if among is None else {*among, *self._required_by(among)}
        seen: dict[str, list[Sighting]] = {}
        for number, cues in self._called(folded, digits).items():
            run = self._runs[number]
            if digits >= run.digits and (wanted is None or run.rule.id in wanted):
                seen[run.rule.id] = list(run.sightings(folded, cues, every=every))
        return [
            sighting
            for rule in sorted(seen)
            if among is None or rule in among
            for sighting in sorted(seen[rule], key=lambda s: (s.start, s.end))
            if rule not in self._requires or self._is_supported(sighting, seen)
        ]

    def opened(self, text: str) -> dict[str, tuple[str, ...]]:
        """The rules that had to look at the text, each with the words (and gates) that made it look."""
        folded = fold(text)
        digits = sum(map(folded.folded.count, "0123456789"))
        opened: dict[str, tuple[str, ...]] = {}
        for number, cues in self._called(folded, digits).items():
            run = self._runs[number]
            if digits >= run.digits:
                words = (folded.folded[start:end] if end else run.cue(own) for own, start, end in cues)
                opened[run.rule.id] = tuple(dict.fromkeys(words))
        return opened

    def _is_supported(self, sighting: Sighting, seen: Mapping[str, Sequence[Sighting]]) -> bool:
        """Whether every rule that this one requires has seen something close by."""
        return all(
            any(_are_close(sighting, other, within) for other in seen.get(rule, ()))
            for rule, within in self._requires[sighting.rule.id]
        )

    def _required_by(self, among: Iterable[str]) -> Iterator[str]:
        return (rule for name in among for rule, _ in self._requires.get(name, ()))

    def _called(self, folded: Folded, digits: int) -> dict[int, list[Cue]]:
        """The rules that have something to look at, with the cues that were seen of each."""
        text = folded.folded
        called: dict[int, list[Cue]] = defaultdict(list)
        if digits >= self._fewest_digits:
            called.update((number, []) for number in self._uncued)
        for cue, start, end in self._cues(text):
            for number, own in self._owners[cue]:
                noted = called[number]
                if len(noted) < MOST_CUES:
                    noted.append((own, start, end))
        for word in sorted(folded.words & self._words_whole):
            for number, own, needs in self._whole[word]:
                if not needs:
                    called[number] += [(own, at, at + len(word)) for at in _standing(text, word)]
                elif _one_met(needs, folded.words):
                    called[number].append((own, 0, 0))  # of a phrase, it is enough to know
        for (number, own), start, end in self._disguises.seen(text):
            called[number].append((own, start, end))
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
        self._matcher = _matcher(rule.match, book, slots)
        self.digits = max(rule.gate.digits, self._matcher.digits)
        gate = tuple((_GATE, fold_word(literal)) for literal in rule.gate.any)
        self._gated = bool(gate)
        self._cued = bool(self._matcher.cues) and not self._matcher.eager
        self.whole = self._matcher.whole
        self.disguisable = tuple(self._matcher.disguisable()) if isinstance(self._matcher, TermsMatcher) else ()
        self.is_uncued = not self._gated and not self._cued
        self.literals = gate + tuple(enumerate(self._matcher.cues))

    def cue(self, number: int) -> str:
        """The word behind the number of a cue."""
        return self._matcher.cues[number]

    @cached_property
    def _near(self) -> Near:
        return Near(self.rule.context)

    @cached_property
    def _allowed(self) -> tuple[frozenset[str], tuple[Pattern[str], ...]]:
        values = frozenset(map(fold_word, self.rule.allow.values))
        return values, tuple(compiled(pattern, whole=False) for pattern in self.rule.allow.patterns)

    def sightings(self, text: Folded, cues: Sequence[Cue], *, every: bool = False) -> Iterator[Sighting]:
        """The distinct evidence of this rule, the first five; or every place of it."""
        if self._gated:
            own = [cue for cue in cues if cue[0] != _GATE]
            if len(own) == len(cues):
                return
            cues = own
        if self._cued and not cues:
            return
        told: set[object] = set()
        most = MOST_PLACES if every else MOST_SIGHTINGS
        for spot in _outermost(self._matcher.spots(text, cues)):
            evidence: object = spot if every else text.folded[spot.start : spot.end]
            if evidence not in told and self._counts(text, spot):
                told.add(evidence)
                start, end = text.span(spot.start, spot.end)
                yield Sighting(self.rule, start, end, spot.verdict)
            if len(told) == most:
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


def _matcher(match: Match, book: Phrasebook, slots: Slots) -> Matcher:
    match match:
        case PatternMatch() as pattern:
            return PatternMatcher(pattern)
        case DetectorMatch() as detector:
            return DetectorMatcher(detector)
        case CombinedMatch() as combined:
            return CombinedMatcher(combined, lambda part: _matcher(part, book, slots))
        case FactMatch():
            raise TypeError("a rule on facts has nothing to say about texts")
        case terms:
            return TermsMatcher(terms, book, slots)


def _are_close(one: Sighting, other: Sighting, within: int) -> bool:
    return other.start - within <= one.end and one.start <= other.end + within


def _one_met(needs: Needs, words: frozenset[str]) -> bool:
    """Whether a text with these words can hold one of the phrases."""
    for sets in needs:
        for needed in sets:
            if needed.isdisjoint(words):
                break
        else:
            return True
    return False


def _standing(text: str, word: str) -> Iterator[int]:
    """Where the word begins, whole; the first places only."""
    at, found = text.find(word), 0
    while at >= 0 and found < MOST_CUES:
        if not joined(text, at) and not joined(text, at + len(word)):
            found += 1
            yield at
        at = text.find(word, at + 1)


def _outermost(spots: Iterable[Spot]) -> Iterator[Spot]:
    """The spots in their order, without those that lie within another of the same rule."""
    reached = -1
    for spot in sorted(spots, key=lambda s: (s.start, -s.end)):
        if spot.end > reached:
            reached = spot.end
            yield spot
