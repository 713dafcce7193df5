"""What no single pattern can say: a detector of `engine/detect`, called by its name where its own gate is open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from footprint_audit.engine.detect import named
from footprint_audit.engine.fold import Folded, fold_word
from footprint_audit.engine.matchers import MOST_CANDIDATES, Clause, Cue, Opening, Spot
from footprint_audit.model import DetectorMatch

__all__ = ["DetectorMatcher"]


class DetectorMatcher:
    """One of the traits that the detector asks for, or a literal of its gate, opens it."""

    def __init__(self, match: DetectorMatch) -> None:
        self._detector = named(match.detector)

    def opening(self) -> Opening:
        gate = self._detector.gate
        literals = tuple(dict.fromkeys(map(fold_word, gate.any)))
        if not self._detector.traits:
            return Opening(literals=literals, digits=gate.digits, always=not literals)
        ways: list[tuple[Clause, ...]] = [(trait,) for trait in self._detector.traits]
        return Opening(ways=(*ways, *(((literals,),) if literals else ())), digits=gate.digits)

    def spots(self, text: Folded, cues: Sequence[Cue]) -> Sequence[Spot]:  # noqa: ARG002 - it looks for itself
        found = islice(self._detector.find(text.normal), MOST_CANDIDATES)
        return [Spot(one.start, one.end, one.verdict) for one in found]
