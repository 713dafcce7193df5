"""Which entries a run asks, of the manifests that were named: files, or copies stored before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from footprint_audit.collectors.catalogue.entry import Entry
from footprint_audit.collectors.catalogue.load import entries
from footprint_audit.collectors.catalogue.manifest import Manifest, one_each, place_at, read_file
from footprint_audit.collectors.catalogue.stored import SOURCES, read_stored, stored
from footprint_audit.errors import ConfigError
from footprint_audit.model import Site

__all__ = ["catalogue", "choose", "open_manifest", "why_not_asked"]


def catalogue() -> Manifest:
    """Our own catalogue, listed, shown and checked as the manifests of others are."""
    return Manifest("catalogue", "our own", entries())


def open_manifest(name: Path) -> Manifest:
    """The manifest named on the command line: a stored one, else a file. Raises ConfigError.

    A file in the way of a stored name is meant by `./NAME`.
    """
    text = str(name)
    if known := stored(text):
        return read_stored(known)
    if text in SOURCES and not name.exists():
        advice = f"download it first: footprint-audit sites update {text}"
        raise ConfigError(f"--manifest {text}: no such manifest is stored here", advice)
    return read_file(name)


def choose(manifests: Sequence[Manifest], deep: Iterable[Site] = ()) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries to ask, and what a person should know of those that are not: one line a manifest, one for doubles.

    `deep` are the sites asked anyway, by more than an entry could say.
    """
    taken = [place_at(site.profile_url) for site in deep]
    kept, doubles = one_each(manifests, taken)
    notes = [note for manifest in manifests for note in (*manifest.notes, *_left_out(manifest))]
    if doubles:
        notes.append(f"left out, since the site is asked already: {doubles} of the manifests' entries")
    return tuple(entry for entry in kept if not entry.site.sensitive), tuple(notes)


def why_not_asked(entry: Entry) -> str:
    """Why a run leaves the entry out, or empty."""
    return entry.disabled or ("having an account there is sensitive" if entry.site.sensitive else "")


def _left_out(manifest: Manifest) -> list[str]:
    """Why entries are not asked, the most common reason first."""
    reasons = Counter(map(why_not_asked, manifest.entries))
    del reasons[""]
    if not reasons:
        return []
    first, count = reasons.most_common(1)[0]
    return [
        f"{manifest.name}: {reasons.total()} of {len(manifest.entries)} sites are not asked ({count} of them because"
        f" {first}); 'footprint-audit sites list' says which"
    ]
