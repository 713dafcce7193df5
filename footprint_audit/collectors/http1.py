"""HTTP/1.1 as bytes, without sockets: one request written, one answer read. RFC 9112, and where it lets a reader be
lenient or strict, strict: what two programs could read differently is no answer.

A general reader costs as much as all our other work on a request (benchmarks/transport.md); the tests hold this one to
h11's answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

__all__ = ["Head", "Headers", "MalformedError", "Reader", "request_bytes"]

Headers = Sequence[tuple[bytes, bytes]]

MAX_CHUNK_LINE = 4 * 1024  # a chunk's size and what may stand beside it
MAX_TRAILERS = 16 * 1024

_END_OF_HEAD = re.compile(rb"\n\r?\n")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_FOLD = re.compile(rb"\n[ \t]+")
_STATUS_LINE = re.compile(rb"HTTP/(1\.[01]) ([1-9][0-9]{2})(?: .{0,8192})?")
_NAME = re.compile(rb"[-!#$%&'*+.^_`|~0-9A-Za-z]+")
_LENGTH = re.compile(rb"[0-9]{1,18}")
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?")


class MalformedError(Exception):
    """The bytes are not an answer. The message is ours; nothing of the bytes is in it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of an answer, names in lower case, and whether HTTP/1.1 is spoken."""

    status: int
    headers: list[tuple[bytes, bytes]]
    modern: bool

    def values(self, name: bytes) -> list[bytes]:
        """What all headers of that name say, taken apart at commas, in lower case."""
        lines = [value for key, value in self.headers if key == name]
        return [word.strip().lower() for line in lines for word in line.split(b",")]


class _Part(Enum):
    """What is read next."""

    HEAD = "head"
    FIXED = "so many bytes"
    UNTIL_END = "all there is"
    CHUNK_LINE = "a chunk's size"
    CHUNK = "a chunk"
    CHUNK_END = "the line end after a chunk"
    TRAILERS = "what follows the last chunk"
    OVER = "nothing"


class Reader:
    """Reads the answer to one request from whatever pieces it is fed in."""

    def __init__(self, method: str) -> None:
        self._method = method
        self._buffer = bytearray()
        self._searched = 0  # of the buffer, in vain, for the end of the head or trailers
        self._ended = False
        self._part = _Part.HEAD
        self._left = 0  # bytes of a fixed body or of this chunk
        self._keeps = False

    def feed(self, data: bytes) -> None:
        """More bytes; empty at the end of the connection."""
        self._buffer += data
        self._ended = not data

    @property
    def in_head(self) -> bool:
        return self._part is _Part.HEAD

    @property
    def waiting(self) -> int:
        """Bytes fed and not yet taken."""
        return len(self._buffer)

    @property
    def is_reusable(self) -> bool:
        """Whether the answer is over, nothing follows it, and the connection may serve again."""
        return self._part is _Part.OVER and self._keeps and not self._buffer

    def head(self) -> Head | None:
        """The next head, provisional ones included; None where more bytes are needed."""
        end = self._end_of_lines()
        if end is None:
            if self._ended:
                raise MalformedError("it ended before its headers did")
            return None
        head = _parse_head(self._take(end))
        if head.status >= 200:
            self._begin_body(head)
        elif head.status == 101:
            raise MalformedError("it speaks of another protocol")
        return head

    def piece(self) -> bytes | None:
        """The next piece of the body, empty at its end; None where more bytes are needed."""
        while True:
            if self._part is _Part.OVER:
                return b""
            if self._part in (_Part.FIXED, _Part.CHUNK, _Part.UNTIL_END):
                if self._buffer:
                    return self._data()
                done = False
            else:
                done = self._framing()
            if not done:
                return self._need_more()

    # --- the parts of a body

    def _begin_body(self, head: Head) -> None:
        coding, lengths = head.values(b"transfer-encoding"), head.values(b"content-length")
        if coding and coding != [b"chunked"]:
            raise MalformedError("it is coded in a way we did not ask for")
        if lengths and (len(set(lengths)) > 1 or not _LENGTH.fullmatch(lengths[0])):
            raise MalformedError("it gives no clear length")
        self._keeps = head.modern and b"close" not in head.values(b"connection")
        if self._method == "HEAD" or head.status in (204, 304):
            self._part = _Part.OVER
        elif coding:
            self._part = _Part.CHUNK_LINE
            self._keeps = self._keeps and not lengths  # RFC 9112, 6.3: both may be an attempt at smuggling
        elif lengths:
            self._left = int(lengths[0])
            self._part = _Part.FIXED if self._left else _Part.OVER
        else:
            self._part = _Part.UNTIL_END
            self._keeps = False

    def _data(self) -> bytes:
        if self._part is _Part.UNTIL_END:
            return self._take(len(self._buffer))
        data = self._take(min(self._left, len(self._buffer)))
        self._left -= len(data)
        if not self._left:
            self._part = _Part.OVER if self._part is _Part.FIXED else _Part.CHUNK_END
        return data

    def _framing(self) -> bool:
        """Take what stands between chunks; False where more bytes are needed."""
        if self._part is _Part.CHUNK_END:
            return self._chunk_end()
        return self._chunk_line() if self._part is _Part.CHUNK_LINE else self._trailers()

    def _chunk_end(self) -> bool:
        if not b"\r\n".startswith(self._buffer[:2]):
            raise MalformedError("a chunk is longer than it said")
        if len(self._buffer) < 2:
            return False
        self._take(2)
        self._part = _Part.CHUNK_LINE
        return True

    def _chunk_line(self) -> bool:
        end = self._buffer.find(b"\r\n", 0, MAX_CHUNK_LINE)
        if end < 0:
            if len(self._buffer) >= MAX_CHUNK_LINE:
                raise MalformedError("a chunk's size is too long to be one")
            return False
        match = _CHUNK_LINE.fullmatch(self._take(end + 2)[:-2])
        if match is None:
            raise MalformedError("a chunk has no size")
        self._left = int(match[1], 16)
        self._part = _Part.CHUNK if self._left else _Part.TRAILERS
        return True

    def _trailers(self) -> bool:
        end = 2 if self._buffer.startswith(b"\r\n") else self._end_of_lines()
        if end is None:
            if len(self._buffer) > MAX_TRAILERS:
                raise MalformedError("what follows its last chunk is too long")
            return False
        self._take(end)
        self._part = _Part.OVER
        return True

    def _need_more(self) -> bytes | None:
        if not self._ended:
            return None
        if self._part is not _Part.UNTIL_END:
            raise MalformedError("its page was cut short")
        self._part = _Part.OVER
        return b""

    # --- the buffer

    def _end_of_lines(self) -> int | None:
        """Where the first empty line ends."""
        match = _END_OF_HEAD.search(self._buffer, self._searched)
        if match is None:
            self._searched = max(0, len(self._buffer) - 2)
            return None
        self._searched = 0
        return match.end()

    def _take(self, count: int) -> bytes:
        data = bytes(memoryview(self._buffer)[:count])
        del self._buffer[:count]
        return data


def _parse_head(data: bytes) -> Head:
    if _CONTROLS.search(data):
        raise MalformedError("its headers hold control characters")
    first, _, rest = data.replace(b"\r\n", b"\n").rstrip(b"\n").partition(b"\n")
    status = _STATUS_LINE.fullmatch(first)
    if status is None:
        raise MalformedError("it is not HTTP/1.1")
    headers = []
    for line in _FOLD.sub(b" ", rest).split(b"\n") if rest else ():
        name, colon, value = line.partition(b":")
        if not colon or not _NAME.fullmatch(name):
            raise MalformedError("one of its headers is none")
        headers.append((name.lower(), value.strip(b" \t")))
    return Head(int(status[2]), headers, status[1] == b"1.1")


def request_bytes(method: str, target: bytes, headers: Headers, content: bytes) -> bytes:
    """A request; its headers are ours, and say how long the content is. Raises ValueError for what would end a line."""
    lines = [b"%b %b HTTP/1.1" % (method.encode("ascii"), target), *(b"%b: %b" % header for header in headers)]
    if any(b"\n" in line or b"\r" in line for line in lines):
        raise ValueError("a header holds a line end")
    return b"\r\n".join((*lines, b"", content))
