"""What a site asks of programs in its robots.txt, read as RFC 9309 says. Each site's is asked once per run."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["ALLOW_ALL", "DISALLOW_ALL", "PARSED_BYTES", "Robots", "Rules", "parse"]

PARSED_BYTES = 500 * 1024  # RFC 9309, 2.5: parse at least so much; we parse no more
MAX_RULES = 10_000  # of one group; more are no wish we can weigh for every page

_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site lets us ask: pairs of "allowed" and a path pattern. `unread`: it could not be found out."""

    rules: tuple[tuple[bool, str], ...]
    unread: bool = False

    def allow(self, path: str) -> bool:
        """Whether `path` (with its query) may be asked: the longest matching pattern decides, allow wins a tie."""
        path = _normal(path).replace("*", "%2A").replace("$", "%24")  # special in patterns alone
        if path == "/robots.txt":
            return True
        matching = [(len(pattern), allowed) for allowed, pattern in self.rules if _matches(pattern, path)]
        return max(matching)[1] if matching else True


ALLOW_ALL = Rules(())
DISALLOW_ALL = Rules(((False, "/"),), unread=True)


class Robots:
    """The rules of every site of a run. `ask` fetches one robots.txt as status and body, or raises NoReply."""

    def __init__(self, ask: Callable[[str], Awaitable[tuple[int, bytes]]], product: str) -> None:
        self._ask = ask
        self._product = product
        self._sites: dict[str, asyncio.Task[Rules]] = {}

    async def of(self, origin: str) -> Rules:
        """The rules of the site at `origin` (`https://example.org`)."""
        task = self._sites.get(origin)
        if task is None or task.cancelled():
            task = self._sites[origin] = asyncio.create_task(self._read(f"{origin}/robots.txt"))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Give up what is being asked."""
        tasks = list(self._sites.values())
        self._sites.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self, url: str) -> Rules:
        try:
            status, body = await self._ask(url)
        except NoReply as failure:
            # RFC 9309, 2.3.1.2: after too many redirects the file may be taken as unavailable; 2.3.1.4: what cannot
            # be reached forbids everything.
            return ALLOW_ALL if failure.reason is Reason.REDIRECT else DISALLOW_ALL
        if 200 <= status < 300:
            return parse(body, self._product)
        return DISALLOW_ALL if status >= 500 else ALLOW_ALL


def parse(body: bytes, product: str) -> Rules:
    """The rules for `product`: those of every group that names it, else of every group for "*", else none."""
    ours: list[tuple[bool, str]] = []
    everyones: list[tuple[bool, str]] = []
    named = False
    for agents, rules in _groups(body[:PARSED_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")):
        if product.lower() in agents:
            named = True
            ours += rules
        elif "*" in agents:
            everyones += rules
    return Rules(tuple(dict.fromkeys(ours if named else everyones))[:MAX_RULES])


def _groups(text: str) -> Iterator[tuple[frozenset[str], list[tuple[bool, str]]]]:
    """Each group of the file: the agents it names, and its rules."""
    agents: set[str] = set()
    rules: list[tuple[bool, str]] = []
    in_rules = False
    for key, value in _lines(text):
        if key == "user-agent":
            if in_rules:
                yield frozenset(agents), rules
                agents, rules, in_rules = set(), [], False
            agents.add(_agent(value))
        elif agents:  # a rule before any agent belongs to nobody
            in_rules = True
            if value:
                rules.append((key == "allow", _pattern(value)))
    if agents:
        yield frozenset(agents), rules


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"\r\n|\r|\n", text):
        key, colon, value = line.partition("#")[0].partition(":")
        name = key.strip().lower()
        if colon and name in ("user-agent", "allow", "disallow"):
            yield name, value.strip()


def _agent(value: str) -> str:
    """The product token alone: `FootprintBot/2.1` names `footprintbot`."""
    match = _TOKEN.match(value)
    return match[0].lower() if match else value[:1]


def _pattern(value: str) -> str:
    """A path pattern in one spelling. `*` and a last `$` are special; both may be escaped."""
    return re.sub(r"\*+", "*", _normal(value))


def _normal(path: str) -> str:
    """One spelling of a path: what need not be escaped is not, what must be is, in upper case."""
    quoted = quote(path, safe="%/?#[]@!$&'()*+,;=:~")
    return _ESCAPE.sub(_unescape, quoted)


def _unescape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    plain = character.isascii() and (character.isalnum() or character in "-._~")
    return character if plain else match[0].upper()


def _matches(pattern: str, path: str) -> bool:
    """Whether the pattern matches from the path's start; by searching part after part, so in linear time."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not anchored or at == len(path)
    *middle, last = others
    for part in middle:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return path.endswith(last, at) if anchored else last in path[at:]
