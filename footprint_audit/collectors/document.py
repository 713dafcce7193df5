"""A whole HTML page as a tree: one bounded parse, then its visible text, its links and its parts.

The page is tamed before the parser sees it. Without that, one tag with 200,000 attributes keeps libxml2 busy for two
minutes, and a million empty elements cost hundreds of megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from footprint_audit.collectors.links import resolve
from footprint_audit.collectors.markup import BLOCKS, CELLS, fold_lines

if TYPE_CHECKING:  # it takes an eighth of a second to import, and only parts of a deep site's page need it
    from bs4 import BeautifulSoup, Tag

__all__ = ["Element", "links_of", "parse", "parse_tame", "select", "soup_of", "tame", "text_of", "walk"]

MAX_MARKUP = 2 << 20  # characters parsed of one page
MAX_TAGS = 100_000  # about 50,000 elements
MAX_ATTRIBUTES = 48  # of one tag
MAX_LINKS = 5000
MAX_TEXT = 1 << 20
_LONG_TAG = 200  # characters from which a tag's attributes are counted

_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "textarea", "iframe", "object"})
# The quoting of a browser (a quote only counts after "="); possessive throughout, so a page is read once.
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)(?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+>?+""")
_WHOLE_TAG = re.compile(_TAG.pattern.replace("(", "", 1).replace(")", "", 1))  # the same, for lists of whole tags
_ATTRIBUTE = re.compile(r"""[^\s=/>"']+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+""")
_RAW = re.compile(r"<(/?)(script|style)(?=[\s/>])", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_GAPS: Mapping[object, str] = {tag: "\n" if tag in BLOCKS else " " for tag in BLOCKS | CELLS}  # around such an element
_SELECTOR = re.compile(r"([a-z][\w-]*)?((?:[#.][\w-]+)*)(?:\[([\w-]+)(?:=\"?([^\"\]]*)\"?)?\])?", re.IGNORECASE)


class Element(Protocol):
    """What is used of lxml's elements (it ships no types)."""

    tag: object
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]

    def get(self, key: str, /) -> str | None: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def xpath(self, path: str, /) -> list[Element]: ...
    def getparent(self) -> Element | None: ...
    def __iter__(self) -> Iterator[Element]: ...


# --- before the parser ----------------------------------------------------------------------------------------------


def tame(text: str, tags: int = MAX_TAGS) -> str:
    """The markup without scripts and styles, cut off after so many tags, each with a bearable number of attributes."""
    text = _without_scripts(text[:MAX_MARKUP])
    found: list[str] = _WHOLE_TAG.findall(text)
    if len(found) <= tags and max(map(len, found), default=0) <= _LONG_TAG:
        return text  # as nearly every page is
    pieces: list[str] = []
    done = 0
    for count, tag in enumerate(_TAG.finditer(text)):
        if count == tags:
            return "".join((*pieces, text[done : tag.start()]))
        if tag.end() - tag.start() > _LONG_TAG and len(_ATTRIBUTE.findall(tag[0])) > MAX_ATTRIBUTES:
            pieces += (text[done : tag.start()], f"<{tag[1][:32]}>")
            done = tag.end()
    return "".join((*pieces, text[done:]))


def _without_scripts(text: str) -> str:
    pieces: list[str] = []
    inside, done = "", 0
    for match in _RAW.finditer(text):
        if not inside and not match[1]:
            pieces.append(text[done : match.start()])
            inside, done = match[2].lower(), match.start()
        elif match[1] and inside == match[2].lower():
            end = text.find(">", match.end())
            inside, done = "", end + 1 or len(text)
    return "".join((*pieces, "" if inside else text[done:]))


# --- the tree -------------------------------------------------------------------------------------------------------


def parse(text: str) -> Element | None:
    """The root of the page's tree, or None where there is no markup in it. Nothing is fetched, no entity resolved."""
    return parse_tame(tame(text))


def parse_tame(text: str) -> Element | None:
    """The root of tame markup, as `parse` gives it."""
    from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types: `Element` says what is used of it

    markup = text.encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Element | None = etree.fromstring(markup, parser)
    except etree.LxmlError:
        return None
    return root


def walk(element: Element, skip: frozenset[str]) -> Iterator[tuple[str, Element]]:
    """`start` and `end` of the element and all within it, in reading order; of what is hidden or in `skip`, `after`."""
    from lxml import etree

    steps = etree.iterwalk(element, events=("start", "end"))
    skipped = False
    for event, node in steps:
        if event == "start" and node is not element and (node.tag in skip or node.get("hidden") is not None):
            skipped = True
            steps.skip_subtree()  # the next event is the end of this very node
        else:
            yield ("after" if skipped else event), node
            skipped = False


def text_of(element: Element, limit: int = MAX_TEXT) -> str:
    """What a reader sees of the element: one line per block, white space folded."""
    parts: list[str] = []
    size = 0
    for event, node in walk(element, _UNSEEN):
        text = node.text if event == "start" else node.tail if node is not element else None
        if event != "after" and (gap := _GAPS.get(node.tag)):
            parts.append(gap)
        if text:
            parts.append(text if text.isprintable() else _SPACE.sub(" ", text))
            size += len(text)
            if size > limit:
                break
    return fold_lines("".join(parts))[:limit]


def links_of(root: Element, base: str, rel: str = "") -> tuple[str, ...]:
    """The web addresses the page's `a` elements lead to, once each; with `rel`, of `a` and `link` that carry it."""
    names = ("a", "link", "area") if rel else ("a",)
    for node in root.iter("base"):
        base = resolve(base, node.get("href") or "") or base
        break
    hrefs = (
        node.get("href") or ""
        for node in root.iter(*names)
        if not rel or rel in (node.get("rel") or "").lower().split()
    )
    distinct = dict.fromkeys(islice(hrefs, MAX_LINKS))
    return tuple(dict.fromkeys(link for href in distinct if (link := resolve(base, href))))


# --- parts of it, for collectors of one site ------------------------------------------------------------------------


def select(root: Element, selector: str) -> tuple[Tag, ...]:
    """The parts that fit `tag#id.class[attribute=value]` (any of them left out), each as a small soup."""
    match = _SELECTOR.fullmatch(selector)
    if not selector or not match:
        raise ValueError(f"not a selector of one element: {selector!r}")
    tag, marks, attribute, value = match.groups()
    found = (node for node in root.iter(*([tag.lower()] if tag else [])) if isinstance(node.tag, str))
    fitting = (node for node in found if _fits(node, marks, attribute, value))
    return tuple(soup for node in fitting if (soup := _small_soup(node)) is not None)


def _fits(node: Element, marks: str, attribute: str | None, value: str | None) -> bool:
    names = {f".{name}" for name in (node.get("class") or "").split()} | {f"#{node.get('id')}"}
    if not names.issuperset(re.findall(r"[#.][\w-]+", marks)):
        return False
    held = node.get(attribute.lower()) if attribute else ""
    return held is not None and value in (None, held)


def _small_soup(node: Element) -> Tag | None:
    from bs4 import Tag
    from lxml import etree

    markup: str = etree.tostring(node, encoding="unicode", method="html", with_tail=False)
    found = soup_of(markup).find(str(node.tag))
    return found if isinstance(found, Tag) else None


def soup_of(markup: str) -> BeautifulSoup:
    """A soup of tame markup. The opening tag keeps BeautifulSoup from guessing at XML, an address or a file name."""
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    try:
        return BeautifulSoup(f"<html>{markup}", "lxml")
    except ParserRejectedMarkup:
        return BeautifulSoup("<html></html>", "lxml")
