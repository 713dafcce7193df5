"""What all three formats say each in its words: where an entry asks, with which headers, what its answer is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from footprint_audit.collectors.catalogue.entry import EvidenceKind, Request
from footprint_audit.collectors.catalogue.fields import Malformed, Record, mapping
from footprint_audit.collectors.catalogue.handle_pattern import PatternSite
from footprint_audit.collectors.catalogue.payload import FORM, HANDLE
from footprint_audit.model import Site

__all__ = [
    "FOUND", "GONE", "PAGES", "REDIRECTS", "Headers", "evidence_kind", "headers_of", "host_of_template", "of_absence",
    "probed_host", "site_of",
]  # fmt: skip

FOUND = tuple(range(200, 300))
GONE = (404, 410)  # the only statuses that say "no such page"; any other is no evidence of absence
REDIRECTS = (301, 302, 303, 307, 308)
# Statuses whose page may be an answer by its text. Refusals (401, 403, 407, 429, 451) and 5xx are none, whatever they
# say.
PAGES = (*FOUND, *(status for status in range(400, 500) if status not in (401, 403, 407, 408, 425, 429, 431, 451)))

_WEB = re.compile(r"https?://([^/?#\s\\@]+)(?:[/?#][^\s\\]*)?")
_HEADER = re.compile(r"[\x20-\x7e]{0,1024}")
_HINTS = ("avail", "sign", "regist", "exist", "valid", "unique", "attempt", "/auth/", "check", "taken")
_SIGN_UP = re.compile(
    r"(?<!wayback/)availab(?:le|ility)(?!\w)|sign-?up|/register/|exist|validate|/valid\?|unique-?(?:user)?name"
    r"|username-attempt|/auth/username|check[-_]?(?:user|nick|name|mail|login)"
    r"|(?:user|nick|name|login)[-_]?(?:check|taken)|is_?taken"
)
_API = ("//api.", "/api/", "/graphql", "/_api", ".json", "api.php")
# Manifests list such texts among those of a missing account.
_OF_US = ("rate limit", "too many requests", "captcha", "temporarily offline", "log in</title>", "<title>log in")
_SLUG = re.compile(r"[^a-z0-9]+")


def host_of_template(template: str, key: str) -> str:
    """The host a template asks. Raises Malformed where it is no web address, or the handle would choose the site."""
    found = _WEB.fullmatch(template)
    if found is None:
        raise Malformed(f"'{key}' is not an http or https address")
    host = found[1].lower()
    if HANDLE in host and host.rpartition(HANDLE)[2].count(".") < 2:
        raise Malformed(f"'{key}': the handle would choose whose server is asked")
    return host


def probed_host(page: str, probe: str) -> str:
    """The host that an entry with `url` and, perhaps, `urlProbe` asks, as Sherlock and Maigret call them. Raises
    Malformed where one of them is no web address.
    """
    if probe is page:
        return host_of_template(page, "url")
    host = host_of_template(probe, "urlProbe")
    host_of_template(page, "url")
    return host


def site_of(
    prefix: str, name: str, page: str, *, category: str, host: str, pattern: str, sensitive: bool, source: str
) -> Site:
    """The site of an entry. `page` is what a person would open, `host` what is asked."""
    slug = _SLUG.sub("-", name.lower()).strip("-") or _SLUG.sub("-", host).strip("-")
    hosts = () if HANDLE in host else (host,)
    if pattern:
        return PatternSite(
            f"{prefix}:{slug}", name, page, category, pattern, hosts=hosts, sensitive=sensitive, source=source
        )
    return Site(f"{prefix}:{slug}", name, page, category, hosts=hosts, sensitive=sensitive, source=source)


@dataclass(frozen=True, slots=True)
class Headers:
    """What is taken of an entry's headers, and the names of those that are not."""

    accept: str = ""
    content_type: str = ""
    without: tuple[str, ...] = ()


NO_HEADERS = Headers()


def headers_of(record: Record) -> Headers:
    """Only Accept and Content-Type are taken: another program's User-Agent would be a lie, its cookies and keys are not
    ours, and a Host of its own would ask somebody else. Raises Malformed.
    """
    if not record.get("headers"):
        return NO_HEADERS
    taken: dict[str, str] = {}
    without: list[str] = []
    for key, value in mapping(record, "headers").items():
        name = key.strip(" '\"").lower()
        if not isinstance(value, str) or not _HEADER.fullmatch(value):
            raise Malformed(f"header {key!r} is not a line of plain characters")
        if name in ("accept", "content-type"):
            taken[name] = value
        else:
            without.append(name)
    return Headers(taken.get("accept", ""), taken.get("content-type", ""), tuple(sorted(without)))


@lru_cache(4096)
def of_absence(messages: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts that speak of a missing account, and those that speak of us: "rate limited" is no absence."""
    ours = tuple(text for text in messages if any(words in text.lower() for words in _OF_US))
    return tuple(text for text in messages if text not in ours), ours


def evidence_kind(request: Request, page: str, source: str = "") -> EvidenceKind:
    """What an answer is about, `page` being the page that a manifest names beside what it asks, or the same address.

    A sign-up check says that a name is taken, not that anybody can see a profile.
    """
    if source:
        return EvidenceKind.MIRROR
    is_post = request.method == "POST"
    if request.url == page and not is_post:
        return EvidenceKind.PROFILE
    address = request.url.lower()
    if (_has_one(address, _HINTS) and _SIGN_UP.search(address, address.find("/", 8))) or (
        is_post and request.content_type == FORM
    ):
        return EvidenceKind.AVAILABILITY
    return EvidenceKind.API if is_post or (page and _has_one(address, _API)) else EvidenceKind.PROFILE


def _has_one(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - `any` costs three times as much, for every entry of a manifest
        if word in text:
            return True
    return False
