"""Checks that no pattern can make: is this number a card, is this address an address.

Each looks at `text[start:end]` and may look around it, and answers `ok`, `weak` (possible, but it needs a word beside
it that says so) or `no`. Texts come normalised: digits are ASCII.
"""

from __future__ import annotations

import ipaddress
import math
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from enum import Enum

__all__ = ["VALIDATORS", "Validator", "Verdict"]


class Verdict(Enum):
    """What a validator says of a candidate."""

    OK = "ok"
    WEAK = "weak"
    NO = "no"


Validator = Callable[[str, int, int], Verdict]


def _digits(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")


# --- phone ------------------------------------------------------------------------------------------------------------

_NO_PHONE = re.compile(
    r"(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d(?: .*)?"  # a date, perhaps with a time
    r"|\d{1,2}[-./ ]\d{1,2}[-./ ](?:\d\d|\d{4})"
    r"|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d"  # a span of years
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # an internet address, a version
    r"|\d+\.\d+"  # a decimal
    r"|\d{1,3}(?:[., ]000)+"  # a round number
)
_MONEY = "$€£¥#"
_REGIONS = (  # where a national number may be at home: its first digits, how many it has in all
    ("0", 9, 12, "DE"), ("0", 10, 11, "GB"), ("0", 10, 10, "FR"), ("0", 8, 11, "IT"), ("0", 10, 10, "NL"),
    ("0", 10, 10, "AU"), ("0", 10, 11, "JP"), ("0", 8, 10, "SE"), ("0", 8, 12, "AT"), ("0", 10, 10, "CH"),
    ("0", 9, 10, "BE"), ("0", 9, 10, "IE"), ("23456789", 10, 10, "US"), ("1", 11, 11, "US"), ("6789", 9, 9, "ES"),
    ("23456789", 9, 9, "PL"), ("123456789", 10, 11, "BR"), ("6789", 10, 10, "IN"), ("29", 9, 9, "PT"),
    ("23456789", 10, 10, "MX"), ("23456789", 8, 8, "DK"), ("234589", 8, 8, "NO"), ("234567", 9, 9, "CZ"),
    ("3", 9, 10, "IT"), ("26", 10, 10, "GR"),
)  # fmt: skip


def phone(text: str, start: int, end: int) -> Verdict:
    """International and valid: ok. Valid in some country only, or merely possible: weak."""
    written = text[start:end]
    count = len(_digits(written))
    if not 7 <= count <= 20 or len(set(_digits(written))) < 3 or _NO_PHONE.fullmatch(written):
        return Verdict.NO
    if text[start - 1 : start] in tuple(_MONEY):
        return Verdict.NO
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
    return Verdict.WEAK if is_possible_number(number) else Verdict.NO


def _is_fictional(country: int | None, national: int | None) -> bool:
    """01632 960xxx, kept free for drama by Ofcom: people of our demo have such numbers, and must be told."""
    return country == 44 and str(national).startswith("1632960")


def _national(written: str) -> Verdict:
    from phonenumbers import NumberParseException, is_valid_number, parse

    digits = _digits(re.split(r"[xe]", written, maxsplit=1)[0])  # without an extension
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


# --- money ------------------------------------------------------------------------------------------------------------

_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12,14}|3[47]\d{13}|6(?:011|4[4-9]|5)\d{12,16}"
    r"|62\d{14,17}|3(?:0[0-5]|[68]\d)\d{11,16}|35(?:2[89]|[3-8]\d)\d{12,15}"
)
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24,
    "XK": 20,
}  # fmt: skip


def card(text: str, start: int, end: int) -> Verdict:
    """A known prefix with its length, and the check digit of Luhn. The card numbers that shops test with are cards."""
    digits = _digits(text[start:end])
    right = bool(_CARD.fullmatch(digits)) and len(set(digits)) > 1 and _luhn(digits)
    return Verdict.OK if right else Verdict.NO


def _luhn(digits: str) -> bool:
    values = [int(digit) for digit in reversed(digits)]
    return (sum(values[::2]) + sum(sum(divmod(2 * value, 10)) for value in values[1::2])) % 10 == 0


def iban(text: str, start: int, end: int) -> Verdict:
    """The length of its country and the check digits of ISO 13616."""
    written = "".join(text[start:end].replace("-", " ").split()).upper()
    if len(written) != _IBAN_LENGTHS.get(written[:2]) or not (written.isalnum() and written.isascii()):
        return Verdict.NO
    number = "".join(str(int(char, 36)) for char in written[4:] + written[:4])
    return Verdict.OK if int(number) % 97 == 1 else Verdict.NO


# --- dates and identity numbers --------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen janv", "feb fev fevr febr", "mar mär mrz mars maart", "apr avr abr", "may mai mag mei maj",
            "jun juin giu juni", "jul juil lug juli", "aug ago aout août", "sep set sept", "oct okt ott out",
            "nov", "dec dez dic déc",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DATE = re.compile(r"(\d{1,4})\W{1,3}(?:de |of )?(\d{1,2}|[^\W\d_]{3,12})\W{1,3}(?:de |of )?(\d{1,4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\W{1,2}(\d{1,2})(?:st|nd|rd|th)?\W{1,2}(\d{2,4})")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|\.)(?= )")
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
    return _judged_date(first, second, third)


def _judged_date(first: str, second: str, third: str) -> Verdict:
    if len(first) == 4:
        first, third = third, first
    month = int(second) if second.isdigit() else _month(second)
    day, short = int(first), len(third) == 2
    years = (int(third),) if not short else (1900 + int(third), 2000 + int(third))
    days = [(day, month), (month, day)] if second.isdigit() else [(day, month)]
    if not any(_exists(year, m, d) for year in years for d, m in days):
        return Verdict.NO
    return Verdict.WEAK if short else Verdict.OK


def _month(name: str) -> int:
    return next((_MONTHS[name[:length]] for length in (6, 5, 4, 3) if name[:length] in _MONTHS), 0)


def _exists(year: int, month: int, day: int) -> bool:
    return year in _BIRTH_YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


_SSN = re.compile(r"(?!000|666|9)\d{3}([- ]?)(?!00)\d\d\1(?!0000)\d{4}")
_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d\d ?){3}[A-D]")


def ssn(text: str, start: int, end: int) -> Verdict:
    """A US social security number that can have been issued; weak where nothing parts its digits."""
    written = text[start:end]
    found = _SSN.fullmatch(written)
    if not found or len(set(_digits(written))) == 1:
        return Verdict.NO
    return Verdict.OK if found[1] else Verdict.WEAK


def nino(text: str, start: int, end: int) -> Verdict:
    """A UK national insurance number with a prefix that is in use."""
    return Verdict.OK if _NINO.fullmatch(text[start:end].upper()) else Verdict.NO


# --- addresses on the net --------------------------------------------------------------------------------------------

_EMAIL = re.compile(r"([\w.+'-]{1,64})@((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}([^\W\d_]{2,24}|xn--[a-z0-9-]{2,59}))")
_FILES = frozenset(("png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js", "json", "html", "pdf", "mp3", "mp4"))
_LOGIN_BEFORE = re.compile(r"[@/]$|://[^\s/@]{0,64}:$")
_PATH_AFTER = re.compile(r"@|:[^\s\d]|:\d+/")


def email(text: str, start: int, end: int) -> Verdict:
    """An address of mail: not `@who@host` of the fediverse, not `git@host:path`, not `image@2x.png`."""
    found = _EMAIL.fullmatch(text[start:end])
    if not found or found[3].lower() in _FILES or ".." in found[1] or found[1][0] in ".-'" or found[1][-1] == ".":
        return Verdict.NO
    if _LOGIN_BEFORE.search(text[max(0, start - 80) : start]) or _PATH_AFTER.match(text[end : end + 8]):
        return Verdict.NO
    return Verdict.NO if found[1].lower() == "git" else Verdict.OK


_TEST_NETS = tuple(map(ipaddress.IPv4Network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")))
_VERSION = re.compile(r"(?i)(?:\bv|\bver|version|release|firmware|build|update|rev|#)[ .:=-]{0,2}$")


def ipv4(text: str, start: int, end: int) -> Verdict:
    """A public internet address (or one kept for documents, as our examples use), and no version number."""
    try:
        address = ipaddress.IPv4Address(text[start:end])
    except ValueError:
        return Verdict.NO
    if not address.is_global and not any(address in net for net in _TEST_NETS):
        return Verdict.NO
    if _VERSION.search(text[max(0, start - 12) : start]) or re.match(r"\.?\d", text[end : end + 2]):
        return Verdict.NO
    return Verdict.OK


# --- the rest ---------------------------------------------------------------------------------------------------------

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


_PLACEHOLDER = re.compile(r"(?i)example|sample|placeholder|changeme|your|xxxx|\.\.\.|1234567|abcdef|(.)\1{5}")
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")


def entropy(text: str, start: int, end: int) -> Verdict:
    """As mixed as a random token (Shannon's bits a character), and no placeholder."""
    token = text[start:end]
    if len(token) < 8 or _PLACEHOLDER.search(token):
        return Verdict.NO
    bits = -sum(n / len(token) * math.log2(n / len(token)) for n in Counter(token).values())
    most = 4 if _HEX.fullmatch(token) else 6
    share = bits / min(math.log2(len(token)), most)  # of what so many such characters can have
    if share >= 0.78 and bits >= 2.8:
        return Verdict.OK
    return Verdict.WEAK if share >= 0.68 and bits >= 2.5 else Verdict.NO


VALIDATORS: dict[str, Validator] = {  # a constant: nobody writes to it
    "phone": phone, "card": card, "iban": iban, "date": date, "ssn": ssn, "nino": nino, "email": email, "ipv4": ipv4,
    "coordinates": coordinates, "entropy": entropy,
}  # fmt: skip
