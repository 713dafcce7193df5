"""What an attacker's page can do to the door: reach no address it should not, and cost no more than the limits say."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from footprint_audit.collectors.door import Door, Limits
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason
from tests.collectors import hostile_server as hostile
from tests.collectors.hostile_server import page, redirect, serving
from tests.collectors.test_addresses import BAD_HOSTS, REFUSED, Names

QUICK = Limits(connect=2, gap=1, total=3)

# Every way to write loopback, or an address that leads there or to another private place, as a host in an address.
HOSTS = (
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "0", "0.0.0.0", "0x7f.1", "0x7f000001", "2130706433", "017700000001",
    "0177.0.0.1", "0x7f.0.0.1", "127.0.0.1.", "127.000.000.001", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1",
    "%31%32%37.0.0.1", "127.0.0.1%00.example.org", "localhost", "LOCALHOST", "localhost.", "[::1]", "[0:0:0:0:0:0:0:1]",
    "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[::7f00:1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:4136:e378::3fff:fdd2]",
    "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]",
    "[2001:db8::1]", "10.0.0.1", "10.1", "172.16.0.1", "192.168.0.1", "192.168.1", "100.64.0.1", "100.100.100.200",
    "169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.43518", "168.63.129.16", "192.0.0.192", "192.0.2.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.88.99.1",
    "metadata.google.internal", "metadata.google.internal.", "METADATA.GOOGLE.INTERNAL", "metadata", "instance-data",
)  # fmt: skip

ADDRESSES = (
    "ftp://{host}:{port}/", "file:///etc/passwd", "gopher://{host}:{port}/", "data:text/html,x", "javascript:alert(1)",
    "//{host}:{port}/", "{host}:{port}", "http:{host}:{port}", "http:/{host}:{port}/", "http:///{host}:{port}/", "",
    "http://", "http://:{port}/", "http://mara@{host}:{port}/", "http://mara:secret@{host}:{port}/",
    "http://www.example.org@{host}:{port}/", "http://www.example.org:80\\@{host}:{port}/",
    "http://{host}:{port}\\.example.org/", "http:\\\\{host}:{port}\\", "http://{host}\t:{port}/", "http://{host}\r\n:{port}/",
    " http://{host}:{port}/", "http://{host}:{port}/\x00", "http://{host}:{port}/a b", "http://{host}:-1/",
    "http://{host}:99999/", "http://[{host}]:{port}/", "http://{host}:{port}/" + "a" * 9000,
)  # fmt: skip


async def to_loopback(host: str, port: int) -> tuple[str, ...]:
    """The answer of an attacker's name server, and of /etc/hosts."""
    return ("127.0.0.1",)


def refuse(door: Door, url: str) -> Reason:
    async def main() -> Reason:
        async with door:
            with pytest.raises(NoReply) as failure:
                await door.fetch(url)
        assert failure.value.advice
        return failure.value.reason

    return asyncio.run(main())


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(set(HOSTS)) >= 60


@pytest.mark.parametrize("host", HOSTS)
def test_no_spelling_of_a_private_address_is_connected_to(host: str) -> None:
    async def main() -> None:
        async with serving(page(b"canary")) as canary, Door(resolver=to_loopback, limits=QUICK) as door:
            for address in (f"http://{host}:{canary.port}/", f"http://{host}/", f"https://{host}/"):
                with pytest.raises(NoReply) as failure:
                    await door.fetch(address)
                assert failure.value.reason is Reason.FORBIDDEN_ADDRESS
            assert canary.connections == 0

    asyncio.run(main())


@pytest.mark.parametrize("host", HOSTS)
def test_no_redirect_to_a_private_address_is_followed(host: str) -> None:
    async def main() -> None:
        async with serving(page(b"canary"), host="127.0.0.1") as canary:
            location = f"http://{host}:{canary.port}/"
            async with serving(redirect(location), host="127.0.0.9") as server:
                for hosts in (frozenset[str](), frozenset({f"{host}:{canary.port}", host, host.strip("[]").lower()})):
                    networks = ["127.0.0.9/32"]
                    async with Door(allow_networks=networks, resolver=to_loopback, limits=QUICK) as door:
                        with pytest.raises(NoReply) as failure:
                            await door.fetch(server.url, hops=5, hosts=hosts)
                    assert failure.value.reason in (Reason.REDIRECT, Reason.FORBIDDEN_ADDRESS)
                assert server.connections == 2
            assert canary.connections == 0

    asyncio.run(main())


def test_the_canary_would_have_sung() -> None:
    async def main() -> None:
        async with serving(page(b"canary")) as canary:
            async with Door(allow_networks=["127.0.0.0/8"], resolver=to_loopback) as door:
                await door.fetch(f"http://any.example.org:{canary.port}/")
            assert canary.connections == 1

    asyncio.run(main())


@pytest.mark.parametrize("address", REFUSED)
def test_a_name_that_resolves_to_a_private_address_is_not_connected_to(address: str) -> None:
    for answer in ((address,), ("93.184.215.14", address), (address, "93.184.215.14")):
        assert refuse(Door(resolver=Names(answer)), "https://www.example.org/") is Reason.FORBIDDEN_ADDRESS


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_a_host_of_doubtful_spelling_is_not_even_looked_up(host: str) -> None:
    names = Names(("93.184.215.14",))
    if host in ("EXAMPLE.org", "exämple.org", "example.org:80"):
        return  # an address folds, encodes or splits these: the guard never sees them so
    assert refuse(Door(resolver=names), f"https://{host}/") is Reason.FORBIDDEN_ADDRESS
    assert names.asked == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_doubtful_form_is_refused(address: str) -> None:
    async def main() -> None:
        async with serving(page(b"canary")) as canary:
            door = Door(allow_networks=["127.0.0.0/8"], resolver=Names(("93.184.215.14",)))
            async with door:
                with pytest.raises(NoReply) as failure:
                    await door.fetch(address.format(host="127.0.0.1", port=canary.port))
            assert failure.value.reason is Reason.FORBIDDEN_ADDRESS
            assert canary.connections == 0

    asyncio.run(main())


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8080])
def test_only_web_ports_of_the_public_web_are_asked(port: int) -> None:
    door = Door(resolver=Names(("93.184.215.14",)))
    assert refuse(door, f"http://www.example.org:{port}/") is Reason.FORBIDDEN_ADDRESS


def test_a_name_that_changes_its_address_is_pinned_to_the_first() -> None:
    names = Names(("127.0.0.9",), ("127.0.0.1",))

    async def main() -> None:
        async with (
            serving(page(b"canary")) as canary,
            serving(page(b"hello"), host="127.0.0.9", port=canary.port) as site,
        ):
            async with Door(allow_networks=["127.0.0.9/32"], resolver=names) as door:
                for _ in range(3):
                    reply = await door.fetch(f"http://rebinding.example.org:{canary.port}/")
                    assert reply.body == b"hello"
            assert canary.connections == 0
            assert site.connections == 1

    asyncio.run(main())
    assert names.asked == ["rebinding.example.org"]


def test_robots_txt_is_no_way_round_the_guard() -> None:
    async def main() -> None:
        async with serving(page(b"canary")) as canary:
            to_canary = redirect(f"http://127.0.0.1:{canary.port}/")
            async with (
                serving(to_canary, host="127.0.0.9") as server,
                Door(allow_networks=["127.0.0.9/32"], limits=QUICK) as door,
            ):
                with pytest.raises(NoReply):
                    await door.fetch(server.url, further=True)
            assert canary.connections == 0

    asyncio.run(main())


# --- time -----------------------------------------------------------------------------------------------------------

SLOW = {
    "silence": hostile.silent,
    "a body drop by drop": hostile.drip(0.05),
    "headers drop by drop": hostile.drip(0.05, b"HTTP/1.1 200 OK\r\nX: "),
    "a status drop by drop": hostile.drip(0.05, b"HTTP/1.1 200 "),
    "a chunk size drop by drop": hostile.drip(0.05, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW.keys())
def test_no_slow_answer_outlasts_the_total_time(answer: hostile.Answer) -> None:
    async def main() -> None:
        limits = Limits(gap=5, total=0.5)
        async with serving(answer) as server, Door(allow_networks=["127.0.0.0/8"], limits=limits) as door:
            began = time.monotonic()
            with pytest.raises(NoReply) as failure:
                await door.fetch(server.url)
            assert failure.value.reason is Reason.TIMEOUT
            assert time.monotonic() - began < 3

    asyncio.run(main())


def test_slow_redirects_share_one_total_time() -> None:
    async def onward(peer: hostile.Peer) -> None:
        await asyncio.sleep(0.3)
        await redirect(f"/{int(peer.path[1:]) + 1}")(peer)

    async def main() -> int:
        limits = Limits(total=0.7)
        async with serving(onward) as server, Door(allow_networks=["127.0.0.0/8"], limits=limits) as door:
            with pytest.raises(NoReply) as failure:
                await door.fetch(server.url + "/0", hops=5)
            assert failure.value.reason is Reason.TIMEOUT
            return len(server.requests)

    assert asyncio.run(main()) <= 3


def test_a_slow_resolver_is_within_the_total_time() -> None:
    async def never(host: str, port: int) -> tuple[str, ...]:
        await asyncio.Event().wait()
        return ()

    assert refuse(Door(resolver=never, limits=Limits(total=0.2)), "https://www.example.org/") is Reason.TIMEOUT


def test_a_hostile_site_does_not_hold_up_an_honest_one() -> None:
    async def main() -> None:
        limits = Limits(total=2)
        async with (
            serving(hostile.drip(0.05)) as slow,
            serving(page(b"hello")) as honest,
            Door(allow_networks=["127.0.0.0/8"], limits=limits) as door,
        ):
            waiting = [asyncio.create_task(door.fetch(slow.url)) for _ in range(10)]
            await asyncio.sleep(0.1)
            async with asyncio.timeout(1.5):
                assert (await door.fetch(honest.url)).body == b"hello"
            outcomes = await asyncio.gather(*waiting, return_exceptions=True)
            assert all(isinstance(outcome, NoReply) for outcome in outcomes)

    asyncio.run(main())


# --- memory ---------------------------------------------------------------------------------------------------------

MEASURE = """
import asyncio, json, resource, sys
from footprint_audit.collectors.door import Door, Limits
from footprint_audit.errors import NoReply
from tests.collectors import hostile_server as hostile

GIB = 1024 * hostile.MIB
ANSWERS = {
    "plain": hostile.page(b"hello"),
    "bomb": hostile.gzip_bomb(GIB),
    "nested": hostile.page(hostile.nested_bomb(256 * hostile.MIB), headers=(("Content-Encoding", "gzip"),)),
    "twice": hostile.page(hostile.nested_bomb(256 * hostile.MIB), headers=(("Content-Encoding", "gzip, gzip"),)),
    "endless": hostile.endless_body,
    "endless_chunks": hostile.endless_chunks,
    "endless_headers": hostile.endless_headers,
    "endless_header_line": hostile.endless_header_line,
}

async def ask(answer):
    limits = Limits(total=20)
    async with hostile.serving(answer) as server, Door(allow_networks=["127.0.0.0/8"], limits=limits) as door:
        outcomes = await asyncio.gather(*(door.fetch(server.url) for _ in range(4)), return_exceptions=True)
        return [outcome.reason if isinstance(outcome, NoReply) else len(outcome.body) for outcome in outcomes]

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

asyncio.run(ask(ANSWERS["plain"]))
before = peak()
outcomes = {name: asyncio.run(ask(answer)) for name, answer in ANSWERS.items()}
print(json.dumps({"grown": peak() - before, "outcomes": outcomes}))
"""


def test_no_answer_makes_the_memory_grow_by_64_mib() -> None:
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", MEASURE],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    result = json.loads(run.stdout)
    assert result["grown"] < 64
    outcomes = result["outcomes"]
    assert outcomes.pop("plain") == [5] * 4
    assert outcomes.pop("twice") == ["protocol"] * 4
    assert {str(reason) for reasons in outcomes.values() for reason in reasons} == {"too_large"}
