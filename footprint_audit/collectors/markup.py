"""Fragments of HTML, as APIs put them into a bio or a post: their readable text and their links.

Whole pages are `page.py`'s. A fragment is often no HTML at all ("5 < 6", "<3"), so only what names an HTML element is
taken for a tag, and every step is linear in the length of the text, whatever an attacker wrote.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from footprint_audit.collectors.links import web_links

__all__ = ["BLOCKS", "CELLS", "Anchor", "anchors", "fold_lines", "plain_text", "unescape"]

MAX_FRAGMENT = 1 << 20  # characters read of one fragment

BLOCKS = frozenset(
    """address article aside blockquote br center dd details dialog div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol option p pre section summary table tbody tfoot thead title tr
    ul""".split()  # noqa: SIM905  # a list of fifty quoted words says less
)
CELLS = frozenset({"td", "th"})
_HIDDEN = frozenset({"script", "style", "template"})  # their content is not for readers
_INLINE = frozenset(
    """a abbr acronym applet area audio b base basefont bdi bdo big blink body button canvas caption cite code col
    colgroup data datalist del dfn dir em embed font frame frameset g head html i iframe img input ins kbd label legend
    link map mark marquee meta meter nobr noframes noscript object optgroup output param path picture progress q rb rp
    rt rtc ruby s samp search select slot small source span strike strong sub sup svg textarea time track tt u var video
    wbr""".split()  # noqa: SIM905
)
_ELEMENTS = BLOCKS | CELLS | _HIDDEN | _INLINE

_START = re.compile(r"<(?:(/?)([a-z][a-z0-9:-]*)(?=[\s/>])|(!--))", re.IGNORECASE)
_STOP = re.compile(r"""=\s*(["'])|>""")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_CLOSER = re.compile(r"</(script|style|template)", re.IGNORECASE)
_ENDLESS_NUMBER = re.compile(r"&#0*(?:[1-9][0-9]{7,}|[xX]0*[1-9a-fA-F][0-9a-fA-F]{6,});?|&#0{8,};?")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of a fragment: its http(s) address, its words, and its `rel` (lower case)."""

    href: str
    text: str
    rel: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closes: bool
    inside: str = field(repr=False)

    def attributes(self) -> Mapping[str, str]:
        """Its attributes; of repeated ones the first counts, as in a browser."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.inside):
            found.setdefault(name.lower(), unescape(double or single or bare))
        return found


def unescape(text: str) -> str:
    """Entities as characters. The standard one raises ValueError on a number of thousands of digits."""
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text)) if "&" in text else text


def plain_text(fragment: str) -> str:
    """What a reader sees of the fragment: one line per paragraph or item, white space folded.

    >>> plain_text("<p>Nurse &amp; runner<br>5 < 6 &lt;3</p>")
    'Nurse & runner\\n5 < 6 <3'
    """
    tokens = list(_tokens(fragment[:MAX_FRAGMENT]))
    is_markup = any(isinstance(token, _Tag) for token in tokens)
    return fold_lines("".join(_shown(token, is_markup) for token in tokens))


def anchors(fragment: str) -> tuple[Anchor, ...]:
    """The links of the fragment that lead to a web address, in order."""
    found: list[Anchor] = []
    tag: _Tag | None = None
    words: list[str] = []
    for token in _tokens(fragment[:MAX_FRAGMENT]):
        if isinstance(token, _Tag) and token.name == "a":
            found += _anchor(tag, words)
            tag, words = None if token.closes else token, []
        elif tag is not None:
            words.append(_shown(token, is_markup=True))
    return (*found, *_anchor(tag, words))


def _anchor(tag: _Tag | None, words: list[str]) -> Iterator[Anchor]:
    attributes = tag.attributes() if tag else {}
    for href in web_links(attributes.get("href", "")):
        yield Anchor(href, fold_lines("".join(words)), tuple(attributes.get("rel", "").lower().split()))


def _shown(token: str | _Tag, is_markup: bool) -> str:
    if isinstance(token, str):
        return unescape(re.sub(r"\s+", " ", token) if is_markup else token)
    if token.name == "img":  # custom emoji are pictures with their sign or short code as alt
        return token.attributes().get("alt", "")
    return "\n" if token.name in BLOCKS else " " if token.name in CELLS else ""


def fold_lines(text: str) -> str:
    """The text's lines with their white space folded; empty ones are left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _tokens(text: str) -> Iterator[str | _Tag]:
    """Texts and tags in order; comments, and the content of scripts and styles, left out."""
    closers = {match[1].lower(): match.start() for match in _CLOSER.finditer(text)}  # the last of each
    quotes = {quote: text.rfind(quote) for quote in "\"'"}
    last_tag, last_comment = text.rfind(">"), text.rfind("-->")
    done = position = 0
    while (start := _START.search(text, position)) and start.start() < last_tag:
        position = start.end()
        if start[3]:
            end = text.find("-->", position) + 3 if position <= last_comment else 0
        else:
            end = _end_of_tag(text, position, quotes) if start[2].lower() in _ELEMENTS or _is_custom(start[2]) else 0
        if not end:
            continue  # not markup: its characters stay in the text
        yield text[done : start.start()]
        done = position = end
        if not start[3]:
            tag = _Tag(start[2].lower(), bool(start[1]), text[start.end() : end - 1])
            yield tag
            if tag.name in _HIDDEN and not tag.closes and end <= closers.get(tag.name, -1):
                closer = re.compile(f"</{tag.name}", re.IGNORECASE).search(text, end)
                done = position = closer.start() if closer else end
    yield text[done:]


def _is_custom(name: str) -> bool:
    """Custom elements have a "-" in their name, foreign ones a ":"; "<https://…>" is a link in plain text."""
    return "-" in name or ":" in name.rstrip(":")


def _end_of_tag(text: str, position: int, quotes: Mapping[str, int]) -> int:
    """Behind the tag's ">", quoted attributes skipped; 0 if it never ends."""
    while stop := _STOP.search(text, position):
        if not (quote := stop[1]):
            return stop.end()
        position = stop.end()
        if position <= quotes[quote]:
            position = text.find(quote, position) + 1
    return 0
