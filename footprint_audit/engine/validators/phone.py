"""Telephone numbers, by the plans of the countries that give them out."""

from __future__ import annotations

import re

from footprint_audit.engine.fold import digits_of
from footprint_audit.engine.validators.verdict import Verdict

__all__ = ["could_be_dialled", "phone"]

_NO_PHONE = re.compile(
    r"(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d(?: .*)?"  # a date, perhaps with a time
    r"|\d{1,2}[-./ ]\d{1,2}[-./ ](?:\d\d|\d{4})"
    r"|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d"  # a span of years
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # an internet address, a version
    r"|\d+\.\d+"  # a decimal
    r"|\d{1,3}(?:[., ]000)+"  # a round number
    r"|\d{3}-\d\d-\d{4}"  # a social security number
    r"|\d(?: ?- ?\d){6,}|\d\d?(?:[ -]\d\d?){6,}"  # a row of scores, of lottery numbers
)
_MONEY = frozenset("$€£¥#")
_REGIONS = (  # where a national number may be at home: its first digits, how many it has in all
    ("0", 9, 12, "DE"), ("0", 10, 11, "GB"), ("0", 10, 10, "FR"), ("0", 8, 11, "IT"), ("0", 10, 10, "NL"),
    ("0", 10, 10, "AU"), ("0", 10, 11, "JP"), ("0", 8, 10, "SE"), ("0", 8, 12, "AT"), ("0", 10, 10, "CH"),
    ("0", 9, 10, "BE"), ("0", 9, 10, "IE"), ("23456789", 10, 10, "US"), ("1", 11, 11, "US"), ("6789", 9, 9, "ES"),
    ("23456789", 9, 9, "PL"), ("123456789", 10, 11, "BR"), ("6789", 10, 10, "IN"), ("29", 9, 9, "PT"),
    ("23456789", 10, 10, "MX"), ("23456789", 8, 8, "DK"), ("234589", 8, 8, "NO"), ("234567", 9, 9, "CZ"),
    ("3", 9, 10, "IT"), ("26", 10, 10, "GR"),
)  # fmt: skip


_NORTH_AMERICA = re.compile(
    r"(?:\+?(?:00)?1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-.])[2-9]\d\d[-.]\d{4}(?: ?(?:x|ext\.? ?)\d+)?"
)
_GROUPS = re.compile(r"\d+")


def could_be_dialled(written: str) -> bool:
    """Whether somebody who says "call me on …" may have written this: 7 to 15 digits, no date, no money."""
    digits = digits_of(written.split("x", maxsplit=1)[0])
    return 7 <= len(digits) <= 15 and len(set(digits)) > 2 and not _NO_PHONE.fullmatch(written)


def phone(text: str, start: int, end: int) -> Verdict:
    """International and possible, or written as in North America: ok. Valid in some country only: weak."""
    written = text[start:end]
    digits = digits_of(written)
    if not 7 <= len(digits) <= 20 or len(set(digits)) < 3 or text[start - 1 : start] in _MONEY:
        return Verdict.NO
    if _NO_PHONE.fullmatch(written):
        return Verdict.NO
    if _NORTH_AMERICA.fullmatch(written):
        return Verdict.OK
    if written.startswith("00"):
        written = "+" + written[2:]
    return _international(written) if written.startswith(("+", "(+")) else _national(written)


def _international(written: str) -> Verdict:
    from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse

    try:
        number = parse(written)
    except NumberParseException:
        return Verdict.NO
    if is_valid_number(number) or _is_fictional(number.country_code, number.national_number):
        return Verdict.OK
    parted = len(_GROUPS.findall(written)) > 1 or len(written) > 10
    return Verdict.OK if is_possible_number(number) and parted else Verdict.NO


def _is_fictional(country: int | None, national: int | None) -> bool:
    """01632 960xxx, kept free for drama by Ofcom: people of our demo have such numbers, and must be told."""
    return country == 44 and str(national).startswith("1632960")


def _national(written: str) -> Verdict:
    from phonenumbers import NumberParseException, is_valid_number, parse

    digits = digits_of(re.split(r"[xe]", written, maxsplit=1)[0])  # without an extension
    for first, least, most, region in _REGIONS:
        if digits[0] not in first or not least <= len(digits) <= most:
            continue
        try:
            number = parse(written, region)
        except NumberParseException:
            return Verdict.NO
        if is_valid_number(number) or _is_fictional(number.country_code, number.national_number):
            return Verdict.WEAK
    return Verdict.NO
