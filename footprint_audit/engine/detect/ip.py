"""Public addresses of machines on the internet, of both versions; private ones are nothing to report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv6Address
from itertools import islice

from footprint_audit.engine.detect import Detector, Span
from footprint_audit.engine.traits import Trait
from footprint_audit.engine.validators import Verdict
from footprint_audit.engine.validators.network import ipv4, is_public
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 1000  # candidates looked at in one text
_FOUR = re.compile(r"\d(?<![\w.-]\d)\d{0,2}(?:\.\d{1,3}){3}(?![\w])")
_PRODUCT = re.compile(r"[A-Za-z]/$")  # Browser/98.76.54.32
_SIX = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])")


def _find(text: str) -> Iterator[Span]:
    if text.count(".") >= 3:
        yield from _version_four(text)
    if text.count(":") >= 2:
        yield from _version_six(text)


def _version_four(text: str) -> Iterator[Span]:
    for found in islice(_FOUR.finditer(text), MOST):
        start, end = found.span()
        verdict = ipv4(text, start, end)
        if verdict is not Verdict.NO and not _PRODUCT.search(text[max(0, start - 2) : start]):
            yield Span(start, end, verdict, found[0])


def _version_six(text: str) -> Iterator[Span]:
    for found in islice(_SIX.finditer(text), MOST):
        try:
            address = IPv6Address(found[0])
        except ValueError:
            continue
        if is_public(address) and len(found[0]) > 8:
            yield Span(*found.span(), Verdict.OK, address.compressed)


detector = Detector(Gate(digits=4), _find, (Trait("point", 3), Trait("colon", 2)))
