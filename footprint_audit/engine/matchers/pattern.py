"""A regular expression, compiled when what it cannot do without is there, its results held to a validator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from re import Pattern
from typing import NamedTuple

from footprint_audit.engine.asked import asked, unspaced
from footprint_audit.engine.fold import Folded, tokens_of
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.matchers import MOST_CANDIDATES, Clause, Cue, Opening, Spot
from footprint_audit.engine.necessary import DOTLESS, necessary, options, words_and_literals
from footprint_audit.engine.traits import unbroken
from footprint_audit.engine.validators import VALIDATORS, Verdict
from footprint_audit.model import PatternMatch

__all__ = ["PatternMatcher"]

MOST_WAYS = 24  # alternatives that are told apart before the pattern is asked
MOST_SETS = 2  # of literals, of one alternative, that are looked for in every text
MOST_KEPT = 16  # selections of the alternatives of one pattern


_Texts = tuple[tuple[str, ...], tuple[str, ...]]  # words, and other texts, of which one must be there


class _Option(NamedTuple):
    """An alternative of a pattern, and what it cannot match without; `unbroken`: see `unspaced`."""

    pattern: str
    needed: tuple[_Texts, ...]
    unbroken: int


def _cores(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without the spaces around them: fewer have to be looked for in every text."""
    return tuple(dict.fromkeys(text.strip() or text for text in texts))


class PatternMatcher:
    """Sees the text with its case; `(?i)` at the start of a pattern ignores it."""

    def __init__(self, match: PatternMatch) -> None:
        self._match = match
        self._compiled: dict[tuple[str, ...], Pattern[str]] = {}  # by the alternatives that are in it
        self._validator = VALIDATORS[match.validator] if match.validator else None

    @cached_property
    def _options(self) -> tuple[_Option, ...]:
        several = options(self._match.pattern)
        if len(several) == 1:  # and if it is called, it may stand
            return (_Option(self._match.pattern, (), unspaced(self._match.pattern)),)
        return tuple(
            _Option(one, tuple(map(words_and_literals, self._necessary(one))), unspaced(one)) for one in several
        )

    @cached_property
    def _is_long(self) -> bool:
        return any(one.unbroken for one in self._options)

    def _necessary(self, option: str) -> tuple[tuple[str, ...], ...]:
        return necessary(option, whole=self._match.whole)

    def opening(self) -> Opening:
        """What one of its alternatives cannot match without."""
        several = options(self._match.pattern)
        few = several if len(several) <= MOST_WAYS else (self._match.pattern,)
        ways: tuple[tuple[Clause, ...], ...] = tuple(
            dict.fromkeys((*map(_cores, self._necessary(one)[:MOST_SETS]), *asked(one)) for one in few)
        )
        return Opening(always=True) if () in ways else Opening(ways=ways)

    def _possible(self, text: Folded) -> Pattern[str] | None:
        """The pattern, without those of its alternatives that cannot stand in the text; None if that is all of them."""
        longest = unbroken(text.folded) if self._is_long else 0
        if len(self._options) == 1:
            return self._compiled_from((self._match.pattern,)) if self._options[0].unbroken <= longest else None
        folded, words = text.folded, text.words
        if DOTLESS[0] in folded:
            folded = folded.replace(*DOTLESS)
            words = frozenset(tokens_of(folded))
        able = tuple(
            one
            for one, needed, least in self._options
            if least <= longest
            and all(not words.isdisjoint(whole) or any(map(folded.__contains__, texts)) for whole, texts in needed)
        )
        if len(able) == len(self._options) or (able not in self._compiled and len(self._compiled) >= MOST_KEPT):
            able = tuple(one.pattern for one in self._options)
        return self._compiled_from(able) if able else None

    def _compiled_from(self, able: tuple[str, ...]) -> Pattern[str]:
        if able not in self._compiled:
            pattern = "|".join((able[0], *(one.removeprefix("(?i)") for one in able[1:])))
            self._compiled[able] = compiled(pattern, whole=self._match.whole)
        return self._compiled[able]

    def spots(self, text: Folded, cues: Sequence[Cue]) -> Sequence[Spot]:  # noqa: ARG002 - it looks for itself
        pattern = self._possible(text)
        if pattern is None:
            return ()
        found = [one.span() for one in islice(pattern.finditer(text.normal), MOST_CANDIDATES)]
        if self._validator is None:
            return [Spot(*span) for span in found]
        judged = [Spot(*span, self._validator(text.normal, *span)) for span in found]
        return [spot for spot in judged if spot.verdict is not Verdict.NO]
