"""An address of the web as every program reads it: what is asked, and what is vetted, are read from the same value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["WebAddress", "web_address"]

MAX_URL = 8 * 1024

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")  # what programs drop, fold or read as a slash, each in its own way
_HOSTLESS = re.compile(r"(?i)https?:(?!//[^/])")  # some programs read a host there, some a path
_PARTS = re.compile(r"(?i)(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?")
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]@]*\]|[^\[\]:@]+)(?::(?P<port>[0-9]{0,5}))?")
_NAME = re.compile(r"[a-z0-9._~-]+")
_NUMBERS = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+")
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_PATH = "".join(sign for sign in _PRINTABLE if sign not in '"#<>?`{}')  # the URL standard's sets of what is kept
_QUERY = "".join(sign for sign in _PRINTABLE if sign not in '"#<>')
_PLAIN = re.compile(r"[A-Za-z0-9/_~@!$&'()*+,;=:.-]*")

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address, in ASCII, without a fragment; nobody's password is in it.

    `host` is as the resolver wants it, `lane` as the Host header does: with brackets, and the port where it is an
    unusual one. `target` is path and query, as a request line wants them.
    """

    text: str
    scheme: str
    host: str
    port: int
    lane: str
    target: str

    def joined(self, location: str) -> WebAddress | None:
        """Where a redirect or link from here leads; None where that is no address of the web."""
        if not location or _UNSAFE.search(location) or _HOSTLESS.match(location):
            return None
        try:
            return web_address(urljoin(self.text, location))
        except (ValueError, NoReply):
            return None


def web_address(text: str) -> WebAddress:
    """The address, if it is one of the web that every program reads alike. Raises NoReply."""
    if len(text) > MAX_URL or _UNSAFE.search(text):
        raise _bad_address("the address is too long, or holds spaces, backslashes or control characters")
    parts = _PARTS.match(text)
    if parts is None or not parts[2]:
        raise _bad_address("only http:// and https:// addresses are asked")
    if "@" in parts[2]:
        raise _bad_address("an address with a name or password before '@' is never asked")
    authority = _AUTHORITY.fullmatch(parts[2])
    try:
        host = _host(authority["host"]) if authority else ""
        target = _kept(_without_dots(parts[3]), _PATH) + _kept(parts[4] or "", _QUERY)
    except ValueError:
        raise _bad_address("the address is not one of the web") from None
    if authority is None or not host:
        raise _bad_address("the address is not one of the web")
    scheme = parts[1].lower()
    port = int(authority["port"] or PORTS[scheme])
    if not 0 < port < 65536:
        raise _bad_address("the address names a port that is none")
    name = f"[{host}]" if ":" in host else host
    lane = name if port == PORTS[scheme] else f"{name}:{port}"
    whole = target if target.startswith("/") else f"/{target}"
    return WebAddress(f"{scheme}://{lane}{target}", scheme, host, port, lane, whole)


def _host(written: str) -> str:
    """The host in its one form; empty, or a ValueError, where it has none."""
    host = written.lower()
    if host.startswith("["):
        IPv6Address(host[1:-1])
        return host[1:-1]
    if not host.isascii():
        import idna

        return idna.encode(host).decode("ascii")  # its errors are ValueErrors
    if _NUMBERS.fullmatch(host):
        IPv4Address(host)
    return host if _NAME.fullmatch(host) else ""


def _without_dots(path: str) -> str:
    """The path with its `.` and `..` undone, as RFC 3986, 5.2.4 has it."""
    if "/." not in path:
        return path
    done: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if done not in ([], [""]):
                done.pop()
        elif segment != ".":
            done.append(segment)
    return "/".join(done)


def _kept(text: str, safe: str) -> str:
    """The text in ASCII: what is not in `safe` is escaped, and what is escaped stays so, as in a browser."""
    return text if _PLAIN.fullmatch(text) else quote(text, safe=safe)


def _bad_address(why: str) -> NoReply:
    return NoReply(Reason.FORBIDDEN_ADDRESS, f"{why}; write it as in https://www.example.org/name")
