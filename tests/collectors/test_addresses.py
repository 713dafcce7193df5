"""The address guard lets public addresses through, and nothing else."""

from __future__ import annotations

import asyncio
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.addresses import Guard, Route, SystemResolver
from footprint_audit.errors import NoReply, UsageError
from footprint_audit.model import Reason

REFUSED = (
    # IPv4: this network, private, shared, loopback, link-local and metadata
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
    "127.0.0.1", "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.255.255", "168.63.129.16",
    # IPv4: assignments, documentation, benchmarks, relays, multicast, reserved
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255",
    # IPv6: unspecified, loopback, local of every kind, metadata
    "::", "::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fdff::1", "fe80::1", "febf::1", "fe80::1%eth0",
    "fec0::1", "feff::1",
    # IPv6: multicast, documentation, discarded, benchmarks, assignments, returned
    "ff00::1", "ff02::1", "ff0e::1", "2001:db8::1", "3fff::1", "100::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2620:4f:8000::1", "3ffe::1", "5f00::1", "4000::1", "8000::1", "e000::1",
    # IPv6 that ends at an IPv4 address: mapped, compatible, translated, NAT64, 6to4, Teredo
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:100.64.0.1", "::ffff:224.0.0.1",
    "::127.0.0.1", "::7f00:1", "::8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.0.0.1", "64:ff9b::168.63.129.16", "64:ff9b:1::1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::",
    "2002:a00:1::1", "2002:a9fe:a9fe::1", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::1",
    # not addresses
    "", "example.org", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "1.2.3.4.5", "①②⑦.⓪.⓪.①",
)  # fmt: skip

PUBLIC = (
    "1.1.1.1", "8.8.8.8", "93.184.215.14", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1",
    "192.167.255.255", "192.169.0.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "168.63.129.17",
    "2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "2001:4860:4860::8888", "2001:200::1",
    "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
)  # fmt: skip

BAD_HOSTS = (
    "127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "0x7f.0x0.0x0.0x1", "017700000001", "127.0.0.1.",
    "example.org.", "1.2.3.4.5", "1.2.3", "256.1.1.1", "example.0x7f", "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①", "example..org",
    "-example.org", ".example.org", "exa mple.org", "example.org:80", "user@example.org", "fe80::1%25eth0",
    "fe80::1%eth0", "a" * 64 + ".org", ".".join(["abc"] * 70), "", "metadata.google.internal", "metadata",
    "metadata.goog", "instance-data", "EXAMPLE.org", "exämple.org", "example.org\n", "example\x00.org",
)  # fmt: skip


GLOBAL = ip_network("2000::/3")
NAT64 = ip_network("64:ff9b::/96")


class Names:
    """A resolver of one's own, which counts what it is asked. Each name gives its answers in turn."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.asked.append(host)
        await asyncio.sleep(0)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


NOBODY = Names(())


def route(host: str, *, port: int = 443, names: Names = NOBODY, allow: tuple[str, ...] = ()) -> Route:
    async def main() -> Route:
        guard = Guard(allow, names)
        try:
            return await guard.route(host, port)
        finally:
            await guard.close()

    return asyncio.run(main())


@pytest.mark.parametrize("address", REFUSED)
def test_no_address_but_a_public_one_is_let_through(address: str) -> None:
    assert Guard((), NOBODY).refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_through(address: str) -> None:
    assert Guard((), NOBODY).refusal(address) == ""


def test_the_table_of_refusals_is_long_enough_to_mean_something() -> None:
    assert len(set(REFUSED)) >= 60


@given(st.ip_addresses(v=4))
def test_the_table_is_never_laxer_than_the_standard_library(address: IPv4Address) -> None:
    if not Guard((), NOBODY).refusal(str(address)):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@given(st.ip_addresses(v=6))
def test_of_ipv6_only_global_unicast_is_let_through(address: IPv6Address) -> None:
    if not Guard((), NOBODY).refusal(str(address)):
        assert address in GLOBAL or address in NAT64 or address.ipv4_mapped


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_as_itself(address: IPv4Address) -> None:
    guard = Guard((), NOBODY)
    number = int(address)
    wrapped = (IPv6Address((0xFFFF << 32) + number), IPv6Address((0x64FF9B << 96) + number))
    for outer in (*wrapped, IPv6Address((0x2002 << 112) + (number << 80) + 1)):
        assert bool(guard.refusal(str(outer))) == bool(guard.refusal(str(address)))


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_a_host_that_programs_read_differently_is_refused_before_it_is_looked_up(host: str) -> None:
    names = Names(("93.184.215.14",))
    with pytest.raises(NoReply) as failure:
        route(host, names=names)
    assert failure.value.reason is Reason.FORBIDDEN_ADDRESS
    assert failure.value.advice
    assert names.asked == []


@pytest.mark.parametrize("host", ["www.example.org", "xn--exmple-cua.org", "under_score.example.org", "a.b-c.d1"])
def test_a_plain_name_goes_where_the_resolver_says(host: str) -> None:
    assert route(host, names=Names(("93.184.215.14", "2606:4700::1"))) == Route(
        ("93.184.215.14", "2606:4700::1"), ours=False
    )


@pytest.mark.parametrize(
    "answers",
    [
        ("127.0.0.1",),
        ("93.184.215.14", "127.0.0.1"),
        ("93.184.215.14", "2606:4700::1", "fd00::1"),
        (*(f"8.8.8.{i}" for i in range(100)), "10.0.0.1"),
        ("93.184.215.14", "not an address"),
        ("fe80::1%eth0",),
    ],
)
def test_one_bad_address_among_good_ones_refuses_the_name(answers: tuple[str, ...]) -> None:
    with pytest.raises(NoReply) as failure:
        route("rebinding.example.org", names=Names(answers))
    assert failure.value.reason is Reason.FORBIDDEN_ADDRESS


def test_a_name_is_resolved_once_and_pinned() -> None:
    names = Names(("93.184.215.14",), ("127.0.0.1",))

    async def main() -> None:
        guard = Guard((), names)
        first, second = await asyncio.gather(guard.route("example.org", 443), guard.route("example.org", 80))
        third = await guard.route("example.org", 443)
        assert first == second == third == Route(("93.184.215.14",), ours=False)
        await guard.close()

    asyncio.run(main())
    assert names.asked == ["example.org"]


def test_a_refused_name_stays_refused_whatever_it_answers_next() -> None:
    names = Names(("127.0.0.1",), ("93.184.215.14",))

    async def main() -> None:
        guard = Guard((), names)
        for _ in range(2):
            with pytest.raises(NoReply):
                await guard.route("example.org", 443)
        await guard.close()

    asyncio.run(main())
    assert names.asked == ["example.org"]


def test_a_name_without_an_address_is_a_dns_failure_and_may_be_asked_again() -> None:
    names = Names((), ("93.184.215.14",))

    async def main() -> None:
        guard = Guard((), names)
        with pytest.raises(NoReply) as failure:
            await guard.route("example.org", 443)
        assert failure.value.reason is Reason.DNS
        assert (await guard.route("example.org", 443)).addresses == ("93.184.215.14",)
        await guard.close()

    asyncio.run(main())


def test_who_gives_up_waiting_does_not_stop_the_lookup_for_others() -> None:
    async def main() -> None:
        answer = asyncio.Event()

        async def slow(host: str, port: int) -> tuple[str, ...]:
            await answer.wait()
            return ("93.184.215.14",)

        guard = Guard((), slow)
        impatient = asyncio.create_task(guard.route("example.org", 443))
        patient = asyncio.create_task(guard.route("example.org", 443))
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.sleep(0)
        answer.set()
        assert (await patient).addresses == ("93.184.215.14",)
        await guard.close()

    asyncio.run(main())


def test_closing_leaves_no_task_behind() -> None:
    async def main() -> None:
        async def never(host: str, port: int) -> tuple[str, ...]:
            await asyncio.Event().wait()
            return ()

        guard = Guard((), never)
        waiting = asyncio.create_task(guard.route("example.org", 443))
        await asyncio.sleep(0)
        await guard.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


@pytest.mark.parametrize("port", [1, 22, 25, 6379, 8080, 8443, 65535])
def test_only_web_ports_are_asked_of_the_public_web(port: int) -> None:
    with pytest.raises(NoReply) as failure:
        route("example.org", port=port, names=Names(("93.184.215.14",)))
    assert failure.value.reason is Reason.FORBIDDEN_ADDRESS


def test_an_allowed_network_is_allowed_on_any_port_and_nothing_beside_it() -> None:
    assert route("127.0.0.1", port=8080, allow=("127.0.0.0/8",)) == Route(("127.0.0.1",), ours=True)
    assert route("own.example.org", port=9, names=Names(("10.1.2.3",)), allow=("10.1.0.0/16",)).ours
    for host in ("10.2.0.1", "192.168.0.1", "::1"):
        with pytest.raises(NoReply):
            route(host, allow=("127.0.0.0/8", "10.1.0.0/16"))


def test_a_name_half_in_an_allowed_network_keeps_the_rules_of_the_public_web() -> None:
    names = Names(("127.0.0.1", "93.184.215.14"))
    assert not route("half.example.org", names=names, allow=("127.0.0.0/8",)).ours
    with pytest.raises(NoReply):
        route("half.example.org", port=8080, names=names, allow=("127.0.0.0/8",))


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "168.63.129.16", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]
)
def test_metadata_stays_refused_whatever_is_allowed(address: str) -> None:
    assert Guard(("0.0.0.0/0", "::/0"), NOBODY).refusal(address)


def test_a_translated_address_is_never_in_ones_own_network() -> None:
    guard = Guard(("127.0.0.0/8",), NOBODY)
    assert guard.refusal("64:ff9b::127.0.0.1")
    assert guard.refusal("2002:7f00:1::1")
    assert not guard.refusal("::ffff:127.0.0.1")


@pytest.mark.parametrize(
    "network", ["127.0.0.1/8", "nonsense", "127.0.0.0/33", "", "localhost", "::1/64", "10.0.0.0-10"]
)
def test_a_network_that_is_none_is_a_usage_error_with_advice(network: str) -> None:
    with pytest.raises(UsageError) as failure:
        Guard((network,), NOBODY)
    assert failure.value.advice


def test_the_system_resolver_runs_in_threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bytes, str]] = []

    def getaddrinfo(host: bytes, port: int, type: int = 0) -> list[tuple[int, int, int, str, tuple[str, int]]]:  # noqa: A002
        seen.append((host, threading.current_thread().name))
        return [(0, 0, 0, "", ("93.184.215.14", port)), (0, 0, 0, "", ("2606:4700::1", port))]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)

    async def main() -> tuple[str, ...]:
        resolver = SystemResolver()
        try:
            return await resolver("example.org", 443)
        finally:
            resolver.close()

    assert asyncio.run(main()) == ("93.184.215.14", "2606:4700::1")
    assert seen[0][0] == b"example.org"
    assert seen[0][1].startswith("resolver")


def test_addresses_are_kept_in_their_canonical_form() -> None:
    assert route("::ffff:808:808").addresses == (str(ip_address("::ffff:808:808")),)
