"""Whether two pages are the same shell: what each is made of once its handle is taken out, kept small, and compared.

Only hashes are kept, never a page: a few kilobytes for a site whose pages have to be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import quote
from zlib import crc32

from footprint_audit.collectors.page import Page

__all__ = ["MAX_PARTS", "Shape", "alike", "new_texts", "place_without", "shape_of", "texts_of"]

MAX_READ = 256 << 10  # characters compared: shells differ early, and what follows is other people's posts
MAX_PARTS = 1500
MAX_TEXT = 400  # characters of one text

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40}|!)([^<>]{0,2000})>?")
_NAMED = re.compile(r"""\b(?:class|id|name|property|type|rel|role|itemprop|data-testid)\s?=\s?["']?([^"'<>]{1,200})""")
_CONTENT = re.compile(r"""\b(?:content|alt|placeholder|title)\s?=\s?(?:"([^"]{1,400})"|'([^']{1,400})')""")
_JSON_PART = re.compile(r'"(?:[^"\\]|\\.){0,400}"|[\w.+-]{1,100}|[{}\[\]]')
# What differs between two answers of the same page: numbers, and identifiers with digits in them.
_CHANGING = re.compile(r"\b(?=[\w-]*\d)[\w-]{6,}|\d+")
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a page is made of, without its handle: the hash of each part in order; those of texts are odd.

    `whole` holds the parts that the handle was taken out of, as place and hash of what stood there: where the handle is
    a word like any other ("marsh"), the same part of another page still has it.
    """

    parts: tuple[int, ...]
    whole: tuple[tuple[int, int], ...] = ()


def shape_of(page: Page, handle: str) -> Shape:
    """The shape of a page that was asked for `handle`."""
    out = _Without(handle)
    parts: list[int] = []
    whole: list[tuple[int, int]] = []
    for kind, text in islice(_parts(page), MAX_PARTS):
        folded = _folded(text)
        known = _hash(kind, _unchanging(folded))
        if out.is_in(folded):
            whole.append((len(parts), known))
            known = _hash(kind, out(folded))
        parts.append(known)
    return Shape(tuple(parts), tuple(whole))


def texts_of(page: Page, handle: str, besides: Shape) -> str:
    """What the page says, one line a text, handle taken out, that a page of shape `besides` does not say."""
    out = _Without(handle)
    told = {*besides.parts, *(known for _, known in besides.whole)}
    folded = (_folded(text) for kind, text in islice(_parts(page), MAX_PARTS) if kind == "text")
    said = (out(text) for text in folded if _hash("text", _unchanging(text)) not in told)
    return "\n".join(dict.fromkeys(text for text in said if _hash("text", text) not in told))


def alike(one: Shape, other: Shape) -> float:
    """How much of two pages is the same, in order: 0 to 1."""
    from rapidfuzz.distance import Indel  # here, so that a run without a doubt does not pay for it

    return Indel.normalized_similarity(_beside(one, other), _beside(other, one))


def new_texts(one: Shape, other: Shape) -> int:
    """How many texts the one has that the other has not."""
    return len({part for part in _beside(one, other) if part & 1} - set(_beside(other, one)))


def _beside(one: Shape, other: Shape) -> list[int]:
    """The parts of the one; a handle stays in its part where the other page has it there, too."""
    there = {*other.parts, *(known for _, known in other.whole)}
    parts = list(one.parts)
    for place, known in one.whole:
        if known in there:
            parts[place] = known
    return parts


def _hash(kind: str, text: str) -> int:
    return crc32(f"{kind} {text}".encode("utf-8", "replace")) & ~1 | (kind == "text")


def place_without(url: str, handle: str) -> str:
    """An address without its handle and its numbers, so that two people's can be compared."""
    return _Without(handle)(url.casefold())


def _folded(text: str) -> str:
    """A text as it is compared: entities, white space and case folded."""
    return _SPACE.sub(" ", unescape(text) if "&" in text else text).strip().casefold()


def _unchanging(text: str) -> str:
    return (_CHANGING.sub("#", text) if _DIGIT.search(text) else text)[:MAX_TEXT]


class _Without:
    """Takes a handle, in whatever writing, and what changes by itself, out of a folded text."""

    def __init__(self, handle: str) -> None:
        forms = {handle.casefold(), quote(handle, safe="").casefold()}
        self._handle = re.compile("|".join(re.escape(form) for form in sorted(forms)))

    def is_in(self, text: str) -> bool:
        return self._handle.search(text) is not None

    def __call__(self, text: str) -> str:
        return _unchanging(self._handle.sub("", text).strip())


def _parts(page: Page) -> Iterator[tuple[str, str]]:
    text = page.text[:MAX_READ]
    return _json_parts(text) if page.is_json else _html_parts(text)


def _json_parts(text: str) -> Iterator[tuple[str, str]]:
    return (("text", match[0]) for match in _JSON_PART.finditer(text))


def _html_parts(text: str) -> Iterator[tuple[str, str]]:
    """Tags by name and class, texts by what they say, scripts as a whole; read once from front to back."""
    done, inside = 0, ""
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if inside and not (closes and name == inside):
            continue
        if between := text[done : tag.start()].strip():
            yield ("code" if inside else "text"), between
        done, inside = tag.end(), ""
        if name in ("script", "style") and not closes:
            inside = name
        if not closes:
            yield "tag", name + " ".join(_NAMED.findall(tag[3]))
            yield from (("text", first or second) for first, second in _CONTENT.findall(tag[3]))
    if rest := text[done:].strip():
        yield ("code" if inside else "text"), rest
