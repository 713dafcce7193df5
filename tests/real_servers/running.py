"""Starting a program as a group of processes on loopback, and ending exactly that group."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["free_port", "running", "serve_php", "wait_for_http", "wait_for_port"]

PATIENCE = 60.0  # seconds that a server may take to start on a busy machine


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> Iterator[None]:
    """The command in a process group of its own, ended on the way out."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def serve_php(root: Path, router: Path, log: Path, environment: Mapping[str, str], port: int = 0) -> Iterator[str]:
    """PHP's own web server; gives the base address."""
    port = port or free_port()
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(root), str(router)]
    with running(command, log, environment):
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"


def wait_for_port(port: int) -> None:
    """Until somebody listens there."""
    for _ in _attempts(f"port {port}"):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return


def wait_for_http(url: str) -> None:
    """Until the address answers with any status."""
    for _ in _attempts(url):
        try:
            urllib.request.urlopen(url, timeout=10).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            continue
        return


def _attempts(what: str) -> Iterator[None]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        yield
        time.sleep(0.2)
    raise TimeoutError(f"{what} did not answer within {PATIENCE:.0f} s")
