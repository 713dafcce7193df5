"""Places as fine as a house: pairs of decimal degrees, degrees with minutes and seconds, what maps put into links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span, lazy
from footprint_audit.engine.traits import Trait
from footprint_audit.engine.validators import Verdict
from footprint_audit.engine.validators.place import coordinates
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 1000  # candidates looked at in one text
_DEGREE = r"[+-]?\d{1,3}\.\d{3,12}°?"
_PAIR = lazy(
    rf"[+\-\dNS](?<![\w.+-][+\-\dNS])(?:(?<=[NS]) ?[+-]?)?\d{{0,3}}\.\d{{3,12}}°? ?[NSns]?(?:[,;/|] ?| {{1,2}})"
    rf"(?:[EWO] ?)?{_DEGREE}(?: ?[EWOewo](?!\w))?(?![\w.]\d)(?![\w°])"
)
_NAMED = lazy(
    r"(?i)(?<!\w)(?:lat(?:itude)?[\"']?[ =:]{1,3}|!3d)([+-]?\d{1,2}\.\d{3,12})(?:[^\d\n+-]{1,20}|!4d)"
    r"([+-]?\d{1,3}\.\d{3,12})"
)
_SEXAGESIMAL = lazy(
    r"(?<!\w)\d{1,2} ?° ?\d{1,2}(?:\.\d{1,6})? ?'(?: ?\d{1,2}(?:\.\d{1,6})? ?(?:\"|''))? ?[NS][ ,]{1,3}"
    r"\d{1,3} ?° ?\d{1,2}(?:\.\d{1,6})? ?'(?: ?\d{1,2}(?:\.\d{1,6})? ?(?:\"|''))? ?[EWO](?!\w)"
)
_PARTED = lazy(r"[NSEWOnsewo°,;/|]")
_LETTERS = lazy(r"[NSEWOnsewo° ]")


def _find(text: str) -> Iterator[Span]:
    if "°" in text:
        yield from (Span(*found.span(), Verdict.OK, found[0]) for found in islice(_SEXAGESIMAL().finditer(text), MOST))
    if text.count(".") < 2:
        return
    for found in islice(_PAIR().finditer(text), MOST):
        verdict = coordinates(text, *found.span())
        if verdict is Verdict.OK and not _PARTED().search(found[0]):
            verdict = Verdict.WEAK  # two measurements, side by side
        if verdict is not Verdict.NO:
            yield Span(*found.span(), verdict, _LETTERS().sub("", found[0]))
    low = text.lower()
    for found in islice(_NAMED().finditer(text), MOST) if "lat" in low or "!3d" in low else ():
        pair = f"{found[1]},{found[2]}"
        if coordinates(pair, 0, len(pair)) is Verdict.OK:
            yield Span(found.start(1), found.end(2), Verdict.OK, pair)


detector = Detector(Gate(digits=6, any=("°",)), _find, (Trait("point", 2),))
