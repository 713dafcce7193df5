"""The five servers of the demo, on one loopback port, told apart by the host they are asked as."""

from __future__ import annotations

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from footprint_audit.demo.answers import PROGRAMS, Answer, Question, server
from footprint_audit.demo.people import PEOPLE, DemoAccount, accounts

__all__ = ["HOSTS", "DemoWeb"]

HOSTS = {
    "social": "social.example.org",
    "code": "code.example.net",
    "blog": "blog.example.com",
    "wiki": "wiki.example.net",
    "forum": "forum.example.org",
}

PORT = 8942  # fixed where it is free, so that two runs print the same addresses


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True


class DemoWeb:
    """A context manager: inside it the servers answer. `resolve` is how a door finds them by name.

    `whose` accounts are on it, or those of `people`. It may change while it runs: `withdraw` a post, `close` a server.
    """

    def __init__(self, whose: str = PEOPLE, people: tuple[DemoAccount, ...] = ()) -> None:
        self._whose = whose
        self._people = people
        self._closed: set[str] = set()

    def __enter__(self) -> Self:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5  # seconds an idle connection is kept

            def do_GET(self) -> None:
                answer = web.answer(self.headers.get("Host", ""), self.path)
                body = answer.body.encode()
                self.send_response(answer.status)
                self.send_header("Content-Type", f"{answer.media}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
                """Says nothing: the demo prints a report, not a log."""

        try:
            self._server = _Server(("127.0.0.1", PORT), Handler)
        except OSError:  # the port is taken
            self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.addresses = {name: f"http://{host}:{self.port}" for name, host in HOSTS.items()}
        self._accounts = self._people or accounts(self.addresses, self._whose)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def accounts(self) -> tuple[DemoAccount, ...]:
        """Every account that is on it now."""
        return self._accounts

    def withdraw(self, handle: str, words: str) -> None:
        """Take down every post of this handle in which the words stand."""
        self._accounts = tuple(
            replace(account, posts=tuple(post for post in account.posts if words not in post.text))
            if account.handle == handle
            else account
            for account in self._accounts
        )

    def close(self, name: str) -> None:
        """From now on the server refuses every program."""
        self._closed.add(name)

    def servers(self) -> tuple[str, ...]:
        """The servers as `--on` names them: `mastodon=http://…`."""
        return tuple(f"{PROGRAMS[name]}={address}" for name, address in self.addresses.items())

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """Loopback for the demo's own hosts, nothing for any other: the demo never leaves the machine."""
        return ("127.0.0.1",) if host in HOSTS.values() and port == self.port else ()

    def answer(self, host: str, target: str) -> Answer:
        """What the server called `host` says to a GET of `target`."""
        names = {f"{known}:{self.port}": name for name, known in HOSTS.items()}
        names[f"127.0.0.1:{self.port}"] = "social"  # for whoever asks by address
        name = names.get(host)
        if name is None:
            return Answer(421, "no such host here", "text/plain")
        if name in self._closed:
            return Answer(403, "<title>Forbidden</title><p>No robots.</p>", "text/html")
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return Answer(200, "User-agent: *\nAllow: /\n", "text/plain")
        question = Question(
            self.addresses[name], unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True))
        )
        return server(name)(question, tuple(a for a in self._accounts if a.server == name))
