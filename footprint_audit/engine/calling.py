"""By what a rule is called, and as plain lists for JSON."""

from __future__ import annotations

from array import array
from itertools import chain
from typing import Any, NamedTuple

from footprint_audit.engine.formula import Formula

__all__ = ["Calling", "calling_of", "calling_values"]

MOST_NESTED = 20  # formulas, one within the other


class Calling(NamedTuple):
    """What a rule asks of what a text has opened.

    numbers: of its gate and its leaves; asked: these, and all that must be opened for them.
    branches: what a text must have opened for the rule to find something in it, one of these; each with the numbers
    that it is called by, of which there are none where every text has to be looked at.
    is_unworded: called by no word of its own, so that none can be told: patterns alone, or a detector without a gate.
    """

    numbers: tuple[int, ...]
    asked: frozenset[int]
    branches: tuple[tuple[frozenset[int], Formula], ...]
    digits: int
    is_unworded: bool


def calling_values(calling: Calling) -> list[object]:
    """The calling for JSON."""
    branches = [[sorted(called_by), _plain(branch)] for called_by, branch in calling.branches]
    return [list(calling.numbers), sorted(calling.asked), branches, calling.digits, calling.is_unworded]


def _plain(formula: Formula) -> list[object]:
    branches = [[_plain(branch) for branch in group] for group in formula.branches]
    return [sorted(formula.must), [sorted(clause) for clause in formula.either], branches]


def calling_of(value: Any, count: int) -> Calling:  # Any: what unpacks, counts and adds up as it should is one
    """What `calling_values` gave, its numbers below `count`. Raises TypeError or ValueError."""
    numbers, asked, given, digits, is_unworded = value
    branches = tuple((frozenset(called_by), _formula(branch, MOST_NESTED)) for called_by, branch in given)
    spoken = chain(numbers, asked, *(chain(called_by, branch.numbers()) for called_by, branch in branches))
    if max(array("I", spoken), default=-1) >= count or type(digits) is not int or type(is_unworded) is not bool:
        raise ValueError("no calling of these numbers")
    return Calling(tuple(numbers), frozenset(asked), branches, digits, is_unworded)


def _formula(value: Any, nested: int) -> Formula:  # Any: as above
    must, either, branches = value
    if not nested:
        raise ValueError("nested too deeply")
    groups = tuple(tuple(_formula(branch, nested - 1) for branch in group) for group in branches) if branches else ()
    return Formula(frozenset(must), tuple(map(frozenset, either)), groups)
