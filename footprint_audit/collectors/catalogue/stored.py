"""Manifests kept on this machine on request: the bytes as they came, and beside them where from, when, their sha256.

They lie in the person's own data folder and are never shipped. `NAME.json` says which file is the copy that counts and
is replaced last and whole, so that an update which fails or is cut off leaves the last good copy. What is read back is
as hostile as what was downloaded.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from footprint_audit.collectors.catalogue.companions import without
from footprint_audit.collectors.catalogue.manifest import MOST_BYTES, Manifest, content_of, read
from footprint_audit.errors import ConfigError, UsageError

__all__ = ["SOURCES", "Source", "Stored", "folder", "keep", "read_stored", "stored"]

MOST_SIDECAR = 256 * 1024
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a project publishes its manifest. `companion` is what it keeps beside it: see `companions`."""

    address: str
    licence: str
    companion: str = ""


_RAW = "https://raw.githubusercontent.com"
SOURCES: Mapping[str, Source] = {
    "whatsmyname": Source(
        f"{_RAW}/WebBreacher/WhatsMyName/main/wmn-data.json", "CC BY-SA 4.0, Micah Hoffman and others"
    ),
    "sherlock": Source(
        f"{_RAW}/sherlock-project/sherlock/master/sherlock_project/resources/data.json",
        "MIT, Sherlock Project",
        f"{_RAW}/sherlock-project/sherlock/refs/heads/exclusions/false_positive_exclusions.txt",
    ),
    "maigret": Source(
        f"{_RAW}/soxoj/maigret/main/maigret/resources/data.json",
        "MIT, Soxoj",
        f"{_RAW}/soxoj/maigret/main/maigret/resources/db_meta.json",
    ),
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a stored manifest: `file` is its name in the folder, `at` the day it came (ISO)."""

    name: str
    format: str
    source: str
    licence: str
    sha256: str
    file: str
    sites: int
    at: str
    excluded: tuple[str, ...] = ()  # names that the project itself found failing on that day


def folder() -> Path:
    """Where manifests are stored (XDG base directory specification). Raises UsageError where there is no home."""
    base = os.environ.get("XDG_DATA_HOME", "")
    try:
        root = Path(base) if base.startswith("/") else Path.home() / ".local" / "share"
    except RuntimeError:
        raise UsageError("there is no home folder to keep a manifest in", "set XDG_DATA_HOME") from None
    return root / "footprint-audit" / "manifests"


def stored(name: str) -> Stored | None:
    """What is known of the stored manifest of that name, None if there is none. Raises ConfigError if it is broken."""
    if not NAME.fullmatch(name):
        return None
    path = folder() / f"{name}.json"
    try:
        if not path.is_file():
            return None
        content = path.read_bytes() if path.stat().st_size <= MOST_SIDECAR else b""
        return _stored(json.loads(content), name)
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        raise ConfigError(
            f"{path}: not what we stored", f"store it again: footprint-audit sites update {name}"
        ) from None


def _stored(data: object, name: str) -> Stored:
    """Raises ValueError, TypeError or KeyError where it is none."""
    if not isinstance(data, dict):
        raise TypeError
    texts = {key: data[key] for key in ("name", "format", "source", "licence", "sha256", "file", "at")}
    excluded, sites = data["excluded"], data["sites"]
    if not all(isinstance(value, str) for value in (*texts.values(), *excluded)) or type(sites) is not int:
        raise TypeError
    if texts["name"] != name or texts["file"] != _file_name(name, texts["sha256"]):
        raise ValueError
    return Stored(**texts, sites=sites, excluded=tuple(excluded))


def _file_name(name: str, sha256: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError
    return f"{name}-{sha256[:16]}.manifest"


def read_stored(known: Stored) -> Manifest:
    """The stored manifest. Raises ConfigError where its bytes are not those that were stored."""
    content = content_of(folder() / known.file)
    if hashlib.sha256(content).hexdigest() != known.sha256:
        raise ConfigError(
            f"the stored manifest {known.name!r} is not what was stored (its sha256 differs)",
            f"store it again: footprint-audit sites update {known.name}",
        )
    return without(read(content, known.name), frozenset(known.excluded))


def keep(
    name: str, content: bytes, *, source: str, licence: str, at: str, excluded: tuple[str, ...] = ()
) -> tuple[Stored, Manifest]:
    """Store a manifest that we can read, in place of an older one of its name.

    Raises ConfigError where we cannot read it and UsageError where it cannot be written; the older one then stays.
    """
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a manifest", "use up to 32 small letters, digits and '-'")
    if len(content) > MOST_BYTES:
        raise ConfigError(f"{name}: larger than {MOST_BYTES // 1024 // 1024} MiB", "a manifest is a few MiB of JSON")
    manifest = without(read(content, name), frozenset(excluded))
    sha256 = hashlib.sha256(content).hexdigest()
    known = Stored(
        name, manifest.format, source, licence, sha256, _file_name(name, sha256), len(manifest.entries), at, excluded
    )
    place = folder()
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(place / known.file, content)
        _write(place / f"{name}.json", json.dumps(asdict(known), indent=1).encode())
    except OSError as error:
        raise UsageError(
            f"{place}: cannot be written ({error.strerror})", "set XDG_DATA_HOME to a folder of yours"
        ) from None
    for old in place.glob(f"{name}-{'?' * 16}.manifest"):
        if old.name != known.file:
            with contextlib.suppress(OSError):
                old.unlink()
    return known, manifest


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and its owner's only."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:32]}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
