"""Check the catalogue: `python -m footprint_audit.collectors.catalogue.lint`, part of `make check`.

It asks no site. It holds each entry to what can be known from here: it can tell two answers apart, its handle pattern
is cheap and admits its known handle, no address sends a handle to another host, and every fact has a source.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from footprint_audit.collectors.catalogue.compile import COMPILED, DATA, ORIGINS, compiled
from footprint_audit.collectors.catalogue.entry import Sign
from footprint_audit.collectors.catalogue.written import (
    FACTS,
    Origin,
    Written,
    host_template,
    read_catalogue,
    read_origins,
)
from footprint_audit.errors import ConfigError
from footprint_audit.model import Handle, Site

__all__ = ["problems"]

SHORTEST_TEXT = 6  # bytes of UTF-8, since a sign of Chinese says more than a letter: shorter ones stand on every page
MOST_REPEATS = 3  # repeats in a handle pattern, each with an end: over 64 characters that is work without a tail
LATEST_MARGIN = 1  # days: a date written east of here may already be tomorrow

# The only patterns allowed: characters and classes, each repeated with an end at most, and groups that hold no group.
_ATOM = r"(?:\[\^?(?:\\[wd.-]|[^\[\]\\])+\]|\\[wd.-]|[A-Za-z0-9_@-])(?:\{\d{1,2}(?:,\d{1,3})?\}|\?)?"
_PLAIN = re.compile(rf"(?:\(\?i\))?(?:{_ATOM}|\(\?:(?:{_ATOM})+\)\??)+")
_NOT_IN_A_HOST = "./:@\\?#%é "  # an underscore is no host name by the book, but sites do use it there


def problems(
    catalogue: Iterable[Written], origins: Mapping[str, Origin], taken: Iterable[Site] = (), *, today: date
) -> Iterator[str]:
    """What is wrong, a line each that begins with file and entry. `taken` are sites with a collector of their own."""
    written = tuple(catalogue)
    for one in written:
        for check in _CHECKS:
            yield from (f"{one.where}: {says}" for says in check(one))
        yield from (f"{one.where}: {says}" for says in _sources(one, origins, today))
    yield from _twice(written, tuple(taken))


# --- one entry --------------------------------------------------------------------------------------------------------


def _addresses(written: Written) -> Iterator[str]:
    site, request = written.entry.site, written.entry.request
    for name, url in (("profile", site.profile_url), ("ask", request.url)):
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.netloc or "@" in parts.netloc or ":" in parts.netloc:
            yield f"'{name}' must be an https address without port or login"
        if parts.fragment:
            yield f"'{name}' has a fragment, which is never sent"
    if site.profile_url.count("{handle}") != 1:
        yield "'profile' must hold {handle} once"
    if (request.url + request.content).count("{handle}") != 1:
        yield "what is sent ('ask' and 'content') must hold {handle} once"
    if bool(request.content) is not (request.method == "POST") or bool(request.content) is not bool(
        request.content_type
    ):
        yield "'method', 'content' and 'content_type' go together: all three of a POST, or none"
    if "json" in request.content_type and not _is_json(request.content):
        yield "'content' is not the JSON that 'content_type' says"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _pattern(written: Written) -> Iterator[str]:
    site = written.entry.site
    pattern = site.handle_pattern
    if not _PLAIN.fullmatch(pattern) or pattern.count("{") > MOST_REPEATS:
        yield (
            f"'handle' {pattern!r} is no plain pattern: classes with bounded repeats ({{1,64}}), at most {MOST_REPEATS}"
            " of them, and one optional group, so that no handle can make it slow"
        )
        return
    hosts = host_template(site.profile_url) + host_template(written.entry.request.url)
    if "{handle}" in hosts and (bad := [char for char in _NOT_IN_A_HOST if _admits(pattern, char)]):
        yield f"the handle is part of a host, and 'handle' admits {' '.join(map(repr, bad))} there"


def _admits(pattern: str, char: str) -> bool:
    return any(re.fullmatch(pattern, f"abc{char}{tail}") for tail in ("", "d", "def"))


def _known(written: Written) -> Iterator[str]:
    if not written.entry.known:
        yield "'known' must name an account of the site's own, or of a company"
    for value in written.entry.known:
        try:
            handle = Handle(value)
        except ValueError as error:
            yield f"known handle {value!r}: {error}"
            continue
        if _PLAIN.fullmatch(written.entry.site.handle_pattern) and not written.entry.site.admits(handle):
            yield f"known handle {value!r} does not fit 'handle'"


def _signs(written: Written) -> Iterator[str]:
    entry = written.entry
    if not entry.found and not entry.absent:
        if not entry.protection:
            yield "neither 'found' nor 'absent': then 'protection' must say what stands in the way"
        return
    if not entry.found or not entry.absent:
        yield "'found' and 'absent' go together"
    for sign in (*entry.found, *entry.absent):
        yield from _texts(sign)
        if sign.location and not all(300 <= status < 400 for status in sign.statuses):
            yield "'location' is of a redirect: its status must be 3xx"
    for found in entry.found:
        for absent in entry.absent:
            yield from _alike(found, absent)


def _texts(sign: Sign) -> Iterator[str]:
    for text in sign.texts:
        if len(text.encode()) < SHORTEST_TEXT:
            yield f"the text {text!r} is shorter than {SHORTEST_TEXT} bytes"
        if text.strip() == "{handle}":
            yield "a bare {handle} is only what the address said: write what stands around it"


def _alike(found: Sign, absent: Sign) -> Iterator[str]:
    """An answer that both signs hold for is no answer."""
    if not set(found.statuses) & set(absent.statuses):
        return
    if not found.texts and not absent.texts:
        yield "'found' and 'absent' share a status, and no text tells them apart"
    for text in found.texts:
        for other in absent.texts:
            if text.casefold() in other.casefold() or other.casefold() in text.casefold():
                yield f"the text {text!r} of 'found' and {other!r} of 'absent' stand in one another"


_CHECKS: tuple[Callable[[Written], Iterator[str]], ...] = (_addresses, _pattern, _known, _signs)


def _sources(written: Written, origins: Mapping[str, Origin], today: date) -> Iterator[str]:
    has_signs = bool(written.entry.found or written.entry.absent)
    needed = [fact for fact in FACTS if has_signs or fact not in ("found", "absent")]
    for fact in needed:
        if fact not in written.origins:
            yield f"'from' does not say where '{fact}' comes from"
    named = {origin for ids in written.origins.values() for origin in ids}
    for unknown in sorted(named - set(origins)):
        yield f"'from' names {unknown!r}, which is not in sources.toml"
    if ("docs" in named) is not bool(written.docs):
        yield "'docs' is the address of what 'from' calls docs: both or neither"
    if written.docs and not written.docs.startswith("https://"):
        yield "'docs' must be an https address"
    if (written.date - today).days > LATEST_MARGIN:
        yield f"the date {written.date} lies ahead"


# --- all of them ------------------------------------------------------------------------------------------------------


def _twice(written: tuple[Written, ...], taken: tuple[Site, ...]) -> Iterator[str]:
    ids = {site.id: "the site of that name" for site in taken}
    hosts = {
        host_template(url): site.id for site in taken for url in (site.profile_url, *(f"//{h}" for h in site.hosts))
    }
    asked: dict[str, str] = {}
    for one in written:
        site = one.entry.site
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", site.id):
            yield f"{one.where}: an id is small letters, digits and single hyphens"
        if site.id in ids:
            yield f"{one.where}: the id is taken by {ids[site.id]}"
        ids[site.id] = one.where
        host = host_template(site.profile_url)
        if host in hosts:
            yield f"{one.where}: the host {host} is taken by {hosts[host]}"
        hosts[host] = one.where
        question = one.entry.request.url + one.entry.request.content
        if question in asked:
            yield f"{one.where}: asks what {asked[question]} asks"
        asked[question] = one.where


def main() -> int:
    """Print what is wrong; 1 where anything is, 2 where a file cannot be read."""
    from footprint_audit.collectors import deep_sites

    try:
        catalogue, origins = read_catalogue(DATA), read_origins(ORIGINS)
    except ConfigError as error:
        sys.stderr.write(f"{error.message}\n{error.advice}\n")
        return 2
    wrong = [*problems(catalogue, origins, [c.site for c in deep_sites()], today=date.today())]  # noqa: DTZ011 - a day
    if not _is_fresh(COMPILED, compiled(catalogue, origins)):
        wrong.append("compiled.json is stale: python -m footprint_audit.collectors.catalogue.compile")
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    print(f"catalogue: {len(catalogue)} sites, {len(wrong)} problems")  # noqa: T201 - its whole output
    return 1 if wrong else 0


def _is_fresh(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
