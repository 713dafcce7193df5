"""A wiki's user page as its reader sees it: the name it begins with, its lead, its labelled lines, its sections.

Wikis have no fields. What people do by custom is read as what it means: a first line that is all bold is a name, the
text before the first heading is a bio, `; Label: value` is a detail, a headed section is a post. The rest stays text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from footprint_audit.collectors.document import Element, parse, text_of
from footprint_audit.collectors.links import web_links

__all__ = ["Section", "UserPage", "read_user_page"]

LONGEST_NAME = 100  # a longer bold line is a sentence
LONGEST_LIST = 200  # of links that are nothing but links
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the page; `anchor` is its address on the page."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class UserPage:
    """What a reader gets; an empty page has empty fields."""

    name: str = ""
    bio: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(slots=True)
class _Lead:
    """What stands before the first heading, while it is read."""

    name: str = ""
    texts: list[str] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)

    def take(self, block: Element) -> None:
        if block.tag == "dl":
            self._take_definitions(block)
            return
        text = text_of(block)
        if not self.name and not self.texts and _is_all_bold(block, text):
            self.name = text
        elif text and not _is_mere_links(block):
            self.texts.append(text)

    def _take_definitions(self, block: Element) -> None:
        label = ""
        for item in block:
            text = text_of(item)
            if item.tag == "dt":
                label = text.rstrip(": ")
            elif text and label:
                self.details.append((label, text))
            elif text:  # without a label it is an indented line
                self.texts.append(text)


def read_user_page(html: str) -> UserPage:
    """The user page in the HTML that a wiki's parser made."""
    document = parse(html)
    if document is None:
        return UserPage()
    root = next(_of_class(document, "div", "mw-parser-output"), None)
    lead, sections = _Lead(), []
    for heading, blocks in _parts(document if root is None else root):
        if heading is None:
            for block in blocks:
                lead.take(block)
        else:
            texts = (text_of(part) for part in (heading, *blocks))
            sections.append(Section(_anchor(heading), "\n\n".join(text for text in texts if text)))
    location = next((text for label, text in lead.details if label.casefold() == "location"), "")
    return UserPage(
        name=lead.name,
        bio="\n\n".join(lead.texts),
        location=location,
        links=web_links(*(link.get("href") or "" for link in _of_class(document, "a", "external"))),
        details=tuple((label, text) for label, text in lead.details if label.casefold() != "location"),
        sections=tuple(sections),
    )


def _parts(root: Element) -> Iterator[tuple[Element | None, list[Element]]]:
    """The blocks of the page, each run with the heading above it; None before the first."""
    above: Element | None = None
    for is_heading, run in groupby(root, key=lambda block: _heading(block) is not None):
        if is_heading:
            *empty, above = run
            yield from ((heading, []) for heading in empty)
        else:
            yield above, list(run)
            above = None
    if above is not None:
        yield above, []


def _heading(block: Element) -> Element | None:
    """The heading a block is: bare, or in the box that MediaWiki 1.43 puts around it."""
    if block.tag in _HEADINGS:
        return block
    return next(block.iter(*_HEADINGS), None) if "mw-heading" in _classes(block) else None


def _anchor(block: Element) -> str:
    name = next((node.get("id") or "" for node in block.iter() if node.get("id")), "")
    return quote(name, safe="", errors="replace")


def _is_all_bold(block: Element, text: str) -> bool:
    bold = next(block.iter("b"), None) if block.tag == "p" else None
    return bold is not None and 0 < len(text) <= LONGEST_NAME and text_of(bold) == text


def _is_mere_links(block: Element) -> bool:
    """A list of links has no text of its own: the links are read as links."""
    items = list(block.iter("li")) if block.tag == "ul" else []
    return 0 < len(items) <= LONGEST_LIST and all(_is_mere_link(item) for item in items)


def _is_mere_link(item: Element) -> bool:
    link = next(_of_class(item, "a", "external"), None)
    return link is not None and text_of(link) == text_of(item)


def _of_class(root: Element, tag: str, name: str) -> Iterator[Element]:
    return (node for node in root.iter(tag) if name in _classes(node))


def _classes(node: Element) -> list[str]:
    return (node.get("class") or "").split()
