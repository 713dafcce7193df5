"""Numbers of payment cards, in groups or not: a known prefix with its length, and the check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span
from footprint_audit.engine.traits import Trait
from footprint_audit.engine.validators import Verdict, card
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 1000  # candidates looked at in one text
_ROW = re.compile(
    r"\d(?<![\w.#@/=-]\d)(?:\d{3}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,4}(?:[ -]?\d{3})?)?|\d{3}[ -]?\d{6}[ -]?\d{4,5})"
    r"(?![\w@])(?![ -]\d{4})"
)


def _find(text: str) -> Iterator[Span]:
    for found in islice(_ROW.finditer(text), MOST):
        verdict = card(text, *found.span())
        if verdict is not Verdict.NO:
            yield Span(*found.span(), verdict, "".join(filter(str.isdigit, found[0])))


detector = Detector(Gate(digits=12), _find, (Trait("row", 12),))
