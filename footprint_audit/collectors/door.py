"""The one door to the network: whatever is asked of a site, its robots.txt included, goes through `Door.fetch`.

No cookie is kept, and no netrc and no proxy is taken from the environment: there is no client below that could know of
them. Where a site sends a request back to itself with a cookie, that request alone is repeated with it, once.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from footprint_audit import __version__
from footprint_audit.collectors.addresses import WEB_PORTS, Guard, Resolver, SystemResolver
from footprint_audit.collectors.body import ENCODINGS, CutShort, read_body
from footprint_audit.collectors.connection import Dropped
from footprint_audit.collectors.pace import Pace, retry_after, seconds_left, stopped
from footprint_audit.collectors.robots import PARSED_BYTES, Robots
from footprint_audit.collectors.transport import (
    DEFAULT_LIMITS,
    IDLE_OVERALL,
    SAFE_METHODS,
    Answer,
    Limits,
    PinnedTransport,
)
from footprint_audit.collectors.web_address import WebAddress, web_address
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["USER_AGENT", "Door", "Limits", "Reply"]

Lines = Sequence[tuple[str, str]]  # an answer's headers as they came, names in lower case

PRODUCT = "footprint-audit"
# The form in which honest robots name themselves: many sites refuse whatever does not begin like this.
USER_AGENT = f"Mozilla/5.0 (compatible; {PRODUCT}/{__version__}; +https://example.org/footprint-audit)"

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ROBOTS_HOPS = 5  # RFC 9309, 2.3.1.2
# RFC 6265, 4.1.1: the name is a token, the value has no space, quote, comma, semicolon or backslash.
_COOKIE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}=[!#-+\--:<-\[\]-~]{0,1024}")
MAX_COOKIES = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as it came: decoded body within limits; nothing is read of a redirect's body."""

    url: str  # the address that answered, after any hops followed
    status: int
    headers: Mapping[str, str]  # lower-case names; repeated ones joined by ", "
    body: bytes = field(repr=False)
    location: str = ""  # absolute target of a redirect that was not followed
    whole: bool = True  # False: the connection ended before the body did, and the asker takes what there is
    cookie: str = field(default="", repr=False)  # what a redirect to the very same address wants to be told


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of one address."""

    url: WebAddress
    method: str
    headers: Mapping[str, str]
    content: bytes | None
    hosts: frozenset[str] | None  # where a redirect may lead; None: to any public host, as RFC 9309 asks for robots.txt
    keep: int | None = None  # bytes of the body that are enough
    partial: bool = False  # a body that breaks off is an answer, too

    def lines(self) -> list[tuple[bytes, bytes]]:
        """The headers of the request; nothing is added to them on the way."""
        headers = {"Host": self.url.lane, **self.headers}
        if self.content is not None:
            headers["Content-Length"] = str(len(self.content))
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]

    def led_to(self, reply: Reply) -> _Question:
        """The question its answer, a redirect, leads to. Raises NoReply(redirect) where that may not be asked."""
        if not reply.location:
            raise _bad_redirect("to something that is not an address of the web")
        url = web_address(reply.location)
        if self.url.scheme == "https" and url.scheme == "http":
            raise _bad_redirect("from a secure address to an open one")
        if self.hosts is not None and _authority(url) not in self.hosts:
            raise _bad_redirect("to another site")
        # By RFC 9110, 15.4: 303 asks with GET, and so by custom do 301 and 302 after a POST.
        if self.method == "HEAD" or not (reply.status == 303 or (reply.status in (301, 302) and self.method == "POST")):
            return replace(self, url=url)
        headers = {name: value for name, value in self.headers.items() if name != "Content-Type"}
        return replace(self, url=url, method="GET", headers=headers, content=None)


class Door:
    """One run's way to the network: one TLS context, one table of connections, one memory of names and rules.

    allow_networks: networks of one's own that may be asked besides the public web, there on any port and without a
    pause. idle: connections kept open in case their host is asked again. pause: seconds from one request to the next at
    one host. organisation: robots.txt is asked before everything. resolver: instead of the system's. ca_file: further
    certificate authorities. Raises UsageError for a network or a file that cannot be used.
    """

    def __init__(
        self,
        *,
        allow_networks: Sequence[str] = (),
        limits: Limits = DEFAULT_LIMITS,
        concurrency: int = 250,
        per_host: int = 2,
        idle: int = IDLE_OVERALL,
        pause: float = 0.5,
        organisation: bool = False,
        resolver: Resolver | None = None,
        ca_file: Path | None = None,
    ) -> None:
        self._limits = limits
        self._organisation = organisation
        self._system_resolver = SystemResolver()
        self._guard = Guard(allow_networks, resolver or self._system_resolver)
        self._transport = PinnedTransport(self._guard, limits, ca_file, idle)
        self._robots = Robots(self._ask_robots, PRODUCT)
        self._pace = Pace(
            overall=concurrency,
            per_host=per_host,
            pause=pause,
            longest_wait=limits.turn,
            longest_hold=limits.retry_after,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._robots.close()
        await self._guard.close()
        await self._transport.aclose()
        self._system_resolver.close()

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
        """Ask one address. Raises NoReply(reason, advice) for every failure of network or policy.

        hosts: hosts a redirect may lead to besides the asked one. hops: redirects followed (0: the 3xx is returned).
        further: not the named profile itself, but a link or a further page: robots.txt is asked first.
        partial: a body that breaks off is handed over as far as it came, not `whole`.
        """
        address = web_address(url)
        within = hosts | {_authority(address)} if hops else hosts
        question = _Question(address, method, _headers(accept, content_type), content, within, partial=partial)
        obey = further or self._organisation
        try:
            reply = await self._within_time(question, hops=min(hops, self._limits.hops), obey=obey)
        except NoReply as failure:
            self._pace.note(address.lane, failure)
            raise
        self._pace.note(address.lane, None)
        return reply

    def vantage(self) -> str:
        """The address of this machine that the last connection went out from; empty before the first."""
        return self._transport.local_address

    async def _within_time(self, question: _Question, *, hops: int, obey: bool) -> Reply:
        try:
            async with asyncio.timeout(self._limits.total) as clock:
                return await self._follow(question, clock, hops=hops, obey=obey)
        except TimeoutError:
            advice = f"the site took longer than {self._limits.total:g} s; try again later, or with a longer --timeout"
            raise NoReply(Reason.TIMEOUT, advice) from None

    async def _follow(self, question: _Question, clock: asyncio.Timeout, *, hops: int, obey: bool) -> Reply:
        asked = {(question.method, question.url)}
        while True:
            if obey:
                await self._obey_robots(question.url, clock)
            reply = await self._ask(question, clock)
            if reply.cookie and "Cookie" not in question.headers:
                greeted = replace(question, headers={**question.headers, "Cookie": reply.cookie})
                reply = await self._ask(greeted, clock)
            if reply.status not in REDIRECTS or "location" not in reply.headers or not hops:
                return reply
            question = question.led_to(reply)
            if (question.method, question.url) in asked or len(asked) > hops:
                raise _bad_redirect("in a circle, or on and on")
            asked.add((question.method, question.url))

    async def _obey_robots(self, url: WebAddress, clock: asyncio.Timeout) -> None:
        await self._guard.route(url.host, url.port)  # a refused or unknown host is told as such
        async with stopped(clock):  # its robots.txt is a request of its own, with its own clock, asked once for many
            rules = await self._robots.of(f"{url.scheme}://{url.lane}")
        if rules.allow(url.target):
            return
        if rules.unread:
            raise NoReply(Reason.ROBOTS, "the site's robots.txt cannot be read now, so no program may go on; try later")
        raise NoReply(Reason.ROBOTS, "the site's robots.txt asks programs to stay out; open the address yourself")

    async def _ask_robots(self, url: str) -> tuple[int, bytes]:
        question = _Question(web_address(url), "GET", _headers("text/plain"), None, None, keep=PARSED_BYTES)
        reply = await self._within_time(question, hops=ROBOTS_HOPS, obey=False)
        return reply.status, reply.body

    async def _ask(self, question: _Question, clock: asyncio.Timeout) -> Reply:
        """The answer; one that asks to wait a little is waited for, once."""
        reply = await self._ask_steadily(question, clock)
        wait = self._wish(reply)
        if wait is not None and wait <= min(self._limits.retry_after, seconds_left(clock)):
            await asyncio.sleep(wait)
            reply = await self._ask_steadily(question, clock)
            wait = self._wish(reply)
        if wait is not None and reply.status == 429:
            raise NoReply(Reason.RATE_LIMITED, f"the site asks to wait {wait:.0f} s; run the audit again after that")
        return reply

    def _wish(self, reply: Reply) -> float | None:
        """How long the answer asks us to stay away, if it does; its host is not asked before."""
        if reply.status not in (429, 503):
            return None
        wait = retry_after(reply.headers.get("retry-after", ""), datetime.now(UTC))
        if wait is not None:
            self._pace.hold(web_address(reply.url).lane, wait)
        return wait

    async def _ask_steadily(self, question: _Question, clock: asyncio.Timeout) -> Reply:
        """The answer; where the connection was dropped before there was one, a second try."""
        try:
            return await self._ask_once(question, clock)
        except Dropped:
            if question.method not in SAFE_METHODS:
                raise
        return await self._ask_once(question, clock)

    async def _ask_once(self, question: _Question, clock: asyncio.Timeout) -> Reply:
        url = question.url
        route = await self._guard.route(url.host, url.port)
        async with self._pace.turn(url.lane, clock, pause=not route.ours):
            answer = await self._transport.ask(question.method, url, question.lines(), question.content or b"")
            async with aclosing(answer):
                return await self._reply(question, answer)

    async def _reply(self, question: _Question, answer: Answer) -> Reply:
        status, url = answer.status, question.url.text
        lines = [(name.decode("ascii"), _text(value)) for name, value in answer.headers]
        headers = _joined(lines)
        if 300 <= status < 400:
            led = question.url.joined(headers.get("location", ""))
            location = led.text if led else ""
            cookie = _cookie(lines) if location == url and question.method in SAFE_METHODS else ""
            return Reply(url, status, headers, b"", location, cookie=cookie)
        if question.method == "HEAD":
            return Reply(url, status, headers, b"")
        length = headers.get("content-length", "0").partition(",")[0]  # the transport saw to it that it is one number
        if question.keep is None and int(length) > self._limits.wire:
            raise NoReply(Reason.TOO_LARGE, "the page is longer than we read; open the address in a browser")
        encoding = headers.get("content-encoding", "")
        try:
            body = await read_body(answer, encoding, self._limits, keep=question.keep)
        except CutShort as cut:
            if not question.partial or not cut.body:
                raise cut.failure from None
            return Reply(url, status, headers, cut.body, whole=False)
        return Reply(url, status, headers, body)


def _headers(accept: str, content_type: str = "") -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept": accept, "Accept-Encoding": ENCODINGS}
    return headers | {"Content-Type": content_type} if content_type else headers


def _text(value: bytes) -> str:
    """A header's value: ASCII by the standard, and what servers write instead."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _joined(lines: Lines) -> dict[str, str]:
    """The headers by name; the values of repeated ones joined, as RFC 9110, 5.3 lets us."""
    joined: dict[str, str] = {}
    for name, value in lines:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _cookie(lines: Lines) -> str:
    """The cookies an answer sets, as a request says them: name and value alone, of the form the standard gives them."""
    set_lines = [value for name, value in lines if name == "set-cookie"][:MAX_COOKIES]
    pairs = (line.partition(";")[0].strip() for line in set_lines)
    return "; ".join(pair for pair in pairs if _COOKIE.fullmatch(pair))


def _bad_redirect(where: str) -> NoReply:
    return NoReply(Reason.REDIRECT, f"the site led us {where}; open the address in a browser and see where it ends")


def _authority(url: WebAddress) -> str:
    """Host, and port where it is not a web port: whoever may send us to a host may choose between http and https."""
    return url.host if url.port in WEB_PORTS else f"{url.host}:{url.port}"
