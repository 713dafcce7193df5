"""Addresses on the net."""

from __future__ import annotations

import ipaddress
import re

from footprint_audit.engine.validators.verdict import Verdict

__all__ = ["email", "ipv4", "is_public"]

_EMAIL = re.compile(r"([\w.+'-]{1,64})@((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}([^\W\d_]{2,24}|xn--[a-z0-9-]{2,59}))")
_FILES = frozenset(("png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js", "json", "html", "pdf", "mp3", "mp4"))
_LOGIN_BEFORE = re.compile(r"[@/]$|://[^\s/@]{0,64}:$")
_PATH_AFTER = re.compile(r"@|:[^\s\d]|:\d+/")


def email(text: str, start: int, end: int) -> Verdict:
    """An address of mail: not `@who@host` of the fediverse, not `git@host:path`, not `image@2x.png`."""
    found = _EMAIL.fullmatch(text[start:end])
    if not found or found[3].lower() in _FILES or ".." in found[1] or found[1][0] in ".-'" or found[1][-1] == ".":
        return Verdict.NO
    if _LOGIN_BEFORE.search(text[max(0, start - 80) : start]) or _PATH_AFTER.match(text[end : end + 8]):
        return Verdict.NO
    return Verdict.NO if found[1].lower() == "git" else Verdict.OK


_KEPT_FREE = tuple(  # for documents and examples, ours too
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"))
)
_VERSION = re.compile(r"(?i)(?:\bv|\bver|version|release|firmware|kernel|build|update|rev|section|§|#)[ .:=-]{0,2}$")
_FAMOUS = frozenset(("1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "4.4.4.4"))


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Of a machine on the open net, or kept free for documents."""
    return address.is_global or any(address in net for net in _KEPT_FREE if net.version == address.version)


def ipv4(text: str, start: int, end: int) -> Verdict:
    """A public internet address and no version number; weak where its numbers are as small as those of versions."""
    try:
        address = ipaddress.IPv4Address(text[start:end])
    except ValueError:
        return Verdict.NO
    if not is_public(address) or str(address) in _FAMOUS:
        return Verdict.NO
    if _VERSION.search(text[max(0, start - 12) : start]) or re.match(r"\.?\d|-\d", text[end : end + 2]):
        return Verdict.NO
    return Verdict.OK if _unlike_a_version(address.packed) else Verdict.WEAK


def _unlike_a_version(numbers: bytes) -> bool:
    return sum(number >= 20 for number in numbers) >= 2 and max(numbers) >= 60
