"""CPU per request of the door beside a bare aiohttp and httpx's own pool, interleaved in one run, on loopback only.

    python benchmarks/transport.py            # 500 hosts, plain and TLS; --hosts, --rounds, --concurrency

Wants trustme, and aiohttp for its row; both sides read whole 4 KB pages. The server is a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import importlib
import importlib.util
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import trustme

from footprint_audit.collectors.door import USER_AGENT, Door, Limits
from footprint_audit.collectors.transport import tls_context

BODY = b"<!doctype html><title>A page</title>" + b"<p>words and words</p>" * 184
ANSWER = (
    b"HTTP/1.1 200 OK\r\nServer: bench\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nCache-Control: no-cache\r\nVary: Accept-Encoding\r\n"
    b"X-Frame-Options: DENY\r\nX-Content-Type-Options: nosniff\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
)

Get = Callable[[str], Awaitable[int]]


def addresses(count: int) -> list[str]:
    return [f"127.1.{i // 250}.{i % 250 + 1}" for i in range(count)]


# --- the server ------------------------------------------------------------------------------------------------------


class Page(asyncio.Protocol):
    """Answers every request with the same page."""

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(ANSWER * data.count(b"\r\n\r\n"))


async def serve(folder: Path, count: int, *, tls: bool) -> None:
    """One listener and, over TLS, one certificate for each address; their common port is printed when all are up."""
    loop = asyncio.get_running_loop()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    port = 0
    servers = []
    for address in addresses(count):
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(address).configure_cert(context)
        server = await loop.create_server(Page, address, port, ssl=context, backlog=200)
        port = server.sockets[0].getsockname()[1]
        servers.append(server)
    print(port, flush=True)
    await asyncio.Event().wait()


@contextmanager
def running_server(folder: Path, count: int, *, tls: bool) -> Iterator[int]:
    command = [sys.executable, __file__, "--serve", str(folder), "--hosts", str(count), *(["--tls"] if tls else [])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


# --- the clients -----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def bare_aiohttp(concurrency: int, ca_file: Path | None) -> AsyncIterator[Get]:
    aiohttp = importlib.import_module("aiohttp")  # not a dependency of the project: measured where it is installed
    context = tls_context(ca_file) if ca_file else True
    connector = aiohttp.TCPConnector(limit=concurrency, ssl=context)
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(connector=connector, headers=headers, timeout=timeout) as session:

        async def get(url: str) -> int:
            async with session.get(url, allow_redirects=False) as response:
                return len(await response.read())

        yield get


@asynccontextmanager
async def httpx_pool(concurrency: int, ca_file: Path | None) -> AsyncIterator[Get]:
    context = tls_context(ca_file) if ca_file else True
    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    async with httpx.AsyncClient(verify=context, limits=limits, timeout=60, trust_env=False) as client:

        async def get(url: str) -> int:
            return len((await client.get(url, headers={"User-Agent": USER_AGENT})).content)

        yield get


@asynccontextmanager
async def our_door(concurrency: int, ca_file: Path | None) -> AsyncIterator[Get]:
    limits = Limits(total=60)
    networks = ["127.0.0.0/8"]
    async with Door(allow_networks=networks, concurrency=concurrency, limits=limits, ca_file=ca_file) as door:

        async def get(url: str) -> int:
            return len((await door.fetch(url)).body)

        yield get


CLIENTS = {"bare aiohttp": bare_aiohttp, "httpx pool": httpx_pool, "our door": our_door}
if importlib.util.find_spec("aiohttp") is None:
    del CLIENTS["bare aiohttp"]


# --- the measure -----------------------------------------------------------------------------------------------------


async def measure(name: str, urls: list[str], concurrency: int, ca_file: Path | None) -> tuple[float, float]:
    """CPU of this process and wall time, in ms a request."""
    left = iter(urls)
    sizes: list[int] = []

    async def work(get: Get) -> None:
        for url in left:
            sizes.append(await get(url))  # noqa: PERF401 - `left` is shared by all workers

    async with CLIENTS[name](concurrency, ca_file) as get:
        await get(urls[0])  # imports, contexts and first-use costs are not what we compare
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work(get) for _ in range(concurrency)))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert sizes == [len(BODY)] * len(urls)
    return cpu / len(urls) * 1000, wall / len(urls) * 1000


def compare(title: str, urls: list[str], ca_file: Path | None, options: argparse.Namespace) -> None:
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in CLIENTS}
    for _ in range(options.rounds):
        for name, rounds in figures.items():
            rounds.append(asyncio.run(measure(name, urls, options.concurrency, ca_file)))
    base = statistics.median(cpu for cpu, _ in next(iter(figures.values())))
    for name, rounds in figures.items():
        cpus = [cpu for cpu, _ in rounds]
        middle, wall = statistics.median(cpus), statistics.median(wall for _, wall in rounds)
        spread = f"{min(cpus):.2f}–{max(cpus):.2f}"
        print(f"| {title} | {name} | {middle:.2f} | {spread} | {middle / base:.2f} | {wall:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=100)
    parser.add_argument("--tls", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.serve, options.hosts, tls=options.tls))
        return
    print("| requests | client | CPU ms/request, median | range | ratio | wall ms/request |\n|---|---|---|---|---|---|")
    for tls in (False, True):
        with tempfile.TemporaryDirectory() as folder, running_server(Path(folder), options.hosts, tls=tls) as port:
            scheme, ca_file = ("https", Path(folder) / "ca.pem") if tls else ("http", None)
            urls = [f"{scheme}://{address}:{port}/mara" for address in addresses(options.hosts)]
            compare(f"{scheme}, each to another host", urls, ca_file, options)
            compare(
                f"{scheme}, 20 at each of {options.hosts // 20} hosts",
                urls[: options.hosts // 20] * 20,
                ca_file,
                options,
            )


if __name__ == "__main__":
    main()
