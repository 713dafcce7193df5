"""HTTP/1.1 over connections that go only where the address guard said, over asyncio's sockets. Bodies come out as they
came over the wire; `benchmarks/transport.md` says why it is our own.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Self

from footprint_audit.collectors.addresses import Guard
from footprint_audit.collectors.connection import CHUNK, Connection, Dropped
from footprint_audit.collectors.http1 import Head, Headers, MalformedError, Reader, request_bytes
from footprint_audit.collectors.web_address import WebAddress
from footprint_audit.errors import NoReply, UsageError
from footprint_audit.model import Reason

__all__ = ["DEFAULT_LIMITS", "IDLE_OVERALL", "SAFE_METHODS", "Answer", "Limits", "PinnedTransport", "tls_context"]

KIB = 1024
SAFE_METHODS = frozenset({"GET", "HEAD"})  # may be sent twice
MAX_PIECES = 16_384  # pieces of one chunked body: one-byte chunks would cost seconds of CPU within the byte limit
MAX_INFORMATIONAL = 8  # 1xx answers before the real one
MAX_ATTEMPTS = 4  # addresses of one host tried in turn
IDLE_PER_HOST = 2
IDLE_OVERALL = 100  # where nothing says that hosts will be asked again
IDLE_SECONDS = 15.0  # servers close kept connections after 5 to 75 s


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost. Sizes in bytes, times in seconds; `total` is the wall time of one fetch, its hops and
    second tries included, and `turn` the longest wait for one's turn at a host.
    """

    wire: int = 2 * KIB * KIB
    decoded: int = 4 * KIB * KIB
    ratio: int = 100
    ratio_from: int = 64 * KIB
    header_bytes: int = 64 * KIB
    header_lines: int = 100
    hops: int = 5
    connect: float = 5.0
    gap: float = 10.0
    total: float = 20.0
    turn: float = 600.0
    retry_after: float = 60.0


DEFAULT_LIMITS = Limits()


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """The one context of a run: verification on, the usual authorities, and those of `ca_file`. Raises UsageError.

    SSL_CERT_FILE, as OpenSSL and its users know it, names other authorities instead of the usual ones.
    """
    import certifi

    named = os.environ.get("SSL_CERT_FILE", "")
    try:
        context = ssl.create_default_context(cafile=named or certifi.where())
    except (OSError, ssl.SSLError):
        raise UsageError("SSL_CERT_FILE names no certificates we can read", "name a file in PEM format") from None
    context.set_alpn_protocols(["http/1.1"])
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError):
            raise UsageError(f"{ca_file} holds no certificates we can read", "name a file in PEM format") from None
    return context


class Answer:
    """The answer to one request on a connection, within the limits: its head, then the pieces of its body."""

    def __init__(
        self, connection: Connection, method: str, limits: Limits, release: Callable[[Connection], None]
    ) -> None:
        self._connection = connection
        self._limits = limits
        self._release = release  # takes the connection back where it can serve again
        self._reader = Reader(method)
        self._left = limits.header_bytes  # bytes this part of the answer may still have
        self._pieces = 0
        self._closed = False
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []  # names in lower case

    async def begin(self, request: bytes) -> None:
        """Send the request, and read the head of its answer."""
        self._connection.write(request)
        for _ in range(MAX_INFORMATIONAL):
            head = await self._next_head()
            if head.status >= 200:
                self._left = self._limits.wire - self._reader.waiting
                self.status, self.headers = head.status, head.headers
                return
        raise _protocol("it sent one provisional answer after another")

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        """The next piece of the body. Raises NoReply where it is too long, or not what its head promised."""
        if self._left < 0:
            raise _too_large("its page is longer than we read")
        try:
            while (piece := self._reader.piece()) is None:
                await self._feed("its page is longer than we read")
        except MalformedError as error:
            raise _protocol(str(error)) from None
        if not piece:
            raise StopAsyncIteration
        self._pieces += 1
        if self._pieces > MAX_PIECES:
            raise _too_large("its page came in too many small pieces")
        return piece

    async def aclose(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._reader.is_reusable and not self._connection.is_spoiled:
            self._release(self._connection)
        else:
            self._connection.close()

    async def _next_head(self) -> Head:
        try:
            while (head := self._reader.head()) is None:
                await self._feed("its headers are longer than we read")
        except MalformedError as error:
            raise _protocol(str(error)) from None
        if len(head.headers) > self._limits.header_lines:
            raise _too_large("its headers have more lines than we read")
        return head

    async def _feed(self, too_long: str) -> None:
        if self._left <= 0:
            raise _too_large(too_long)
        data = await self._connection.read(self._limits.gap, min(self._left, CHUNK))
        if not data and self._reader.in_head and self._left == self._limits.header_bytes:
            raise Dropped("the site closed the connection without an answer; try again later")
        self._left -= len(data)
        self._reader.feed(data)


Origin = tuple[str, str, int]  # scheme, host, port: what a kept connection may serve again


class _Kept:
    """Connections that may serve again: few for each host, few in all, the oldest closed first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._connections: dict[Connection, tuple[Origin, float]] = {}  # oldest first
        self._by_origin: dict[Origin, list[Connection]] = {}

    def take(self, origin: Origin) -> Connection | None:
        """The connection kept last, if it is young enough to be alive."""
        while kept := self._by_origin.get(origin):
            connection = kept[-1]
            since = self._forget(connection)
            if time.monotonic() - since < IDLE_SECONDS:
                return connection
            connection.close()
        return None

    def keep(self, origin: Origin, connection: Connection) -> None:
        if len(self._by_origin.get(origin, ())) >= IDLE_PER_HOST:
            connection.close()
            return
        self._connections[connection] = (origin, time.monotonic())
        self._by_origin.setdefault(origin, []).append(connection)
        connection.on_spoiled = lambda: self._drop(connection)
        if len(self._connections) > self._most:
            self._drop(next(iter(self._connections)))

    def close(self) -> None:
        for connection in list(self._connections):
            self._drop(connection)

    def _drop(self, connection: Connection) -> None:
        self._forget(connection)
        connection.close()

    def _forget(self, connection: Connection) -> float:
        origin, since = self._connections.pop(connection)
        kept = self._by_origin[origin]
        kept.remove(connection)
        if not kept:
            del self._by_origin[origin]
        connection.on_spoiled = None
        return since


class PinnedTransport:
    """Connects to the addresses the guard vetted and to nothing else, whoever asks. Raises NoReply alone."""

    def __init__(self, guard: Guard, limits: Limits, ca_file: Path | None = None, idle: int | None = None) -> None:
        self._guard = guard
        self._limits = limits
        # One for the run: it takes 40 ms to make, so it waits for the first site that is asked over TLS.
        self._context = tls_context(ca_file) if ca_file else None
        self._kept = _Kept(IDLE_OVERALL if idle is None else idle)
        self._scratch = bytearray(CHUNK)
        self._worked: dict[str, str] = {}  # host -> its address that connected last
        self.local_address = ""  # of this machine, on the last connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def ask(self, method: str, address: WebAddress, headers: Headers, content: bytes = b"") -> Answer:
        """The answer, its head read and its body not; whoever asks closes it."""
        request = request_bytes(method, address.target.encode("ascii"), headers, content)
        origin = (address.scheme, address.host, address.port)
        connection = self._kept.take(origin) if method in SAFE_METHODS else None
        if connection is not None:
            try:
                return await self._exchange(connection, origin, method, request)
            except Dropped:
                pass  # the server had given the connection up
        return await self._exchange(await self._open(origin), origin, method, request)

    async def aclose(self) -> None:
        self._kept.close()
        await asyncio.sleep(0)  # closing happens in the loop's next round

    async def _exchange(self, connection: Connection, origin: Origin, method: str, request: bytes) -> Answer:
        answer = Answer(connection, method, self._limits, partial(self._kept.keep, origin))
        try:
            await answer.begin(request)
        except BaseException:
            connection.close()
            raise
        return answer

    async def _open(self, origin: Origin) -> Connection:
        """A new connection to the first vetted address that answers. Raises NoReply."""
        host = origin[1]
        route = await self._guard.route(host, origin[2])
        first = self._worked.get(host, route.addresses[0])
        failure: NoReply = Dropped("the site has no address")
        for address in (first, *(other for other in route.addresses if other != first))[:MAX_ATTEMPTS]:
            try:
                async with asyncio.timeout(self._limits.connect):
                    connection = await self._connect(address, origin)
            except TimeoutError:
                failure = NoReply(Reason.TIMEOUT, "the site did not take the connection; try again later")
            except OSError:
                failure = Dropped("the site refused the connection; try again later")
            else:
                self._worked[host] = address
                return connection
        raise failure

    async def _connect(self, address: str, origin: Origin) -> Connection:
        loop = asyncio.get_running_loop()
        scheme, host, port = origin
        with ExitStack() as undo:
            raw = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
            undo.callback(raw.close)
            raw.setblocking(False)  # noqa: FBT003 - the standard library has no other way to say it
            await loop.sock_connect(raw, (address, port))  # an address: there is nothing left to resolve
            _, connection = await loop.create_connection(lambda: Connection(self._scratch), sock=raw)
            undo.pop_all()
            undo.callback(connection.close)
            self._check_peer(connection.peer, address)
            self.local_address = connection.local
            if scheme == "https":
                await connection.start_tls(self._tls_context(), host)
            undo.pop_all()
        return connection

    def _check_peer(self, peer: str, address: str) -> None:
        if peer == address:  # text for text what was vetted
            return
        if not peer or self._guard.refusal(peer) or ip_address(peer) != ip_address(address):
            raise NoReply(Reason.FORBIDDEN_ADDRESS, "the connection ended at another address; look at your network")

    def _tls_context(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = tls_context()
        return self._context


def _protocol(why: str) -> NoReply:
    return NoReply(Reason.PROTOCOL, f"the answer cannot be read: {why}; try again later, or open it in a browser")


def _too_large(why: str) -> NoReply:
    return NoReply(Reason.TOO_LARGE, f"the answer was not read to its end: {why}; open the address in a browser")
