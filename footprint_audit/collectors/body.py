"""The body of an answer, undone of its one Content-Encoding piece by piece, so that no bomb is ever held whole."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Iterator

from footprint_audit.collectors.transport import Limits
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["ENCODINGS", "CutShort", "read_body"]

ENCODINGS = "gzip, deflate"  # what we say we take, and all we take

STEP = 64 * 1024  # decoded at once
GZIP_WINDOW, ZLIB_WINDOW, RAW_WINDOW = 31, 15, -15


class CutShort(NoReply):
    """The body broke off, or was damaged, after `body`: what was read stands, what follows is unknown."""

    def __init__(self, failure: NoReply, body: bytes) -> None:
        super().__init__(failure.reason, failure.advice)
        self.failure = failure
        self.body = body


async def read_body(pieces: AsyncIterable[bytes], encoding: str, limits: Limits, *, keep: int | None = None) -> bytes:
    """The decoded body. Raises NoReply where it is too long or too dense, CutShort where it broke off.

    keep: so many bytes are enough; what follows is left unread, however long it is.
    """
    inflater = _inflater(encoding)
    parts: list[bytes] = []
    try:
        await _read(pieces, inflater, parts, limits, keep)
    except _TooMuch:
        raise
    except NoReply as failure:
        raise CutShort(failure, b"".join(parts)) from None
    return b"".join(parts)[:keep]


async def _read(
    pieces: AsyncIterable[bytes], inflater: _Inflater | None, parts: list[bytes], limits: Limits, keep: int | None
) -> None:
    wire = decoded = 0
    async for piece in pieces:
        wire += len(piece)
        for part in inflater.feed(piece) if inflater else (piece,):
            parts.append(part)
            decoded += len(part)
            if keep is not None and decoded >= keep:
                return
            _check(decoded, wire, limits)
    if inflater and wire and not inflater.is_whole:
        raise _broken("its compressed page was cut short")


class _TooMuch(NoReply):
    """More than we read; what came before it is no page either."""


def _check(decoded: int, wire: int, limits: Limits) -> None:
    if decoded > limits.decoded:
        raise _refused("its page is longer than we read")
    if decoded > limits.ratio_from and decoded > limits.ratio * wire:
        raise _refused("it unpacks to far more than was sent, as a decompression bomb does")


class _Inflater:
    """Undoes gzip or deflate in steps; what follows the end of the compressed data is ignored, as browsers do."""

    def __init__(self, *, gzip: bool) -> None:
        self._head = b""
        # Servers send two kinds of "deflate"; its first two bytes tell which.
        self._zlib = zlib.decompressobj(GZIP_WINDOW) if gzip else None

    @property
    def is_whole(self) -> bool:
        return self._zlib is not None and self._zlib.eof

    def feed(self, piece: bytes) -> Iterator[bytes]:
        if self._zlib is None:
            self._head += piece
            if len(self._head) < 2:
                return
            piece = self._head
            self._zlib = zlib.decompressobj(ZLIB_WINDOW if _is_zlib(piece) else RAW_WINDOW)
        part = b""
        while not self._zlib.eof and (piece or len(part) == STEP):
            try:
                part = self._zlib.decompress(piece, STEP)
            except zlib.error:
                raise _broken("its compressed page is damaged") from None
            if part:
                yield part
            piece = self._zlib.unconsumed_tail


def _inflater(encoding: str) -> _Inflater | None:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name not in ("gzip", "x-gzip", "deflate"):
        raise _broken("its page is packed in a way we did not ask for")
    return _Inflater(gzip=name != "deflate")


def _is_zlib(head: bytes) -> bool:
    """Whether these are the two bytes of a zlib header, RFC 1950."""
    return head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0


def _refused(why: str) -> _TooMuch:
    return _TooMuch(Reason.TOO_LARGE, f"the answer was not read to its end: {why}; open the address in a browser")


def _broken(why: str) -> NoReply:
    return NoReply(Reason.PROTOCOL, f"the answer cannot be read: {why}; try again later, or open it in a browser")
