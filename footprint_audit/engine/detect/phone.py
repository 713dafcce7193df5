"""Telephone numbers among other digits, in the writing of any country."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span, lazy
from footprint_audit.engine.fold import digits_of
from footprint_audit.engine.traits import Trait
from footprint_audit.engine.validators import Verdict
from footprint_audit.engine.validators.phone import could_be_dialled, phone
from footprint_audit.model import Gate

__all__ = ["detector"]

_FEWEST = 7  # digits that a number has
MOST = 1000  # rows of digits looked at in one text
_EXTENSION = r"(?:,? ?(?:x|ext\.? ?|extension )\d{1,6})?"
_ROW = lazy(  # begins with a set of characters, which lets Python skip over all others at once
    rf"(?i)[+(\d](?<![\w.@/+=&%:#-][+(\d])[+(\d]{{0,2}}[\d ()./-]{{4,22}}\d{_EXTENSION}(?![\w@%])(?![./:-]\d)"
)
_PART = lazy(r"\S+")
_SAID_BEFORE = lazy(
    r"(?i)(?<![^\W_])(?:(?:tele)?phones?|(?:tele)?fax|tel[eé]?fono?|t[eé]l[eé]phone|t[eé]l(?:ef)?|telefo[on]n?"
    r"(?:nummer|u|ie)?|telefone"
    r"|mob(?:ile?|iel)?|m[oó]vil|telem[oó]vel|cell?(?:ular|ulare|phone)?|handy|portable|gsm|desk|landline"
    r"|whats ?app|zap|viber|signal"
    r"|call|ring|text|sms|dial|reach|hotline|ruf|rufnummer|anruf|appelez?|llama|ligue|chiama|bel|zadzwoń|lig(?:ue|a"
    r"|ar)|soita|puh|puhelin|ring(?:a|e)?|tlf|tfn|mobil|telefon|ph|registered"
    r"|messages? to|(?:my|new|mein|mi|mon|meu|mijn|mój) (?:number|num|nummer|n[uú]mero|numer))"
    r"[ .:=/(|#-]{1,4}(?:(?:me|us|at|on|is|es|to|no|nr|number|unter|al|au|est|ist|and|pra|para|ao|auf|sur|på|op|mig"
    r"|mich|mij|til|pod|nummer)[ .:=]{1,3}){0,3}$"
)
_SAID_AFTER = lazy(r"(?i) ?[(\[-]? ?(?:office|fax|mobile|cell|home|work|desk|whats ?app)(?!\w)")
_TENTATIVE = lazy(r"\d+")  # one run of digits: an order, a score, a year could look so


def _find(text: str) -> Iterator[Span]:
    for row in islice(_ROW().finditer(text), MOST):
        if found := _in_row(text, *row.span()):
            yield found


def _in_row(text: str, start: int, end: int) -> Span | None:
    """The number, or, where the whole is none, what is left without its last parts or its first ("room 4 0201…")."""
    if len(digits_of(text[start:end])) < _FEWEST:
        return None
    for low, high in _readings(text, start, end):
        verdict = phone(text, low, high)
        if verdict is not Verdict.OK and _is_said(text, low, high):
            verdict = Verdict.OK
        if verdict is not Verdict.NO:
            return Span(low, high, verdict, "".join(char for char in text[low:high] if char.isdigit() or char == "+"))
    return None


def _readings(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    yield start, end
    parts = [(start + part.start(), start + part.end()) for part in _PART().finditer(text[start:end])]
    if len(parts) > 1:
        dropped = 6 if text[start] == "+" else 1  # a "+" begins a number, however long the row of digits it opens
        yield from ((start, stop) for _, stop in parts[:-1][-1 : -dropped - 1 : -1])
        yield parts[1][0], end


def _is_said(text: str, low: int, high: int) -> bool:
    """Whether the words right beside a row of digits say that it is dialled."""
    written = text[low:high]
    if not could_be_dialled(written) or (len(written) < 9 and _TENTATIVE().fullmatch(written)):
        return False
    return bool(_SAID_BEFORE().search(text[max(0, low - 40) : low]) or _SAID_AFTER().match(text, high))


detector = Detector(Gate(digits=_FEWEST), _find, (Trait("row", _FEWEST),))
