"""Postal addresses of a dozen countries, each whole: house, street, town, postcode. Street and number alone are weak.

Every address has a number, so we walk from number to number and look at what stands around: a house number before its
street (English, French), or after it (nearly everybody else).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span, lazy, words
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 400  # numbers looked at in one text
_REACH = 70  # characters from the first word of a street to its number
_NUMBER = lazy(r"\d\d{0,5}")
_NO_HOUSE = frozenset("0123456789_.,:/$€£#@%&=+-")  # what stands before other numbers

# --- parts ------------------------------------------------------------------------------------------------------------

_NAME = r"[^\W\d_a-z][\w'.-]{0,25}"  # a word that begins with a capital
_OF = r"(?:de|del|della|di|du|des|da|do|dos|la|le|les|lès|las|los|sur|sous|en|am|an|der|im|a\.|d'[\w-]{2,20})"
_TOWN = rf"{_NAME}(?:[ -](?:{_NAME}|{_OF})){{0,5}}"
_THEN = r"(?:, ?| ?\n\s{0,4}| - | )"  # what parts the lines of an address
_UNIT = r"(?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Room|Rm|Bldg|Floor)\.? ?#?[\w-]{1,6}|# ?\w{1,5})"
_UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)"
_FRENCH = (
    r"(?:rue|avenue|av\.|boulevard|bd|blvd|place|chemin|allée|allées|impasse|quai|cours|route|square|passage|faubourg"
    r"|sentier|ruelle|montée|promenade|esplanade|résidence|lotissement|hameau)"
)

# --- number first -----------------------------------------------------------------------------------------------------

_AMERICAN = lazy(
    rf"\d{{1,6}}(?:-\d{{1,4}})?[A-Za-z]? (?:[NSEW]{{1,2}}\.? )?(?:(?:{_NAME}|\d{{1,3}}(?:st|nd|rd|th)) ){{0,5}}?"
    rf"(?:{_NAME}|\d{{1,3}}(?:st|nd|rd|th))(?:,? {_UNIT})?{_THEN}{_TOWN}(?:,? ?[A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?"
    rf"|,? (?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),? \d{{4}}|,? [A-Z]{{2}},? [A-Z]\d[A-Z] ?\d[A-Z]\d)(?!\w)"
)
_BRITISH = lazy(
    rf"\d{{1,4}}[A-Za-z]?,? (?:{_NAME},? )?{_NAME}(?: {_NAME}){{0,3}}(?:(?:, ?"
    rf"| ?\n\s{{0,4}}){_TOWN}){{0,3}}{_THEN}{_UK_POSTCODE}"
)
_FRENCH_STREET = lazy(
    rf"\d{{1,4}}(?: ?(?:bis|ter|quater|[a-dA-D])(?!\w))?,? (?i:{_FRENCH}) (?:(?:de|du|des|la|le|les|l'|d'|et|aux?|à"
    rf"|en|-) ?)*"
    rf"[^\W_][\w'.-]{{0,25}}(?:[ -](?:(?:de|du|des|la|le|les|et|aux?|en|sur) )?{_NAME}){{0,5}}"
)
_FRENCH_TOWN = lazy(rf"(?:, ?| ?\n\s{{0,4}}| - | )(?:{_UNIT},? )?(?:F-)?\d{{5}} {_TOWN}")
_ENGLISH_STREET = lazy(
    rf"\d{{1,5}}[A-Za-z]?,? (?:{_NAME} ){{0,3}}{_NAME} (?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court"
    rf"|Ct|Way|Place"
    r"|Terrace|Crescent|Square|Boulevard|Blvd|Gardens|Grove|Row|Hill|Park|View|Walk|Mews|Green|Rise|Vale|Ridge|Quay"
    r"|Wharf|Parade"
    rf"|Meadows?|Turnpike|Highway|Hwy|Parkway|Pkwy|Circle|Trail|Loop|Alley)(?!\w)\.?(?:,? {_UNIT})?"
)
_STARTS = lazy(
    rf"\d{{1,6}}(?:-\d{{1,4}})?(?: ?(?:bis|ter|quater))?[A-Za-z]?,? "
    rf"(?:[^\W\d_a-z]|\d{{1,3}}(?:st|nd|rd|th)|(?i:{_FRENCH}) )"
)
_NUMBER_FIRST = ((_AMERICAN, Verdict.OK), (_BRITISH, Verdict.OK), (_ENGLISH_STREET, Verdict.WEAK))

# --- what may stand before the number ---------------------------------------------------------------------------------

_MILITARY = lazy(
    rf"(?:(?:Unit|PSC|CMR) \d{{1,5}},? Box \d{{1,5}}|US[A-Z]{{1,4}} {_NAME}){_THEN}[DAF]PO,? A[AEP],? \d{{5}}(?!\w)"
)
_BOX = lazy(
    rf"P\.? ?O\.? Box \d{{1,6}}(?P<rest>{_THEN}{_TOWN},? [A-Z]{{2}} \d{{5}}(?:-\d{{4}})?(?!\w)"
    rf"|{_THEN}{_TOWN}{_THEN}{_UK_POSTCODE})?"
)
_PREFIX = lazy(
    r"(?:(?:Flat|Studio|Apartment|Apt\.?|Room|Unit|PSC|CMR|P\.? ?O\.? Box)"
    r"|US[A-Z]{1,4} \w{1,20}[,\n ]{1,3}[DAF]PO,? A[AEP],?) ?$"
)
_PREFIXES = frozenset(
    ("Flat", "Studio", "Apartment", "Apt", "Apt.", "Room", "Unit", "PSC", "CMR", "Box", "AA", "AE", "AP")
)
_BRITISH_FLAT = lazy(
    rf"(?:Flat|Studio|Apartment|Apt\.?|Room|Unit) \d{{1,4}}[A-Za-z]?(?:, ?| ?\n\s{{0,4}}| )"
    rf"(?:\d{{1,4}}[A-Za-z]?,? )?{_NAME}(?: {_NAME}){{0,3}}"
    rf"(?:(?:, ?| ?\n\s{{0,4}}){_TOWN}){{0,3}}{_THEN}{_UK_POSTCODE}"
)

# --- street first -----------------------------------------------------------------------------------------------------

_KINDS = frozenset(words("street_kinds"))
_ENDINGS = words("street_endings")
_HOUSE = r"(?: ?[a-zA-Z](?!\w))?(?:[/-] ?\d{1,4}[a-zA-Z]?)?"
_INSIDE = (
    r"(?: ?,? (?:(?:Piso|Puerta|Apt|Apto|Appartamento|Apartamento|Piano|Interno|Interior|Int|Local|Edif|Depto"
    r"|Bloque|Esc|bus|m|app|lok|Casa)\.? ?\d{1,4} ?[oa]?(?!\w)"
    r"|\d{1,2} ?[oa°](?!\w)(?: [A-Z]\b|(?: ?(?:izq|dcha|drt|dto|esq)\.?)?))){0,2}"  # 3º B, as folding spells it
)
_AFTER = (
    rf"(?P<town>{_THEN}(?:{_TOWN}(?:, ?| ?\n\s{{0,4}}| - |(?<!\d), [A-Z]{{2,4}} )(?:[A-Z]{{2,4}} )?)?"
    r"(?:(?:[A-Z]{1,2}-)?\d{5}(?:-?\d{3,4})?|\d{4}-\d{3}|\d{2}-\d{3}|\d{4} ?[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{4}"
    r"|\d{3} \d{2})(?!\d)"
    rf"(?:(?:,? |\n)(?:{_TOWN})(?: ?[/-] ?[A-Z]{{2}}(?!\w)| ?\([A-Z]{{2}}\))?)?)?"
)
_TAIL = lazy(rf"\d{{1,5}}{_HOUSE}{_INSIDE}{_AFTER}")
_POSTCODE_TOWN = lazy(rf"(?:(?<=[,\n])|(?<=, ))\d{{5}} {_TOWN}")  # a street whose house has no number
_OPEN_TAIL = lazy(rf"\d{{1,4}}{_HOUSE}(?:, ?| ?\n)(?:[A-Z]{{1,2}}-)?(?:\d{{5}}|(?!19|20)\d{{4}}) {_TOWN}")
_ONE_NAME = lazy(rf"(?<!\w){_NAME} $")
_LAST_TOWN = lazy(rf"(?:, ?| ?\n\s{{0,4}}){_TOWN}(?: ?[/-] ?[A-Z]{{2}}(?!\w))?,? \d{{5}}(?:-?\d{{3}})?(?!\d)")
_NUMERO = lazy(r"(?:,? ?(?<!\w)(?:n\.?[°o]?\.?|nr\.?|núm\.?|number|#)|,)? ?$")
_LONGEST_NUMERO = 12
_WORD = lazy(r"[^\s,]+")
_FILLING = frozenset(words("street_filling"))
_PREPOSITIONS = frozenset(("am", "an", "zum", "zur", "im", "via", "carrera", "camino", "parque"))  # words of their own


def _find(text: str) -> Iterator[Span]:
    reached = 0
    for number in islice(_NUMBER().finditer(text), MOST):
        start = number.start()
        if start < reached or (start and _part_of_more(text[start - 1])):
            continue
        found = _around(text, start, reached)
        if found:
            reached = found.end
            yield found


def _part_of_more(before: str) -> bool:
    return before.isalpha() or before in _NO_HOUSE


def _around(text: str, at: int, floor: int) -> Span | None:
    before = text[max(floor, at - 40) : at]
    words = before.rsplit(None, 1)
    if not words:
        return _number_first(text, at)
    word = words[-1].rstrip(",")
    prefix = _PREFIX().search(before) if word in _PREFIXES else None
    found = _prefixed(text, at - len(before) + prefix.start()) if prefix else None
    found = found or _number_first(text, at)
    if found or not (word[:1].isupper() or word[:1] in "nN0123456789#"):
        return found
    return _street_first(text, at, floor)


def _span(text: str, start: int, end: int, verdict: Verdict) -> Span:
    return Span(start, end, verdict, " ".join(text[start:end].replace(",", " ").casefold().split()))


def _prefixed(text: str, start: int) -> Span | None:
    """A flat, a post-office box, a military unit."""
    if found := (_MILITARY().match(text, start) or _BRITISH_FLAT().match(text, start)):
        return _span(text, *found.span(), Verdict.OK)
    if box := _BOX().match(text, start):
        return _span(text, *box.span(), Verdict.OK if box["rest"] else Verdict.WEAK)
    return None


def _number_first(text: str, at: int) -> Span | None:
    if not _STARTS().match(text, at):
        return None
    for pattern, verdict in _NUMBER_FIRST:
        if found := pattern().match(text, at):
            return _span(text, *found.span(), verdict)
    if street := _FRENCH_STREET().match(text, at):
        town = _FRENCH_TOWN().match(text, street.end())
        return _span(text, at, town.end() if town else street.end(), Verdict.OK if town else Verdict.WEAK)
    return None


def _street_first(text: str, at: int, floor: int) -> Span | None:
    start = _street(text, at, floor)
    if start is None:
        return _unknown_street(text, at, floor)
    if unnumbered := _POSTCODE_TOWN().match(text, at):
        return _span(text, start, unnumbered.end(), Verdict.OK)
    tail = _TAIL().match(text, at)
    if not tail:
        return None
    if tail["town"]:
        return _span(text, start, tail.end(), Verdict.OK)
    last = _LAST_TOWN().match(text, tail.end())
    return _span(text, start, last.end() if last else tail.end(), Verdict.OK if last else Verdict.WEAK)


def _unknown_street(text: str, at: int, floor: int) -> Span | None:
    """A name with a number, then, on the next line, a postcode and a town: no word need say that it is a street."""
    tail = _OPEN_TAIL().match(text, at)
    name = _ONE_NAME().search(text, max(floor, at - 30), at) if tail else None
    return _span(text, name.start(), tail.end(), Verdict.OK) if tail and name else None


def _street(text: str, at: int, floor: int) -> int | None:
    """Where the street begins whose number stands at `at`."""
    if text[at - 1 : at] not in (" ", "o", "°", ",", "\n"):
        return None
    low = max(floor, at - _REACH)
    numero = _NUMERO().search(text, max(low, at - _LONGEST_NUMERO), at)
    end = numero.start() if numero else at
    spelt = text[low:end].casefold().replace(",", " ").split()
    if not spelt or not (spelt[-1].endswith(_ENDINGS) or not _KINDS.isdisjoint(spelt[-9:-1])):
        return None
    words = [(word[0], word.start()) for word in _WORD().finditer(text, low, end)]
    if words[-1][0].casefold().endswith(_ENDINGS) and len(words[-1][0]) > 3:
        return _compound(words, text)
    return _named(words, text)


def _compound(words: list[tuple[str, int]], text: str) -> int | None:
    """Hauptstraße, Lange Straße, Jan van Galenstraat: one word that says street, and capitals before it."""
    word, start = words[-1]
    if not word[0].isupper():
        return None
    if word.casefold() in _ENDINGS:
        for before, begins in reversed(words[-4:-1]):
            if not (before[0].isupper() or before in _FILLING) or text[begins + len(before)] != " ":
                break
            start = begins
        return start if start != words[-1][1] else None
    return start


def _named(words: list[tuple[str, int]], text: str) -> int | None:
    """Calle Mayor, via dei Mille, ul. Polna: a word for street, then names."""
    for index in range(len(words) - 2, max(-1, len(words) - 9), -1):
        word, start = words[index]
        if word.casefold() in _KINDS:
            names = [name for name, _ in words[index + 1 :]]
            right = all(name[0].isupper() or name[0].isdigit() or name.casefold() in _FILLING for name in names)
            loose = word.casefold() in _PREPOSITIONS and not word[0].isupper()
            broken = "\n" in text[start : words[-1][1]]
            return start if right and names[-1][0].isupper() and not loose and not broken else None
    return None


detector = Detector(Gate(digits=1), _find)
