"""The head of a page: title, description, canonical address, OpenGraph, Twitter card, JSON-LD, rel=me, robots."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from footprint_audit.collectors.document import Element, parse_tame, tame
from footprint_audit.collectors.json import Json, parse_json
from footprint_audit.collectors.links import resolve
from footprint_audit.errors import NoReply

__all__ = ["Head", "json_ld_blocks", "read_head"]

MAX_HEAD = 2 << 20  # characters, scripts counted: some sites put half a megabyte of them there
MAX_TAGS = 1500  # a few hundred is a lot; a soup of more takes too long
MAX_PROLOGUE = 16 << 10  # characters in which the html element begins
MAX_BLOCKS = 20  # JSON-LD blocks of one page
MAX_BLOCK = 512 << 10

_END_OF_HEAD = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_HTML_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\s(?:xml:)?lang\s{0,9}=\s{0,9}[\"']?([\w-]{2,35})", re.IGNORECASE)
_JSON_LD = re.compile(r"<script\b[^>]{0,500}?application/ld\+json[^>]{0,500}>", re.IGNORECASE)
_CLOSER = re.compile(r"</script", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says. `og` and `twitter` are keyed without their prefix; of repeated tags the first counts."""

    title: str = ""
    description: str = ""
    canonical: str = ""
    language: str = ""
    robots_noindex: bool = False
    og: Mapping[str, str] = field(default_factory=dict)
    twitter: Mapping[str, str] = field(default_factory=dict)
    json_ld: tuple[Json, ...] = ()
    rel_me: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    avatar: str = ""  # the picture OpenGraph or the Twitter card names: often the site's, not the person's


def read_head(text: str, url: str) -> Head:
    """The head of the page at `url`. Only the head is parsed; JSON-LD is looked for in the whole page."""
    root = parse_tame(f"<html>{head_of(text)}")
    metas = _metas(root) if root is not None else {}
    links = [(rel, href) for tag in root.iter("link") for rel, href in _link(tag, url)] if root is not None else []
    og = _prefixed(metas, "og:") | {name: text for name, text in metas.items() if name.startswith("profile:")}
    twitter = _prefixed(metas, "twitter:")
    robots = ",".join(metas.get(name, "") for name in ("robots", "googlebot"))
    return Head(
        title=_title(root) if root is not None else "",
        description=metas.get("description", ""),
        canonical=next((href for rel, href in links if rel == "canonical"), ""),
        language=_language(text, og),
        robots_noindex=forbids_index(robots),
        og=og,
        twitter=twitter,
        json_ld=json_ld_blocks(text),
        rel_me=tuple(dict.fromkeys(href for rel, href in links if rel == "me")),
        feeds=tuple(dict.fromkeys(href for rel, href in links if rel == "feed")),
        avatar=resolve(url, og.get("image") or twitter.get("image") or ""),
    )


def head_of(text: str) -> str:
    """The markup up to the end of the head, without its scripts, tamed."""
    end = _END_OF_HEAD.search(text, 0, MAX_HEAD)
    return tame(text[: end.start() if end else MAX_HEAD], MAX_TAGS)


def forbids_index(directives: str) -> bool:
    """Whether robots directives (of a tag or a header) ask not to be indexed."""
    return bool(re.search(r"(?i)(?:^|[\s,:;])(?:noindex|none)(?:$|[\s,;])", directives))


def _title(root: Element) -> str:
    title = next(iter(root.iter("title")), None)
    return _folded(title.text or "") if title is not None else ""


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or ""
        found.setdefault(name.lower(), _folded(tag.get("content") or ""))
    return found


def _prefixed(metas: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in metas.items() if name.startswith(prefix) and text}


def _link(tag: Element, url: str) -> Iterator[tuple[str, str]]:
    href = resolve(url, tag.get("href") or "")
    rels = (tag.get("rel") or "").lower().split()
    if href:
        yield from ((rel, href) for rel in rels if rel in ("canonical", "me"))
        if "alternate" in rels and re.search(r"\b(rss|atom|feed)\b", (tag.get("type") or "").lower()):
            yield "feed", href


def _language(text: str, og: Mapping[str, str]) -> str:
    tag = _HTML_LANGUAGE.search(text, 0, MAX_PROLOGUE)
    language = tag[1] if tag else og.get("locale", "").replace("_", "-")
    return language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", language) else ""


def _folded(text: str) -> str:
    return " ".join(text.split())


# --- JSON-LD --------------------------------------------------------------------------------------------------------


def json_ld_blocks(text: str) -> tuple[Json, ...]:
    """Every JSON-LD block of the page that is JSON, wherever it stands; what is not, is passed by."""
    return tuple(block for source in _sources(text) for block in _parsed(source))


def _sources(text: str) -> Iterator[str]:
    position = 0
    for _ in range(MAX_BLOCKS):
        start = _JSON_LD.search(text, position)
        end = start and _CLOSER.search(text, start.end())
        if not start or not end:
            return
        position = end.end()
        if end.start() - start.end() <= MAX_BLOCK:
            yield text[start.end() : end.start()]


def _parsed(source: str) -> Iterator[Json]:
    unwrapped = source[source.find("{") : source.rfind("}") + 1]  # some stand in a comment or a CDATA section
    for text in (source, unwrapped):
        try:
            yield parse_json(text)
        except NoReply:
            continue
        return
