"""A page: one answer of a site, and what any answer gives. Each reading is done once, and only if asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from footprint_audit.collectors.charset import decode
from footprint_audit.collectors.door import Reply
from footprint_audit.collectors.json import Json, parse_json

if TYPE_CHECKING:  # BeautifulSoup takes a quarter of a second to import, and most runs read JSON only
    from bs4 import Tag

    from footprint_audit.collectors.document import Element
    from footprint_audit.collectors.head import Head
    from footprint_audit.collectors.person import Person

__all__ = ["Page"]

_CARD = re.compile(rb"(?i)(?:\bh-|\bv)card(?![\w-])")  # without it no h-card is there, and nothing else needs the tree


@dataclass(frozen=True)  # without slots: cached_property keeps what was read in the instance's dict
class Page:
    """One answer of a site, read only as far as it is asked. No reading of it raises anything but NoReply."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    location: str = ""
    whole: bool = True

    @classmethod
    def of(cls, reply: Reply) -> Page:
        return cls(reply.url, reply.status, reply.headers, reply.body, reply.location, reply.whole)

    @cached_property
    def text(self) -> str:
        """The body as text, in the charset it declares (errors replaced)."""
        return decode(self.body, self.headers.get("content-type", ""))

    def json(self) -> Json:
        """The body as JSON. Raises NoReply(changed)."""
        return parse_json(self.text)

    @property
    def is_json(self) -> bool:
        """Whether the body is JSON by its look: what an API answers, not what a wall does."""
        return self.body.lstrip()[:1] in (b"{", b"[")

    @cached_property
    def head(self) -> Head:
        """What the head says. Only the head is parsed, so this is cheap on a page of any size."""
        from footprint_audit.collectors.head import read_head

        return read_head(self.text, self.url)

    @cached_property
    def person(self) -> Person:
        """Whom the page speaks of: JSON-LD, then h-card, then OpenGraph."""
        from footprint_audit.collectors.hcard import h_card_person
        from footprint_audit.collectors.person import merge, open_graph_person

        people = [self.described_person]
        if _CARD.search(self.body) and self._tree is not None:
            people.append(h_card_person(self._tree, self.head.canonical or self.url, self.rel_me))
        return merge((*people, open_graph_person(self.head, self.url)))

    @cached_property
    def described_person(self) -> Person:
        """The person of the page's JSON-LD alone."""
        from footprint_audit.collectors.linked_data import json_ld_person

        return json_ld_person(self.head.json_ld, self.head.canonical or self.url)

    @cached_property
    def head_person(self) -> Person:
        """Whom the page speaks of, without a look at its body: JSON-LD, then OpenGraph."""
        from footprint_audit.collectors.person import merge, open_graph_person

        return merge((self.described_person, open_graph_person(self.head, self.url)))

    @cached_property
    def _tree(self) -> Element | None:
        from footprint_audit.collectors.document import parse

        return parse(self.text)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The web addresses the page links to, whole, once each, in order."""
        from footprint_audit.collectors.document import links_of

        return links_of(self._tree, self.url) if self._tree is not None else ()

    @cached_property
    def rel_me(self) -> tuple[str, ...]:
        """The addresses the page claims to be the same person (rel=me)."""
        from footprint_audit.collectors.document import links_of

        return links_of(self._tree, self.url, rel="me") if self._tree is not None else ()

    def visible_text(self) -> str:
        """What a reader sees: one line per block."""
        from footprint_audit.collectors.document import text_of

        return text_of(self._tree) if self._tree is not None else ""

    def select(self, selector: str) -> tuple[Tag, ...]:
        """The parts of the page that fit `tag#id.class[attribute=value]`, each as a small soup."""
        from footprint_audit.collectors.document import select

        return select(self._tree, selector) if self._tree is not None else ()

    @property
    def unlisted(self) -> bool:
        """Whether the page asks search engines not to list it, in its head or by header."""
        from footprint_audit.collectors.head import forbids_index

        return forbids_index(self.headers.get("x-robots-tag", "")) or self.head.robots_noindex
