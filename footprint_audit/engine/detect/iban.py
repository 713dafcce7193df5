"""International bank account numbers, cut to the length that their country gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span
from footprint_audit.engine.validators import Verdict, iban
from footprint_audit.engine.validators.money import IBAN_LENGTHS
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 1000  # candidates looked at in one text
_DIGITS = re.compile(r"\d(?<=(?<![A-Za-z0-9])[A-Za-z]{2}\d)\d(?=[ -]?[A-Za-z0-9])")  # the two after the country
_LETTER = re.compile(r"[ -]?[A-Za-z0-9]")


def _find(text: str) -> Iterator[Span]:
    for digits in islice(_DIGITS.finditer(text), MOST):
        start = digits.start() - 2
        length = IBAN_LENGTHS.get(text[start : start + 2].upper())
        end = length and _end(text, digits.end(), length - 4)
        if end and iban(text, start, end) is Verdict.OK:
            value = "".join(filter(str.isalnum, text[start:end])).upper()
            yield Span(start, end, Verdict.OK, value)


def _end(text: str, at: int, letters: int) -> int:
    """Where so many letters and digits end, with at most one space or dash before each; 0 where there are not."""
    for _ in range(letters):
        found = _LETTER.match(text, at)
        if not found:
            return 0
        at = found.end()
    return 0 if text[at : at + 1].isalnum() else at


detector = Detector(Gate(digits=10), _find)
