"""Places on the globe."""

from __future__ import annotations

import re

from footprint_audit.engine.validators.verdict import Verdict

__all__ = ["coordinates"]

_DECIMAL = re.compile(r"[+-]?\d{1,3}\.(\d{1,12})")


def coordinates(text: str, start: int, end: int) -> Verdict:
    """A latitude and a longitude, fine enough to find a house: four decimals or more."""
    numbers = list(_DECIMAL.finditer(text[start:end]))
    if len(numbers) != 2:
        return Verdict.NO
    latitude, longitude = (float(number[0]) for number in numbers)
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or latitude == longitude == 0:
        return Verdict.NO
    fine = min(len(number[1]) for number in numbers)
    return Verdict.OK if fine >= 4 else Verdict.WEAK if fine == 3 else Verdict.NO
