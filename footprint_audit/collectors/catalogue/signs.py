"""Whether an answer shows a sign of an entry: its status, one of its texts in whatever charset, where it leads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from urllib.parse import quote

from footprint_audit.collectors.catalogue.entry import Sign
from footprint_audit.collectors.page import Page

__all__ = ["STAND_IN", "holds", "says"]

STAND_IN = "{handle}"

# Charsets that pages come in while their declaration says another one.
_CHARSETS = ("utf-8", "cp1252", "cp1251", "iso-8859-2", "koi8-r", "cp932", "euc-jp", "cp949", "gb18030", "big5hkscs")


def holds(sign: Sign, page: Page, handle: str) -> bool:
    """Whether everything the sign names is there. An empty page shows nothing but its status."""
    if sign.statuses and page.status not in sign.statuses:
        return False
    if sign.location and not _leads(sign.location, page.location, handle):
        return False
    if 300 <= page.status < 400 or not sign.texts:  # nothing is read of a redirect's body
        return bool(sign.statuses or sign.location)
    return any(says(page, text, handle) for text in sign.texts)


def says(page: Page, text: str, handle: str) -> bool:
    """Whether the answer holds the text, compared byte by byte in each charset it may be written in."""
    if STAND_IN in text:
        forms = {handle, quote(handle, safe=""), escape(handle)}
        return any(_written(text.replace(STAND_IN, form), page) for form in forms)
    return _written(text, page)


def _written(text: str, page: Page) -> bool:
    return any(form in page.body for form in _forms(text))


@lru_cache(maxsize=4096)  # a text is looked for once for each handle
def _forms(text: str) -> tuple[bytes, ...]:
    if text.isascii():
        return (text.encode(),)
    return tuple(dict.fromkeys(_encodings(text)))


def _encodings(text: str) -> Iterator[bytes]:
    for charset in _CHARSETS:
        try:
            yield text.encode(charset)
        except UnicodeEncodeError:
            continue
    yield json.dumps(text)[1:-1].encode()
    yield text.encode("ascii", "xmlcharrefreplace")


def _leads(piece: str, location: str, handle: str) -> bool:
    return piece.replace(STAND_IN, quote(handle, safe="")).casefold() in location.casefold()
