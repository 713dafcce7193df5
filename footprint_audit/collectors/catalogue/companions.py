"""The files that projects keep beside their manifests: Sherlock's list of entries that fail, Maigret's checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from footprint_audit.collectors.catalogue.manifest import Manifest

__all__ = ["EXCLUSIONS", "META", "beside", "digest_in", "excluded_beside", "names_in", "without"]

EXCLUSIONS = "false_positive_exclusions.txt"  # of Sherlock: a name a line, rebuilt daily by asking for names nobody has
META = "db_meta.json"  # of Maigret: data_sha256
MOST_BYTES = 256 * 1024


def beside(path: Path, content: bytes, manifest: Manifest) -> Manifest:
    """The manifest with what its companion beside it says, if it is there and can be read."""
    if manifest.format == "sherlock":
        return without(manifest, excluded_beside(path))
    wanted = digest_in(_small(path.with_name(META))) if manifest.format == "maigret" else ""
    if wanted and wanted != hashlib.sha256(content).hexdigest():
        note = f"{manifest.name}: not the file that {META} beside it speaks of (its sha256 differs)"
        return replace(manifest, notes=(*manifest.notes, note))
    return manifest


def excluded_beside(path: Path) -> frozenset[str]:
    """The names in Sherlock's list beside its manifest; empty if there is no list."""
    return names_in(_small(path.with_name(EXCLUSIONS)))


def _small(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return b""


def names_in(content: bytes) -> frozenset[str]:
    """The names in Sherlock's list."""
    lines = content.decode("utf-8", "replace").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def digest_in(content: bytes) -> str:
    """The sha256 in Maigret's meta file, or empty."""
    try:
        data: object = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return ""
    digest = data.get("data_sha256") if isinstance(data, dict) else None
    return digest.lower() if isinstance(digest, str) else ""


def without(manifest: Manifest, names: Collection[str]) -> Manifest:
    """The manifest, its entries of those names not asked."""
    if not names:
        return manifest
    why = "Sherlock's own daily check finds it for names that nobody has"
    entries = tuple(
        replace(entry, disabled=why) if entry.site.name in names and not entry.disabled else entry
        for entry in manifest.entries
    )
    return replace(manifest, entries=entries)
