"""Entries of Maigret's data.json (MIT, Soxoj; https://github.com/soxoj/maigret), as version 0.6.6 reads them.

Most entries are of an engine. What both say: lists are joined (the site's first), tables updated by the engine, and of
anything else the site's own word holds (before 0.6.6 the engine's did).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
from footprint_audit.collectors.catalogue.fields import Malformed, Record, mapping, text, texts, truth
from footprint_audit.collectors.catalogue.handle_pattern import refusal_of
from footprint_audit.collectors.catalogue.payload import FORM, HANDLE, JSON, as_form, as_json, formatted

__all__ = ["KEYS", "TOP_KEYS", "entry", "is_one", "records"]

KEYS = frozenset(
    {
        "url", "urlMain", "urlSubpath", "urlProbe", "getParams", "engine", "checkType", "presenseStrs", "presenceStrs",
        "absenceStrs", "errors", "ignore403", "regexCheck", "requestMethod", "requestPayload", "headers", "tags",
        "usernameClaimed", "disabled", "type", "protocol", "similarSearch", "source", "activation", "protection",
        "requestHeadOnly",  # HEAD shows no wall: asked as GET
        "usernameUnclaimed",  # one name for most sites, so one squatter spoils it: ours is new in every run
        "mirrors", "encoding", "alexaRank", "errorUrl", "caseSentitive",
    }
)  # fmt: skip
TOP_KEYS = frozenset({"sites", "engines", "tags"})

SENSITIVE = frozenset(
    {"porn", "erotic", "webcam", "dating", "medicine", "psychology", "religion", "cybercriminal", "gambling"}
)
SOURCE = "https://github.com/soxoj/maigret"

# What most entries say, made once: reading a manifest of thousands is to cost next to nothing.
FOUND_OR_403, PAGES_AND_403 = (*FOUND, 403), (*PAGES, 403)
STATUS_OK = (Sign(FOUND),)
NOT_THERE = (Sign(GONE),)
LED_AWAY = (Sign(REDIRECTS), Sign(GONE))

_REASONS = frozenset({"disabled", "type", "protocol", "similarSearch", "activation"})
_SLASHES = re.compile(r"(?<!:)/{2,}")


def is_one(data: Record) -> bool:
    """Whether this is a file of this format: its sites are a table."""
    sites = data.get("sites")
    return isinstance(sites, dict) and "errorType" not in sites


def records(data: Record) -> Iterator[tuple[str, object]]:
    """Each entry, its engine's share in it, with its name. Raises Malformed where the engines cannot be read."""
    sites, engines = mapping_of(data, "sites"), mapping_of(data, "engines")
    shares = {name: _share(engine) for name, engine in engines.items() if isinstance(engine, dict)}
    for name, record in sites.items():
        engine = record.get("engine") if isinstance(record, dict) else None
        if isinstance(record, dict) and isinstance(engine, str) and engine in shares:
            yield name, _merged(record, shares[engine])
        elif engine is None:
            yield name, record
        else:
            yield name, None


def mapping_of(data: Record, key: str) -> Mapping[str, object]:
    """The table there, of any size. Raises Malformed."""
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise Malformed(f"'{key}' is not a table")
    return value


def _share(engine: Record) -> Record:
    """What the engine says of its sites, its lists read once for all of them."""
    share = mapping(engine, "site")
    return {key: texts(share, key) if isinstance(value, list) else value for key, value in share.items()}


def _merged(site: Record, engine: Record) -> Record:
    merged = {**engine, **site}
    for key in engine.keys() & site.keys():  # each is looked at alone, so their order is of no account
        share, own = engine[key], site[key]
        if isinstance(share, tuple) and isinstance(own, list):
            merged[key] = [*own, *share]
        elif isinstance(share, dict) and isinstance(own, dict):
            merged[key] = {**own, **share}
    return merged


def entry(name: str, record: Record) -> Entry:
    """The entry. Raises Malformed."""
    refused = _disabled(record)
    page, probe = _addresses(record)
    # A name in the DNS is no address of the web, and is never asked.
    is_web = not refused or not text(record, "protocol")
    host = probed_host(page, probe) if is_web else ""
    headers = headers_of(record)
    request = _request(record, probe, headers)
    if HANDLE not in request.url and HANDLE not in request.content:
        raise Malformed("{username} stands neither in the address that is asked nor in 'requestPayload'")
    tags = texts(record, "tags")
    pattern = text(record, "regexCheck")
    refused = refused or refusal_of(pattern)
    walls = (403,) if truth(record, "ignore403") else ()
    check = text(record, "checkType")
    absence, refusals = of_absence(texts(record, "absenceStrs"))
    presence = (*texts(record, "presenseStrs"), *texts(record, "presenceStrs"))
    return Entry(
        site=site_of(
            "maigret", name, page, category=_category(tags), host=host, pattern=pattern,
            sensitive=not SENSITIVE.isdisjoint(tags), source=SOURCE,
        ),
        request=request,
        found=_found(check, presence, walls),
        absent=_absent(check, absence, walls),
        evidence=evidence_kind(request, page, text(record, "source")),
        known=texts(record, "usernameClaimed"),
        refusals=(*mapping(record, "errors"), *(refusals if check == "message" else ())),
        walls_as_answers=walls,
        protection=texts(record, "protection"),
        without=headers.without,
        disabled=refused,
    )  # fmt: skip


def _addresses(record: Record) -> tuple[str, str]:
    """The page a person would open, and what is asked (the very same text where that is the page)."""
    url, probe = text(record, "url"), text(record, "urlProbe")
    values = {"username": HANDLE, "urlMain": text(record, "urlMain"), "urlSubpath": text(record, "urlSubpath")}
    page = formatted(url, values)
    if page.find("//", 8) > 0:
        page = _SLASHES.sub("/", page)  # in `url` alone, as Maigret does
    asked = formatted(probe, values) if probe else page
    if "getParams" in record:
        params = mapping(record, "getParams")
        asked += "".join(f"&{key}={text(params, key)}" for key in params)
    return page, asked


def _request(record: Record, url: str, headers: Headers) -> Request:
    if "requestMethod" not in record and "requestPayload" not in record:
        return Request(url, "GET", headers.accept)
    method = (text(record, "requestMethod") or "GET").upper()
    if method not in ("GET", "HEAD", "POST"):
        raise Malformed("'requestMethod' is not GET, HEAD or POST")
    payload = mapping(record, "requestPayload")
    if method != "POST" or not payload:
        return Request(url, "POST" if method == "POST" else "GET", headers.accept, "", headers.content_type)
    # Only texts at the top are formatted, so braces that are meant are doubled in them, and in them alone.
    filled = {
        key: formatted(value, {"username": HANDLE}) if isinstance(value, str) else value
        for key, value in payload.items()
    }
    is_form = headers.content_type.partition(";")[0].strip().lower() == FORM
    content = as_form(filled) if is_form else as_json(filled)
    return Request(url, "POST", headers.accept, content, FORM if is_form else JSON)


def _found(check: str, presence: tuple[str, ...], walls: tuple[int, ...]) -> tuple[Sign, ...]:
    """`status_code` looks at no text. Without texts of presence, `message` says nothing of a present account."""
    if check == "status_code":
        return STATUS_OK
    if check == "response_url":
        return (Sign(FOUND, presence),)
    if check == "message":
        return (Sign(FOUND_OR_403 if walls else FOUND, presence),) if presence else ()
    raise Malformed("'checkType' is not of message, response_url, status_code")


def _absent(check: str, absence: tuple[str, ...], walls: tuple[int, ...]) -> tuple[Sign, ...]:
    if check == "message":
        return (Sign(PAGES_AND_403 if walls else PAGES, absence),) if absence else ()
    return LED_AWAY if check == "response_url" else NOT_THERE


def _category(tags: tuple[str, ...]) -> str:
    """The first tag that is a topic; those of two letters are countries."""
    for tag in tags:
        if len(tag) > 2:
            return tag
    return "misc"


def _disabled(record: Record) -> str:
    """Why the entry is not asked, or empty."""
    if _REASONS.isdisjoint(record):
        return ""
    if truth(record, "disabled"):
        return "the manifest says that it does not work"
    if (kind := text(record, "type")) not in ("", "username"):
        return f"it asks for a {kind}, not for a handle"
    if protocol := text(record, "protocol"):
        return f"it is asked by {protocol}, not on the web"
    if truth(record, "similarSearch"):
        return "it lists similar names, never one account alone"
    if mapping(record, "activation"):
        return "it wants a token that a program of Maigret's makes up"
    return ""
