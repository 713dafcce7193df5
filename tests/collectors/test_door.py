"""The door: what it asks, how it follows, when it asks again, and what it never says."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme

from footprint_audit import __version__
from footprint_audit.collectors.body import read_body
from footprint_audit.collectors.door import USER_AGENT, Door, Limits, Reply
from footprint_audit.errors import NoReply, UsageError
from footprint_audit.model import Reason
from tests.collectors import hostile_server as hostile
from tests.collectors.hostile_server import Answer, Server, by_path, page, raw, redirect, serving

QUICK = Limits(connect=2, gap=1, total=5)
LOOPBACK = ("127.0.0.0/8", "::1/128")


async def loopback(host: str, port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


def door(*, limits: Limits = QUICK, organisation: bool = False, ca_file: Path | None = None) -> Door:
    """A door to loopback, whatever the name."""
    return Door(allow_networks=LOOPBACK, limits=limits, organisation=organisation, ca_file=ca_file, resolver=loopback)


async def failure_of(attempt: Awaitable[object]) -> NoReply:
    with pytest.raises(NoReply) as failure:
        await attempt
    assert failure.value.advice
    assert "\n" not in failure.value.advice
    return failure.value


Test = Callable[[Door, Server], Awaitable[None]]


def at(*answers: Answer, limits: Limits = QUICK, organisation: bool = False) -> Callable[[Test], Server]:
    """Run a test's coroutine with a door and a server that gives these answers; the server, to look at."""

    def run(test: Test) -> Server:
        async def main() -> Server:
            async with serving(*answers) as server, door(limits=limits, organisation=organisation) as way:
                await test(way, server)
                return server

        return asyncio.run(main())

    return run


# --- one question, one answer ---------------------------------------------------------------------------------------


def test_a_page_comes_back_as_it_was() -> None:
    async def main() -> None:
        headers = (("Content-Type", "text/html"), ("X-Same", "a"), ("X-Same", "b"))
        async with serving(page(b"hello", headers=headers)) as server, door() as way:
            reply = await way.fetch(f"{server.url}/mara?x=1#top")
        assert reply == Reply(
            f"{server.url}/mara?x=1",
            200,
            {"content-length": "5", "content-type": "text/html", "x-same": "a, b"},
            b"hello",
        )
        assert server.paths == ["/mara?x=1"]

    asyncio.run(main())


@pytest.mark.parametrize("status", [200, 401, 403, 404, 410, 418, 500, 503, 599])
def test_every_status_is_an_answer(status: int) -> None:
    @at(page(b"what it says", status=status))
    async def server(way: Door, server: Server) -> None:
        reply = await way.fetch(server.url)
        assert (reply.status, reply.body) == (status, b"what it says")


def test_we_say_who_we_are_and_nothing_else() -> None:
    @at(page(b""))
    async def server(way: Door, server: Server) -> None:
        await way.fetch(server.url + "/mara", accept="text/html")

    assert server.requests[0].decode().split("\r\n") == [
        "GET /mara HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        f"User-Agent: {USER_AGENT}",
        "Accept: text/html",
        "Accept-Encoding: gzip, deflate",
        "",
        "",
    ]
    assert USER_AGENT.startswith(f"Mozilla/5.0 (compatible; footprint-audit/{__version__}; +https://")


def test_a_post_carries_its_content_and_type() -> None:
    @at(page(b"ok"))
    async def server(way: Door, server: Server) -> None:
        await way.fetch(server.url, method="POST", content=b"{}", content_type="application/json")

    request = server.requests[0].lower()
    assert request.startswith(b"post / ")
    assert b"content-type: application/json\r\n" in request
    assert b"content-length: 2\r\n" in request
    assert request.endswith(b"\r\n\r\n{}")


def test_a_head_has_no_body_whatever_it_promises() -> None:
    @at(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nContent-Encoding: br\r\n\r\n"))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url, method="HEAD")).body == b""


def test_names_beyond_ascii_are_asked_in_their_ascii_form() -> None:
    @at(page(b"hello"))
    async def server(way: Door, server: Server) -> None:
        await way.fetch(f"http://bücher.example.org:{server.port}/mára")

    assert server.requests[0].startswith(b"GET /m%C3%A1ra HTTP/1.1\r\nHost: xn--bcher-kva.example.org:")


# --- nothing about us that we did not say ---------------------------------------------------------------------------


def test_no_cookie_is_ever_sent_back() -> None:
    cookies = (("Set-Cookie", "id=canary; Path=/"), ("Set-Cookie", "more=canary"))

    @at(page(b"", headers=cookies), redirect("/again"), page(b"", headers=cookies), page(b""))
    async def server(way: Door, server: Server) -> None:
        await way.fetch(server.url)
        await way.fetch(server.url, hops=2)
        await way.fetch(server.url)

    assert len(server.requests) == 4
    assert not any(b"cookie" in request.lower() or b"canary" in request for request in server.requests)


def test_no_password_of_netrc_and_no_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login mara password canary\ndefault login mara password canary\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))

    async def main() -> None:
        async with serving(page(b"the proxy")) as proxy, serving(page(b"the site")) as site:
            for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.url)
            async with door() as way:
                assert (await way.fetch(site.url)).body == b"the site"
            assert proxy.connections == 0
            assert b"authorization" not in site.requests[0].lower()

    asyncio.run(main())


def test_nothing_is_written_to_any_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)

    @at(page(b"hello"))
    async def server(way: Door, server: Server) -> None:
        await way.fetch(server.url + "/canary")

    assert "canary" not in caplog.text


# --- the body's encoding --------------------------------------------------------------------------------------------

TEXT = b"".join(b"%d words, " % i for i in range(8000))
RAW_DEFLATE = zlib.compress(TEXT)[2:-4]


def packed(body: bytes, encoding: str) -> Answer:
    return page(body, headers=(("Content-Encoding", encoding),))


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "GZip"),
        (gzip.compress(TEXT), "x-gzip"),
        (gzip.compress(TEXT) + b"\n", "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (RAW_DEFLATE, "deflate"),
    ],
)
def test_one_layer_of_gzip_or_deflate_is_undone(body: bytes, encoding: str) -> None:
    @at(packed(body, encoding))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url)).body == TEXT


def test_a_packed_page_is_the_same_however_it_is_cut_into_pieces() -> None:
    whole = gzip.compress(TEXT)

    async def slowly(peer: hostile.Peer) -> None:
        await peer.send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(whole))
        for i in range(0, len(whole), 7):
            await peer.send(whole[i : i + 7])
            await asyncio.sleep(0)

    @at(slowly)
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url)).body == TEXT


def test_a_packed_page_of_any_length_has_an_end() -> None:
    async def once(piece: bytes) -> AsyncIterator[bytes]:
        yield piece

    async def main() -> None:
        for length in range(65_000, 67_000):  # round the size of one decoding step
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            whole = packer.compress(b"\1" * length) + packer.flush()
            assert len(await read_body(once(whole), "deflate", Limits(ratio=10_000))) == length

    asyncio.run(main())


def test_an_empty_page_may_say_it_is_packed() -> None:
    @at(packed(b"", "gzip"))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url)).body == b""


BROKEN = {
    "cut gzip": (gzip.compress(TEXT)[:-5], "gzip"),
    "cut deflate": (zlib.compress(TEXT)[:-5], "deflate"),
    "cut raw deflate": (RAW_DEFLATE[:-5], "deflate"),
    "one byte of deflate": (b"x", "deflate"),
    "not gzip": (b"hello", "gzip"),
    "a wrong checksum": (gzip.compress(TEXT)[:-8] + b"\0" * 8, "gzip"),
    "two layers": (gzip.compress(gzip.compress(TEXT)), "gzip, gzip"),
    "brotli": (b"\x0b\x02\x80hello\x03", "br"),
    "zstd": (b"\x28\xb5\x2f\xfd", "zstd"),
    "nonsense": (b"hello", "rot13"),
}


@pytest.mark.parametrize(("body", "encoding"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_undone_is_a_typed_failure(body: bytes, encoding: str) -> None:
    @at(packed(body, encoding))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url))).reason is Reason.PROTOCOL


def test_two_headers_for_two_layers_are_two_layers() -> None:
    twice = (("Content-Encoding", "gzip"), ("Content-Encoding", "gzip"))

    @at(page(gzip.compress(gzip.compress(TEXT)), headers=twice))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url))).reason is Reason.PROTOCOL


def test_a_page_is_read_up_to_its_limit_decoded_or_not() -> None:
    @at(page(b"x" * 1000), packed(gzip.compress(TEXT[:3000]), "gzip"), limits=Limits(wire=1000, decoded=3000))
    async def fits(way: Door, server: Server) -> None:
        assert len((await way.fetch(server.url)).body) == 1000
        assert len((await way.fetch(server.url)).body) == 3000

    @at(page(b"x" * 1001), packed(gzip.compress(TEXT[:3001]), "gzip"), limits=Limits(wire=1000, decoded=3000))
    async def too_large(way: Door, server: Server) -> None:
        for _ in range(2):
            assert (await failure_of(way.fetch(server.url))).reason is Reason.TOO_LARGE


def test_a_small_page_may_be_as_dense_as_it_likes() -> None:
    @at(packed(gzip.compress(bytes(60_000)), "gzip"), packed(gzip.compress(bytes(70_000)), "gzip"))
    async def server(way: Door, server: Server) -> None:
        assert len((await way.fetch(server.url)).body) == 60_000
        assert (await failure_of(way.fetch(server.url))).reason is Reason.TOO_LARGE


# --- redirects ------------------------------------------------------------------------------------------------------

REDIRECTS = (301, 302, 303, 307, 308)


@pytest.mark.parametrize("status", REDIRECTS)
def test_a_redirect_is_not_followed_unless_asked_to(status: int) -> None:
    @at(redirect("/there?x=1", status, body=b"go there"))
    async def server(way: Door, server: Server) -> None:
        reply = await way.fetch(server.url + "/here")
        assert (reply.status, reply.body, reply.url) == (status, b"", server.url + "/here")
        assert reply.location == server.url + "/there?x=1"

    assert len(server.requests) == 1


LOCATIONS = {
    "an absolute path": "/there",
    "a relative path": "there",
    "dots": "../a/./../there",
    "the whole address": "{server}/there",
    "no scheme": "//127.0.0.1:{port}/there",
    "a fragment": "/there#part",
}


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize("location", LOCATIONS.values(), ids=LOCATIONS.keys())
def test_a_redirect_within_the_site_is_followed_in_every_spelling(status: int, location: str) -> None:
    async def send_on(peer: hostile.Peer) -> None:
        await redirect(location.format(server=f"http://127.0.0.1:{ports[0]}", port=ports[0]), status)(peer)

    ports: list[int] = []

    @at(by_path({"/here": send_on, "/there": page(b"there")}))
    async def server(way: Door, server: Server) -> None:
        ports.append(server.port)
        reply = await way.fetch(server.url + "/here", hops=5)
        assert (reply.url, reply.body, reply.location) == (server.url + "/there", b"there", "")


NOWHERE = {
    "nothing": "",
    "a script": "javascript:alert(1)",
    "data": "data:text/html,hello",
    "a file": "file:///etc/passwd",
    "ftp": "ftp://127.0.0.1/",
    "gopher": "gopher://127.0.0.1/",
    "no host": "http:///there",
    "a scheme alone": "http:",
    "a tab": "/the\tre",
    "a tab in the host": "http://127.0.0\t.1/there",
    "a backslash": "\\\\127.0.0.1\\there",
    "a backslash for a slash": "http:\\\\127.0.0.1/there",
    "a backslash and an at": "http://127.0.0.1\\@127.0.0.2/there",
    "a name and password": "http://mara:secret@127.0.0.1/there",
    "a name": "http://mara@127.0.0.1/there",
    "no such port": "http://127.0.0.1:99999/there",
    "letters for a port": "http://127.0.0.1:http/there",
    "a space in the host": "http://127.0.0.1 .example.org/there",
    "an unclosed bracket": "http://[::1/there",
}


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize("location", NOWHERE.values(), ids=NOWHERE.keys())
def test_a_redirect_to_no_address_of_the_web_is_a_bad_redirect(status: int, location: str) -> None:
    @at(redirect(location, status))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url, hops=5))).reason is Reason.REDIRECT
        assert (await way.fetch(server.url)).location == ""

    assert server.connections <= 2


@pytest.mark.parametrize("control", ["\r", "\n", "\r\nSet-Cookie: x=y\r\n", "\x00", "\x0b", "\x7f"])
def test_a_location_with_control_characters_leads_nowhere(control: str) -> None:
    @at(redirect(f"/the{control}re"))
    async def server(way: Door, server: Server) -> None:
        failure = await failure_of(way.fetch(server.url, hops=1))
        assert failure.reason in (Reason.REDIRECT, Reason.PROTOCOL)

    assert len(server.requests) == 1


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.2:{port}/", "//other.example.org/", "http://example.org./", "http://127.0.0.1:{other}/"],
)
def test_a_redirect_to_another_site_is_a_bad_redirect_and_nobody_is_asked(status: int, location: str) -> None:
    async def main() -> None:
        async with serving(page(b"")) as canary:
            where = location.format(port=canary.port, other=canary.port)
            async with serving(redirect(where, status)) as server, door() as way:
                assert (await failure_of(way.fetch(server.url, hops=5))).reason is Reason.REDIRECT
                assert (server.connections, canary.connections) == (1, 0)

    asyncio.run(main())


def test_a_redirect_may_lead_to_the_hosts_a_collector_names() -> None:
    async def main() -> None:
        async with serving(page(b"there")) as other:
            name = f"other.example.org:{other.port}"
            async with serving(redirect(f"http://{name}/there")) as server, door() as way:
                reply = await way.fetch(server.url, hops=1, hosts=frozenset({name}))
                assert reply.body == b"there"
                assert reply.url == f"http://{name}/there"
                assert f"Host: {name}\r\n".encode() in other.requests[0]

    asyncio.run(main())


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (307, "POST", "POST"), (308, "POST", "POST"),
        (301, "GET", "GET"), (303, "GET", "GET"), (307, "GET", "GET"), (302, "HEAD", "HEAD"), (303, "HEAD", "HEAD"),
    ],
)  # fmt: skip
def test_the_method_after_a_redirect_is_the_standards(status: int, method: str, then: str) -> None:
    @at(redirect("/there", status), page(b""))
    async def server(way: Door, server: Server) -> None:
        content = b"content" if method == "POST" else None
        await way.fetch(
            server.url, method=method, content=content, content_type="text/plain" if content else "", hops=1
        )

    second = server.requests[1]
    assert second.startswith(f"{then} /there ".encode())
    assert second.endswith(b"content") == (then == "POST")
    assert (b"Content-Type" in second) == (then == "POST")


@pytest.mark.parametrize("location", ["/here", "/HERE/../here", "#again", "", "?"])
def test_a_redirect_to_itself_ends_at_once(location: str) -> None:
    @at(redirect(location))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url + "/here", hops=5))).reason is Reason.REDIRECT

    assert len(server.requests) <= 2


def test_a_circle_of_redirects_ends() -> None:
    @at(by_path({"/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/a")}))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url + "/a", hops=5))).reason is Reason.REDIRECT

    assert server.paths == ["/a", "/b", "/c"]


@pytest.mark.parametrize(("hops", "asked"), [(1, 2), (3, 4), (5, 6), (50, 6)])
def test_redirects_without_end_are_followed_five_times_at_most(hops: int, asked: int) -> None:
    async def onward(peer: hostile.Peer) -> None:
        await redirect(f"/{int(peer.path[1:]) + 1}")(peer)

    @at(onward)
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url + "/0", hops=hops))).reason is Reason.REDIRECT

    assert len(server.requests) == asked


def test_the_body_of_a_redirect_is_never_read() -> None:
    bomb = raw(
        b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Encoding: gzip\r\nContent-Length: 99999999999\r\n\r\n"
        + b"x" * 9
    )

    @at(by_path({"/here": bomb, "/there": page(b"there")}))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url + "/here", hops=1)).body == b"there"
        assert (await way.fetch(server.url + "/here")).status == 302


def test_a_secure_page_never_leads_to_an_open_one(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    async def main() -> None:
        async with serving(page(b"")) as open_site:
            answers = (redirect(open_site.url), redirect("/there"), page(b"there"))
            hosts = frozenset({f"127.0.0.1:{open_site.port}"})
            async with serving(*answers, tls=context) as server, door(ca_file=tmp_path / "ca.pem") as way:
                failure = await failure_of(way.fetch(server.url, hops=5, hosts=hosts))
                assert failure.reason is Reason.REDIRECT
                assert open_site.connections == 0
                assert (await way.fetch(server.url, hops=5)).body == b"there"

    asyncio.run(main())


def test_a_certificate_nobody_vouches_for_is_told_as_such() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)

    async def main() -> None:
        async with serving(page(b""), tls=context) as server, door() as way:
            assert (await failure_of(way.fetch(server.url))).reason is Reason.TLS
            assert server.requests == []

    asyncio.run(main())


# --- asking again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [hostile.reset, hostile.hang_up, hostile.reset_in_body])
def test_a_dropped_connection_is_tried_once_more(trouble: Answer) -> None:
    @at(trouble, page(b"hello"))
    async def once(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url)).body == b"hello"

    @at(trouble, trouble, page(b"hello"))
    async def twice(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url))).reason is Reason.UNREACHABLE

    assert len(twice.requests) == 2


def test_a_post_is_not_sent_twice() -> None:
    @at(hostile.reset, page(b"hello"))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url, method="POST", content=b"x"))).reason is Reason.UNREACHABLE

    assert len(server.requests) == 1


def test_a_page_of_nonsense_is_not_asked_for_again() -> None:
    @at(raw(b"nonsense\r\n\r\n"), page(b"hello"))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url))).reason is Reason.PROTOCOL

    assert len(server.requests) == 1


def busy(status: int, wait: str) -> Answer:
    return page(b"busy", status=status, headers=(("Retry-After", wait),))


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_wish_to_wait_is_granted_and_the_page_asked_once_more(status: int) -> None:
    @at(busy(status, "1"), page(b"hello"))
    async def server(way: Door, server: Server) -> None:
        began = time.monotonic()
        assert (await way.fetch(server.url)).body == b"hello"
        assert time.monotonic() - began >= 0.99

    assert len(server.requests) == 2


def test_a_wish_may_be_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)

    @at(busy(429, soon), page(b"hello"))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url)).body == b"hello"


@pytest.mark.parametrize("wait", ["3600", "10", "99999999999", "Wed, 01 Jan 2098 00:00:00 GMT"])
def test_a_long_wish_is_not_waited_for_and_the_host_not_asked_again(wait: str) -> None:
    @at(busy(429, wait), page(b"hello"), limits=Limits(total=5, retry_after=4))
    async def server(way: Door, server: Server) -> None:
        began = time.monotonic()
        for _ in range(2):
            assert (await failure_of(way.fetch(server.url))).reason is Reason.RATE_LIMITED
        assert time.monotonic() - began < 4

    assert len(server.requests) == 1


def test_a_wish_beyond_the_total_time_is_not_waited_for() -> None:
    @at(busy(429, "30"), page(b"hello"), limits=Limits(total=2))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url))).reason is Reason.RATE_LIMITED

    assert len(server.requests) == 1


def test_a_site_that_stays_busy_is_asked_twice_at_most() -> None:
    @at(busy(429, "0"))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url))).reason is Reason.RATE_LIMITED

    assert len(server.requests) == 2


@pytest.mark.parametrize("answer", [page(b"busy", status=429), busy(429, "soon"), busy(503, "3600"), busy(200, "1")])
def test_without_a_wish_we_can_grant_the_answer_is_the_answer(answer: Answer) -> None:
    @at(answer)
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url)).body

    assert len(server.requests) == 1


# --- robots.txt -----------------------------------------------------------------------------------------------------

KEEP_OUT = page(b"User-agent: *\nDisallow: /private\n")


def test_the_page_somebody_named_is_asked_without_robots_txt() -> None:
    @at(by_path({"/robots.txt": KEEP_OUT, "/private": page(b"hello")}))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(server.url + "/private")).body == b"hello"

    assert server.paths == ["/private"]


def test_further_pages_ask_robots_txt_first_and_once() -> None:
    @at(by_path({"/robots.txt": KEEP_OUT, "/public": page(b"hello"), "/private": page(b"secret")}))
    async def server(way: Door, server: Server) -> None:
        for _ in range(2):
            assert (await way.fetch(server.url + "/public", further=True)).body == b"hello"
            assert (await failure_of(way.fetch(server.url + "/private", further=True))).reason is Reason.ROBOTS

    assert server.paths == ["/robots.txt", "/public", "/public"]


def test_an_organisation_always_asks_robots_txt() -> None:
    @at(by_path({"/robots.txt": KEEP_OUT, "/private": page(b"secret")}), organisation=True)
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url + "/private"))).reason is Reason.ROBOTS

    assert server.paths == ["/robots.txt"]


def test_a_redirect_to_a_page_robots_txt_keeps_back_is_not_followed() -> None:
    @at(by_path({"/robots.txt": KEEP_OUT, "/public": redirect("/private"), "/private": page(b"secret")}))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url + "/public", hops=1, further=True))).reason is Reason.ROBOTS

    assert server.paths == ["/robots.txt", "/public"]


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (page(b"", status=404), True),
        (page(b"", status=403), True),
        (page(b"", status=429), True),
        (page(b"", status=500), False),
        (page(b"", status=503), False),
        (hostile.hang_up, False),
        (hostile.reset, False),
        (raw(b"nonsense\r\n\r\n"), False),
        (redirect("/robots.txt"), True),
        (redirect("/elsewhere"), True),
        (page(b"User-agent: *\nAllow: /\n" + b"#" * 600_000), True),
        (page(b"User-agent: *\nDisallow: /\n" + b"#" * 3_000_000), False),
        (packed(gzip.compress(b"User-agent: *\nDisallow: /\n" + bytes(9_000_000)), "gzip"), False),
        (packed(gzip.compress(b"User-agent: *\nDisallow: /\n"), "gzip"), False),
    ],
)
def test_what_robots_txt_answers_decides(answer: Answer, allowed: bool) -> None:
    @at(by_path({"/robots.txt": answer, "/page": page(b"hello")}))
    async def server(way: Door, server: Server) -> None:
        if allowed:
            assert (await way.fetch(server.url + "/page", further=True)).body == b"hello"
        else:
            assert (await failure_of(way.fetch(server.url + "/page", further=True))).reason is Reason.ROBOTS

    assert server.paths.count("/page") == allowed


def test_a_robots_txt_that_never_answers_keeps_us_out_in_time() -> None:
    @at(by_path({"/robots.txt": hostile.silent, "/page": page(b"hello")}), limits=Limits(total=0.3))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url + "/page", further=True))).reason is Reason.ROBOTS

    assert server.paths == ["/robots.txt"]


def test_a_robots_txt_may_be_somewhere_else() -> None:
    async def main() -> None:
        async with serving(page(b"User-agent: *\nDisallow: /\n")) as other:
            site = by_path({"/robots.txt": redirect(other.url + "/rules", 301), "/page": page(b"hello")})
            async with serving(site) as server, door() as way:
                assert (await failure_of(way.fetch(server.url + "/page", further=True))).reason is Reason.ROBOTS
                assert other.paths == ["/rules"]

    asyncio.run(main())


# --- a run ----------------------------------------------------------------------------------------------------------


def test_many_at_once_share_connections_and_keep_to_two_at_a_host() -> None:
    at_once: list[int] = [0, 0]

    async def slow(peer: hostile.Peer) -> None:
        at_once[0] += 1
        at_once[1] = max(at_once)
        await asyncio.sleep(0.005)
        at_once[0] -= 1
        await page(b"hello")(peer)

    @at(slow)
    async def server(way: Door, server: Server) -> None:
        replies = await asyncio.gather(*(way.fetch(f"{server.url}/{i}") for i in range(30)))
        assert {reply.body for reply in replies} == {b"hello"}

    assert at_once[1] == 2
    assert server.connections == 2


def test_a_cancelled_fetch_leaves_nothing_behind() -> None:
    async def main() -> None:
        async with serving(hostile.drip(0.01)) as server, door() as way:
            tasks = [asyncio.create_task(way.fetch(server.url)) for _ in range(5)]
            await asyncio.sleep(0.1)
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


@pytest.mark.parametrize("network", ["127.0.0.1/8", "everything"])
def test_a_network_that_is_none_is_a_usage_error(network: str) -> None:
    with pytest.raises(UsageError):
        Door(allow_networks=[network])


def test_a_missing_authority_is_a_usage_error_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Door(ca_file=tmp_path / "missing.pem")


# --- a cookie for the very same address -----------------------------------------------------------------------------


def greeting(*lines: str, location: str = "/mara") -> Answer:
    """Sends a request back to where it was asked, with cookies; whoever brings the first one is let in."""

    async def answer(peer: hostile.Peer) -> None:
        name = lines[0].partition(";")[0].encode()
        if name and name in peer.request:
            await page(b"welcome")(peer)
            return
        cookies = tuple(("Set-Cookie", line) for line in lines)
        await page(b"", status=302, headers=(("Location", location), *cookies))(peer)

    return answer


def test_a_redirect_to_itself_with_a_cookie_is_answered_once_with_that_cookie() -> None:
    @at(greeting("seen=1; Path=/; HttpOnly", "lang=en; Expires=Thu, 01 Jan 2099 00:00:00 GMT"))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(f"{server.url}/mara")).body == b"welcome"

    first, second = server.requests
    assert b"Cookie" not in first
    assert b"Cookie: seen=1; lang=en\r\n" in second


def test_the_cookie_is_forgotten_with_the_answer() -> None:
    @at(greeting("seen=1"))
    async def server(way: Door, server: Server) -> None:
        await way.fetch(f"{server.url}/mara")
        await way.fetch(f"{server.url}/mara")

    assert [b"Cookie" in request for request in server.requests] == [False, True, False, True]


@pytest.mark.parametrize(
    ("line", "location"),
    [
        ("seen=1", "/other"),  # not the same address
        ("seen=1", "/mara?again"),
        ("=1", "/mara"),
        ("seen=a b", "/mara"),
        ('seen="a"', "/mara"),
        ("seen=" + "x" * 2000, "/mara"),
        ("", "/mara"),
    ],
)
def test_no_other_redirect_gets_a_cookie(line: str, location: str) -> None:
    @at(greeting(line, location=location))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(f"{server.url}/mara")).status == 302

    assert not any(b"Cookie" in request for request in server.requests)


def test_a_site_that_is_never_content_with_its_cookie_is_asked_twice() -> None:
    @at(page(b"", status=302, headers=(("Location", "/mara"), ("Set-Cookie", "seen=1"))))
    async def server(way: Door, server: Server) -> None:
        assert (await way.fetch(f"{server.url}/mara")).status == 302

    assert len(server.requests) == 2


# --- bodies that break off --------------------------------------------------------------------------------------------

BREAKS_OFF = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"


def test_a_body_that_breaks_off_is_no_answer_unless_the_asker_takes_what_there_is() -> None:
    @at(raw(BREAKS_OFF, close=True))
    async def whole(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url))).reason is Reason.PROTOCOL

    @at(raw(BREAKS_OFF, close=True))
    async def partial(way: Door, server: Server) -> None:
        reply = await way.fetch(server.url, partial=True)
        assert (reply.body, reply.whole) == (b"hello", False)

    assert len(whole.requests) == len(partial.requests) == 1


def test_a_bomb_is_no_answer_even_to_an_asker_who_takes_a_part() -> None:
    @at(hostile.gzip_bomb(50 << 20))
    async def server(way: Door, server: Server) -> None:
        assert (await failure_of(way.fetch(server.url, partial=True))).reason is Reason.TOO_LARGE

    assert len(server.requests) == 1


# --- a host that fails again and again --------------------------------------------------------------------------------


def test_a_host_that_says_too_fast_twice_is_left_alone() -> None:
    @at(page(b"", status=429, headers=(("Retry-After", "3600"),)))
    async def server(way: Door, server: Server) -> None:
        for _ in range(5):
            assert (await failure_of(way.fetch(server.url))).reason is Reason.RATE_LIMITED

    assert len(server.requests) <= 2


def test_a_host_that_resets_is_left_alone_after_three_failures_and_the_advice_says_so() -> None:
    @at(hostile.reset)
    async def server(way: Door, server: Server) -> None:
        failures = [await failure_of(way.fetch(server.url)) for _ in range(6)]
        assert {failure.reason for failure in failures} == {Reason.UNREACHABLE}
        assert "not asked again" in failures[-1].advice
        assert "not asked again" not in failures[2].advice

    assert len(server.requests) == 6  # three times twice


def test_one_answer_makes_good_for_the_failures_before_it() -> None:
    troubles = ([hostile.reset] * 4 + [page(b"hello", headers=(("Connection", "close"),))]) * 2

    @at(*troubles)
    async def server(way: Door, server: Server) -> None:
        for expected in ("fails", "fails", "answers", "fails", "fails", "answers"):
            if expected == "fails":
                await failure_of(way.fetch(server.url))
            else:
                assert (await way.fetch(server.url)).body == b"hello"

    assert len(server.requests) == 10


def test_it_tells_which_address_of_ours_it_went_out_from() -> None:
    @at(page(b"hello"))
    async def server(way: Door, server: Server) -> None:
        assert way.vantage() == ""
        await way.fetch(server.url)
        assert way.vantage() == "127.0.0.1"

    assert server.connections == 1
