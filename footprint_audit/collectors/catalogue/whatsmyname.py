"""Manifests in WhatsMyName's format, read as they are from a file; the data is CC BY-SA 4.0 and never shipped.

https://github.com/WebBreacher/WhatsMyName (schema: wmn-data-schema.json). Both the status and the text must fit for an
account to exist, and both others for it to be missing; redirects are answers. A site that only one half fits is unread.
"""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from footprint_audit.collectors.json import Json, parse_json
from footprint_audit.collectors.links import host_of
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import HTML, Collector, Visit
from footprint_audit.errors import ConfigError, NoReply
from footprint_audit.model import Absent, Account, Outcome, Profile, Reason, Site, Visibility

__all__ = ["read_manifest"]

MAX_BYTES = 16 * 1024 * 1024
MAX_SITES = 20_000
SENSITIVE = ("xx NSFW xx", "dating", "health", "political")  # an account here tells something protected
STAND_IN = "{account}"


def read_manifest(path: Path) -> tuple[Collector, ...]:
    """The collectors of every site in the manifest. Raises ConfigError naming file and entry."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_BYTES // 1024 // 1024} MiB", "a manifest is a few MiB of JSON")
        data = parse_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"--manifest {path}: cannot be read ({error.strerror})", "check the path") from None
    except (UnicodeDecodeError, NoReply):
        raise ConfigError(f"{path}: not JSON", "a manifest in WhatsMyName's format is wanted") from None
    entries = data.items("sites")
    if not entries or len(entries) > MAX_SITES:
        raise ConfigError(
            f"{path}: no list of sites in it, or too long a one", "a manifest in WhatsMyName's format is wanted"
        )
    usable = [entry for entry in entries if entry.truth("valid") is not False]
    return tuple(_collector(path, number, entry) for number, entry in enumerate(usable, 1))


def _collector(path: Path, number: int, entry: Json) -> Collector:
    name = entry.text("name")
    check = entry.text("uri_check")
    found, missing = entry.number("e_code"), entry.number("m_code")
    where = f"{path}: site {number} ({name!r})"
    if not name or urlsplit(check).scheme not in ("http", "https"):
        raise ConfigError(f"{where}: needs 'name' and an http or https 'uri_check'", "correct or remove the entry")
    if found is None or missing is None or not (entry.text("e_string") or found != missing):
        raise ConfigError(
            f"{where}: 'e_code', 'e_string' and 'm_code' cannot tell two answers apart", "correct or remove the entry"
        )
    if STAND_IN not in check + entry.text("post_body"):
        raise ConfigError(
            f"{where}: {STAND_IN} stands neither in 'uri_check' nor in 'post_body'", "correct or remove the entry"
        )
    pretty = entry.text("uri_pretty") or check
    site = Site(
        id=f"wmn:{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}",
        name=name,
        profile_url=pretty.replace(STAND_IN, "{handle}"),
        category=entry.text("cat") or "misc",
        hosts=tuple(filter(None, (host_of(check.replace(STAND_IN, "x")),))),
        sensitive=entry.text("cat") in SENSITIVE,
        source="https://github.com/WebBreacher/WhatsMyName",
    )
    return Collector(site, partial(_collect, entry), reads_posts=False)


async def _collect(entry: Json, account: Account, visit: Visit) -> Outcome:
    handle = account.handle.value
    if altered := sorted(set(entry.text("strip_bad_char")) & set(handle)):
        # The manifest would delete these characters and so ask about somebody else.
        raise NoReply(Reason.ILLEGAL_HANDLE, f"handles here have no {' '.join(altered)}; nothing was asked")
    page = await _ask(entry, account, visit)
    markers = Markers(
        found=Marker(entry.number("e_code") or 0, entry.text("e_string")),
        absent=(Marker(entry.number("m_code") or 0, entry.text("m_string")),),
    )
    if decide(page, markers) is Verdict.ABSENT:
        return Absent(account, f"the site answers as the manifest says for a missing account ({page.status})")
    return _profile(account, visit, page)


async def _ask(entry: Json, account: Account, visit: Visit) -> Page:
    url = entry.text("uri_check").replace(STAND_IN, account.handle.quoted)
    body = entry.text("post_body")
    # Only Accept and Content-Type are taken from the manifest: another program's User-Agent would be a lie.
    headers = {name.lower(): value.text() for name, value in entry.entries("headers")}
    if not body:
        return Page.of(await visit.fetch(url, accept=headers.get("accept", HTML)))
    kind = headers.get("content-type", "application/x-www-form-urlencoded")
    content = body.replace(STAND_IN, _escaped(account.handle.value, kind)).encode()
    reply = await visit.fetch(
        url, accept=headers.get("accept", "*/*"), method="POST", content=content, content_type=kind
    )
    return Page.of(reply)


def _escaped(handle: str, kind: str) -> str:
    """The handle as the body's content type wants it: no handle may end a JSON string or a form's field."""
    return json.dumps(handle)[1:-1] if "json" in kind else quote(handle, safe="")


def _profile(account: Account, visit: Visit, page: Page) -> Profile:
    """What any page tells. The markers say that the account is there; the rest is a bonus."""
    if "html" not in page.headers.get("content-type", ""):
        return Profile(account, visit.now)
    person = page.person
    if person.handle:
        visit.must_be(account, person.handle.removeprefix("@"))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=person.display_name,
        bio=person.bio,
        location=person.location,
        links=person.links,
        rel_me=page.rel_me,
        avatar_url=person.avatar_url,
        joined=person.joined,
        visibility=Visibility.UNLISTED if page.unlisted else Visibility.PUBLIC,
    )
