"""What a text must have opened for a match to stand in it, branch by branch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import chain

__all__ = ["ALWAYS", "Formula", "both", "one_of", "spread"]

MOST_BRANCHES = 64  # of one formula; more are looked at one within the other


@dataclass(frozen=True, slots=True)
class Formula:
    """All of `must`, one of each set in `either`, and one formula of each group in `branches`."""

    must: frozenset[int] = frozenset()
    either: tuple[frozenset[int], ...] = ()
    branches: tuple[tuple[Formula, ...], ...] = ()

    def is_met(self, opened: Set[int]) -> bool:
        if not self.must <= opened:
            return False
        for clause in self.either:
            if clause.isdisjoint(opened):
                return False
        for group in self.branches:
            for branch in group:
                if branch.is_met(opened):
                    break
            else:
                return False
        return True

    def numbers(self) -> Iterator[int]:
        """Every number it speaks of."""
        yield from chain(self.must, *self.either)
        for branch in chain(*self.branches):
            yield from branch.numbers()


ALWAYS = Formula()


def both(parts: Iterable[Formula]) -> Formula:
    """Met where all of them are."""
    parts = [part for part in parts if part != ALWAYS]
    if len(parts) == 1:
        return parts[0]
    must = frozenset(number for part in parts for number in part.must)
    either = dict.fromkeys(clause for part in parts for clause in part.either if must.isdisjoint(clause))
    return Formula(must, tuple(either), tuple(dict.fromkeys(group for part in parts for group in part.branches)))


def one_of(parts: Collection[Formula]) -> Formula:
    """Met where one of them is, of one or more."""
    parts = tuple(dict.fromkeys(parts))
    if ALWAYS in parts:
        return ALWAYS
    if len(parts) == 1:
        return parts[0]
    clauses = [_clause(part) for part in parts]
    sure = frozenset(chain.from_iterable(clause for clause in clauses if clause))
    others = [part for part, clause in zip(parts, clauses, strict=True) if not clause]
    if not others:
        return Formula(either=(sure,))
    return Formula(branches=((*((Formula(either=(sure,)),) if sure else ()), *others),))


def _clause(formula: Formula) -> frozenset[int]:
    """The one set of which one number will do; empty, if it asks for more than that."""
    if formula.branches or len(formula.must) + len(formula.either) != 1:
        return frozenset()
    return formula.must or formula.either[0]


def spread(formula: Formula) -> tuple[Formula, ...]:
    """The same as formulas one of which must be met, each narrower than the whole."""
    if not formula.branches:
        return (formula,)
    first, *rest = sorted(formula.branches, key=len, reverse=True)
    whole = Formula(formula.must, formula.either, tuple(rest))
    found = [narrower for branch in first for narrower in spread(both((whole, branch)))]
    return tuple(dict.fromkeys(found)) if len(found) <= MOST_BRANCHES else (formula,)
