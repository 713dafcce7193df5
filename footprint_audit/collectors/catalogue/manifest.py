"""A manifest of the field, read as it is: WhatsMyName's, Sherlock's or Maigret's format, told by what is in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from footprint_audit.collectors.catalogue import maigret, sherlock, whatsmyname
from footprint_audit.collectors.catalogue.entry import Entry
from footprint_audit.collectors.catalogue.fields import Malformed, Record, record_of
from footprint_audit.errors import ConfigError
from footprint_audit.undisturbed import undisturbed

__all__ = ["MOST_BYTES", "Manifest", "content_of", "one_each", "place_at", "place_of", "read", "read_file"]

MOST_BYTES = 16 * 1024 * 1024  # the largest of the field's has 2.4 MB
MOST_SITES = 20_000  # the longest of the field's has 5,897
FORMATS: dict[str, ModuleType] = {"whatsmyname": whatsmyname, "sherlock": sherlock, "maigret": maigret}
_WANTED = "a manifest is JSON in the format of WhatsMyName, Sherlock or Maigret; docs/manifests.md shows what is read"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file says: `format` is its format's name, `notes` what a person should know of how it was read."""

    name: str
    format: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def read_file(path: Path) -> Manifest:
    """The manifest in a file, with what its project's companion file beside it says. Raises ConfigError."""
    from footprint_audit.collectors.catalogue.companions import beside

    content = content_of(path)
    return beside(path, content, read(content, str(path)))


def content_of(path: Path) -> bytes:
    """The bytes of a file of at most MOST_BYTES. Raises ConfigError."""
    try:
        if path.exists() and not path.is_file():  # a pipe or a device could keep us waiting for ever
            raise ConfigError(f"{path}: not a plain file", "name a file of JSON")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"--manifest {path}: cannot be read ({error.strerror})", "check the path") from None
    if len(content) > MOST_BYTES:
        raise ConfigError(f"{path}: larger than {MOST_BYTES // 1024 // 1024} MiB", "a manifest is a few MiB of JSON")
    return content


def read(content: bytes, name: str) -> Manifest:
    """The manifest that a person would call `name`. Raises ConfigError naming it and the entry."""
    data = _parsed(content, name)
    format_name = next((known for known, module in FORMATS.items() if module.is_one(data)), None)
    if format_name is None:
        raise ConfigError(f"{name}: not a manifest we know", _WANTED)
    module = FORMATS[format_name]
    unknown: Counter[str] = Counter(data.keys() - module.TOP_KEYS if module.TOP_KEYS else ())
    first: dict[str, str] = {}
    with undisturbed():
        entries = tuple(_unlike(_entries(module, data, name, unknown, first)))
    if not entries:
        raise ConfigError(f"{name}: no site in it", _WANTED)
    return Manifest(name, format_name, entries, tuple(_notes(name, unknown, first)))


def _parsed(content: bytes, name: str) -> Record:
    try:
        data: object = json.loads(content, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise ConfigError(f"{name}: not JSON", _WANTED) from None
    if not isinstance(data, dict):
        raise ConfigError(f"{name}: not a manifest we know", _WANTED)
    return data


def _entries(
    module: ModuleType, data: Record, name: str, unknown: Counter[str], first: dict[str, str]
) -> Iterator[Entry]:
    label, keys, read_entry = "", module.KEYS, module.entry
    try:
        for number, (label, record) in enumerate(module.records(data), 1):
            if number > MOST_SITES:
                raise ConfigError(f"{name}: more than {MOST_SITES} sites", "split the file")
            table = record_of(record)
            if not keys >= table.keys():
                for key in sorted(table.keys() - keys):
                    unknown[key] += 1
                    first.setdefault(key, label)
            yield read_entry(label, table)
    except Malformed as error:
        where = f"{name}: site {label[:80]!r}" if label else name
        raise ConfigError(f"{where}: {error}", "correct or remove the entry") from None


def _unlike(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, each with an id of its own: names that differ in signs only would share one."""
    seen: Counter[str] = Counter()
    for entry in entries:
        own = entry.site.id
        seen[own] += 1
        # No name gives an id with a dot, so this one is free.
        yield entry if seen[own] == 1 else replace(entry, site=replace(entry.site, id=f"{own}.{seen[own]}"))


def _notes(name: str, unknown: Counter[str], first: dict[str, str]) -> Iterator[str]:
    for key, count in unknown.items():
        where = f"{count} sites, first in {first[key][:80]!r}" if key in first else "at the top"
        yield f"{name}: key {key[:80]!r} is not known and not read ({where})"


def place_of(entry: Entry) -> str:
    """Host and path of the page a person would open, so that the same account of two manifests is asked for once."""
    page = entry.site.profile_url
    return place_at(page if "{handle}" in page else entry.request.url)


def place_at(address: str) -> str:
    """Host and path of an address, and its query where the handle stands there, as they are compared."""
    place = address.partition("://")[2].casefold().removeprefix("www.")
    path, mark, query = place.partition("?")
    return path.rstrip("/") if "{handle}" in path or not mark else f"{path.rstrip('/')}?{query}"


def one_each(manifests: Sequence[Manifest], taken: Iterable[str] = ()) -> tuple[tuple[Entry, ...], int]:
    """The entries that can be asked, but for those an earlier manifest or a place `taken` has; and how many these are.

    Two entries of one manifest stand as they are: their author told them apart.
    """
    places, kept, doubles = set(taken), [], 0
    for manifest in manifests:
        fresh = [(entry, place_of(entry)) for entry in manifest.entries if not entry.disabled]
        kept += [entry for entry, place in fresh if place not in places]
        doubles += sum(place in places for _, place in fresh)
        places.update(place for _, place in fresh)
    return tuple(kept), doubles
