"""Raw servers on loopback for tests of the door: honest ones, and one for each way a server can misbehave.

    async with serving(page(b"hello")) as server:
        ... server.url, server.requests, server.connections

A server is a list of answers, given one after another (the last one again and again). An answer writes what it likes.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

MIB = 1024 * 1024


@dataclass
class Peer:
    """The client as an answer sees it."""

    request: bytes
    writer: asyncio.StreamWriter

    @property
    def path(self) -> str:
        return self.request.split(b" ")[1].decode()

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def hang_up(self) -> None:
        self.writer.close()

    def reset(self) -> None:
        """Close so that the client sees a reset, not an end."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Answer = Callable[[Peer], Awaitable[None]]


@dataclass
class Server:
    """What a test asks of a running server."""

    host: str
    port: int
    scheme: str = "http"
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [request.split(b" ")[1].decode() for request in self.requests]


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(
    talk: Talk, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A listener and its port; every connection is closed when the test leaves."""
    tasks: set[asyncio.Task[None]] = set()

    async def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError):
            await talk(reader, writer)
        writer.transport.abort()

    listener = await asyncio.start_server(welcome, host, port, ssl=tls)
    try:
        yield int(listener.sockets[0].getsockname()[1])
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listener.wait_closed()
        await asyncio.sleep(0)


@asynccontextmanager
async def serving(
    *answers: Answer, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """A server that gives these answers."""
    server = Server(f"[{host}]" if ":" in host else host, 0, "https" if tls else "http")

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        while not writer.is_closing():
            server.requests.append(await _read_request(reader))
            answer = answers[min(len(server.requests), len(answers)) - 1]
            await answer(Peer(server.requests[-1], writer))

    async with listening(talk, host=host, port=port, tls=tls) as server.port:
        yield server


async def _read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return head + await reader.readexactly(int(line.split(b":")[1]))
    return head


# --- honest answers


def raw(data: bytes, *, close: bool = False) -> Answer:
    """These very bytes."""

    async def answer(peer: Peer) -> None:
        await peer.send(data)
        if close:
            peer.hang_up()

    return answer


def page(body: bytes = b"", *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """An honest page with its length."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    head = f"HTTP/1.1 {status} Whatever\r\nContent-Length: {len(body)}\r\n{lines}\r\n"
    return raw(head.encode("utf-8", "surrogateescape") + body)


def redirect(location: str, status: int = 302, body: bytes = b"") -> Answer:
    return page(body, status=status, headers=(("Location", location),))


def by_path(pages: dict[str, Answer]) -> Answer:
    """A site: the answer of each path, 404 for others."""

    async def answer(peer: Peer) -> None:
        await pages.get(peer.path, page(b"no such page", status=404))(peer)

    return answer


# --- hostile ones


async def silent(peer: Peer) -> None:
    """Takes the request and says nothing."""
    await asyncio.Event().wait()


async def hang_up(peer: Peer) -> None:
    """Closes without an answer."""
    peer.hang_up()


async def reset(peer: Peer) -> None:
    """Resets without an answer."""
    peer.reset()


async def reset_in_body(peer: Peer) -> None:
    await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")
    await asyncio.sleep(0.02)
    peer.reset()


async def endless_body(peer: Peer) -> None:
    """A page without end."""
    await peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await peer.send(b"x" * 65536)


async def endless_chunks(peer: Peer) -> None:
    """A page without end, in chunks."""
    await peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        await peer.send(b"1000\r\n" + b"x" * 4096 + b"\r\n")


async def tiny_chunks(peer: Peer) -> None:
    """A page in chunks of one byte: dear to read, long before it is large."""
    await peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        await peer.send(b"1\r\nx\r\n" * 4096)


async def endless_headers(peer: Peer) -> None:
    await peer.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        await peer.send(b"X-More: and more\r\n" * 1000)


async def endless_header_line(peer: Peer) -> None:
    await peer.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        await peer.send(b"x" * 65536)


async def endless_status_line(peer: Peer) -> None:
    await peer.send(b"HTTP/1.1 200 ")
    while True:
        await peer.send(b"O" * 65536)


async def provisional_storm(peer: Peer) -> None:
    while True:
        await peer.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def drip(gap: float, start: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Answer:
    """One byte after another, each soon enough for a time-out between bytes."""

    async def answer(peer: Peer) -> None:
        await peer.send(start)
        while True:
            await peer.send(b"x")
            await asyncio.sleep(gap)

    return answer


def gzip_bomb(size: int, extra: str = "") -> Answer:
    """Zeros, packed a thousandfold, made as they are sent."""

    async def answer(peer: Peer) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n{extra}Connection: close\r\n\r\n"
        await peer.send(head.encode())
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        for _ in range(size // MIB):
            await peer.send(packer.compress(bytes(MIB)))
            await asyncio.sleep(0)  # the client lives in the same loop
        await peer.send(packer.flush())
        peer.hang_up()

    return answer


def nested_bomb(size: int) -> bytes:
    """A gzip file in a gzip file: small, and after one unpacking still small."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    inner = b"".join([*(packer.compress(bytes(MIB)) for _ in range(size // MIB)), packer.flush()])
    return gzip.compress(inner)
