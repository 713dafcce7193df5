"""All rules on one text: one pass for every word and literal, and only then what that pass has called for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial

from ahocorasick_rs import AhoCorasick

from footprint_audit.engine.context import Slots
from footprint_audit.engine.disguise import STRETCHED, Disguises
from footprint_audit.engine.fold import Folded, fold, tokens_of
from footprint_audit.engine.formula import Formula
from footprint_audit.engine.matchers import Cue, Seen
from footprint_audit.engine.necessary import DOTLESS
from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.plan import Calls, Plan
from footprint_audit.engine.run import Run, Workshop
from footprint_audit.engine.traits import Held
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import FactMatch, Rule

__all__ = ["Scanner", "Sighting"]

MOST_CUES = 10_000  # literals of one match that are noted in one text, before any of them is looked at
_PIECE = 1 << 14  # characters of one pass: so many words within words as a hostile pack can hold stay few at a time
_STEP_DOWN = 0.25  # what a weak validation takes from a rule's confidence
_LEAST = 0.05


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
    """Holds rules to texts. Rules on facts are left out; the order of the rules makes no difference.

    plan: which words call which matches, if that is known already; what it does not know is worked out.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        slots: Mapping[str, tuple[str, ...]],
        book: Phrasebook | None = None,
        plan: Plan | None = None,
    ) -> None:
        judged = tuple(rule for rule in rules if not isinstance(rule.match, FactMatch))
        workshop = Workshop(book or Phrasebook(slots), Slots(slots), plan)
        workshop.learn(judged)
        self._plan = workshop.plan
        self._runs = tuple(map(workshop.run, judged))
        self._asked = frozenset[int]().union(*(run.asked for run in self._runs))
        self._words = frozenset(self._plan.words)
        self._calls: dict[str, Calls] = {}  # of the words that texts have held so far
        self._read_literals()
        self._traits = Held((trait, number) for trait, number in self._plan.traits if number in self._asked)
        self._disguises = Disguises(self._plan.disguised(self._asked))
        self._call_rules()
        ids = {name: run.rule.id for run in self._runs for name in (run.rule.id, run.rule.slug)}
        self._requires = {
            run.rule.id: tuple((ids.get(other.rule, other.rule), other.within) for other in run.rule.requires)
            for run in self._runs
            if run.rule.requires
        }

    def _read_literals(self) -> None:
        owners = {**dict.fromkeys(STRETCHED, frozenset[int]()), **self._plan.literals(self._asked)}
        self._literals, self._owners = tuple(owners), tuple(owners.values())
        placed = self._plan.of_terms
        self._noted = frozenset(
            cue
            for cue, (literal, opens) in enumerate(owners.items())
            if literal in STRETCHED or not placed.isdisjoint(opens)
        )
        self._automaton = AhoCorasick(self._literals, store_patterns=False)
        self._reach = max(map(len, self._literals))

    def _call_rules(self) -> None:
        """By what each branch of each rule is called: the least frequent of all that it cannot do without."""
        self._called_by: dict[int, list[tuple[Run, int, frozenset[int], Formula | None]]] = {}
        self._uncalled: list[Run] = []  # that look at every text
        for run in self._runs:
            if not all(called_by for called_by, _ in run.branches):
                self._uncalled.append(run)
                continue
            for called_by, branch in run.branches:
                others = replace(branch, must=frozenset()) if branch.either or branch.branches else None
                for number in called_by:
                    self._called_by.setdefault(number, []).append((run, run.digits, branch.must, others))
        self._calling = frozenset(self._called_by)
        self._fewest_digits = min((run.digits for run in self._uncalled), default=0)

    @property
    def looks_at_all(self) -> frozenset[str]:
        """The ids of the rules that no word, literal or trait of a text calls."""
        return frozenset(run.rule.id for run in self._uncalled)

    def scan(self, text: str, among: Collection[str] | None = None, *, every: bool = False) -> list[Sighting]:
        """What every rule (or those with an id `among`) finds, by rule and place: at most five different ones each.

        every: the same words again at another place are told as well, up to MOST_PLACES.
        """
        folded = fold(text)
        seen = self._seen(folded)
        called = self._called(folded, seen)
        if among is not None:
            wanted = {*among, *self._required_by(among)}
            called = [run for run in called if run.rule.id in wanted]
        found: dict[str, list[Sighting]] = {}
        for run in called:
            spots = run.spots(folded, seen, every=every)
            if spots:
                found[run.rule.id] = [Sighting(run.rule, *folded.span(s.start, s.end), s.verdict) for s in spots]
        if not found:
            return []
        return [
            sighting
            for rule in sorted(found)
            if among is None or rule in among
            for sighting in sorted(found[rule], key=lambda s: (s.start, s.end))
            if rule not in self._requires or self._is_supported(sighting, found)
        ]

    def looks(self, text: str) -> list[tuple[str, Callable[[], object]]]:
        """The ids of the rules that have to look at the text, each with its look, for whoever wants to measure it."""
        folded = fold(text)
        seen = self._seen(folded)
        return [(run.rule.id, partial(run.spots, folded, seen)) for run in self._called(folded, seen)]

    def opened(self, text: str) -> dict[str, tuple[str, ...]]:
        """The rules of which a part stands in the text, each with the words (and gates) that say so."""
        folded = fold(text)
        seen = self._seen(folded)
        words: dict[int, list[str]] = defaultdict(list)
        read = ((start, number, end) for number, noted in seen.cues.items() for _, start, end in noted)
        literal = ((start, n, end) for cue, start, end in self._cues(folded.folded) for n in self._owners[cue])
        for start, number, end in sorted({*read, *literal}):
            words[number].append(folded.folded[start:end])
        for word in sorted(folded.words & self._words):
            for number in self._opened_by(folded.words & self._words, by=(word,)):
                words[number].append(word)
        digits, unworded = folded.digits, {run.rule.id for run in self._runs if run.is_unworded}
        told = ((run, tuple(word for number in run.numbers for word in words[number])) for run in self._runs)
        return {
            run.rule.id: tuple(dict.fromkeys(said))
            for run, said in told
            if (said or run.rule.id in unworded) and digits >= run.digits
        }

    def _is_supported(self, sighting: Sighting, found: Mapping[str, Sequence[Sighting]]) -> bool:
        """Whether every rule that this one requires has seen something close by."""
        return all(
            any(_are_close(sighting, other, within) for other in found.get(rule, ()))
            for rule, within in self._requires[sighting.rule.id]
        )

    def _required_by(self, among: Iterable[str]) -> Iterator[str]:
        return (rule for name in among for rule, _ in self._requires.get(name, ()))

    def _called(self, folded: Folded, seen: Seen) -> list[Run]:
        """The rules with a branch of which every necessary part was opened."""
        opened = seen.opened
        digits = folded.digits
        called = [run for run in self._uncalled if digits >= run.digits] if digits >= self._fewest_digits else []
        for number in opened & self._calling:
            for run, least, must, others in self._called_by[number]:
                if must <= opened and digits >= least and (not others or others.is_met(opened)) and run not in called:
                    called.append(run)
        return called

    def _seen(self, folded: Folded) -> Seen:
        """The one pass: what the words of the text and the literals in it open."""
        text = folded.folded
        opened = self._opened_by(self._words.intersection(folded.tokens))
        seen = Seen(opened)
        stretched = False
        owners, noted = self._owners, self._noted
        for cue, start, end in self._cues(text):
            opened |= owners[cue]
            if cue in noted:
                literal = self._literals[cue]
                stretched = stretched or literal in STRETCHED
                for number in owners[cue] & self._plan.of_terms:
                    _note(seen.cues, number, (literal, start, end))
        if DOTLESS[0] in text:
            opened |= self._dotted(text.replace(*DOTLESS))
        opened |= self._traits.of(folded)
        for (number, word), start, end in self._disguises.seen(text, stretched=stretched):
            opened.add(number)
            _note(seen.cues, number, (word, start, end))
        return seen

    @cached_property
    def _pieces(self) -> frozenset[int]:
        return self._plan.pieces

    def _dotted(self, text: str) -> Set[int]:
        """What of patterns alone, to some of which a dotless i is an i, the text opens."""
        opened = self._opened_by(self._words.intersection(tokens_of(text)))
        return self._pieces & opened.union(*(self._owners[cue] for cue, *_ in self._cues(text)))

    def _opened_by(self, words: frozenset[str], by: Iterable[str] | None = None) -> set[int]:
        """What these words (or `by` alone) call in a text that holds no others of the plan."""
        opened, known = set[int](), self._calls
        for word in words if by is None else by:
            sure, others, beside = known.get(word) or self._learn(word)
            if sure:
                opened |= sure
            if others:
                for other in others & words:
                    for number, all_of, sets in beside[other]:
                        if number not in opened and all_of <= words:
                            for one_of in sets:
                                if one_of.isdisjoint(words):
                                    break
                            else:
                                opened.add(number)
        return opened

    def _learn(self, word: str) -> Calls:
        self._calls[word] = self._plan.calls(word, self._asked)
        return self._calls[word]

    def _cues(self, text: str) -> Iterable[tuple[int, int, int]]:
        """Every literal that stands in the text."""
        if len(text) <= _PIECE:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        return self._cues_by_piece(text)

    def _cues_by_piece(self, text: str) -> Iterator[tuple[int, int, int]]:
        for base in range(0, len(text), _PIECE):
            piece = text[base : base + _PIECE + self._reach]
            for cue, start, end in self._automaton.find_matches_as_indexes(piece, overlapping=True):
                if start < _PIECE:
                    yield cue, base + start, base + end


def _note(cues: dict[int, list[Cue]], number: int, cue: Cue) -> None:
    noted = cues.setdefault(number, [])
    if len(noted) < MOST_CUES:
        noted.append(cue)


def _are_close(one: Sighting, other: Sighting, within: int) -> bool:
    return other.start - within <= one.end and one.start <= other.end + within
