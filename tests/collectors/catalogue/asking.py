"""What an entry says of an answer, by its signs alone; and what is sent where it is asked.

What is concluded of signs (walls, controls) is the collector's business, and tested with it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass

from footprint_audit.audit import Query, collect
from footprint_audit.collectors.catalogue.entry import Entry, Sign
from footprint_audit.collectors.catalogue.manifest import read
from footprint_audit.collectors.catalogue.shallow import collector
from footprint_audit.collectors.door import Reply
from footprint_audit.model import Handle, Outcome, Reason, Unread

from ..saved import NOW

__all__ = ["Answer", "Asked", "ask", "entries_of", "reads", "reason_of", "the_one"]


def entries_of(data: object) -> tuple[Entry, ...]:
    """The entries of a manifest, written as JSON and read back."""
    return read(json.dumps(data).encode(), "made.json").entries


def the_one(data: object) -> Entry:
    """The only entry of a manifest."""
    (entry,) = entries_of(data)
    return entry


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says, whatever is asked."""

    status: int = 200
    body: str = ""
    kind: str = "text/html; charset=utf-8"
    location: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came out, and what was sent: keyword arguments of `Door.fetch`, once for each request."""

    outcome: Outcome
    sent: tuple[Mapping[str, object], ...]

    @property
    def urls(self) -> list[object]:
        return [one["url"] for one in self.sent]


def ask(entry: Entry, handle: str, answer: Answer) -> Asked:
    """The outcome of asking for a handle where the site always answers so."""
    sent: list[Mapping[str, object]] = []

    async def fetch(url: str, **given: object) -> Reply:
        sent.append({"url": url, "method": "GET", **given})
        headers = {"content-type": answer.kind}
        return Reply(url, answer.status, headers, answer.body.encode(), answer.location)

    query = Query(collector(entry), entry.site.account(Handle(handle)))
    running: Coroutine[None, None, tuple[Outcome, ...]] = collect([query], fetch, NOW)
    (outcome,) = asyncio.run(running)
    return Asked(outcome, tuple(sent))


def reads(entry: Entry, answer: Answer, handle: str = "mara") -> str:
    """Which signs of the entry the answer shows: found, absent, both or neither; `refused` where a refusal is in it."""
    if any(text in answer.body for text in entry.refusals):
        return "refused"
    found, absent = (any(_shows(sign, answer, handle) for sign in signs) for signs in (entry.found, entry.absent))
    return {(True, False): "found", (False, True): "absent", (True, True): "both"}.get((found, absent), "neither")


def _shows(sign: Sign, answer: Answer, handle: str) -> bool:
    texts = [text.replace("{handle}", handle) for text in sign.texts]
    return (
        (not sign.statuses or answer.status in sign.statuses)
        and (not texts or any(text in answer.body for text in texts))
        and sign.location in answer.location
    )


def reason_of(outcome: Outcome) -> Reason | None:
    """Why it is unread; None if it is not."""
    return outcome.reason if isinstance(outcome, Unread) else None
