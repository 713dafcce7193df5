"""Where a redirect leads, judged and not followed blindly: to the same profile, elsewhere on the site, or away."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from footprint_audit.collectors.links import host_of

__all__ = ["is_front", "is_same_profile", "leaves"]

_FRONT = re.compile(
    r"(?i)/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home|main|start|welcome|explore|discover|browse|search|find|404|"
    r"not[-_]?found|page[-_]?not[-_]?found|errors?|oops|missing)(?:\.\w{2,5})?/?)?"
)


def leaves(asked: str, location: str, hosts: tuple[str, ...] = ()) -> bool:
    """Whether a redirect leads to another site, or from a secure address to an open one; `hosts` are the site's own."""
    here, there = urlsplit(asked), urlsplit(location)
    if here.scheme == "https" and there.scheme == "http":
        return True
    own, other = _site(asked), _site(location)
    # A template with the handle in its host has its front page on the host without it.
    return other != own and other not in hosts and not own.endswith(f".{other}")


def is_same_profile(asked: str, location: str, handle: str) -> bool:
    """Whether a redirect leads to the profile of the same handle: another case, a slash, the address it has now."""
    if location == asked:
        return False
    here, there = urlsplit(asked), urlsplit(location)
    if _path(here) == _path(there) and _site(asked) == _site(location):
        return True
    return _last(there) == handle.casefold()


def is_front(location: str) -> bool:
    """Whether an address is a site's front page, its search, or its page for what is missing."""
    return _FRONT.fullmatch(urlsplit(location).path) is not None


def _site(url: str) -> str:
    return host_of(url).removeprefix("www.")


def _path(parts: SplitResult) -> str:
    return unquote(parts.path).rstrip("/").casefold()


def _last(parts: SplitResult) -> str:
    return _path(parts).rpartition("/")[2].lstrip("@~")
