"""Entries of WhatsMyName's wmn-data.json. The data is CC BY-SA 4.0 (Micah Hoffman and others) and never shipped.

https://github.com/WebBreacher/WhatsMyName, wmn-data-schema.json. Its owner's ruling: status *and* text of a present
account are a profile, both of a missing one its absence, and one half is a broken entry, not a result (issue 841).
"""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.collectors.catalogue.endpoint import evidence_kind, headers_of, host_of_template, site_of
from footprint_audit.collectors.catalogue.entry import Entry, Request, Sign
from footprint_audit.collectors.catalogue.fields import Malformed, Record, number, text, texts, truth
from footprint_audit.collectors.catalogue.payload import FORM, HANDLE

__all__ = ["KEYS", "TOP_KEYS", "entry", "is_one", "records"]

KEYS = frozenset(
    {
        "name", "uri_check", "uri_pretty", "e_code", "e_string", "m_code", "m_string", "known", "cat",
        "post_body", "headers", "strip_bad_char", "valid", "protection",
    }
)  # fmt: skip
TOP_KEYS = frozenset({"license", "authors", "categories", "sites"})

SENSITIVE = frozenset({"xx NSFW xx", "dating", "health", "political"})  # an account here tells something protected
REFUSALS = (401, 403, 407, 429, 451)
STAND_IN = "{account}"
SOURCE = "https://github.com/WebBreacher/WhatsMyName"


def is_one(data: Record) -> bool:
    """Whether this is a file of this format: its sites are a list."""
    return isinstance(data.get("sites"), list)


def records(data: Record) -> Iterator[tuple[str, object]]:
    """Each entry with the name it is called by in a message."""
    sites = data["sites"]
    assert isinstance(sites, list)
    for index, record in enumerate(sites, 1):
        name = record.get("name") if isinstance(record, dict) else None
        yield (name if isinstance(name, str) and name else f"number {index}"), record


def entry(name: str, record: Record) -> Entry:
    """The entry. Raises Malformed."""
    if not text(record, "name"):
        raise Malformed("'name' is missing")
    check = text(record, "uri_check").replace(STAND_IN, HANDLE)
    pretty = text(record, "uri_pretty").replace(STAND_IN, HANDLE) or check
    host = host_of_template(check, "uri_check")
    if pretty is not check:
        host_of_template(pretty, "uri_pretty")
    body = text(record, "post_body").replace(STAND_IN, HANDLE)
    if HANDLE not in check and HANDLE not in body:
        raise Malformed(f"{STAND_IN} stands neither in 'uri_check' nor in 'post_body'")
    headers = headers_of(record)
    request = Request(check, accept=headers.accept)
    if body:
        request = Request(check, "POST", headers.accept, body, headers.content_type or FORM)
    e_code, m_code = number(record, "e_code"), number(record, "m_code")
    found, absent = _signs(record, e_code, m_code)
    category = text(record, "cat")
    return Entry(
        site=site_of(
            "wmn", name, pretty, category=category or "misc", host=host, pattern="", sensitive=category in SENSITIVE,
            source=SOURCE,
        ),
        request=request,
        found=found,
        absent=absent,
        evidence=evidence_kind(request, pretty if pretty is not check else ""),
        known=texts(record, "known"),
        altered=text(record, "strip_bad_char"),
        walls_as_answers=_walls(e_code, m_code),
        protection=texts(record, "protection"),
        without=headers.without,
        disabled=_disabled(record, found, absent),
    )  # fmt: skip


def _signs(record: Record, e_code: int, m_code: int) -> tuple[tuple[Sign, ...], tuple[Sign, ...]]:
    """An empty text is in every page, so it is none. Nothing is read of a redirect, so its status alone is its sign."""
    e_text = "" if 300 <= e_code < 400 else text(record, "e_string")
    m_text = "" if 300 <= m_code < 400 else text(record, "m_string")
    same = e_code == m_code
    # Of two answers with one status, the one without a text of its own cannot be told from the other.
    found = (Sign((e_code,), (e_text,) if e_text else ()),) if e_text or not same else ()
    absent = (Sign((m_code,), (m_text,) if m_text else ()),) if m_text or not same else ()
    return found, absent


def _walls(*codes: int) -> tuple[int, ...]:
    """Those of the entry's statuses that would be no answer elsewhere."""
    return tuple([code for code in codes if code >= 500 or code in REFUSALS])


def _disabled(record: Record, found: tuple[Sign, ...], absent: tuple[Sign, ...]) -> str:
    if truth(record, "valid") is False:
        return "the manifest says that it does not work"
    return "" if found or absent else "its two answers cannot be told apart: one status, and no text that is read"
