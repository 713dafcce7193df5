"""Which patterns a rule may hold: those whose time grows with the text only, whatever the text.

Python's `re` tries every way a pattern can be read, so some patterns never come back. We read the pattern as Python
itself does, count the most steps that one starting letter can cost, and refuse what costs too much. A repeat without
end (`+`, `*`, `{3,}`) means at most 64 times, which makes that number finite.
"""

from __future__ import annotations

import re
import string
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import combinations
from operator import attrgetter

__all__ = ["ENDLESS", "LONGEST", "PatternError", "check", "compiled", "parsed", "parts_of"]

ENDLESS = 64  # what a repeat without end stands for
LONGEST = 1024  # characters of a pattern, the pieces that it names included
MOST_REPEATS = 256
MOST_STEPS = 5000  # for one starting letter: a million evil letters then take 20 seconds, never hours

# Python's own reading of a pattern, private as it is: a parser of ours could read a pattern otherwise than `re` does,
# and what lies between the two readings is where an attack would hide.
_sre = import_module("re._parser")
parts_of = attrgetter("data")


class PatternError(ValueError):
    """A pattern no rule may hold; the message says why, and what to write instead."""


def compiled(pattern: str, *, whole: bool) -> re.Pattern[str]:
    """A checked pattern, every repeat bounded; `whole`: no letter, digit or "_" on either side."""
    source = _bounded(pattern)
    flags = re.IGNORECASE if pattern.startswith("(?i)") else re.RegexFlag(0)
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)" if whole else source, flags)


def check(pattern: str) -> None:
    """Raise PatternError where the pattern is not safe to run."""
    if len(pattern) > LONGEST:
        raise PatternError(f"the pattern has {len(pattern)} characters; at most {LONGEST} are allowed")
    tree = _sequence(parsed(_bounded(pattern)))
    if _nullable(tree):
        raise PatternError("the pattern can match nothing at all; make at least one part of it obligatory")
    if _measure(tree, 0)[1] > MOST_STEPS:  # 0: nothing need follow a match, but for one look at the next letter
        raise PatternError(
            f"the pattern can take more than {MOST_STEPS} steps from one letter, because repeats can share the same"
            " letters; say how many ({1,20}), or part them by something neither can match"
        )


# --- every repeat gets an end -----------------------------------------------------------------------------------------

_REPEATS = re.compile(r"(?s)\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(?P<least>\d*),\}|(?P<sign>[+*])|.")  # or: left as it is


def _bounded(pattern: str) -> str:
    return _REPEATS.sub(_with_end, pattern.removeprefix("(?i)"))


def _with_end(found: re.Match[str]) -> str:
    if found["sign"]:
        return f"{{{int(found['sign'] == '+')},{ENDLESS}}}"
    if found["least"] is not None:
        least = int(found["least"] or 0)
        return f"{{{least},{max(least, ENDLESS)}}}"
    return found[0]


# --- reading ----------------------------------------------------------------------------------------------------------

_OTHER = 1 << 128  # a set of characters is a number: one bit for each of ASCII, and one for all others together
_ANYTHING = (1 << 129) - 1
_REFUSED = {
    "ASSERT": "looks ahead or behind (`whole` and `context` say what may stand beside a match)",
    "ASSERT_NOT": "looks ahead or behind (`whole` and `context` say what may stand beside a match)",
    "GROUPREF": "refers back to a group",
    "GROUPREF_EXISTS": "refers back to a group",
}


@dataclass(frozen=True, slots=True)
class _Chars:
    """One character of a set."""

    chars: int


@dataclass(frozen=True, slots=True)
class _Repeat:
    """One node, `low` to `high` times."""

    node: _Node
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """One of these."""

    options: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Sequence:
    """One after the other; empty for an edge (`^`, `$`, `\\b`), which takes no character."""

    parts: tuple[_Node, ...]


_Node = _Chars | _Repeat | _Choice | _Sequence


@lru_cache(64)  # what a pattern needs is read from it more than once
def parsed(source: str) -> object:
    """Python's own reading of a pattern, whose parts `parts_of` tells. Raises PatternError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _sre.parse(source)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise PatternError(f"not a regular expression: {error}") from None
    if tree.state.flags != re.UNICODE:
        raise PatternError("flags other than (?i) at the start are not allowed")
    return tree  # type: object


def _sequence(tree: object) -> _Node:
    parts = tuple(_node(part) for part in parts_of(tree))
    return parts[0] if len(parts) == 1 else _Sequence(parts)


def _node(part: object) -> _Node:
    match part:
        case (name, (int(low), int(high), body)) if repr(name) in ("MAX_REPEAT", "MIN_REPEAT"):
            return _repeat(_sequence(body), low, high)
        case (name, (_, list(options))) if repr(name) == "BRANCH":
            return _Choice(tuple(_sequence(option) for option in options))
        case (name, (_, 0, 0, body)) if repr(name) == "SUBPATTERN":
            return _sequence(body)
        case (name, _) if repr(name) == "AT":
            return _Sequence(())
        case (name, list(items)) if repr(name) == "IN":
            return _Chars(_class(items))
        case (name, _) if repr(name) in ("LITERAL", "NOT_LITERAL", "ANY"):
            return _Chars(_item(part))
        case (name, *_):
            refused = _REFUSED.get(repr(name), f"uses {repr(name).lower().replace('_', ' ')}")
            raise PatternError(f"the pattern {refused}: not allowed")
    raise PatternError("not a regular expression we can read")


def _repeat(node: _Node, low: int, high: int) -> _Node:
    if high > MOST_REPEATS:
        raise PatternError(f"the pattern repeats a part up to {high} times; at most {MOST_REPEATS} are allowed")
    if high >= ENDLESS and _has_endless(node):
        raise PatternError(
            "the pattern repeats a repeat, both without end: its time can double with each letter;"
            " give one of them an end, such as {1,5}"
        )
    if high >= ENDLESS and isinstance(node, _Choice) and not _exclusive(node.options):
        raise PatternError("the pattern repeats, without end, alternatives that can match the same text; merge them")
    return _Repeat(node, low, high)


def _has_endless(node: _Node) -> bool:
    match node:
        case _Repeat(inner, _, high):
            return high >= ENDLESS or _has_endless(inner)
        case _Choice(parts) | _Sequence(parts):
            return any(_has_endless(part) for part in parts)
    return False


def _class(items: Sequence[object]) -> int:
    negated = bool(items) and repr(items[0]) == "(NEGATE, None)"
    chars = 0
    for item in items[1:] if negated else items:
        chars |= _item(item)
    return _ANYTHING & ~chars | _OTHER if negated else chars


def _item(item: object) -> int:
    """The characters of one item, in both cases: too many is safe, too few is not."""
    match item:
        case (name, int(code)) if repr(name) == "LITERAL":
            return _of(chr(code))
        case (name, (int(low), int(high))) if repr(name) == "RANGE":
            return _of("".join(map(chr, range(low, min(high, 127) + 1)))) | (_OTHER if high > 127 else 0)
        case (name, kind) if repr(name) == "CATEGORY" and repr(kind) in _CATEGORIES:
            return _CATEGORIES[repr(kind)]
    return _ANYTHING


@lru_cache(512)
def _of(chars: str) -> int:
    bits = 0
    for char in chars:
        for case in (char.lower(), char.upper()):
            bits |= 1 << ord(case) if len(case) == 1 and case.isascii() else _OTHER
    return bits


_CATEGORIES = {
    "CATEGORY_DIGIT": _of(string.digits) | _OTHER,
    "CATEGORY_SPACE": _of(string.whitespace + "\x1c\x1d\x1e\x1f") | _OTHER,
    "CATEGORY_WORD": _of(string.ascii_letters + string.digits + "_") | _OTHER,
}
_CATEGORIES |= {name.replace("Y_", "Y_NOT_"): _ANYTHING & ~chars | _OTHER for name, chars in tuple(_CATEGORIES.items())}


# --- counting ---------------------------------------------------------------------------------------------------------


def _nullable(node: _Node) -> bool:
    match node:
        case _Repeat(inner, low, _):
            return low == 0 or _nullable(inner)
        case _Choice(options):
            return any(_nullable(option) for option in options)
        case _Sequence(parts):
            return all(_nullable(part) for part in parts)
    return False


def _first(node: _Node) -> int:
    """What a match of the node can begin with."""
    match node:
        case _Chars(chars):
            return chars
        case _Repeat(inner, _, _):
            return _first(inner)
        case _Choice(options):
            return _union(options)
        case _Sequence(parts):
            until = next((i for i, part in enumerate(parts) if not _nullable(part)), len(parts))
            return _union(parts[: until + 1])


def _union(nodes: Sequence[_Node]) -> int:
    chars = 0
    for node in nodes:
        chars |= _first(node)
    return chars


def _measure(node: _Node, after: int) -> tuple[int, int]:
    """In how many ways the node can match at one place if `after` may follow, and the most steps to try them all."""
    match node:
        case _Chars():
            return 1, 1
        case _Repeat(_Chars(chars), low, high):
            return (high - low + 1 if chars & after else 1), high
        case _Repeat():
            return _measure_repeat(node, after)
        case _Choice(options):
            return _measure_choice(options, after)
        case _Sequence(parts):
            return _measure_sequence(parts, after)


def _measure_choice(options: Sequence[_Node], after: int) -> tuple[int, int]:
    """At one place, an option can match together with those only whose openings agree with its own."""
    measured = [_measure(option, after) for option in options]
    openings = [_opening(option) for option in options]
    worst_ways, worst_steps = 0, 0
    for mine in openings:
        together = [both for both, other in zip(measured, openings, strict=True) if _agree(mine, other)]
        worst_ways = max(worst_ways, sum(ways for ways, _ in together))
        worst_steps = max(worst_steps, sum(steps for _, steps in together))
    return _capped(worst_ways), _capped(worst_steps + len(options))


def _measure_repeat(node: _Repeat, after: int) -> tuple[int, int]:
    begins = _first(node.node)
    ways, steps = _measure(node.node, begins | after)
    rounds, total, taken = 1, 0, 0
    for times in range(1, node.high + 1):
        taken = _capped(taken + rounds * steps)
        rounds = _capped(rounds * ways)
        total = _capped(total + rounds) if times >= node.low else total
    if begins & after or _nullable(node.node):
        return total + (node.low == 0), taken
    return rounds, taken


def _measure_sequence(parts: Sequence[_Node], after: int) -> tuple[int, int]:
    ways, steps = 1, 0
    for part in reversed(parts):
        part_ways, part_steps = _measure(part, after)
        steps = _capped(part_steps + part_ways * steps)
        ways = _capped(ways * part_ways)
        after = _first(part) | after if _nullable(part) else _first(part)
    return ways, steps


def _capped(number: int) -> int:
    return min(number, MOST_STEPS + 1)


def _exclusive(options: Sequence[_Node]) -> bool:
    """Whether no two of the options can match at the same place."""
    return not any(_agree(one, two) for one, two in combinations(map(_opening, options), 2))


def _agree(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(a & b for a, b in zip(one, other, strict=False))


def _opening(node: _Node) -> list[int]:
    """The sets of the characters that any match of the node begins with, as far as they are certain."""
    match node:
        case _Chars(chars):
            return [chars]
        case _Repeat(inner, low, high):
            return _opening(inner) if low == high == 1 else _opening(inner)[:1] * (low > 0)
        case _Choice():
            return [] if _nullable(node) else [_first(node)]
    sets: list[int] = []
    for part in node.parts:
        sets += _opening(part)
        if not isinstance(part, _Chars):
            break
    return sets
