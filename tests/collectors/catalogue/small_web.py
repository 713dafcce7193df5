"""A small web of our own for verdicts: one site, and whatever a habit makes of it. Its pages are like no benchmark's.

asking(habit, entry) -> the outcome for one handle, and which handles were asked for
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import unquote

from footprint_audit.audit import Query, collect
from footprint_audit.collectors.catalogue.entry import Entry, Request, Sign
from footprint_audit.collectors.catalogue.shallow import collector
from footprint_audit.collectors.controls import Controls
from footprint_audit.collectors.door import Reply
from footprint_audit.model import Handle, Outcome, Site

from ..saved import NOW

__all__ = [
    "BASE", "ENTRY", "KNOWN", "MEMBERS", "Answer", "Asked", "Habit", "ask_all", "asking", "bare", "is_member",
    "missing", "profile", "reply",
]  # fmt: skip

BASE = "https://quill.example.org"
MEMBERS = frozenset({"maravoss", "Noralind", "paper", "mara.voss", "kit77"})
KNOWN = ("opener", "second")

ENTRY = Entry(
    site=Site("x:quill", "Quill", f"{BASE}/w/{{handle}}", "writing", hosts=("quill.example.org",)),
    request=Request(f"{BASE}/w/{{handle}}"),
    found=(Sign((200,), ('data-kind="writer"',)),),
    absent=(Sign((404,), ("no writer of that name",)),),
    known=KNOWN,
)


def reply(body: str | bytes, status: int = 200, location: str = "", **headers: str) -> Reply:
    content = body if isinstance(body, bytes) else body.encode()
    named = {"content-type": "text/html; charset=utf-8"} | {
        key.replace("_", "-"): text for key, text in headers.items()
    }
    return Reply(f"{BASE}/", status, named, content, location)


def bare(title: str, middle: str) -> str:
    """A page of the site: the same frame round whatever stands in the middle."""
    return (
        f"<!doctype html><html><head><title>{title}</title><link rel=stylesheet href=/q.css></head><body><nav>"
        f"<a href=/>Quill</a> <a href=/new>Write</a> <a href=/login>Enter</a></nav><main>{middle}</main><footer>"
        "<a href=/paper>Our paper</a><p>Quill, a place for slow words.</p></footer></body></html>"
    )


def profile(handle: str, mark: str = 'data-kind="writer"') -> str:
    """A writer's page: no structured data, different for everybody."""
    dice = random.Random(handle)
    words = ["river", "lantern", "letters", "winter", "gravel", "orchard", "salt", "harbour", "paper", "moth", "cello"]
    works = "".join(
        f"<li class=work><a href=/t/{dice.randrange(10**6)}>{' '.join(dice.sample(words, 3)).title()}</a>"
        f"<time>{dice.randrange(1, 28)} May</time></li>"
        for _ in range(dice.randrange(4, 12))
    )
    return bare(
        f"{handle} at Quill",
        f"<article {mark}><h1>{handle.title()}</h1><p class=about>{' '.join(dice.sample(words, 6))}.</p>"
        f"<dl class=counts><dt>Works<dd>{dice.randrange(99)}<dt>Readers<dd>{dice.randrange(999)}</dl><ol>{works}</ol>"
        f"<button data-of={handle}>Follow</button></article>",
    )


def missing(text: str = "There is no writer of that name", title: str = "Nobody", more: str = "") -> str:
    return bare(title, f"<section class=lost><h1>Hm.</h1><p>{text}.</p>{more}</section>")


Answer = Callable[[str], Reply]  # what is said to a handle
Habit = Callable[["Asked"], Answer]


@dataclass
class Asked:
    """What a site was asked, for habits that count."""

    handles: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def times(self, handle: str) -> int:
        return self.handles.count(handle)

    @property
    def controls(self) -> set[str]:
        return set(self.handles) - MEMBERS - set(KNOWN)


def is_member(handle: str) -> bool:
    return handle in MEMBERS or handle in KNOWN


def asking(habit: Habit, handle: str, entry: Entry = ENTRY) -> tuple[Outcome, Asked]:
    # The handles that are made up are the same in every run of the tests: what is tested may not hang on chance.
    (outcome,), asked = ask_all(habit, (handle,), entry, Controls(dice=Random(handle)))
    return outcome, asked


def ask_all(
    habit: Habit, handles: tuple[str, ...], entry: Entry = ENTRY, controls: Controls | None = None
) -> tuple[tuple[Outcome, ...], Asked]:
    """The outcomes of several handles in one run."""
    asked = Asked()
    answer = habit(asked)

    async def fetch(url: str, *, content: bytes | None = None, **_: object) -> Reply:
        path = url.partition("://")[2].partition("/")[2]
        handle = unquote(path.partition("?")[0].rstrip("/").rpartition("/")[2])
        if content is not None:
            handle = str(json.loads(content)["name"])
        asked.handles.append(handle)
        asked.paths.append(f"/{path}")
        await asyncio.sleep(0)
        return replace(answer(handle), url=url)

    asks = collector(entry)
    queries = [Query(asks, entry.site.account(Handle(handle))) for handle in handles]
    return asyncio.run(collect(queries, fetch, NOW, controls=controls)), asked
