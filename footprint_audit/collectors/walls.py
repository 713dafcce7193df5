"""Walls: challenges, logins, consent pages, parked domains. What each looks like is data, in walls.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NotRequired, TypedDict

from ahocorasick_rs import BytesAhoCorasick

from footprint_audit.collectors.links import host_of
from footprint_audit.collectors.page import Page
from footprint_audit.model import Reason

__all__ = ["Wall", "place_of", "wall_of", "walls"]

# Characters (bytes, in the first look) searched: walls are small, and what marks them stands early.
MAX_READ = 256 << 10

_KINDS: Mapping[str, tuple[Reason, str]] = {
    "challenge": (
        Reason.BLOCKED,
        "it wants a browser and a person: open the address yourself, or try later from another network",
    ),
    "login": (
        Reason.LOGIN_WALL,
        "only people who are logged in see more: look at the address while logged in, or ask the site for your data",
    ),
    "consent": (Reason.CONSENT_WALL, "the site wants its terms accepted first: open the address yourself"),
    "parked": (Reason.CHANGED, "the domain is parked or for sale: the site is no longer there"),
    "maintenance": (Reason.SERVER_ERROR, "the site is closed for maintenance: try again later"),
}

_LOGIN_PATH = re.compile(
    r"(?i)/(?:log[-_]?in|sign[-_]?in|authwall|authenticate|servicelogin|wp-login\.php|special:userlogin|checkpoint)(?:[/.]|$)"
)
_CONSENT_PATH = re.compile(r"(?i)/(?:consent|privacy[-_]gate|cookie[-_]?wall)(?:[/.]|$)")


@dataclass(frozen=True, slots=True)
class Wall:
    """One kind of wall; it stands where everything that is given holds."""

    name: str
    reason: Reason
    advice: str
    has: bytes
    marks: tuple[re.Pattern[str], ...]
    header: str
    value: re.Pattern[str]

    def stands(self, page: Page) -> bool:
        if self.header and not self.value.search(page.headers.get(self.header, "")):
            return False
        markup = "" if page.is_json else page.text[:MAX_READ]
        return all(mark.search(markup) for mark in self.marks)


class _Entry(TypedDict):
    name: str
    kind: str
    has: NotRequired[str]
    marks: NotRequired[list[str]]
    header: NotRequired[str]
    value: NotRequired[str]


@cache
def walls() -> tuple[Wall, ...]:
    """Every wall we know, as walls.toml lists them."""
    text = files("footprint_audit.collectors").joinpath("walls.toml").read_text(encoding="utf-8")
    table: dict[str, list[_Entry]] = tomllib.loads(text)
    return tuple(_wall(entry) for entry in table["wall"])


def _wall(entry: _Entry) -> Wall:
    reason, advice = _KINDS[entry["kind"]]
    name = entry["name"]
    return Wall(
        name=name,
        reason=reason,
        advice=f"{name} stands before the site; {advice}" if entry["kind"] == "challenge" else advice,
        has=entry.get("has", "").encode(),
        marks=tuple(re.compile(mark, re.IGNORECASE) for mark in entry.get("marks", [])),
        header=entry.get("header", ""),
        value=re.compile(entry.get("value", ""), re.IGNORECASE),
    )


def wall_of(page: Page) -> Wall | None:
    """The wall the page is, by headers and markup, whatever its status. JSON has no markup."""
    head = page.body[:MAX_READ]
    if b"\x00" in head[:64]:  # UTF-16: its letters are not bytes
        head = page.text[:MAX_READ].encode()
    seen = set() if page.is_json else _words_in(head.lower())
    return next((wall for wall in walls() if (not wall.has or wall.has in seen) and wall.stands(page)), None)


def _words_in(folded: bytes) -> set[bytes]:
    """Which walls' plain texts are there: one pass, since most pages are no wall and are read for nothing else."""
    words, finder = _finder()
    return {words[word] for word, _, _ in finder.find_matches_as_indexes(folded, overlapping=True)}


@cache
def _finder() -> tuple[list[bytes], BytesAhoCorasick]:
    words = sorted({wall.has for wall in walls() if wall.has})
    return words, BytesAhoCorasick(words)


def place_of(url: str) -> tuple[Reason, str] | None:
    """What an address gives away by itself: a login or consent page, as the end of a redirect."""
    path = url.partition("?")[0].partition("#")[0]
    if host_of(url).startswith(("consent.", "guce.")) or _CONSENT_PATH.search(path):
        return _KINDS["consent"]
    return _KINDS["login"] if host_of(url).startswith(("login.", "signin.")) or _LOGIN_PATH.search(path) else None
