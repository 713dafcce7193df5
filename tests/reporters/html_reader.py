"""A reader of our HTML: it parses strictly, and raises where the page holds what no page of ours may hold."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import html5lib

__all__ = ["ATTRIBUTES", "ELEMENTS", "read_html", "skeleton", "texts_of"]

XHTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section", "article",
    "h1", "h2", "h3", "h4", "p", "div", "span", "a", "bdi", "b", "q", "br", "time", "blockquote", "ul", "ol", "li",
    "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td",
    "svg", "g", "rect", "line", "circle", "text",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "dir", "charset", "http-equiv", "name", "content", "href", "rel", "class", "id", "datetime", "role",
    "scope", "aria-label", "aria-labelledby", "aria-hidden",
    "viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "text-anchor",
}  # fmt: skip


def read_html(text: str) -> ET.Element:
    """The page's tree. HTML's own parse errors are errors here, too."""
    root: ET.Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=True).parse(text)
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    assert {tag(node) for node in nodes} <= ELEMENTS
    assert {name for node in nodes for name in node.attrib} <= ATTRIBUTES
    _check_policy(root)
    _check_references(nodes)
    _check_headings(nodes)
    return root


def tag(node: ET.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def skeleton(root: ET.Element) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, in order."""
    return [(tag(node), tuple(sorted(node.attrib))) for node in root.iter() if isinstance(node.tag, str)]


def texts_of(root: ET.Element) -> str:
    """What a reader reads, style sheet aside."""
    style = root.find(f".//{XHTML}style")
    assert style is not None
    return "".join(root.itertext()).replace(style.text or "", "")


def _check_policy(root: ET.Element) -> None:
    """Nothing runs, nothing loads, and only our own style sheet styles."""
    metas = {node.get("http-equiv") or node.get("name"): node.get("content") for node in root.iter(f"{XHTML}meta")}
    (style,) = root.iter(f"{XHTML}style")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert metas["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert metas["referrer"] == "no-referrer"
    assert not re.search(r"url\(|@import|expression", style.text or "")


def _check_references(nodes: list[ET.Element]) -> None:
    ids = Counter(node.attrib["id"] for node in nodes if "id" in node.attrib)
    assert not [name for name, count in ids.items() if count > 1], "an id is there twice"
    for node in nodes:
        assert not set(node.get("aria-labelledby", "").split()) - set(ids)
        address = node.get("href")
        if address is not None:
            assert tag(node) == "a"
            _check_link(node, address, set(ids))


def _check_link(node: ET.Element, address: str, ids: set[str]) -> None:
    assert "".join(node.itertext()).strip(), "a link without words"
    if address.startswith("#"):
        assert address[1:] in ids
    else:
        assert re.fullmatch(r"https?://[!-~]+", address)
        assert node.get("rel") == "noreferrer noopener nofollow"


def _check_headings(nodes: list[ET.Element]) -> None:
    """One h1, first; no level is skipped; none is empty."""
    headings = [node for node in nodes if re.fullmatch("h[1-6]", tag(node))]
    levels = [int(tag(node)[1]) for node in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all("".join(node.itertext()).strip() for node in headings)
