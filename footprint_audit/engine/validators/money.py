"""Cards, bank accounts and wallets."""

from __future__ import annotations

import re
from hashlib import sha256

from footprint_audit.engine.fold import digits_of
from footprint_audit.engine.validators.verdict import Verdict

__all__ = ["IBAN_LENGTHS", "card", "iban", "luhn", "wallet"]

_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12,14}|3[47]\d{13}|6(?:011"
    r"|4[4-9]|5)\d{12,16}"
    r"|62\d{14,17}|3(?:0[0-5]|[689]\d)\d{11,16}|35(?:2[89]|[3-8]\d)\d{12,15}"
)
_RARE_CARD = re.compile(
    r"35\d{14}|(?:5[0678]\d\d|6\d{3}|0604|220[0-4])\d{8,15}|(?:2131|1800)\d{11}"
)  # Maestro, Mir, old JCB
_IN_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d[ -]?(?:[A-Z0-9]{4}[ -]?){0,6}$")
IBAN_LENGTHS = {
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
    """A known prefix with its length, and the check digit of Luhn; weak where the prefix is rare. The card numbers
    that shops test with are cards."""
    digits = digits_of(text[start:end])
    if len(set(digits)) < 2 or not luhn(digits) or _IN_IBAN.search(text[max(0, start - 36) : start]):
        return Verdict.NO
    if _CARD.fullmatch(digits):
        return Verdict.OK
    return Verdict.WEAK if _RARE_CARD.fullmatch(digits) else Verdict.NO


def luhn(digits: str) -> bool:
    """The check digit of Luhn (ISO/IEC 7812-1)."""
    values = [int(digit) for digit in reversed(digits)]
    return (sum(values[::2]) + sum(sum(divmod(2 * value, 10)) for value in values[1::2])) % 10 == 0


def iban(text: str, start: int, end: int) -> Verdict:
    """The length of its country and the check digits of ISO 13616."""
    written = "".join(text[start:end].replace("-", " ").split()).upper()
    if len(written) != IBAN_LENGTHS.get(written[:2]) or not (written.isalnum() and written.isascii()):
        return Verdict.NO
    number = "".join(str(int(char, 36)) for char in written[4:] + written[:4])
    return Verdict.OK if int(number) % 97 == 1 else Verdict.NO


_BASE58 = {char: value for value, char in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}
_BECH32 = {char: value for value, char in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def wallet(text: str, start: int, end: int) -> Verdict:
    """An address of Bitcoin (base58 or bech32, by its check sum) or of Ethereum (by its form)."""
    written = text[start:end]
    if written.startswith("0x"):
        return Verdict.OK if len(written) == 42 and len(set(written[2:].lower())) > 6 else Verdict.NO
    right = _bech32(written.lower()) if written[:3].lower() == "bc1" else _base58(written)
    return Verdict.OK if right else Verdict.NO


def _base58(written: str) -> bool:
    number = 0
    for char in written:
        if char not in _BASE58:
            return False
        number = number * 58 + _BASE58[char]
    if number >= 1 << 200:
        return False
    raw = number.to_bytes(25)
    return sha256(sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def _bech32(written: str) -> bool:
    if any(char not in _BECH32 for char in written[3:]):
        return False
    check = 1
    for value in (3, 3, 0, 2, 3, *(_BECH32[char] for char in written[3:])):  # "bc", spread out as BIP 173 says
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            check ^= term * (top >> bit & 1)
    return check in (1, 0x2BC830A3)
