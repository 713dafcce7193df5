"""A full date beside a word of birth, in the languages of Europe. The span is the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span, lazy
from footprint_audit.engine.validators import Verdict
from footprint_audit.engine.validators.dates import date
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 200  # words of birth looked at in one text
_REACH_AFTER, _REACH_BEFORE = 40, 25  # characters between the word and the date
_BIRTH = lazy(
    r"(?i)(?<!\w)(?:born|birth(?:day|date)?|d\.?o\.?b\.?|b-?day|bdate|geb(?:oren|urtstag|urtsdatum|oortedatum|\.)?"
    r"|verjaardag|jarig"
    r"|née?|naissance|anniversaire|nací|naci|nacid[oa]|nacimiento|cumpleaños|cumple|nasci|nascid[oa]|nascimento"
    r"|aniversário"
    r"|nat[oa]|nascita|compleanno|urodz\w{0,8}|ur\.|född|födelse\w{0,6}|født|fødsels\w{0,5}|syntyn\w{0,4}"
    r"|syntymä\w{0,8}"
    r"|narozen\w{0,3}|narodený|rođen\w{0,2}|született|születés\w{0,5}|născut\w{0,2}|doğum\w{0,6}|doğdum|роди\w{0,8}"
    r"|γεννήθηκα)(?!\w)"
)
_WORD = r"[^\W\d_]{3,11}\.?"
_DATE = lazy(
    r"(?i)(?<![\w./-])(?:[0-3]?\d ?[./-] ?[01]?\d ?[./-] ?(?:(?:19|20)\d\d|\d\d)|[01]?\d[/-][0-3]?\d[/-](?:(?:19"
    r"|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d[-./][01]?\d[-./][0-3]?\d"
    rf"|[0-3]?\d(?:st|nd|rd|th|er|º|\.)? ?(?:of |de )?{_WORD},? ?(?:de |del )?(?:19|20)\d\d"
    rf"|{_WORD} [0-3]?\d(?:st|nd|rd|th)?,? (?:19|20)\d\d)(?![\w]|[./-]\d)"
)


def _find(text: str) -> Iterator[Span]:
    reached = 0
    for word in islice(_BIRTH().finditer(text), MOST):
        found = _nearest(text, *word.span())
        if found and found.start >= reached:
            reached = found.end
            yield found


def _nearest(text: str, start: int, end: int) -> Span | None:
    """The first date after the word, else the last one before it."""
    after = _judged(_DATE().finditer(text, end, min(len(text), end + _REACH_AFTER + 20)))
    if after and after[0].start - end <= _REACH_AFTER:
        return after[0]
    before = _judged(_DATE().finditer(text, max(0, start - _REACH_BEFORE - 20), start))
    return before[-1] if before else None


def _judged(dates: Iterator[re.Match[str]]) -> list[Span]:
    judged = ((found, date(found[0], 0, len(found[0]))) for found in dates)
    return [Span(*found.span(), verdict, found[0].lower()) for found, verdict in judged if verdict is not Verdict.NO]


_GATE = (
    "born", "birth", "dob", "d.o.b", "bday", "b-day", "bdate", "geb", "verjaardag", "jarig", "née", " né ",
    "naissance", "anniversaire", "nací", "naci", "cumple", "nasci", "aniversário", "nato ", "nata ",
    "compleanno", "urodz", "ur. ", "född", "födelse", "født", "fødsel", "synty", "narozen", "narodený", "rođen",
    "szület", "născut", "doğ", "роди", "γεννήθηκα",
)  # fmt: skip

detector = Detector(Gate(digits=5, any=_GATE), _find)
