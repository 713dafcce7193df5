"""One connection to one vetted address: bytes to read and to write, with TLS where it is asked for."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable

from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["CHUNK", "Connection", "Dropped"]

CHUNK = 64 * 1024  # read from a socket at once
TLS_RECORD = 16 * 1024
HIGH_WATER = 128 * 1024  # bytes waiting to be read before the peer is made to wait


class Dropped(NoReply):
    """The connection was refused, reset or closed before an answer; asking once more may help."""

    def __init__(self, advice: str) -> None:
        super().__init__(Reason.UNREACHABLE, advice)


class Connection(asyncio.BufferedProtocol):
    """One TCP connection, with TLS on top where asked, as plain bytes to read and write.

    TLS is done here and not by asyncio: its layer keeps a 256 KB buffer for each connection and decodes every
    certificate, and the peer's address must be checked before the first byte is sent.
    """

    def __init__(self, scratch: bytearray) -> None:
        self._scratch = scratch  # shared by all connections: what is read is taken out before the next one reads
        self._transport: asyncio.Transport | None = None
        self._tls: ssl.SSLObject | None = None
        self._from_peer = ssl.MemoryBIO()
        self._to_peer = ssl.MemoryBIO()
        self._received = bytearray()
        self._shaken = True
        self._failure: NoReply | None = None
        self._waiter: asyncio.Future[None] | None = None
        self.ended = False
        self.on_spoiled: Callable[[], None] | None = None  # set while nobody reads: whatever comes then spoils it

    # --- asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def get_buffer(self, sizehint: int) -> bytearray:  # noqa: ARG002 - asyncio's name and signature
        return self._scratch

    def buffer_updated(self, nbytes: int) -> None:
        data = memoryview(self._scratch)[:nbytes]
        if self._tls is None:
            self._received += data
        else:
            self._from_peer.write(data)
            self._turn_tls()
        if len(self._received) > HIGH_WATER and self._transport is not None:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self.ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None and self._failure is None:
            self._failure = Dropped("the connection was reset; try again later")
        self.ended = True
        self._transport = None
        self._wake()

    # --- our side

    @property
    def peer(self) -> str:
        """The address at the other end, as the system knows it."""
        name: object = self._transport.get_extra_info("peername") if self._transport else None
        return str(name[0]) if isinstance(name, tuple) else ""

    @property
    def local(self) -> str:
        """This machine's address on the connection."""
        name: object = self._transport.get_extra_info("sockname") if self._transport else None
        return str(name[0]) if isinstance(name, tuple) else ""

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Shake hands as a client that expects `host`'s certificate. Raises NoReply(tls)."""
        self._tls = context.wrap_bio(self._from_peer, self._to_peer, server_hostname=host)
        self._shaken = False
        self._turn_tls()
        while not self._shaken:
            if self.ended or self._failure:
                raise self._failure or Dropped("the server closed the connection while TLS began; try again later")
            await self._wait()
        if self._failure:
            raise self._failure

    @property
    def is_spoiled(self) -> bool:
        """Whether a new request may not follow: something came unasked, or the end did."""
        return bool(self._received) or self.ended or self._failure is not None

    def write(self, data: bytes) -> None:
        """Send; what fails is told by the next read."""
        if self._tls is not None:
            try:
                self._tls.write(data)
            except ssl.SSLError:
                self._failure = self._failure or Dropped("the secure connection ended; try again later")
            data = self._to_peer.read()
        if self._transport is not None:
            self._transport.write(data)

    async def read(self, gap: float, most: int) -> bytes:
        """The next bytes, at most so many; empty at the end. Raises NoReply where they take longer than `gap`."""
        if not self._received and not self.ended and not self._failure:
            timer = asyncio.get_running_loop().call_later(gap, self._expire, gap)
            try:
                while not self._received and not self.ended and not self._failure:
                    await self._wait()
            finally:
                timer.cancel()
        if self._received:
            return self._take(most)
        if self._failure:
            raise self._failure
        return b""

    def close(self) -> None:
        """Close now; what was not read is lost."""
        if self._transport is not None:
            self._transport.abort()

    def _take(self, most: int) -> bytes:
        data = bytes(memoryview(self._received)[:most])
        del self._received[:most]
        if self._transport is not None and len(self._received) <= HIGH_WATER:
            self._transport.resume_reading()
        return data

    def _turn_tls(self) -> None:
        """Let TLS work on what came in, and send what it answers."""
        assert self._tls is not None
        try:
            if not self._shaken:
                self._tls.do_handshake()
                self._shaken = True
            while self._from_peer.pending or self._tls.pending():  # asking in vain costs an exception
                piece = self._tls.read(TLS_RECORD)
                if not piece:
                    self.ended = True
                    break
                self._received += piece
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError as error:
            self._fail_tls(error)
        # The handshake's last words travel with the request: one packet, one system call.
        if self._to_peer.pending and self._transport is not None and not self._shaken:
            self._transport.write(self._to_peer.read())

    def _fail_tls(self, error: ssl.SSLError) -> None:
        if isinstance(error, ssl.SSLCertVerificationError):
            why = f"its certificate was not accepted ({error.verify_message})"
        else:
            why = "no secure connection could be agreed on"
        self._failure = NoReply(Reason.TLS, f"{why}; open the address in a browser to see what it says")

    def _expire(self, gap: float) -> None:
        if not self._received and self._failure is None:
            self._failure = NoReply(Reason.TIMEOUT, f"the site sent nothing for {gap:g} s; try again later")
            self._wake()

    async def _wait(self) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
        if self.on_spoiled is not None and self.is_spoiled:
            self.on_spoiled()
