"""What every test stands on: no socket beyond loopback, a scrubbed environment."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Iterator

import pytest

_CONNECT = socket.socket.connect


def _is_loopback(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and host.startswith("/"):
        return True  # a UNIX socket
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection beyond loopback fails the test that tried it."""

    def connect(self: socket.socket, address: object) -> object:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address):
            pytest.fail(f"a test tried to reach {address!r}")
        return _CONNECT(self, address)  # type: ignore[arg-type]  # socket's own address type is private

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def nothing_frozen() -> Iterator[None]:
    """What a command put out of reach of the collector of garbage, being the only one of its process, is given back."""
    before = gc.get_freeze_count()
    yield
    if gc.get_freeze_count() > before:
        gc.unfreeze()
        gc.collect()


@pytest.fixture(autouse=True, scope="session")
def cache_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The index of rules and stored manifests lie in folders of this run: nothing of the person's own is touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same output wherever the tests run."""
    for name in (
        "CI",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
