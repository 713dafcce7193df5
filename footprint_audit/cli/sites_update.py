"""`footprint-audit sites update` and `sites import`: manifests kept on this machine, downloaded on request only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footprint_audit.cli import options

if TYPE_CHECKING:  # --help must not pay for the collectors
    from footprint_audit.collectors.catalogue.manifest import Manifest
    from footprint_audit.collectors.catalogue.stored import Source, Stored
    from footprint_audit.collectors.door import Door

__all__ = ["import_file", "update"]

NAMED = 5  # entries named in each line of what changed


def update(
    name: Annotated[
        str, typer.Argument(metavar="whatsmyname|sherlock|maigret", help="Whose manifest", show_default=False)
    ],
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="URL", help="Download from here instead [default: the project's own address]"),
    ] = None,
    allow_network: options.AllowNetwork = None,
) -> None:
    """Download a project's manifest and keep it for --manifest NAME.

    It is kept only where it can be read. A copy that was there stays where this one cannot be had or read.
    """
    import asyncio
    from dataclasses import replace

    from footprint_audit.collectors.catalogue.stored import SOURCES, keep
    from footprint_audit.errors import UsageError

    source = SOURCES.get(name)
    if source is None:
        raise UsageError(f"there is no manifest called {name!r}", f"known: {', '.join(SOURCES)}")
    if from_ is not None:
        if not from_.startswith("https://") and not allow_network:
            raise UsageError("--from wants an https address", "whoever sits on the way could rewrite it otherwise")
        source = replace(source, address=from_, companion="")
    before = _before(name)
    content, companion = asyncio.run(_downloaded(source, tuple(allow_network or ())))
    _refuse_another(name, content, companion)
    known, manifest = keep(
        name, content, source=source.address, licence=source.licence, at=_today(), excluded=_excluded(name, companion)
    )
    _say(known, manifest, before)


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A manifest on this machine", show_default=False)],
    as_: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="NAME", help="Its name for --manifest [default: its format's]", show_default=False
        ),
    ] = None,
) -> None:
    """Keep a manifest from a file for --manifest NAME."""
    from footprint_audit.collectors.catalogue.companions import excluded_beside
    from footprint_audit.collectors.catalogue.manifest import content_of, read
    from footprint_audit.collectors.catalogue.stored import SOURCES, keep

    content = content_of(file)
    format_name = read(content, str(file)).format
    name = as_ or format_name
    before = _before(name)
    excluded = tuple(sorted(excluded_beside(file))) if format_name == "sherlock" else ()
    licence = f"{SOURCES[format_name].licence}, if it is that project's file"
    known, manifest = keep(name, content, source=file.name, licence=licence, at=_today(), excluded=excluded)
    _say(known, manifest, before)


def _today() -> str:
    from footprint_audit.cli.run import now

    return now().date().isoformat()


def _before(name: str) -> Manifest | None:
    """The stored copy, if there is one that can still be read."""
    from footprint_audit.collectors.catalogue.stored import read_stored, stored
    from footprint_audit.errors import ConfigError

    try:
        known = stored(name)
        return read_stored(known) if known else None
    except ConfigError:
        return None  # what was there is no good, and is about to be replaced


async def _downloaded(source: Source, networks: tuple[str, ...]) -> tuple[bytes, bytes]:
    """The manifest and its companion. Leaves with exit 3 where the network, or the server, gives no such file."""
    from footprint_audit.collectors.catalogue.manifest import MOST_BYTES
    from footprint_audit.collectors.door import Door, Limits

    limits = Limits(wire=MOST_BYTES, decoded=MOST_BYTES, total=120.0)
    async with Door(allow_networks=networks, limits=limits) as door:
        content = await _file(door, source.address)
        companion = await _file(door, source.companion) if source.companion else b""
    return content, companion


async def _file(door: Door, address: str) -> bytes:
    from footprint_audit.cli.exit import Exit
    from footprint_audit.display import safe_text
    from footprint_audit.errors import NoReply

    try:
        reply = await door.fetch(address, accept="application/json, text/plain")
    except NoReply as failure:
        problem, advice = failure.message, failure.advice
    else:
        if reply.status == 200:
            return reply.body
        moved = f"; it moved to {reply.location}" if reply.location else ""
        problem, advice = f"status {reply.status}{moved}", "try again later, or name another address with --from"
    typer.echo(f"error: {safe_text(address)}: {safe_text(problem)}\nadvice: {safe_text(advice)}", err=True)
    raise typer.Exit(Exit.INCOMPLETE)


def _refuse_another(name: str, content: bytes, companion: bytes) -> None:
    """Raise ConfigError where this is another project's format, or not what the project's checksum says."""
    import hashlib

    from footprint_audit.collectors.catalogue.companions import digest_in
    from footprint_audit.collectors.catalogue.manifest import read
    from footprint_audit.errors import ConfigError

    found = read(content, name).format
    if found != name:
        advice = "to keep it under a name of its own: footprint-audit sites import FILE --as NAME"
        raise ConfigError(f"{name}: what came is in {found}'s format", advice)
    wanted = digest_in(companion) if name == "maigret" else ""
    if wanted and wanted != hashlib.sha256(content).hexdigest():
        raise ConfigError(
            f"{name}: what came is not the file that the project's db_meta.json speaks of", "try again in an hour"
        )


def _excluded(name: str, companion: bytes) -> tuple[str, ...]:
    from footprint_audit.collectors.catalogue.companions import names_in

    return tuple(sorted(names_in(companion))) if name == "sherlock" else ()


def _say(known: Stored, manifest: Manifest, before: Manifest | None) -> None:
    from footprint_audit.collectors.catalogue.handle_pattern import PatternSite, problem_of
    from footprint_audit.display import safe_text

    asked = sum(not entry.disabled and not entry.site.sensitive for entry in manifest.entries)
    lines = [
        f"{known.name}: {known.sites} sites, {asked} of them asked by --manifest {known.name}",
        f"from {known.source}, {known.at}, sha256 {known.sha256}",
        f"licence: {known.licence}",
        *_changes(before, manifest),
    ]
    if known.format == "whatsmyname":
        lines.insert(3, "Whoever passes this data on, or what they made of it, does so under that same licence.")
    typer.echo("\n".join(safe_text(line) for line in lines))
    for note in manifest.notes:
        typer.echo(f"note: {safe_text(note)}", err=True)
    for entry in manifest.entries:
        if isinstance(entry.site, PatternSite) and (problem := problem_of(entry.site.handle_pattern)):
            line = f"note: {entry.site.id}: its pattern for handles cannot be asked, so nobody's is: {problem}"
            typer.echo(safe_text(line), err=True)


def _changes(before: Manifest | None, after: Manifest) -> list[str]:
    """What changed since the copy before, each kind in a line with the first names."""
    if before is None:
        return ["new: nothing was stored under this name"]
    old = {entry.site.id: entry for entry in before.entries}
    new = {entry.site.id: entry for entry in after.entries}
    kinds = {
        "added": [one for one in new if one not in old],
        "gone": [one for one in old if one not in new],
        "changed": [one for one in new if one in old and new[one] != old[one]],
    }
    lines = [
        f"{len(ids)} {kind}: {', '.join(ids[:NAMED])}{', …' if len(ids) > NAMED else ''}"
        for kind, ids in kinds.items()
        if ids
    ]
    return lines or ["nothing changed"]
