"""Dates on which somebody alive can have been born."""

from __future__ import annotations

import re
from calendar import monthrange

from footprint_audit.engine.validators.verdict import Verdict

__all__ = ["date", "is_day"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen janv sty sausis led jän", "feb fev fevr febr lut úno helmi fév",
            "mar mär mrz mars maart maalis bře",
            "apr avr abr kwi dub huhti", "may mai mag mei maj kvě touko", "jun juin giu juni cze čer kesä",
            "jul juil lug juli lip heinä", "aug ago aout août sie srp elo", "sep set sept wrz zář syys",
            "oct okt ott out paź říj loka", "nov lis marras", "dec dez dic déc gru pro joulu des",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DATE = re.compile(r"(\d{1,4})\W{1,3}(?:de |of )?(\d{1,2}|[^\W\d_]{3,12})\W{1,3}(?:de |of |del )?'?(\d{1,4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\W{1,2}(\d{1,2})(?:st|nd|rd|th)?\W{1,2}(\d{2,4})")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|\.)(?= )")
_BIRTH_YEARS = range(1905, 2031)  # of people alive; not read from the clock: same input, same output


def date(text: str, start: int, end: int) -> Verdict:
    """A day that exists, in a year in which somebody alive can be born; weak where the year has two digits."""
    written = _ORDINAL.sub("", text[start:end].strip().lower())
    if month_first := _MONTH_FIRST.fullmatch(written):
        first, second, third = month_first[2], month_first[1], month_first[3]
    elif parts := _DATE.fullmatch(written):
        first, second, third = parts.groups()
    else:
        return Verdict.NO
    return _judged(first, second, third)


def _judged(first: str, second: str, third: str) -> Verdict:
    if len(first) == 4:
        first, third = third, first
    month = int(second) if second.isdigit() else _month(second)
    day, short = int(first), len(third) == 2
    years = (int(third),) if not short else (1900 + int(third), 2000 + int(third))
    days = [(day, month), (month, day)] if second.isdigit() else [(day, month)]
    if not any(year in _BIRTH_YEARS and is_day(year, m, d) for year in years for d, m in days):
        return Verdict.NO
    return Verdict.WEAK if short else Verdict.OK


def _month(name: str) -> int:
    return next((_MONTHS[name[:length]] for length in (6, 5, 4, 3) if name[:length] in _MONTHS), 0)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
