"""Patterns for handles that somebody outside wrote, asked without backtracking: no pattern can hang us.

The field's manifests mean `re.search`, with whatever Python's `re` accepts, look-arounds included. `re` itself tries
every way a pattern can be read, so `(a+)+$` does not come back from a handle of sixty letters. We read the pattern as
Python does, and walk it with the *set* of places a match can have come to: there is no second way to try. A pattern
that refers back, or takes more than MOST_STEPS steps on a handle, admits nobody: what it means is not known to us.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from operator import attrgetter

from footprint_audit.model import Handle, Site

__all__ = ["LONGEST", "PatternSite", "finds", "looks_unusable", "problem_of", "refusal_of"]

LONGEST = 512  # characters of a pattern; the longest in the field's manifests has 76
MOST_STEPS = 10_000  # of the walk on one handle: about 10 ms

# Python's own reading, private as it is: a reader of ours could read a pattern otherwise than `re` does.
_sre = import_module("re._parser")
_parts_of = attrgetter("data")
_UNKNOWN = re.compile(r"\\[1-9]|\(\?P=|\(\?\(|\(\?>|\(\?[a-zA-Z-]+:|[*+?}]\+")


class PatternSite(Site):
    """A site whose `handle_pattern` came from outside: it is searched for in a handle, as the manifests mean it."""

    __slots__ = ()

    def admits(self, handle: Handle) -> bool:
        """Whether the site's own rules allow this handle; False too where nobody can tell what they mean."""
        try:
            return finds(self.handle_pattern, handle.value)
        except ValueError:
            return False


def finds(pattern: str, text: str) -> bool:
    """Whether `re.search(pattern, text)` finds anything in one line. Raises ValueError: not a pattern we can walk."""
    tree, flags = _tree(pattern)
    try:
        return _Walk(text, ignore_case=bool(flags & re.IGNORECASE)).anywhere(tree)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def problem_of(pattern: str) -> str:
    """Why the pattern cannot be used, or empty. Costs the reading of it, so nothing on the way to an audit asks."""
    try:
        finds(pattern, "a")
    except ValueError as error:
        return str(error)
    return ""


def refusal_of(pattern: str) -> str:
    """Why an entry with this pattern is not asked, or empty: as much as is seen without reading the pattern."""
    return "its pattern for handles is one we cannot ask safely" if looks_unusable(pattern) else ""


def looks_unusable(pattern: str) -> bool:
    """Whether the pattern refers back, or is atomic or possessive: seen without reading it."""
    return len(pattern) > LONGEST or _UNKNOWN.search(pattern) is not None


@lru_cache(1024)
def _tree(pattern: str) -> tuple[Sequence[object], int]:
    if looks_unusable(pattern):
        raise ValueError(f"it refers back, is atomic or possessive, or is longer than {LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of FutureWarning: other people's `[[` is theirs
            tree = _sre.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"not a regular expression ({error})") from None
    flags = int(tree.state.flags)
    if flags & ~(re.UNICODE | re.IGNORECASE):
        raise ValueError("flags other than (?i) are not read")
    return _parts_of(tree), flags


class _Walk:
    """One text. A set of places in it is a number: bit i is the place before its character i."""

    def __init__(self, text: str, *, ignore_case: bool) -> None:
        self._text = text
        self._all = (2 << len(text)) - 1
        self._ignore_case = ignore_case
        self._steps = 0
        self._known: dict[int, int] = {}  # by the part's identity: the places it accepts, or sees its body from

    def anywhere(self, parts: Sequence[object]) -> bool:
        """Whether a match begins somewhere."""
        return self.ends(parts, self._all) != 0

    def ends(self, parts: Sequence[object], starts: int) -> int:
        """Where a match of the parts, one after the other, can end if it begins at one of `starts`."""
        for part in parts:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise ValueError(f"takes more than {MOST_STEPS} steps on a handle")
            if not starts:
                return 0
            starts = self._after(part, starts)
        return starts

    def _after(self, part: object, starts: int) -> int:
        match part:
            case (name, (int(low), int(high), body)) if repr(name) in ("MAX_REPEAT", "MIN_REPEAT"):
                return self._repeated(_parts_of(body), low, high, starts)
            case (name, (_, list(options))) if repr(name) == "BRANCH":
                found = 0
                for option in options:
                    found |= self.ends(_parts_of(option), starts)
                return found
            case (name, (_, 0, 0, body)) if repr(name) == "SUBPATTERN":
                return self.ends(_parts_of(body), starts)
            case (name, place) if repr(name) == "AT":
                return starts & self._places(repr(place))
            case (name, (int(direction), body)) if repr(name) in ("ASSERT", "ASSERT_NOT"):
                seen = self._seen(part, _parts_of(body), direction)
                return starts & seen if repr(name) == "ASSERT" else starts & ~seen
        return (starts & self._those_that(part)) << 1

    def _repeated(self, body: Sequence[object], low: int, high: int, starts: int) -> int:
        # A place reached by more rounds than there are places was reached by standing still: more rounds add nothing.
        most = len(self._text) + 2
        for _ in range(min(low, most)):
            starts = self.ends(body, starts)
        reached = fresh = starts
        for _ in range(min(high - low, most)):
            fresh = self.ends(body, fresh) & ~reached
            if not fresh:
                break
            reached |= fresh
        return reached

    def _seen(self, part: object, body: Sequence[object], direction: int) -> int:
        """The places that see the body: ahead of them, or ending there."""
        if id(part) not in self._known:
            if direction < 0:
                self._known[id(part)] = self.ends(body, self._all)
            else:
                places = range(len(self._text) + 1)
                self._known[id(part)] = sum(1 << place for place in places if self.ends(body, 1 << place))
        return self._known[id(part)]

    def _places(self, name: str) -> int:
        """Where an edge stands. A handle is one line, so that all beginnings are one, and all ends."""
        size = len(self._text)
        if "BOUNDARY" in name:
            word = [False, *(char.isalnum() or char == "_" for char in self._text), False]
            edges = sum(1 << i for i in range(size + 1) if word[i] is not word[i + 1])
            if not size:
                raise ValueError("\\b in an empty text means different things to different Pythons")
            return self._all & ~edges if "NON" in name else edges
        return 1 if "BEGINNING" in name else 1 << size

    def _those_that(self, part: object) -> int:
        """The places whose next character the part accepts."""
        if id(part) not in self._known:
            accepted = {char for char in set(self._text) if self._accepts(part, char)}
            self._known[id(part)] = sum(1 << i for i, char in enumerate(self._text) if char in accepted)
        return self._known[id(part)]

    def _accepts(self, part: object, char: str) -> bool:
        cases = {char, char.lower(), char.upper()} if self._ignore_case else {char}
        match part:
            case (name, int(code)) if repr(name) == "LITERAL":
                return any(ord(case) == code for case in cases if len(case) == 1)
            case (name, int(code)) if repr(name) == "NOT_LITERAL":
                return all(ord(case) != code for case in cases if len(case) == 1)
            case (name, None) if repr(name) == "ANY":
                return char != "\n"
            case (name, list(items)) if repr(name) == "IN":
                negated = repr(items[0]) == "(NEGATE, None)"
                inside = any(_in(item, case) for item in items[negated:] for case in cases if len(case) == 1)
                return inside is not negated
            case (name, *_):
                raise ValueError(f"uses {repr(name).lower().replace('_', ' ')}, which is not read")
        raise ValueError("not a regular expression we can read")


def _in(item: object, char: str) -> bool:
    match item:
        case (name, int(code)) if repr(name) == "LITERAL":
            return ord(char) == code
        case (name, (int(low), int(high))) if repr(name) == "RANGE":
            return low <= ord(char) <= high
        case (name, kind) if repr(name) == "CATEGORY":
            inside = {"DIGIT": char.isdecimal(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
            return inside[repr(kind).rpartition("_")[2]] is ("_NOT_" not in repr(kind))
    raise ValueError("not a class of characters we can read")
