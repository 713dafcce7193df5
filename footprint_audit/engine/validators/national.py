"""Numbers by which states know a person, each held to its check digit and to the dates that stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from footprint_audit.engine.fold import digits_of
from footprint_audit.engine.validators.dates import is_day
from footprint_audit.engine.validators.money import luhn
from footprint_audit.engine.validators.verdict import Validator, Verdict

__all__ = ["NATIONAL"]

_Check = Callable[[str], bool]


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _day(year: int, month: int, day: int) -> bool:
    """A day of the last two centuries, where the number says only the year in its century."""
    return is_day(2000 + year % 100, month, day) or is_day(1900 + year % 100, month, day)


def _dated(digits: str, order: str, months: Sequence[int] = (0,)) -> bool:
    """Whether the first six digits are a date, written `ymd` or `dmy`; `months`: what may be added to the month."""
    parts = dict(zip(order, (int(digits[i : i + 2]) for i in (0, 2, 4)), strict=True))
    return any(_day(parts["y"], parts["m"] - added, parts["d"]) for added in months)


# --- English-speaking countries ---------------------------------------------------------------------------------------

_SSN = re.compile(r"(?!000|666|9)\d{3}([- ]?)(?!00)\d\d\1(?!0000)\d{4}")
_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d\d){3}[ -]?[A-D]")


def _ssn(text: str, start: int, end: int) -> Verdict:
    """A US social security number that can have been issued; weak where nothing parts its digits."""
    written = text[start:end]
    found = _SSN.fullmatch(written)
    if not found or len(set(digits_of(written))) == 1:
        return Verdict.NO
    return Verdict.OK if found[1] else Verdict.WEAK


def _nino(text: str, start: int, end: int) -> Verdict:
    """A UK national insurance number with a prefix that is in use."""
    return Verdict.OK if _NINO.fullmatch(text[start:end].upper()) else Verdict.NO


def _itin(number: str) -> bool:
    return number[0] == "9" and (50 <= int(number[3:5]) <= 99) and number[3:5] not in ("66", "89", "93")


def _nhs(number: str) -> bool:
    return (11 - _weighted(number, range(10, 1, -1)) % 11) % 11 == int(number[9])


def _pps(number: str) -> bool:
    total = _weighted(number[:7], range(8, 1, -1))
    if len(number) == 9 and number[8] != "W":
        total += 9 * (ord(number[8]) - 64)
    return number[7] == "WABCDEFGHIJKLMNOPQRSTUV"[total % 23]


def _sin(number: str) -> bool:
    return number[0] not in "08" and luhn(number)


def _tfn(number: str) -> bool:
    weights = (1, 4, 3, 7, 5, 8, 6, 9, 10) if len(number) == 9 else (10, 7, 8, 4, 6, 3, 5, 1)
    return _weighted(number, weights) % 11 == 0


def _medicare(number: str) -> bool:
    return number[0] in "23456" and _weighted(number, (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == int(number[8])


def _ird(number: str) -> bool:
    number = number.zfill(9)
    for weights in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)):
        rest = -_weighted(number, weights) % 11
        if rest != 10:
            return rest == int(number[8])
    return False


def _za(number: str) -> bool:
    return _dated(number, "ymd") and number[10] in "012" and luhn(number)


# --- Europe -----------------------------------------------------------------------------------------------------------


def _nir(number: str) -> bool:
    if number[0] not in "123478" or not (1 <= int(number[3:5]) <= 12 or 20 <= int(number[3:5]) <= 42):
        return False
    plain = number[:13].replace("2A", "19").replace("2B", "18")
    return plain.isdigit() and 97 - int(plain) % 97 == int(number[13:])


def _dni(number: str) -> bool:
    plain = str("XYZ".find(number[0])) + number[1:-1] if number[0] in "XYZ" else number[:-1]
    return len(set(plain)) > 1 and number[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(plain) % 23]


def _nuss(number: str) -> bool:
    province, serial, check = number[:2], int(number[2:10]), int(number[10:])
    whole = int(province) * 10_000_000 + serial if serial < 10_000_000 else int(number[:10])
    return 1 <= int(province) <= 66 and whole % 97 == check


_CF_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def _codice_fiscale(code: str) -> bool:
    values = [int(char) if char.isdigit() else ord(char) - 65 for char in code[:15]]
    total = sum(_CF_ODD[value] for value in values[::2]) + sum(values[1::2])
    return code[15] == chr(65 + total % 26)


def _nif(number: str) -> bool:
    return number[0] in "123" and _eleven(number, range(9, 1, -1))


def _eleven(number: str, weights: Sequence[int]) -> bool:
    """The last digit makes the weighted sum whole by eleven; a rest of ten or eleven counts as zero."""
    check = 11 - _weighted(number[:-1], weights) % 11
    return (0 if check >= 10 else check) == int(number[-1])


def _pesel(number: str) -> bool:
    right = -_weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == int(number[10])
    return right and _dated(number, "ymd", (0, 20, 40, 60, 80))


def _bsn(number: str) -> bool:
    number = number.zfill(9)
    return len(set(number)) > 2 and (_weighted(number[:8], range(9, 1, -1)) - int(number[8])) % 11 == 0


def _steuer_id(number: str) -> bool:
    counts = sorted(number[:10].count(digit) for digit in set(number[:10]))
    if number[0] == "0" or counts[-1] > 3 or counts[-2] > 1:
        return False
    product = 10
    for digit in number[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[10])


def _rvnr(number: str) -> bool:
    plain = number[:8] + f"{ord(number[8]) - 64:02d}" + number[9:11]
    total = sum(
        sum(divmod(int(digit) * w, 10)) for digit, w in zip(plain, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    )
    return total % 10 == int(number[11])


def _ahv(number: str) -> bool:
    return (_weighted(number, (1, 3) * 6 + (1,))) % 10 == 0


def _svnr(number: str) -> bool:
    right = _weighted(number, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11 == int(number[3])
    return right and number[0] != "0" and _dated(number[4:], "dmy")


def _rrn_be(number: str) -> bool:
    body, check = int(number[:9]), int(number[9:])
    return _dated(number, "ymd", (0, 20, 40)) and check in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)


def _personnummer(number: str) -> bool:
    number = number[-10:]
    day = f"{int(number[4:6]) % 60:02d}"
    return _dated(number[:4] + day, "ymd") and luhn(number)


def _fodselsnummer(number: str) -> bool:
    first = _weighted(number, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11
    second = _weighted(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11
    dated = _dated(f"{int(number[:2]) % 40:02d}{number[2:]}", "dmy", (0, 40))
    return first == second == 0 and dated


def _cpr(number: str) -> bool:
    return _dated(number, "dmy") and len(set(number)) > 3


def _hetu(number: str) -> bool:
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(number[:6] + number[7:10]) % 31]
    return _dated(number, "dmy") and check == number[10]


def _rodne_cislo(number: str) -> bool:
    return _dated(number, "ymd", (0, 20, 50, 70)) and int(number[:9]) % 11 % 10 == int(number[9])


def _cnp(number: str) -> bool:
    check = _weighted(number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return number[0] != "0" and _dated(number[1:], "ymd") and (1 if check == 10 else check) == int(number[12])


def _egn(number: str) -> bool:
    right = _weighted(number, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(number[9])
    return right and _dated(number, "ymd", (0, 20, 40))


def _oib(number: str) -> bool:
    rest = 10
    for digit in number[:10]:
        rest = ((int(digit) + rest) % 10 or 10) * 2 % 11
    return (11 - rest) % 10 == int(number[10])


def _tckn(number: str) -> bool:
    values = [int(digit) for digit in number]
    tenth = (7 * sum(values[0:9:2]) - sum(values[1:8:2])) % 10
    return values[0] != 0 and values[9] == tenth and sum(values[:10]) % 10 == values[10]


# --- Latin America, Asia ----------------------------------------------------------------------------------------------


def _cpf(number: str) -> bool:
    first = _weighted(number, range(10, 1, -1)) * 10 % 11 % 10
    second = _weighted(number, range(11, 1, -1)) * 10 % 11 % 10
    return len(set(number)) > 1 and number[9:] == f"{first}{second}"


def _curp(code: str) -> bool:
    alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(alphabet.index(char) * weight for char, weight in zip(code[:17], range(18, 1, -1), strict=True))
    return _dated(code[4:], "ymd") and code[17] == str(-total % 10)


def _rut(number: str) -> bool:
    total = _weighted(number[-2::-1], (2, 3, 4, 5, 6, 7, 2, 3))
    return number[-1] == "0123456789K0"[11 - total % 11]


def _cuit(number: str) -> bool:
    return number[:2] in ("20", "23", "24", "27") and _eleven(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


_TIMES = (  # the group of the symmetries of a pentagon, on which Verhoeff's check digit rests
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_MOVED = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def _aadhaar(number: str) -> bool:
    rest = 0
    for place, digit in enumerate(reversed(number)):
        rest = int(_TIMES[rest][int(_MOVED[place % 8][int(digit)])])
    return rest == 0 and number[0] not in "01" and len(set(number)) > 3


def _pan_card(code: str) -> bool:
    return code[3] in "ABCFGHJLPT"


def _resident_cn(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[_weighted(number[:17], weights) % 11]
    return is_day(int(number[6:10]) or 1, int(number[10:12]), int(number[12:14])) and check == number[17]


def _rrn_kr(number: str) -> bool:
    return _dated(number, "ymd") and number[6] in "12345678"


def _my_number(number: str) -> bool:
    rest = _weighted(number[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if rest <= 1 else 11 - rest) == int(number[11])


def _nric(code: str) -> bool:
    total = _weighted(code[1:8], (2, 7, 6, 5, 4, 3, 2)) + 4 * (code[0] in "TG")
    letters = "JZIHGFEDCBA" if code[0] in "ST" else "XWUTRQPNMLK"
    return code[8] == letters[total % 11]


def _teudat_zehut(number: str) -> bool:
    return luhn(number) and len(set(number)) > 2


# --- the table --------------------------------------------------------------------------------------------------------

_FORMS: dict[str, tuple[str, _Check, Verdict]] = {  # how it is written without signs, its check, how sure that makes us
    "us_itin": (r"\d{9}", _itin, Verdict.OK),
    "nhs": (r"\d{10}", _nhs, Verdict.WEAK),
    "ie_pps": (r"\d{7}[A-W][A-IW]?", _pps, Verdict.WEAK),
    "ca_sin": (r"\d{9}", _sin, Verdict.WEAK),
    "au_tfn": (r"\d{8,9}", _tfn, Verdict.WEAK),
    "au_medicare": (r"\d{10,11}", _medicare, Verdict.WEAK),
    "nz_ird": (r"\d{8,9}", _ird, Verdict.WEAK),
    "za_id": (r"\d{13}", _za, Verdict.OK),
    "fr_nir": (r"\d{6}[\dAB]\d{8}", _nir, Verdict.OK),
    "es_dni": (r"[XYZ]?\d{7,8}[A-Z]", _dni, Verdict.WEAK),
    "es_nuss": (r"\d{12}", _nuss, Verdict.WEAK),
    "it_codice_fiscale": (r"[A-Z]{6}[\dLMNPQRSTUV]{2}[A-EHLMPRST][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z]",
                          _codice_fiscale, Verdict.OK),
    "pt_nif": (r"\d{9}", _nif, Verdict.WEAK),
    "pl_pesel": (r"\d{11}", _pesel, Verdict.WEAK),
    "nl_bsn": (r"\d{8,9}", _bsn, Verdict.WEAK),
    "de_steuer_id": (r"\d{11}", _steuer_id, Verdict.WEAK),
    "de_rvnr": (r"\d{8}[A-Z]\d{3}", _rvnr, Verdict.OK),
    "ch_ahv": (r"756\d{10}", _ahv, Verdict.OK),
    "at_svnr": (r"\d{10}", _svnr, Verdict.WEAK),
    "be_rrn": (r"\d{11}", _rrn_be, Verdict.WEAK),
    "se_personnummer": (r"(?:19|20)?\d{10}", _personnummer, Verdict.WEAK),
    "no_fodselsnummer": (r"\d{11}", _fodselsnummer, Verdict.WEAK),
    "dk_cpr": (r"\d{10}", _cpr, Verdict.WEAK),
    "fi_hetu": (r"\d{6}[-+ABCDEFUVWXY]\d{3}[0-9A-Y]", _hetu, Verdict.OK),
    "cz_rodne_cislo": (r"\d{10}", _rodne_cislo, Verdict.WEAK),
    "ro_cnp": (r"\d{13}", _cnp, Verdict.OK),
    "bg_egn": (r"\d{10}", _egn, Verdict.WEAK),
    "hr_oib": (r"\d{11}", _oib, Verdict.WEAK),
    "tr_tckn": (r"\d{11}", _tckn, Verdict.WEAK),
    "br_cpf": (r"\d{11}", _cpf, Verdict.WEAK),
    "mx_curp": (r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d", _curp, Verdict.OK),
    "cl_rut": (r"\d{7,8}[\dK]", _rut, Verdict.WEAK),
    "ar_cuit": (r"\d{11}", _cuit, Verdict.WEAK),
    "in_aadhaar": (r"\d{12}", _aadhaar, Verdict.WEAK),
    "in_pan": (r"[A-Z]{5}\d{4}[A-Z]", _pan_card, Verdict.WEAK),
    "cn_resident": (r"\d{17}[\dX]", _resident_cn, Verdict.OK),
    "kr_rrn": (r"\d{13}", _rrn_kr, Verdict.WEAK),
    "jp_my_number": (r"\d{12}", _my_number, Verdict.WEAK),
    "sg_nric": (r"[STFG]\d{7}[A-Z]", _nric, Verdict.OK),
    "il_id": (r"\d{9}", _teudat_zehut, Verdict.WEAK),
}  # fmt: skip
_SIGNS = str.maketrans("", "", " ./-\u00a0")
_PARTED = {
    "br_cpf": ".",
    "ch_ahv": ".",
    "se_personnummer": "-+",
    "cl_rut": "-",
}  # written so, it is hardly anything else


def _validator(name: str, form: str, check: _Check, sure: Verdict) -> Validator:
    pattern = re.compile(form)

    def judge(text: str, start: int, end: int) -> Verdict:
        written = text[start:end].upper()
        plain = written if name == "fi_hetu" else written.translate(_SIGNS).replace("+", "")
        if not plain.isascii() and name != "mx_curp":
            return Verdict.NO
        if not pattern.fullmatch(plain) or not check(plain):
            return Verdict.NO
        return Verdict.OK if any(sign in written for sign in _PARTED.get(name, "")) else sure

    return judge


NATIONAL: dict[str, Validator] = {  # a constant: nobody writes to it
    "ssn": _ssn,
    "nino": _nino,
    **{name: _validator(name, *form) for name, form in _FORMS.items()},
}
