"""Our reader of answers gives what h11 gives, and refuses whatever h11 refuses, however the bytes arrive."""

from __future__ import annotations

import h11
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from footprint_audit.collectors.http1 import MalformedError, Reader, request_bytes

Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


def ours(pieces: list[bytes], method: str) -> Answer | None:
    """What our reader makes of the pieces; None where it refuses them."""
    reader = Reader(method)
    feeding = iter([*pieces, b""])
    try:
        while (head := reader.head()) is None or head.status < 200:
            if head is None:
                reader.feed(next(feeding))
        body = b""
        while (piece := reader.piece()) != b"":
            if piece is None:
                reader.feed(next(feeding))
            else:
                body += piece
    except MalformedError:
        return None
    return head.status, head.headers, body


def theirs(data: bytes, method: str) -> Answer | None:
    """What h11 makes of the bytes; None where it refuses them."""
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=10**6)
    http.send(h11.Request(method=method, target="/", headers=[("Host", "example.org")]))
    http.send(h11.EndOfMessage())
    if data:
        http.receive_data(data)
    http.receive_data(b"")
    status, headers, body = 0, list[tuple[bytes, bytes]](), b""
    try:
        while not isinstance(event := http.next_event(), h11.EndOfMessage | h11.ConnectionClosed):
            if isinstance(event, h11.Response):
                status, headers = event.status_code, list(event.headers)
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif event in (h11.PAUSED, h11.NEED_DATA):
                return None
    except h11.RemoteProtocolError:
        return None
    return (status, headers, body) if status else None


def cut(data: bytes, sizes: list[int]) -> list[bytes]:
    pieces, at = [], 0
    for size in [*sizes, len(data)]:
        if data[at : at + size]:
            pieces.append(data[at : at + size])
        at += size
    return pieces


STATUS_LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.0 200 OK",
        b"HTTP/1.1 404",
        b"HTTP/1.1 204 No",
        b"HTTP/1.1 304 Same",
        b"HTTP/1.1 999 ",
        b"HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 200 OK",
        b"HTTP/1.1 2000 OK",
        b"HTTP/2 200 OK",
        b"http/1.1 200 OK",
        b"",
        b"HTTP/1.1  200 OK",
        b"HTTP/1.1 099 OK",
        b"\r\nHTTP/1.1 200 OK",
        b"HTTP/1.1 200 \xff",
        b"HTTP/1.1 101 Switch",
    ]
)
HEADERS = st.sampled_from(
    [
        b"Content-Length: 5",
        b"Content-Length: 0",
        b"content-length:5",
        b"Content-Length: 5, 5",
        b"Content-Length: 6",
        b"Content-Length: +5",
        b"Content-Length: 5 5",
        b"Content-Length:",
        b"Content-Length: 0x5",
        b"Content-Length : 5",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: Chunked",
        b"Transfer-Encoding: gzip",
        b"Transfer-Encoding:",
        b"Transfer-Encoding: chunked, chunked",
        b"Transfer-Encoding: identity",
        b"Connection: close",
        b"X: y",
        b"X:",
        b"X: \ty z\t ",
        b"X: a\r\n folded",
        b" X: y",
        b"X y: z",
        b": y",
        b"X",
        b"X: \x00",
        b"X: \x01",
        b"X: \xff\xfe",
        b"X: a\rb",
        b"X: a\nY: b",
        b"",
        b"\xc3\xa9: x",
    ]
)
BODIES = st.sampled_from(
    [
        b"",
        b"hello",
        b"hello and more",
        b"5\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhello\r\n0\r\nT: r\r\n\r\n",
        b"5;a=b\r\nhello\r\n0\r\n\r\n",
        b"0\r\n\r\n",
        b"5\r\nhello",
        b"5\r\nhelloXX0\r\n\r\n",
        b"g\r\nhello\r\n0\r\n\r\n",
        b"5 \r\nhello\r\n0\r\n\r\n",
        b"\r\n\r\n",
        b"05\r\nhello\r\n00\r\n\r\n",
        b"+5\r\nhello\r\n0\r\n\r\n",
        b"0x5\r\nhello\r\n0\r\n\r\n",
        b"5\nhello\n0\n\n",
        b"5\r\nhello\r\n0\r\n",
        b"ffffffffffffffff\r\nhello",
        b"3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"-5\r\nhello\r\n0\r\n\r\n",
    ]
)

NAMES = st.from_regex(rb"[A-Za-z-]{1,20}", fullmatch=True)
VALUES = st.from_regex(rb"[!-~\x80-\xff]{1,20}", fullmatch=True)


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """Answers of every kind of truth and lie."""
    end = draw(st.sampled_from([b"\r\n", b"\r\n", b"\n"]))
    lines = [draw(STATUS_LINES), *draw(st.lists(HEADERS, max_size=4))]
    data = end.join([*lines, b"", draw(BODIES)])
    return draw(st.sampled_from([data, data, data[: draw(st.integers(0, len(data)))]]))


@given(answers(), st.lists(st.integers(1, 9), max_size=80), st.sampled_from(["GET", "GET", "HEAD", "POST"]))
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", [1] * 60, "GET")
@example(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", [1] * 80, "GET")
def test_what_our_reader_takes_h11_takes_alike(data: bytes, sizes: list[int], method: str) -> None:
    answer = ours(cut(data, sizes), method)
    if answer is not None:
        reference = theirs(data, method)
        assert reference is not None
        assert answer[0] == reference[0]
        assert answer[2] == reference[2]
        assert [pair for pair in answer[1] if pair[0] == b"x"] == [pair for pair in reference[1] if pair[0] == b"x"]


@given(st.binary(max_size=200), st.lists(st.integers(1, 20), max_size=20))
def test_no_bytes_make_the_reader_fail_otherwise(data: bytes, sizes: list[int]) -> None:
    ours(cut(data, sizes), "GET")
    ours(cut(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + data, sizes), "GET")


@given(answers(), st.lists(st.integers(1, 9), max_size=80))
def test_how_the_bytes_arrive_makes_no_difference(data: bytes, sizes: list[int]) -> None:
    assert ours(cut(data, sizes), "GET") == ours([data] if data else [], "GET")


@given(
    st.integers(200, 999).filter(lambda status: status not in (204, 304)),
    st.lists(st.tuples(NAMES, VALUES)),
    st.lists(st.binary(min_size=1, max_size=50), max_size=5),
    st.booleans(),
    st.lists(st.integers(1, 40), max_size=40),
)
def test_every_honest_answer_is_read(
    status: int, headers: list[tuple[bytes, bytes]], chunks: list[bytes], chunked: bool, sizes: list[int]
) -> None:
    mine = [(b"X-" + name, value) for name, value in headers]
    length = (b"Transfer-Encoding", b"chunked") if chunked else (b"Content-Length", b"%d" % sum(map(len, chunks)))
    head = b"HTTP/1.1 %d Whatever\r\n" % status + b"".join(b"%b: %b\r\n" % pair for pair in [*mine, length]) + b"\r\n"
    body = (
        b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
        if chunked
        else b"".join(chunks)
    )
    answer = ours(cut(head + body, sizes), "GET")
    assert answer == (status, [(name.lower(), value) for name, value in [*mine, length]], b"".join(chunks))


@pytest.mark.parametrize(
    ("data", "method", "reusable"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "GET", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "HEAD", True),
        (b"HTTP/1.1 204 No\r\n\r\n", "GET", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "GET", True),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "GET",
            False,
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: Keep-Alive, Close\r\n\r\nok", "GET", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok", "GET", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!", "GET", False),
    ],
)
def test_a_connection_serves_again_only_after_a_clear_end(data: bytes, method: str, reusable: bool) -> None:
    reader = Reader(method)
    reader.feed(data)
    assert reader.head() is not None
    while reader.piece():
        pass
    assert reader.is_reusable is reusable


def test_a_request_is_its_lines_and_its_content() -> None:
    written = request_bytes("POST", b"/x?y", [(b"Host", b"example.org"), (b"Content-Length", b"2")], b"{}")
    assert written == b"POST /x?y HTTP/1.1\r\nHost: example.org\r\nContent-Length: 2\r\n\r\n{}"
    assert request_bytes("GET", b"/", [(b"Host", b"h")], b"") == b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"


@pytest.mark.parametrize("value", [b"a\r\nEvil: b", b"a\nb", b"a\rb"])
def test_no_header_can_begin_another(value: bytes) -> None:
    with pytest.raises(ValueError, match="line end"):
        request_bytes("GET", b"/", [(b"Accept", value)], b"")
