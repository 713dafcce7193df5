"""Entries of Sherlock's data.json (MIT; https://github.com/sherlock-project/sherlock, data.schema.json beside it).

Sherlock has one marker: what a missing account looks like. We take it as that, and nothing else for absence: its code
also calls a refusal (403, 429, 5xx) free. HEAD, its default for a status, is asked as GET: a wall has no body there.
"""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.collectors.catalogue.endpoint import (
    FOUND,
    GONE,
    PAGES,
    REDIRECTS,
    Headers,
    evidence_kind,
    headers_of,
    of_absence,
    probed_host,
    site_of,
)
from footprint_audit.collectors.catalogue.entry import Entry, Request, Sign
from footprint_audit.collectors.catalogue.fields import Malformed, Record, mapping, numbers, text, texts, truth
from footprint_audit.collectors.catalogue.handle_pattern import refusal_of
from footprint_audit.collectors.catalogue.payload import HANDLE, JSON, as_json, replaced

__all__ = ["KEYS", "TOP_KEYS", "entry", "is_one", "records"]

KEYS = frozenset(
    {
        "url", "urlMain", "urlProbe", "username_claimed", "errorType", "errorMsg", "errorCode", "regexCheck",
        "request_method", "request_payload", "headers", "isNSFW", "tags",
        "errorUrl", "response_url", "username_unclaimed", "__comment__",  # read by nobody, Sherlock included
    }
)  # fmt: skip
TOP_KEYS = frozenset[str]()  # every key but those with a dollar is a site

TYPES = frozenset({"message", "status_code", "response_url"})
SOURCE = "https://github.com/sherlock-project/sherlock"
STAND_IN = "{}"


def is_one(data: Record) -> bool:
    """Whether this is a file of this format: every value is a site with its errorType."""
    sites = [value for key, value in data.items() if not key.startswith("$")]
    return any(isinstance(site, dict) and "errorType" in site for site in sites)


def records(data: Record) -> Iterator[tuple[str, object]]:
    """Each entry with its name; `$schema` is none."""
    yield from ((name, record) for name, record in data.items() if not name.startswith("$"))


def entry(name: str, record: Record) -> Entry:
    """The entry. Raises Malformed."""
    page = text(record, "url").replace(STAND_IN, HANDLE)
    probe = text(record, "urlProbe").replace(STAND_IN, HANDLE) or page
    host = probed_host(page, probe)
    headers = headers_of(record)
    request, refused = _request(record, probe, headers)
    if HANDLE not in request.url and HANDLE not in request.content:
        raise Malformed(f"{STAND_IN} stands neither in the address that is asked nor in 'request_payload'")
    types = _types(record)
    messages, refusals = of_absence(texts(record, "errorMsg"))
    if "message" in types and not messages and not refusals:
        raise Malformed("'errorType' is message, but 'errorMsg' is missing")
    pattern = text(record, "regexCheck")
    tags = texts(record, "tags")
    nsfw = truth(record, "isNSFW") is True or "adult" in tags
    refused = refused or refusal_of(pattern)
    return Entry(
        site=site_of(
            "sherlock", name, page, category=tags[0] if tags else "misc", host=host, pattern=pattern, sensitive=nsfw,
            source=SOURCE,
        ),
        request=request,
        found=_found(types, numbers(record, "errorCode")),
        absent=_absent(types, messages, numbers(record, "errorCode")),
        evidence=evidence_kind(request, page),
        known=texts(record, "username_claimed"),
        refusals=refusals,
        without=headers.without,
        disabled=refused,
    )  # fmt: skip


def _types(record: Record) -> tuple[str, ...]:
    types = texts(record, "errorType")
    if not types or not TYPES.issuperset(types):
        raise Malformed(f"'errorType' is not of {', '.join(sorted(TYPES))}")
    return types


def _request(record: Record, url: str, headers: Headers) -> tuple[Request, str]:
    """What is sent, and why it is not, if so."""
    method = text(record, "request_method") or "GET"
    if method not in ("GET", "HEAD", "POST", "PUT"):
        raise Malformed("'request_method' is not GET, HEAD, POST or PUT")
    payload = mapping(record, "request_payload")
    content = as_json(replaced(payload, lambda piece: piece.replace(STAND_IN, HANDLE))) if payload else ""
    if method == "POST":
        # Sherlock sends every payload as JSON, whatever the headers say.
        return Request(url, "POST", headers.accept, content, JSON if content else headers.content_type), ""
    refused = "it asks with PUT, which changes things" if method == "PUT" else ""
    return Request(url, accept=headers.accept, content=content, content_type=JSON if content else ""), (
        refused or ("it sends a body with GET" if content else "")
    )


def _found(types: tuple[str, ...], error_codes: tuple[int, ...]) -> tuple[Sign, ...]:
    """Of several types all must hold. `message` says nothing of a present account: nothing is a sign of one then."""
    if "message" in types:
        return ()
    statuses = tuple(status for status in FOUND if status not in error_codes) if error_codes else FOUND
    return (Sign(statuses),)


def _absent(types: tuple[str, ...], messages: tuple[str, ...], error_codes: tuple[int, ...]) -> tuple[Sign, ...]:
    """Any one is enough."""
    signs = []
    if "message" in types and messages:
        signs.append(Sign(PAGES, messages))
    if "response_url" in types:
        signs.append(Sign(REDIRECTS))
    if "status_code" in types or "response_url" in types:
        signs.append(Sign((*GONE, *error_codes)))
    return tuple(signs)
