"""Saved answers of sites, and a stand-in for the door that gives them and nothing else.

A case is one JSON file, `tests/collectors/sites/<id>/<case>.json` (programs: `software/<id>/`):

    { "handle": "maravoss",                 as a person would type it
      "base": "https://wiki.example.org",   programs only
      "now": "2026-01-15T12:00:00+00:00",   optional
      "answers": {                          by address; "POST https://…" where something is sent
        "https://api.example.org/maravoss": {
          "status": 200,
          "headers": {"content-type": "application/json"},
          "location": "https://…",          of a redirect
          "body": {"any": "JSON"},          or a string, which is sent as it is
          "body_file": "found.html" }       or a file beside the case
      },
      "expect": { "outcome": "profile", "display_name": "Mara Voss", "posts": [{"text": "…"}], "gaps": ["posts"] } }

`expect` names the outcome (`profile`, `absent`, `unread`) and any field of it; each is compared exactly. Of a post only
the keys given are compared, of a gap its field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NotRequired, TypedDict

from footprint_audit.collectors.door import Reply
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["NOW", "Answer", "Case", "SavedDoor", "read_case", "saved_reply"]

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


class Answer(TypedDict):
    """One saved answer."""

    status: int
    headers: NotRequired[dict[str, str]]
    location: NotRequired[str]
    body: NotRequired[object]
    body_file: NotRequired[str]


class _CaseFile(TypedDict):
    handle: str
    base: NotRequired[str]
    now: NotRequired[str]
    answers: dict[str, Answer]
    expect: dict[str, object]


@dataclass(frozen=True, slots=True)
class Case:
    """One saved visit: who is asked for, what the site answers, what is expected of it."""

    handle: str
    base: str
    now: datetime
    replies: Mapping[str, Reply]
    expect: Mapping[str, object]


@dataclass(slots=True)
class SavedDoor:
    """`Door.fetch` over a table of replies. An address that is not in it is unreachable, and noted."""

    replies: Mapping[str, Reply]
    asked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    async def fetch(
        self,
        url: str,
        *,
        accept: str = "*/*",
        method: str = "GET",
        content: bytes | None = None,
        content_type: str = "",
        hosts: frozenset[str] = frozenset(),
        hops: int = 0,
        further: bool = False,
        partial: bool = False,
    ) -> Reply:
        key = url if method == "GET" else f"{method} {url}"
        self.asked.append(key)
        if key not in self.replies:
            self.unknown.append(key)
            raise NoReply(Reason.UNREACHABLE, "no answer is saved for this address")
        reply = self.replies[key]
        if reply.location and hops:
            return await self.fetch(reply.location, accept=accept, hosts=hosts, hops=hops - 1, further=further)
        return reply

    @property
    def never_asked(self) -> list[str]:
        return sorted(set(self.replies) - set(self.asked))


def read_case(path: Path) -> Case:
    """The case in a file."""
    case: _CaseFile = json.loads(path.read_text(encoding="utf-8"))
    replies = {key: saved_reply(key, answer, path.parent) for key, answer in case["answers"].items()}
    now = datetime.fromisoformat(case["now"]) if "now" in case else NOW
    return Case(case["handle"], case.get("base", ""), now, replies, case["expect"])


def saved_reply(key: str, answer: Answer, folder: Path) -> Reply:
    """The answer as the door would hand it over."""
    url = key.rpartition(" ")[2]
    headers = {name.lower(): value for name, value in answer.get("headers", {}).items()}
    location = answer.get("location", headers.get("location", ""))
    reply = Reply(url, answer["status"], headers, b"", location)
    if "body_file" in answer:
        return replace(reply, body=(folder / answer["body_file"]).read_bytes())
    body = answer.get("body", "")
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return replace(reply, body=text.encode())
