"""Manifests in WhatsMyName's format, read as they are from a file; the data is CC BY-SA 4.0 and never shipped.

https://github.com/WebBreacher/WhatsMyName (schema: wmn-data-schema.json). Both the status and the text must fit for an
account to exist, and both others for it to be missing; redirects are answers. A site that only one half fits is unread.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from footprint_audit.collectors.catalogue.entry import Entry, Request, Sign
from footprint_audit.collectors.catalogue.shallow import collector
from footprint_audit.collectors.json import Json, parse_json
from footprint_audit.collectors.links import host_of
from footprint_audit.collectors.visit import Collector
from footprint_audit.errors import ConfigError, NoReply
from footprint_audit.model import Site

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
    return tuple(collector(_entry(path, number, entry)) for number, entry in enumerate(usable, 1))


def _entry(path: Path, number: int, entry: Json) -> Entry:
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
    # Only Accept and Content-Type are taken from the manifest: another program's User-Agent would be a lie.
    headers = {name.lower(): value.text() for name, value in entry.entries("headers")}
    content = entry.text("post_body").replace(STAND_IN, "{handle}")
    return Entry(
        site,
        Request(
            check.replace(STAND_IN, "{handle}"),
            "POST" if content else "GET",
            headers.get("accept", ""),
            content,
            headers.get("content-type", ""),
        ),
        found=(Sign((found,), entry.texts("e_string")),),
        absent=(Sign((missing,), entry.texts("m_string")),),
        known=entry.texts("known"),
        altered=entry.text("strip_bad_char"),
        protection=entry.texts("protection"),
    )
