"""The transport connects where the guard said, keeps few connections, and takes no answer beyond its limits."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trustme

from footprint_audit.collectors import transport as module
from footprint_audit.collectors.addresses import Guard
from footprint_audit.collectors.connection import Connection, Dropped
from footprint_audit.collectors.transport import Limits, PinnedTransport, tls_context
from footprint_audit.collectors.web_address import web_address
from footprint_audit.errors import NoReply, UsageError
from footprint_audit.model import Reason
from tests.collectors import hostile_server as hostile
from tests.collectors.hostile_server import Peer, page, raw, serving

QUICK = Limits(connect=2, gap=0.5)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


async def loopback(host: str, port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


@asynccontextmanager
async def transporting(
    limits: Limits = QUICK, *, ca_file: Path | None = None, allow: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
) -> AsyncIterator[PinnedTransport]:
    guard = Guard(allow, loopback)
    async with PinnedTransport(guard, limits, ca_file) as transport:
        yield transport
    await guard.close()


async def body_of(transport: PinnedTransport, url: str, method: str = "GET", content: bytes | None = None) -> bytes:
    answer = await asking(transport, url, method, content)
    try:
        return b"".join([piece async for piece in answer])
    finally:
        await answer.aclose()


async def asking(
    transport: PinnedTransport, url: str, method: str = "GET", content: bytes | None = None
) -> module.Answer:
    address = web_address(url)
    headers = [(b"Host", address.lane.encode())]
    if content is not None:
        headers.append((b"Content-Length", str(len(content)).encode()))
    return await transport.ask(method, address, headers, content or b"")


async def failure_of(attempt: Awaitable[object]) -> NoReply:
    with pytest.raises(NoReply) as failure:
        await attempt
    assert failure.value.advice
    return failure.value


def asked(answer: hostile.Answer, limits: Limits = QUICK) -> bytes:
    async def main() -> bytes:
        async with serving(answer) as server, transporting(limits) as transport:
            return await body_of(transport, server.url)

    return asyncio.run(main())


# --- answers as they may be -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (page(b"hello"), b"hello"),
        (page(b""), b""),
        (page(b"no such number", status=999), b"no such number"),
        (raw(b"HTTP/1.1 200 OK\r\nX: a\r\n folded\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nok"), b"ok"),
        (raw(b"HTTP/1.1 200 OK\r\n\r\nto the end", close=True), b"to the end"),
        (raw(b"HTTP/1.0 200 OK\r\n\r\nold", close=True), b"old"),
        (raw(b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"), b"ok"),
        (raw(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok"), b"ok"),
        (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), b""),
        (raw(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), b"ok"),
        (raw(CHUNKED + b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: r\r\n\r\n"), b"abcde"),
    ],
)  # fmt: skip
def test_every_framing_of_http_1_is_read(answer: hostile.Answer, body: bytes) -> None:
    assert asked(answer) == body


def test_a_content_security_policy_of_16_kb_is_an_honest_header() -> None:
    policy = ("Content-Security-Policy", "x" * 16_384)
    assert asked(page(b"hello", headers=(policy,))) == b"hello"


def test_headers_pass_up_to_their_limits() -> None:
    lines = tuple((f"X-{i}", "y") for i in range(99))  # and Content-Length
    assert asked(page(b"hello", headers=lines)) == b"hello"
    assert asked(page(b"hello", headers=(("X", "y" * 65_000),))) == b"hello"


def test_a_body_passes_up_to_its_limit() -> None:
    assert asked(page(b"x" * 1000), Limits(wire=1000)) == b"x" * 1000


# --- answers as they may not be -------------------------------------------------------------------------------------

TOO_LARGE = {
    "a page beyond the limit": page(b"x" * 5001),
    "a page without end": hostile.endless_body,
    "chunks without end": hostile.endless_chunks,
    "headers without end": hostile.endless_headers,
    "a header line without end": hostile.endless_header_line,
    "a status line without end": hostile.endless_status_line,
    "101 header lines": page(b"", headers=tuple((f"X-{i}", "y") for i in range(100))),
    "headers over 64 KiB": page(b"", headers=(("X", "y" * 66_000),)),
    "a chunk of 2**64 - 1": raw(CHUNKED + b"ffffffffffffffff\r\n" + b"x" * 6000),
    "a chunk extension without end": raw(CHUNKED + b"1;" + b"x" * 70_000),
}

PROTOCOL = {
    "a reason of 9 KB": raw(b"HTTP/1.1 200 " + b"O" * 9000 + b"\r\nContent-Length: 0\r\n\r\n"),
    "HTTP/0.9": raw(b"<html>hello</html>\n\n", close=True),
    "HTTP/0.9, cut": raw(b"<html>", close=True),
    "HTTP/2 unasked": raw(b"HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "an SSH server": raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "a status of letters": raw(b"HTTP/1.1 abc OK\r\n\r\n"),
    "a status of five digits": raw(b"HTTP/1.1 20000 OK\r\n\r\n"),
    "provisional answers without end": hostile.provisional_storm,
    "a switch of protocol": raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    "a length that is a lie": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", close=True),
    "two lengths": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
    "a length below nothing": raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"),
    "a length of letters": raw(b"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello"),
    "a coding nobody asked for": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    "a chunk of no size": raw(CHUNKED + b"zz\r\nhello\r\n"),
    "a chunk longer than its size": raw(CHUNKED + b"2\r\nhello\r\n0\r\n\r\n"),
    "chunks cut short": raw(CHUNKED + b"5\r\nhe", close=True),
    "a NUL in a header": raw(b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 0\r\n\r\n"),
    "a line end that is none": raw(b"HTTP/1.1 200 OK\r\nX: a\rY: b\r\nContent-Length: 0\r\n\r\n"),
    "a folded first header": raw(b"HTTP/1.1 200 OK\r\n X: a\r\nContent-Length: 0\r\n\r\n"),
    "a header without a colon": raw(b"HTTP/1.1 200 OK\r\nhello\r\nContent-Length: 0\r\n\r\n"),
    "an empty line first": raw(b"\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "trailers without end": raw(CHUNKED + b"0\r\n" + b"T: r\r\n" * 5000),
    "a chunk size without end": raw(CHUNKED + b"0" * 5000),
    "a negative chunk": raw(CHUNKED + b"-1\r\nhello\r\n"),
    "a header without a name": raw(b"HTTP/1.1 200 OK\r\n: b\r\nContent-Length: 0\r\n\r\n"),
    "a space in a header's name": raw(b"HTTP/1.1 200 OK\r\nX Y: b\r\nContent-Length: 0\r\n\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("answer", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_what_is_too_large_is_left(answer: hostile.Answer) -> None:
    with pytest.raises(NoReply) as failure:
        asked(answer, Limits(wire=5000, gap=0.5))
    assert failure.value.reason is Reason.TOO_LARGE
    assert failure.value.advice


def test_chunks_of_one_byte_are_left_long_before_they_are_many_bytes() -> None:
    with pytest.raises(NoReply) as failure:
        asked(hostile.tiny_chunks)
    assert failure.value.reason is Reason.TOO_LARGE
    assert "pieces" in failure.value.advice


@pytest.mark.parametrize("answer", PROTOCOL.values(), ids=PROTOCOL.keys())
def test_what_is_not_http_is_told_as_such(answer: hostile.Answer) -> None:
    with pytest.raises(NoReply) as failure:
        asked(answer)
    assert failure.value.reason is Reason.PROTOCOL
    assert failure.value.advice


@pytest.mark.parametrize("answer", [hostile.hang_up, hostile.reset, hostile.reset_in_body])
def test_a_dropped_connection_is_told_as_such(answer: hostile.Answer) -> None:
    with pytest.raises(Dropped):
        asked(answer)


@pytest.mark.parametrize("answer", [hostile.silent, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")])
def test_silence_is_a_time_out(answer: hostile.Answer) -> None:
    with pytest.raises(NoReply) as failure:
        asked(answer, Limits(gap=0.1))
    assert failure.value.reason is Reason.TIMEOUT


def test_a_refused_connection_is_told_as_such() -> None:
    async def main() -> None:
        async with serving(page(b"")) as server:
            url = server.url
        async with transporting() as transport:
            assert isinstance(await failure_of(body_of(transport, url)), Dropped)

    asyncio.run(main())


# --- where it connects ----------------------------------------------------------------------------------------------


def test_it_connects_to_the_vetted_address_and_still_says_the_name() -> None:
    async def main() -> None:
        async with serving(page(b"hello")) as server, transporting() as transport:
            url = f"http://name.example.org:{server.port}/x"
            assert await body_of(transport, url) == b"hello"
            assert f"Host: name.example.org:{server.port}\r\n".encode() in server.requests[0]

    asyncio.run(main())


def test_whoever_asks_the_guard_is_asked() -> None:
    async def main() -> None:
        async with serving(page(b"")) as canary, transporting(allow=()) as transport:
            failure = await failure_of(body_of(transport, canary.url))
            assert failure.reason is Reason.FORBIDDEN_ADDRESS
            assert canary.connections == 0

    asyncio.run(main())


def test_every_vetted_address_is_tried_in_turn() -> None:
    async def main() -> None:
        async def several(host: str, port: int) -> tuple[str, ...]:
            return ("127.0.0.9", "::1", "127.0.0.1")

        async with serving(page(b"hello")) as server:
            guard = Guard(("127.0.0.0/8", "::1/128"), several)
            async with PinnedTransport(guard, QUICK) as transport:
                for _ in range(2):
                    assert await body_of(transport, f"http://name.example.org:{server.port}/") == b"hello"
            await guard.close()

    asyncio.run(main())


def test_a_connection_that_ends_elsewhere_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with serving(page(b"hello")) as server, transporting() as transport:
            monkeypatch.setattr(Connection, "peer", property(lambda self: "10.0.0.1"))
            failure = await failure_of(body_of(transport, server.url))
            assert failure.reason is Reason.FORBIDDEN_ADDRESS
            assert server.requests == []

    asyncio.run(main())


def test_ipv6_is_spoken_too() -> None:
    async def main() -> None:
        async with serving(page(b"six"), host="::1") as server, transporting() as transport:
            assert await body_of(transport, server.url) == b"six"

    asyncio.run(main())


# --- which connections it keeps -------------------------------------------------------------------------------------

Ask = Callable[[PinnedTransport, hostile.Server], Awaitable[None]]


def connections_after(ask: Ask, *answers: hostile.Answer) -> int:
    async def main() -> int:
        async with serving(*answers) as server, transporting() as transport:
            await ask(transport, server)
            return server.connections

    return asyncio.run(main())


def times(count: int, method: str = "GET") -> Ask:
    async def ask(transport: PinnedTransport, server: hostile.Server) -> None:
        for _ in range(count):
            await body_of(transport, server.url, method)
            await asyncio.sleep(0.01)

    return ask


def test_many_handles_at_one_host_share_a_connection() -> None:
    assert connections_after(times(10), page(b"hello")) == 1


def test_answers_without_a_body_leave_it_usable() -> None:
    assert connections_after(times(4), page(b""), raw(b"HTTP/1.1 204 No\r\n\r\n")) == 1
    assert connections_after(times(3, "HEAD"), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")) == 1


@pytest.mark.parametrize(
    "answer",
    [
        page(b"hello", headers=(("Connection", "close"),)),
        raw(b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more than it said"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"),
    ],
)
def test_a_connection_that_may_be_out_of_step_is_never_used_again(answer: hostile.Answer) -> None:
    async def ask(transport: PinnedTransport, server: hostile.Server) -> None:
        for _ in range(3):
            assert await body_of(transport, server.url) == b"hello"

    assert connections_after(ask, answer) == 3


def test_what_comes_unasked_spoils_a_kept_connection() -> None:
    async def talkative(peer: Peer) -> None:
        await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        await asyncio.sleep(0.02)
        await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")

    async def ask(transport: PinnedTransport, server: hostile.Server) -> None:
        for _ in range(2):
            assert await body_of(transport, server.url) == b"hello"
            await asyncio.sleep(0.1)

    assert connections_after(ask, talkative) == 2


def test_a_body_left_unread_costs_the_connection() -> None:
    async def ask(transport: PinnedTransport, server: hostile.Server) -> None:
        for _ in range(2):
            response = await asking(transport, server.url)
            await response.aclose()
            await response.aclose()

    assert connections_after(ask, page(b"x" * 100_000)) == 2


def test_a_kept_connection_that_died_is_replaced_without_a_word() -> None:
    async def mayfly(peer: Peer) -> None:
        """Answers the first request of a connection, and drops it at the second."""
        if b"/first" not in peer.request:
            peer.hang_up()
            return
        await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")

    async def ask(transport: PinnedTransport, server: hostile.Server) -> None:
        await body_of(transport, server.url + "/first")
        assert await body_of(transport, server.url + "/second") == b"hello"

    assert connections_after(ask, mayfly, mayfly, page(b"hello")) == 2


def test_a_post_is_never_put_on_a_connection_that_may_be_dead() -> None:
    async def ask(transport: PinnedTransport, server: hostile.Server) -> None:
        await body_of(transport, server.url)
        await body_of(transport, server.url, "POST", b"content")
        assert server.requests[1].endswith(b"\r\n\r\ncontent")

    assert connections_after(ask, page(b"hello")) == 2


def test_few_connections_are_kept_for_a_host_and_few_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDLE_OVERALL", 5)

    async def main() -> None:
        async with serving(page(b"hello")) as server, transporting() as transport:
            urls = [f"http://site{i}.example.org:{server.port}/" for i in range(8)]
            await asyncio.gather(*(body_of(transport, url) for url in urls * 4))
            kept = transport._kept
            assert len(kept._connections) == 5
            assert {len(links) for links in kept._by_origin.values()} <= {1, 2}

    asyncio.run(main())


def test_connections_kept_for_long_are_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.0)
    assert connections_after(times(3), page(b"hello")) == 3


# --- TLS ------------------------------------------------------------------------------------------------------------


class Authority:
    """A certificate authority of one's own, and its file."""

    def __init__(self, folder: Path) -> None:
        self.ca = trustme.CA()
        self.file = folder / "authority.pem"
        self.ca.cert_pem.write_to_path(str(self.file))

    def server_context(self, *names: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(*names).configure_cert(context)
        return context


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def test_a_certificate_for_the_name_is_accepted_and_the_connection_kept(authority: Authority) -> None:
    async def main() -> None:
        context = authority.server_context("name.example.org")
        big = b"x" * 300_000
        async with serving(page(big), tls=context) as server, transporting(ca_file=authority.file) as transport:
            for _ in range(3):
                assert await body_of(transport, f"https://name.example.org:{server.port}/") == big
            assert server.connections == 1

    asyncio.run(main())


def test_a_certificate_for_an_address_is_accepted(authority: Authority) -> None:
    async def main() -> None:
        context = authority.server_context("127.0.0.1")
        async with serving(page(b"safe"), tls=context) as server, transporting(ca_file=authority.file) as transport:
            assert await body_of(transport, server.url) == b"safe"

    asyncio.run(main())


@pytest.mark.parametrize("names", [("other.example.org",), ("127.0.0.1",), ("*.org",)])
def test_a_certificate_for_another_name_is_refused_before_anything_is_asked(
    authority: Authority, names: tuple[str, ...]
) -> None:
    async def main() -> None:
        context = authority.server_context(*names)
        async with serving(page(b""), tls=context) as server, transporting(ca_file=authority.file) as transport:
            failure = await failure_of(body_of(transport, f"https://name.example.org:{server.port}/"))
            assert failure.reason is Reason.TLS
            assert server.requests == []

    asyncio.run(main())


def test_an_authority_nobody_knows_is_refused(authority: Authority, tmp_path: Path) -> None:
    async def main(ca_file: Path | None) -> None:
        context = authority.server_context("name.example.org")
        async with serving(page(b""), tls=context) as server, transporting(ca_file=ca_file) as transport:
            failure = await failure_of(body_of(transport, f"https://name.example.org:{server.port}/"))
            assert failure.reason is Reason.TLS
            assert server.requests == []

    asyncio.run(main(None))
    asyncio.run(main(Authority(tmp_path).file))


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_a_server_that_speaks_no_tls_is_told_as_such(answer: bytes) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await reader.read()

    async def main() -> None:
        async with hostile.listening(greet) as port, transporting() as transport:
            assert (await failure_of(body_of(transport, f"https://127.0.0.1:{port}/"))).reason is Reason.TLS

    asyncio.run(main())


def test_a_handshake_that_never_ends_is_a_time_out() -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def main() -> None:
        limits = Limits(connect=0.1)
        async with hostile.listening(greet) as port, transporting(limits) as transport:
            assert (await failure_of(body_of(transport, f"https://127.0.0.1:{port}/"))).reason is Reason.TIMEOUT

    asyncio.run(main())


class Pipe(asyncio.Transport):
    """The client's side of a TLS server in memory."""

    def __init__(self, context: ssl.SSLContext, client: Connection) -> None:
        super().__init__()
        self.from_client, self.to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.server = context.wrap_bio(self.from_client, self.to_client, server_side=True)
        self.client = client

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.from_client.write(data)

    def resume_reading(self) -> None:
        pass

    def deliver(self, extra: bytes = b"") -> None:
        data = self.to_client.read() + extra
        self.client.get_buffer(-1)[: len(data)] = data
        self.client.buffer_updated(len(data))


def test_what_follows_the_end_of_tls_is_left_alone(authority: Authority) -> None:
    async def main() -> None:
        client = Connection(bytearray(65536))
        pipe = Pipe(authority.server_context("name.example.org"), client)
        client.connection_made(pipe)
        shaking = asyncio.create_task(client.start_tls(tls_context(authority.file), "name.example.org"))
        await asyncio.sleep(0)
        with pytest.raises(ssl.SSLWantReadError):
            pipe.server.do_handshake()
        pipe.deliver()
        await shaking
        client.write(b"question")
        pipe.server.do_handshake()
        assert pipe.server.read(100) == b"question"
        pipe.server.write(b"answer")
        with pytest.raises(ssl.SSLWantReadError):
            pipe.server.unwrap()
        pipe.deliver(b"\x17\x03\x03\x00\x05and more")
        assert await client.read(1, 100) == b"answer"
        assert await client.read(1, 100) == b""

    asyncio.run(main())


def test_one_context_verifies_for_the_whole_run() -> None:
    context = tls_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_file_without_certificates_is_a_usage_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing", encoding="utf-8")
    for path in (empty, tmp_path / "missing.pem"):
        with pytest.raises(UsageError) as failure:
            tls_context(path)
        assert failure.value.advice
