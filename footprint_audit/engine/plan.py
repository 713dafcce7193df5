"""Which words and literals of a text open which match: made once from the rules, and small enough to be kept.

The matches that rules are made of (their leaves, and gates) are numbered; two rules that ask for the same thing share
a number. So are the literals, words and traits that patterns cannot do without, after them. A plan is made of numbers
and texts, so that it can be written as JSON and read back (`values`, `of`), by what each rule is called included; what
stands under a word is only worked out when a text first holds that word.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Any, NamedTuple

from footprint_audit.engine.calling import Calling, calling_of, calling_values
from footprint_audit.engine.formula import ALWAYS, Formula, both, one_of, spread
from footprint_audit.engine.matchers import Clause, Need, Needs, Opening
from footprint_audit.engine.matchers.combined import leaves
from footprint_audit.engine.necessary import EDGE
from footprint_audit.engine.packed import Keyed, Rows, join, pack, parted, unpack
from footprint_audit.engine.traits import KINDS, Trait
from footprint_audit.model import CombinedMatch, FactMatch, Gate, Match, Rule, TermsMatch

__all__ = ["Calls", "Leaf", "Needing", "Plan", "PlanError", "leaves_of"]

Leaf = Match | Gate


class PlanError(ValueError):
    """What was read is no plan."""


MOST_FREQUENT = 50.0  # texts of a hundred that meet one part of what a pattern needs: more would tell little
_ITSELF = frozenset(("=",))  # the word that a need is kept under
Needing = tuple[int, frozenset[str], tuple[frozenset[str], ...]]  # a match, and the words and sets of its need


class Calls(NamedTuple):
    """What a word opens: these matches; and, each where its need is met as well, those.

    `after`: under a word that has to stand right after it, the matches that need that; `before`: right before it.
    `beside`: under one of the words that a need cannot do without, those that can be told by no neighbour; `words`: all
    of these words.
    """

    sure: frozenset[int]
    after: Mapping[str, Sequence[Needing]]
    before: Mapping[str, Sequence[Needing]]
    words: frozenset[str]
    beside: Mapping[str, Sequence[Needing]]


def leaves_of(rules: Iterable[Rule]) -> Iterator[Leaf]:
    """The gates and the leaves of the matches of all rules on texts, in their order."""
    for rule in rules:
        for part in _parts(rule):
            yield from leaves(part) if not isinstance(part, Gate) else (part,)


def _parts(rule: Rule) -> tuple[Leaf, ...]:
    """What must stand in a text for the rule to find something: its gate, if that names a literal, and its match."""
    if isinstance(rule.match, FactMatch):
        return ()
    return (Gate(any=rule.gate.any), rule.match) if rule.gate.any else (rule.match,)


class Plan:
    """What opens the gates and leaves that are in it."""

    def __init__(self) -> None:
        self._numbers: dict[Leaf, int] = {}
        self._of_terms: set[int] = set()
        self._digits: list[int] = []  # of each number
        self._frequent: list[float] = []  # of each number; negative: it is always open
        self._ways: dict[str, list[list[list[int]]]] = {}  # under a pattern's number: ways, clauses, numbers
        self._pieces: dict[Clause, int] = {}
        self.traits: list[tuple[Trait, int]] = []
        self._words = Keyed()  # of each word: numbers of matches and of their needs by turns
        self._needs = Rows()  # of what will do, each a row of `_ways_to_meet`
        self._ways_to_meet = Rows()  # of sets: the words of the first, one of each other
        self._sets: list[str] = []  # of words, parted by spaces
        self._disguised = Keyed()  # as `_literals`
        self._literals = Keyed()  # of each literal: numbers of matches
        self._callings: dict[tuple[Gate, Match], Calling] = {}
        self._formulas: dict[Leaf, Formula] = {}
        self._known_needs: dict[Needs, int] = {}
        self._known_ways_to_meet: dict[Need, int] = {}
        self._known_sets: dict[frozenset[str], int] = {}
        self._spelt_needs: dict[int, Needs] = {}
        self._spelt_sets: dict[int, frozenset[str]] = {}

    @property
    def words(self) -> Iterable[str]:
        """Those that call something, and those that it takes beside them."""
        return self._words.places

    def __contains__(self, leaf: object) -> bool:
        return leaf in self._numbers

    def add(self, openings: Iterable[tuple[Leaf, Opening]], frequency: Callable[[str], float]) -> None:
        """Take in leaves that are not in it yet; `frequency`: of how many texts of a hundred hold a literal."""
        added = list(openings)
        self._frequency_of = frequency
        for leaf, opening in added:
            number = self._numbers[leaf] = self._next(opening.digits, -1.0 if opening.always else opening.frequent)
            self._of_terms |= {number} if isinstance(leaf, TermsMatch) else set()
        for leaf, opening in added:
            self._add(self._numbers[leaf], opening)
        for word in dict.fromkeys(chain.from_iterable(map(str.split, self._sets))):
            self._words.add(word, ())

    def _next(self, digits: int, frequent: float) -> int:
        self._digits.append(digits)
        self._frequent.append(frequent)
        return len(self._digits) - 1

    def _add(self, number: int, opening: Opening) -> None:
        for word, needs in opening.words.items():
            for caller, need in self._called(word, needs):
                self._words.add(caller, (number, self._need(need)))
        for literal in opening.literals:
            self._literals.add(literal, (number,))
        for word in opening.disguised:
            self._disguised.add(word, (number,))
        if opening.ways:
            ways = map(self._telling, opening.ways)
            self._ways[str(number)] = [[list(self._clause(clause)) for clause in way] for way in ways]

    def _called(self, word: str, needs: Needs) -> Iterable[tuple[str, Needs]]:
        """The word and its needs; or, for each need, the rarest of the words that it asks for, needing the others."""
        by_caller: dict[str, list[Need]] = {}
        for need in needs:
            every = need.words | {word}
            paired = [one for side in (need.last, need.first) if len(side) == 1 for one in side if one in every]
            caller = min(sorted(paired or every), key=self._rarity)
            by_caller.setdefault(caller, []).append(_beside(caller, need._replace(words=every - {caller})))
        return ((caller, tuple(each)) for caller, each in by_caller.items()) if needs else ((word, ()),)

    def _rarity(self, word: str) -> tuple[float, int]:
        return self._frequency_of(EDGE + word), -len(word)

    def _telling(self, way: tuple[Clause, ...]) -> Sequence[Clause]:
        """The clauses but those that so many texts meet that to look for them takes longer than it saves."""
        rare = [clause for clause in way if self._clause_frequency(clause) <= MOST_FREQUENT]
        return rare or [min(way, key=self._clause_frequency)]

    def _clause_frequency(self, clause: Clause) -> float:
        return clause.frequent if isinstance(clause, Trait) else sum(map(self._frequency_of, clause))

    def _clause(self, clause: Clause) -> Iterable[int]:
        """The numbers of a trait, or of literals."""
        pieces: Iterable[Clause] = (clause,) if isinstance(clause, Trait) else ((literal,) for literal in clause)
        return map(self._piece, pieces)

    def _piece(self, piece: Clause) -> int:
        if piece not in self._pieces:
            frequent = piece.frequent if isinstance(piece, Trait) else self._frequency_of(piece[0])
            number = self._pieces[piece] = self._next(0, frequent)
            if isinstance(piece, Trait):
                self.traits.append((piece, number))
            elif piece[0].startswith(EDGE):
                self._words.add(piece[0].strip(EDGE), (number, self._need(())))
            else:
                self._literals.add(piece[0], (number,))
        return self._pieces[piece]

    def number(self, leaf: Leaf) -> int:
        """The number of a leaf that is in it."""
        return self._numbers[leaf]

    def _is_always_open(self, number: int) -> bool:
        return self._frequent[number] < 0

    @property
    def of_terms(self) -> Set[int]:
        """The matches to which it matters where their literals stand: a detector, once called, looks for itself."""
        return self._of_terms

    def calls(self, word: str, among: frozenset[int]) -> Calls:
        """What the word opens of these matches, which may be nothing."""
        flat = self._words[word]
        every = zip(flat[::2], flat[1::2], strict=True)
        pairs = [(number, self._spelt(needs)) for number, needs in every if number in among]
        sure = frozenset(number for number, needs in pairs if _nothing(needs))
        after: dict[str, list[Needing]] = {}
        before: dict[str, list[Needing]] = {}
        beside: dict[str, list[Needing]] = {}
        for number, need in ((n, need) for n, needs in pairs if n not in sure for need in needs):
            under, others = beside, _rarest(need)
            if need.last == _ITSELF:
                under, others = after, need.first
            elif need.first == _ITSELF:
                under, others = before, need.last
            for other in others:
                under.setdefault(other, []).append((number, need.words, need.sets))
        return Calls(sure, after, before, frozenset(beside), beside)

    def literals(self, among: frozenset[int]) -> Mapping[str, frozenset[int]]:
        """The literals that open one of these matches, each with those that it opens."""
        return self._literals.among(among)

    def disguised(self, among: frozenset[int]) -> Iterable[tuple[str, tuple[int, str]]]:
        """The words that may stand in disguise (`*`: inflected), each with the match it opens and its cue."""
        for word, numbers in self._disguised.among(among).items():
            yield from ((word, (number, word.removesuffix("*"))) for number in sorted(numbers))

    def _digits_of(self, match: Match) -> int:
        """How many digits a text must hold for the match to stand in it."""
        if isinstance(match, CombinedMatch):
            return max(map(self._digits_of, match.all), default=0)
        return self._digits[self.number(match)]

    @property
    def pieces(self) -> frozenset[int]:
        """The numbers of what patterns cannot do without."""
        return frozenset(number for ways in self._ways.values() for way in ways for clause in way for number in clause)

    def knows(self, rule: Rule) -> bool:
        """Whether it was worked out before by what the rule is called."""
        return (rule.gate, rule.match) in self._callings

    def calling(self, rule: Rule) -> Calling:
        """By what a rule is called, all of whose leaves are in the plan."""
        key = (rule.gate, rule.match)
        if key not in self._callings:
            self._callings[key] = self._calling(rule)
        return self._callings[key]

    def _calling(self, rule: Rule) -> Calling:
        parts = list(leaves_of((rule,)))
        numbers = tuple(map(self.number, parts))
        branches = spread(both(map(self.formula, _parts(rule))))
        return Calling(
            numbers,
            frozenset(chain(numbers, *(self.formula(part).numbers() for part in parts))),
            tuple((self._caller(branch), branch) for branch in branches),
            max(rule.gate.digits, self._digits_of(rule.match)),
            not rule.gate.any and not self._is_worded(rule.match),
        )

    def _is_worded(self, match: Match) -> bool:
        """Whether the match cannot stand in a text without words or literals that open one of its leaves."""
        if not isinstance(match, CombinedMatch):
            return not self._is_always_open(self.number(match)) and str(self.number(match)) not in self._ways
        groups = (parts for parts in (match.any, match.near) if parts)
        return any(map(self._is_worded, match.all)) or any(all(map(self._is_worded, parts)) for parts in groups)

    def formula(self, leaf: Leaf) -> Formula:
        """What a text must have opened for the match to stand in it; ALWAYS, if every text has to be looked at."""
        if leaf not in self._formulas:
            self._formulas[leaf] = self._combined(leaf) if isinstance(leaf, CombinedMatch) else self._plain(leaf)
        return self._formulas[leaf]

    def _combined(self, match: CombinedMatch) -> Formula:
        groups = (one_of([self.formula(part) for part in parts]) for parts in (match.any, match.near) if parts)
        return both((*map(self.formula, match.all), *groups))

    def _plain(self, leaf: Leaf) -> Formula:
        number = self.number(leaf)
        ways = self._ways.get(str(number))
        if ways:
            return one_of(list(map(_way, ways)))
        return ALWAYS if self._is_always_open(number) else Formula(frozenset((number,)))

    def _caller(self, formula: Formula) -> frozenset[int]:
        """Numbers of which one must have been opened, the least frequent; none, if nothing must."""
        clauses = [*(frozenset((number,)) for number in formula.must), *formula.either]
        for group in formula.branches:
            callers = list(map(self._caller, group))
            if all(callers):
                clauses.append(frozenset(chain.from_iterable(callers)))
        return min(clauses, key=self._frequency, default=frozenset())

    def _frequency(self, clause: frozenset[int]) -> float:
        return sum(self._frequent[number] for number in clause)

    # --- kept ---------------------------------------------------------------------------------------------------------

    def values(self, rules: Iterable[Rule]) -> Mapping[str, object]:
        """All but the matches themselves, for JSON; the plan must know these rules."""
        return {
            "digits": pack(self._digits), "frequent": self._frequent, "words": self._words.values(),
            "needs": self._needs.values(), "ways_to_meet": self._ways_to_meet.values(), "sets": join(self._sets),
            "disguised": self._disguised.values(), "literals": self._literals.values(), "ways": self._ways,
            "traits": [[*trait, number] for trait, number in self.traits],
            "callings": [calling_values(self.calling(rule)) for rule in rules if _parts(rule)],
        }  # fmt: skip

    @classmethod
    def of(cls, values: object, rules: Collection[Rule]) -> Plan:
        """A plan from what `values` gave, for the same rules in the same order. Raises PlanError."""
        plan = cls()
        plan._numbers = {leaf: number for number, leaf in enumerate(dict.fromkeys(leaves_of(rules)))}
        plan._of_terms = {number for leaf, number in plan._numbers.items() if isinstance(leaf, TermsMatch)}
        try:
            plan._read(values, [rule for rule in rules if _parts(rule)])
        except (TypeError, ValueError, KeyError, OverflowError, AttributeError) as error:
            raise PlanError(f"no plan of ours: {error}") from None
        return plan

    def _read(self, values: object, rules: Sequence[Rule]) -> None:
        """Every number within its bounds, every text a text: what is worked out later must not be able to fail."""
        if not isinstance(values, dict):
            raise PlanError("no table")
        self._digits, self._frequent = list(unpack(values["digits"])), list(array("d", values["frequent"]))
        count = len(self._digits)
        self._sets = parted(values["sets"])
        self._ways_to_meet = Rows.of(values["ways_to_meet"], len(self._sets), least=3)
        self._needs = Rows.of(values["needs"], len(self._ways_to_meet))
        self._words = Keyed.of(values["words"], count, len(self._needs))
        self._literals, self._disguised = (Keyed.of(values[name], count) for name in ("literals", "disguised"))
        self._read_pieces(values["ways"], values["traits"], count)
        if len(self._frequent) != count or len(self._numbers) + len(self.pieces) != count:
            raise PlanError("it is about other rules")
        callings = (calling_of(calling, count) for calling in _list(values["callings"]))
        self._callings = {(rule.gate, rule.match): called for rule, called in zip(rules, callings, strict=True)}

    def _read_pieces(self, ways: object, traits: object, count: int) -> None:
        if type(ways) is not dict or not self._of_terms.isdisjoint(map(int, ways)):
            raise PlanError("no ways of patterns")
        for way in chain.from_iterable(map(_list, ways.values())):
            for clause in _list(way):
                _within(_list(clause), count)
                if not clause:
                    raise PlanError("a clause of nothing")
        self._ways = ways
        for kind, least, number in map(_list, _list(traits)):
            _within((number, least), count)
            if kind not in KINDS:
                raise PlanError("no such trait")
            self.traits.append((Trait(kind, least), number))

    # --- making -------------------------------------------------------------------------------------------------------

    def _need(self, needs: Needs) -> int:
        if needs not in self._known_needs:
            self._known_needs[needs] = self._needs.add(map(self._way_to_meet, needs))
        return self._known_needs[needs]

    def _way_to_meet(self, need: Need) -> int:
        if need not in self._known_ways_to_meet:
            self._known_ways_to_meet[need] = self._ways_to_meet.add(
                map(self._set, (need.words, need.last, need.first, *need.sets))
            )
        return self._known_ways_to_meet[need]

    def _set(self, words: frozenset[str]) -> int:
        if words not in self._known_sets:
            self._known_sets[words] = len(self._sets)
            self._sets.append(" ".join(sorted(words)))
        return self._known_sets[words]

    def _spelt(self, needs: int) -> Needs:
        if needs not in self._spelt_needs:
            spelt = (map(self._spelt_set, self._ways_to_meet[way]) for way in self._needs[needs])
            self._spelt_needs[needs] = tuple(
                Need(words, tuple(sets), last, first) for words, last, first, *sets in spelt
            )
        return self._spelt_needs[needs]

    def _spelt_set(self, words: int) -> frozenset[str]:
        if words not in self._spelt_sets:
            self._spelt_sets[words] = frozenset(self._sets[words].split())
        return self._spelt_sets[words]


def _way(clauses: Sequence[Sequence[int]]) -> Formula:
    sets = dict.fromkeys(map(frozenset, clauses))
    must = frozenset(number for numbers in sets if len(numbers) == 1 for number in numbers)
    return Formula(must, tuple(numbers for numbers in sets if len(numbers) > 1 and must.isdisjoint(numbers)))


def _beside(caller: str, need: Need) -> Need:
    """The need as it is kept under its caller: the words that stand side by side only matter if it is one of them."""
    if need.last == {caller}:
        return need._replace(last=_ITSELF)
    if need.first == {caller}:
        return need._replace(first=_ITSELF)
    return need._replace(last=frozenset(), first=frozenset())


def _rarest(need: Need) -> Collection[str]:
    """Words of which one must stand in the text: the longest of those that must all, else the smallest set."""
    return (max(sorted(need.words), key=len),) if need.words else min(need.sets, key=len)


def _nothing(needs: Needs) -> bool:
    return not needs or any(not need.words and not need.sets for need in needs)


def _list(value: object) -> list[Any]:  # Any: what is in it is looked at one level below
    if type(value) is not list:
        raise PlanError("no list")
    return value


def _within(numbers: Iterable[int], count: int) -> None:
    """Raise where one is no number from 0 to `count`; `array` does for what is no whole number at all."""
    if max(array("I", numbers), default=-1) >= count:
        raise PlanError("a number is out of bounds")
