"""A regular expression, compiled when its gate first opens, its results held to a validator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from re import Pattern

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.linear import compiled
from footprint_audit.engine.matchers import MOST_CANDIDATES, Cue, Spot
from footprint_audit.engine.necessary import necessary
from footprint_audit.engine.validators import VALIDATORS, Verdict
from footprint_audit.model import PatternMatch

__all__ = ["PatternMatcher"]


class PatternMatcher:
    """Sees the text with its case; `(?i)` at the start of a pattern ignores it. Only the gate of its rule opens it."""

    def __init__(self, match: PatternMatch) -> None:
        self._match = match
        self._validator = VALIDATORS[match.validator] if match.validator else None

    @cached_property
    def _pattern(self) -> Pattern[str]:
        return compiled(self._match.pattern, whole=self._match.whole)

    @cached_property
    def _necessary(self) -> tuple[tuple[str, ...], ...]:
        return necessary(self._match.pattern)

    def spots(self, text: Folded, cues: Sequence[Cue]) -> Iterator[Spot]:  # noqa: ARG002 - it looks for itself
        for texts in self._necessary:
            if not any(map(text.folded.__contains__, texts)):
                return
        for found in islice(self._pattern.finditer(text.normal), MOST_CANDIDATES):
            start, end = found.span()
            verdict = self._validator(text.normal, start, end) if self._validator else Verdict.OK
            if verdict is not Verdict.NO:
                yield Spot(start, end, verdict)
