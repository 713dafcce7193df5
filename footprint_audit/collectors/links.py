"""Links as people write them, as addresses a browser would open."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

__all__ = ["base_address", "host_of", "resolve", "same_address", "web_links"]

MAX_LINK = 4096  # characters; longer ones are data, not addresses

_WEB = re.compile(r"(?i)https?://[^/\s]")
_PATH = r"(?:/[A-Za-z0-9_~@%+,=&-][A-Za-z0-9_~@%+,=&.-]*)+/?(?:\?[A-Za-z0-9_~@%+,=&.-]+)?"  # no part of dots alone
_PLAIN_PATH = re.compile(_PATH)
_PLAIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:" + _PATH + ")?")
_BARE_DOMAIN = re.compile(r"(?i)(?:[\w-]+\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})(?:[/?#:].*)?")


def web_links(*texts: str) -> tuple[str, ...]:
    """The http and https addresses among `texts`, once each, in order; `example.org/x` gets its `https://`.

    A text of several words (a field with two links in it) gives only the addresses written whole.
    """
    links = (link for text in texts for link in _links_in(text.split()))
    return tuple(dict.fromkeys(links))


def _links_in(words: list[str]) -> list[str]:
    found = (_web_link(word, bare=len(words) == 1) for word in words)
    return [link for link in found if link]


def _web_link(word: str, *, bare: bool) -> str:
    if not _WEB.match(word):
        word = f"https://{word}" if bare and _BARE_DOMAIN.fullmatch(word) else ""
    return word if word and len(word) <= MAX_LINK and host_of(word) else ""


def resolve(base: str, href: str) -> str:
    """The web address an `href` on the page at `base` leads to; empty if it leads to none."""
    if plain := _resolved_plainly(base, href):
        return plain
    try:
        address = urljoin(base, href.strip()) if href.strip() else ""
    except ValueError:
        return ""
    is_whole = _WEB.match(address) and not re.search(r"\s", address)
    return _web_link(address, bare=False) if is_whole else ""


def _resolved_plainly(base: str, href: str) -> str:
    """The same for what most links are, a path or a whole address without any trick; empty for all else."""
    if len(href) > MAX_LINK // 2:
        return ""
    if _PLAIN.fullmatch(href):
        return href
    start = _PLAIN.match(base) if _PLAIN_PATH.fullmatch(href) else None
    if start is None or base[start.end() : start.end() + 1] not in ("", "/", "?", "#"):
        return ""
    return base[: base.index("/", 8)] + href if "/" in base[8:] else ""


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same page but for scheme, `www.`, case, query and last slash."""
    return bool(one and other) and _key(one) == _key(other)


def _key(url: str) -> tuple[str, str]:
    try:
        path = urlsplit(url).path
    except ValueError:
        return "", url
    return host_of(url).removeprefix("www."), path.rstrip("/").casefold()


@lru_cache(1024)  # each link of a page is asked for its host several times
def host_of(url: str) -> str:
    """Host and port of an address, lower case, its default port left out; empty if there is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        return ""
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{host}:{port}" if host and port and port != default else host


def base_address(text: str) -> str:
    """The base address of a hosted program, without its last slash. Raises ValueError with advice."""
    text = text.strip()
    if not re.match(r"(?i)https?://", text) or not host_of(text):
        raise ValueError(f"{text!r} is not a web address: write it whole, as in https://wiki.example.org")
    parts = urlsplit(text)
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address must not carry a password: remove the part before '@'")
    if parts.query or parts.fragment:
        raise ValueError(f"{text!r} has a query or fragment: give only the address of the site's front page")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"
