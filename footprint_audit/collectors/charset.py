"""Bytes to text: which of a fixed list of charsets an answer is written in. Errors are replaced, never raised."""

from __future__ import annotations

import codecs
import re

__all__ = ["decode"]

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ALIASES = {  # what browsers take these labels for
    "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16": "utf-16-le", "ascii": "windows-1252",
    "us-ascii": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252", "cp1252": "windows-1252", "cp1251": "windows-1251",
    "iso-8859-9": "windows-1254", "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "gbk": "gb18030", "gb2312": "gb18030",
    "x-gbk": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
_ONE_BYTE = frozenset(
    (
        *(f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"windows-125{n}" for n in range(9)),
        *("koi8-r", "koi8-u"),
    )
)
_ALLOWED = _ONE_BYTE | {"utf-8", "utf-16-le", "utf-16-be", "cp932", "cp949", "euc-jp", "gb18030", "big5hkscs"}

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w-]{2,40})|<\?xml[^>]{0,200}?encoding=[\"']([\w-]{2,40})",
    re.IGNORECASE,
)
_PRESCAN = 4096  # bytes in which a page may declare its charset (browsers look at 1024)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of an answer: a byte order mark counts most, then the header, then the page's own declaration."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    charset = _declared(_HEADER.search(content_type)) or _declared_inside(body) or "utf-8"
    if charset in _ONE_BYTE and (text := _strict_utf8(body)) is not None:
        return text  # the declaration is wrong: hardly any other text is valid UTF-8 by chance
    return body.decode(charset, "replace")


def _declared(match: re.Match[str] | None) -> str:
    label = match[1].lower() if match else ""
    charset = _ALIASES.get(label, label)
    return charset if charset in _ALLOWED else ""


def _declared_inside(body: bytes) -> str:
    match = _META.search(body[:_PRESCAN])
    label = (match[1] or match[2]).decode("ascii").lower() if match else ""
    charset = _ALIASES.get(label, label)
    # A page whose declaration could be read byte by byte is not UTF-16.
    return "" if charset.startswith("utf-16") or charset not in _ALLOWED else charset


def _strict_utf8(body: bytes) -> str | None:
    try:
        return None if body.isascii() else body.decode("utf-8")
    except UnicodeDecodeError:
        return None
