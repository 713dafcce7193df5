"""The address guard: which hosts and addresses may be asked at all. A page's links are its owner's words, and they
may point into the network of whoever runs the audit; so a name is resolved once, every answer is judged, and only
judged answers are ever connected to.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from footprint_audit.errors import NoReply, UsageError
from footprint_audit.model import Reason

__all__ = ["WEB_PORTS", "Guard", "Resolver", "Route", "SystemResolver"]

Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""From a host's name and a port to every address it has, as text. OSError where it has none."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443})

# Our own table: what `ipaddress` calls global changed between releases of Python, and it calls multicast, 6to4 of
# loopback and NAT64 of loopback global too (research: security S1).
REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network, RFC 791"),
        ("10.0.0.0/8", "private, RFC 1918"),
        ("100.64.0.0/10", "shared by a carrier's customers, RFC 6598"),
        ("127.0.0.0/8", "loopback, RFC 1122"),
        ("168.63.129.16/32", "a cloud's host agent"),
        ("169.254.0.0/16", "link-local, RFC 3927; cloud metadata"),
        ("172.16.0.0/12", "private, RFC 1918"),
        ("192.0.0.0/24", "protocol assignments, RFC 6890"),
        ("192.0.2.0/24", "documentation, RFC 5737"),
        ("192.31.196.0/24", "AS112, RFC 7535"),
        ("192.52.193.0/24", "multicast tunnels, RFC 7450"),
        ("192.88.99.0/24", "6to4 relays, RFC 7526"),
        ("192.168.0.0/16", "private, RFC 1918"),
        ("192.175.48.0/24", "AS112, RFC 7534"),
        ("198.18.0.0/15", "benchmarks, RFC 2544"),
        ("198.51.100.0/24", "documentation, RFC 5737"),
        ("203.0.113.0/24", "documentation, RFC 5737"),
        ("224.0.0.0/4", "multicast, RFC 5771"),
        ("240.0.0.0/4", "reserved and broadcast, RFC 1112 and RFC 919"),
        ("2001::/23", "protocol assignments, RFC 2928; Teredo, RFC 4380"),
        ("2001:db8::/32", "documentation, RFC 3849"),
        ("2620:4f:8000::/48", "AS112, RFC 7534"),
        ("3ffe::/16", "returned 6bone, RFC 3701"),
        ("3fff::/20", "documentation, RFC 9637"),
        # The rest lies outside global unicast, 2000::/3, and would be refused unnamed; a reason is better advice.
        ("::/128", "unspecified, RFC 4291"),
        ("::1/128", "loopback, RFC 4291"),
        ("::/96", "IPv4-compatible, RFC 4291"),
        ("::ffff:0:0:0/96", "IPv4-translated, RFC 2765"),
        ("64:ff9b:1::/48", "local NAT64, RFC 8215"),
        ("100::/64", "discarded, RFC 6666"),
        ("5f00::/16", "segment routing, RFC 9602"),
        ("fc00::/7", "unique local, RFC 4193"),
        ("fe80::/10", "link-local, RFC 4291"),
        ("fec0::/10", "site-local, RFC 3879"),
        ("ff00::/8", "multicast, RFC 4291"),
    )
)

GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291; nothing else of IPv6 is routed on the web
MAPPED = IPv6Network("::ffff:0:0/96")  # RFC 4291: the system connects to the IPv4 address inside
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: so does the network's translator
SIX_TO_FOUR = IPv6Network("2002::/16")  # RFC 3056: so does a relay

# Where clouds hand out credentials: nobody's own server, whatever network is allowed.
METADATA_ADDRESSES = frozenset(
    ip_address(text)
    for text in (
        "168.63.129.16", "169.254.169.254", "169.254.170.2", "169.254.0.23", "100.100.100.200", "192.0.0.192",
        "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
    )
)  # fmt: skip
METADATA_NAMES = frozenset({"metadata", "metadata.google.internal", "metadata.goog", "instance-data"})

_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*", re.ASCII)
_NUMERIC = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a host's connections go: its judged addresses, and whether all lie in networks allowed on purpose."""

    addresses: tuple[str, ...]
    ours: bool


class Guard:
    """Resolves each host once per run and lets through only hosts whose every address is public, or allowed."""

    def __init__(self, allow_networks: Sequence[str], resolver: Resolver) -> None:
        self._allowed = tuple(_network(text) for text in allow_networks)
        self._resolver = resolver
        self._routes: dict[str, Route] = {}
        self._lookups: dict[str, asyncio.Task[Route]] = {}

    async def route(self, host: str, port: int) -> Route:
        """The vetted addresses of `host` (ASCII, lower case, no brackets). Raises NoReply."""
        route = self._routes.get(host)
        if route is None:
            route = self._routes[host] = await self._find(host, port)
        if port not in WEB_PORTS and not route.ours:
            raise _forbidden(f"port {port} is not a web port", "use 80 or 443, or allow the server's network")
        return route

    def refusal(self, address: str) -> str:
        """Why an address may not be connected to; empty if it may."""
        parsed = _parsed(address)
        return "not an address" if parsed is None else self._refusal(parsed)

    async def close(self) -> None:
        """Forget every lookup; those under way are given up."""
        tasks = list(self._lookups.values())
        self._lookups.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _find(self, host: str, port: int) -> Route:
        """Resolve and judge, once for however many wait for it; whoever gives up does not stop it for the others."""
        literal = _parsed(host)
        if literal is not None and "%" not in host:
            return self._judge(host, (str(literal),))
        _refuse_name(host)
        task = self._lookups.get(host)
        if task is None or (task.done() and _may_change(task)):
            task = self._lookups[host] = asyncio.create_task(self._look_up(host, port))
        return await asyncio.shield(task)

    async def _look_up(self, host: str, port: int) -> Route:
        return self._judge(host, await self._resolve(host, port))

    def _judge(self, host: str, addresses: tuple[str, ...]) -> Route:
        ours = True
        for text in addresses:
            address = _parsed(text)
            why = "not an address" if address is None else self._refusal(address)
            if why:
                raise _forbidden(f"{host} leads to {text[:64]} ({why})", "allow that network only if it is your own")
            ours = ours and self._is_ours(address)
        return Route(addresses, ours)

    async def _resolve(self, host: str, port: int) -> tuple[str, ...]:
        try:
            addresses = tuple(dict.fromkeys(await self._resolver(host, port)))
        except (OSError, UnicodeError):
            addresses = ()
        if not addresses:
            raise NoReply(Reason.DNS, f"the name {host} has no address now; check its spelling and your connection")
        return addresses

    def _is_ours(self, address: Address | None) -> bool:
        return address is not None and any(_within(address, network) for network in self._allowed)

    def _refusal(self, address: Address) -> str:
        inner = _embedded(address)
        if inner is not None and _within(address, MAPPED):
            return self._refusal(inner)  # the same place, written otherwise
        if address in METADATA_ADDRESSES or inner in METADATA_ADDRESSES:
            return "cloud metadata"
        if self._is_ours(address):
            return ""
        # What lies behind a translator or relay is never in one's own network.
        return _public_refusal(address if inner is None else inner)


class SystemResolver:
    """The system's resolver in threads of our own: asyncio's default pool has six on two cores, and a slow name server
    would hold up everything behind it.
    """

    THREADS = 32

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.THREADS, thread_name_prefix="resolver")

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        return await asyncio.get_running_loop().run_in_executor(self._threads, _lookup, host, port)

    def close(self) -> None:
        """Let the threads go; one inside a lookup ends with it."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _lookup(host: str, port: int) -> tuple[str, ...]:
    # Bytes, so that Python's own IDNA codec, which knows only the old standard, stays out of it.
    answers = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return tuple(str(answer[4][0]) for answer in answers)


def _network(text: str) -> Network:
    try:
        return ip_network(text.strip())
    except ValueError:
        raise UsageError(
            f"{text!r} is not a network", "write it as in 127.0.0.0/8 or fd12:3456::/32, its host bits zero"
        ) from None


def _within(address: Address, network: Network) -> bool:
    return address.version == network.version and address in network


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address that a connection to this one ends at, if it is such an address."""
    if isinstance(address, IPv4Address):
        return None
    number = int(address)
    if address in MAPPED or address in NAT64:
        return IPv4Address(number & 0xFFFFFFFF)
    return IPv4Address(number >> 80 & 0xFFFFFFFF) if address in SIX_TO_FOUR else None


def _public_refusal(address: Address) -> str:
    for network, why in REFUSED:
        if _within(address, network):
            return why
    if isinstance(address, IPv4Address) or address in GLOBAL_UNICAST:
        return ""
    return "not global unicast, RFC 4291"


def _refuse_name(host: str) -> None:
    """Refuse names that hand out credentials, or are read as different addresses by different programs."""
    if host in METADATA_NAMES:
        raise _forbidden(f"{host} hands out a cloud's credentials", "it is never asked")
    if not _NAME.fullmatch(host):
        raise _forbidden("the host is not a plain name", "write it as in www.example.org, without a dot at its end")
    if _NUMERIC.fullmatch(host.rpartition(".")[2]):
        raise _forbidden(f"{host} is a number some read as an address", "write the address as four numbers")


def _parsed(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _may_change(task: asyncio.Task[Route]) -> bool:
    """Whether looking up again may help: a name without an answer may get one, a refused one stays refused."""
    if task.cancelled():
        return True
    failure = task.exception()
    return failure is not None and not (isinstance(failure, NoReply) and failure.reason is Reason.FORBIDDEN_ADDRESS)


def _forbidden(what: str, advice: str) -> NoReply:
    return NoReply(Reason.FORBIDDEN_ADDRESS, f"{what}; {advice}")
