"""Which words and literals of a text open which match: made once from the rules, and small enough to be kept.

The matches that rules are made of (their leaves, and gates) are numbered; two rules that ask for the same thing share
a number. A plan is made of plain lists and texts, so that it can be written as JSON and read back (`values`, `of`);
what stands under a word is only worked out when a text first holds that word.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from footprint_audit.engine.matchers import Need, Needs, Opening
from footprint_audit.engine.matchers.combined import leaves
from footprint_audit.model import CombinedMatch, FactMatch, Gate, Match, Rule, TermsMatch

__all__ = ["Calls", "Clauses", "Leaf", "Plan", "PlanError", "leaves_of"]

Leaf = Match | Gate
Clauses = tuple[frozenset[int], ...]  # of each, one match must have been opened


class PlanError(ValueError):
    """What was read is no plan."""


class Calls(NamedTuple):
    """What a word opens: these matches; and, each where its need is met as well, those."""

    sure: frozenset[int]
    with_need: tuple[tuple[int, frozenset[str], tuple[frozenset[str], ...]], ...]


def leaves_of(rules: Iterable[Rule]) -> Iterator[Leaf]:
    """The gates and the leaves of the matches of all rules on texts, in their order."""
    for rule in rules:
        if not isinstance(rule.match, FactMatch):
            if rule.gate.any:
                yield Gate(any=rule.gate.any)
            yield from leaves(rule.match)


class Plan:
    """What opens the gates and leaves that are in it."""

    def __init__(self) -> None:
        self._numbers: dict[Leaf, int] = {}
        self._of_terms: set[int] = set()
        self._digits: list[int] = []  # of each match
        self._frequent: list[float] = []  # of each match; negative: it is always open
        self._words: dict[str, list[int]] = {}  # of each word: numbers of matches and of their needs by turns
        self._needs: list[list[list[int]]] = []  # for one of these, the words of its first set, one of each other
        self._sets: list[list[str]] = []
        self._disguised: dict[str, list[int]] = {}  # as `literals`
        self.literals: dict[str, list[int]] = {}
        self._known_needs: dict[Needs, int] = {}
        self._known_sets: dict[frozenset[str], int] = {}
        self._spelt_needs: dict[int, Needs] = {}
        self._spelt_sets: dict[int, frozenset[str]] = {}

    @property
    def words(self) -> Iterable[str]:
        return self._words.keys()

    def __contains__(self, leaf: object) -> bool:
        return leaf in self._numbers

    def add(self, leaf: Leaf, opening: Opening) -> None:
        """Take in a leaf that is not in it yet."""
        number = self._numbers[leaf] = len(self._digits)
        self._of_terms |= {number} if isinstance(leaf, TermsMatch) else set()
        self._digits.append(opening.digits)
        self._frequent.append(-1.0 if opening.always else opening.frequent)
        for word, needs in opening.words.items():
            self._words.setdefault(word, []).extend((number, self._need(needs)))
        for literal in opening.literals:
            self.literals.setdefault(literal, []).append(number)
        for word in opening.disguised:
            self._disguised.setdefault(word, []).append(number)

    def number(self, leaf: Leaf) -> int:
        """The number of a leaf that is in it."""
        return self._numbers[leaf]

    def is_always_open(self, number: int) -> bool:
        return self._frequent[number] < 0

    def wants_places(self, number: int) -> bool:
        """Whether it matters to the match where its literals stand: a detector, once called, looks for itself."""
        return number in self._of_terms

    def calls(self, word: str, among: frozenset[int]) -> Calls:
        """What the word opens of these matches."""
        flat = self._words[word]
        both = [pair for pair in zip(flat[::2], flat[1::2], strict=True) if pair[0] in among]
        pairs = [(number, self._spelt(needs)) for number, needs in both]
        sure = frozenset(number for number, needs in pairs if _nothing(needs))
        return Calls(sure, tuple((n, *need) for n, needs in pairs if n not in sure for need in needs))

    def disguised(self, among: frozenset[int]) -> Iterable[tuple[str, tuple[int, str]]]:
        """The words that may stand in disguise (`*`: inflected), each with the match it opens and its cue."""
        for word, numbers in self._disguised.items():
            yield from ((word, (number, word.removesuffix("*"))) for number in numbers if number in among)

    def digits(self, match: Match) -> int:
        """How many digits a text must hold for the match to stand in it."""
        if isinstance(match, CombinedMatch):
            return max(map(self.digits, match.all), default=0)
        return self._digits[self.number(match)]

    def clauses(self, match: Match) -> Clauses:
        """What a text must have opened for the match to stand in it; nothing, if it has to be looked at always."""
        if not isinstance(match, CombinedMatch):
            number = self.number(match)
            return () if self.is_always_open(number) else (frozenset((number,)),)
        parts = [clause for part in match.all for clause in self.clauses(part)]
        for either in (match.any, match.near):
            least = [min(self.clauses(part), key=self.frequent, default=None) for part in either]
            if least and None not in least:
                parts.append(frozenset(chain.from_iterable(clause for clause in least if clause)))
        return tuple(dict.fromkeys(parts))

    def frequent(self, clause: frozenset[int]) -> float:
        """Of a hundred ordinary texts, about how many open one of these matches."""
        return sum(self._frequent[number] for number in clause)

    # --- kept ---------------------------------------------------------------------------------------------------------

    def values(self) -> Mapping[str, object]:
        """All but the matches themselves, for JSON."""
        return {
            "digits": self._digits, "frequent": self._frequent, "words": self._words, "needs": self._needs,
            "sets": self._sets, "disguised": self._disguised, "literals": self.literals,
        }  # fmt: skip

    @classmethod
    def of(cls, values: object, rules: Iterable[Rule]) -> Plan:
        """A plan from what `values` gave, for the same rules in the same order. Raises PlanError."""
        plan = cls()
        plan._numbers = {leaf: number for number, leaf in enumerate(dict.fromkeys(leaves_of(rules)))}
        plan._of_terms = {number for leaf, number in plan._numbers.items() if isinstance(leaf, TermsMatch)}
        try:
            plan._read(values)
        except (TypeError, ValueError, KeyError, OverflowError, AttributeError) as error:
            raise PlanError(f"no plan of ours: {error}") from None
        return plan

    def _read(self, values: object) -> None:
        """Every number within its bounds, every text a text: what is worked out later must not be able to fail."""
        if not isinstance(values, dict):
            raise PlanError("no table")
        count = len(self._numbers)
        self._digits, self._frequent = list(array("I", values["digits"])), list(array("d", values["frequent"]))
        self._sets, self._needs = _list(values["sets"]), _list(values["needs"])
        self._words, self.literals, self._disguised = map(
            _texts_to_numbers, (values["words"], values["literals"], values["disguised"])
        )
        for words in self._sets:
            "".join(_list(words))
        for need in chain.from_iterable(map(_list, self._needs)):
            _within(_list(need), len(self._sets))
            if not need:
                raise PlanError("a need of nothing")
        _within(chain.from_iterable(flat[::2] for flat in self._words.values()), count)
        _within(chain.from_iterable(flat[1::2] for flat in self._words.values()), len(self._needs))
        _within(chain.from_iterable((*self.literals.values(), *self._disguised.values())), count)
        if not len(self._digits) == len(self._frequent) == count:
            raise PlanError("it is about other rules")
        if any(len(flat) % 2 for flat in self._words.values()):
            raise PlanError("needs are missing")

    # --- making -------------------------------------------------------------------------------------------------------

    def _need(self, needs: Needs) -> int:
        if needs not in self._known_needs:
            self._known_needs[needs] = len(self._needs)
            self._needs.append([[self._set(words) for words in (need.words, *need.sets)] for need in needs])
        return self._known_needs[needs]

    def _set(self, words: frozenset[str]) -> int:
        if words not in self._known_sets:
            self._known_sets[words] = len(self._sets)
            self._sets.append(sorted(words))
        return self._known_sets[words]

    def _spelt(self, needs: int) -> Needs:
        if needs not in self._spelt_needs:
            spelt = (tuple(map(self._spelt_set, each)) for each in self._needs[needs])
            self._spelt_needs[needs] = tuple(Need(words, tuple(sets)) for words, *sets in spelt)
        return self._spelt_needs[needs]

    def _spelt_set(self, words: int) -> frozenset[str]:
        if words not in self._spelt_sets:
            self._spelt_sets[words] = frozenset(self._sets[words])
        return self._spelt_sets[words]


def _nothing(needs: Needs) -> bool:
    return not needs or any(not need.words and not need.sets for need in needs)


def _list(value: object) -> list[Any]:  # Any: what is in it is looked at one level below
    if type(value) is not list:
        raise PlanError("no list")
    return value


def _texts_to_numbers(value: object) -> dict[str, list[int]]:
    if type(value) is not dict or not all(type(numbers) is list for numbers in value.values()):
        raise PlanError("no table of numbers")
    return value


def _within(numbers: Iterable[int], count: int) -> None:
    """Raise where one is no number from 0 to `count`; `array` does for what is no whole number at all."""
    if max(array("I", numbers), default=-1) >= count:
        raise PlanError("a number is out of bounds")
