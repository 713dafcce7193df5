"""`footprint-audit sites check`: whether the entries of the catalogue, or of manifests, still tell the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from footprint_audit.cli import options

if TYPE_CHECKING:  # --help must not pay for the collectors
    from footprint_audit.audit import Query
    from footprint_audit.collectors.catalogue.entry import Entry
    from footprint_audit.collectors.catalogue.health import Health
    from footprint_audit.collectors.catalogue.manifest import Manifest
    from footprint_audit.collectors.door import Door
    from footprint_audit.model import Outcome

__all__ = ["check"]


def check(
    site_ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Only these entries [default: all that are asked]", show_default=False),
    ] = None,
    manifest: options.Manifests = None,
    format: options.ListFormat = "console",  # noqa: A002 - the flag's name is its contract
    timeout: options.Timeout = None,
    concurrency: options.GentleConcurrency = None,
    allow_network: options.AllowNetwork = None,
    quiet: options.Quiet = False,
) -> None:
    """Say which entries of the catalogue, or of manifests, still tell the truth.

    Asks each site for a handle known to exist and for one that nobody has. Exit 1 where an entry is stale, 3 where less
    than half could be checked.
    """
    import asyncio

    from footprint_audit.cli.settings import above_zero, list_format
    from footprint_audit.collectors.catalogue.choice import catalogue, open_manifest
    from footprint_audit.collectors.door import Door, Limits

    as_json = list_format(format) == "json"
    manifests = [open_manifest(name) for name in manifest] if manifest else [catalogue()]
    entries = _entries(manifests, site_ids or [])
    door = Door(
        allow_networks=tuple(allow_network or ()),
        limits=Limits(total=above_zero("--timeout", timeout, None, 20.0)),
        concurrency=above_zero("--concurrency", concurrency, None, 100),
    )
    results = asyncio.run(_checked(entries, door, quiet=quiet))
    _say(results, as_json=as_json)
    raise typer.Exit(_code(results))


def _entries(manifests: list[Manifest], ids: list[str]) -> list[Entry]:
    from footprint_audit.cli.sites_show import chosen_entries
    from footprint_audit.collectors.catalogue.choice import choose

    return chosen_entries(manifests, ids) if ids else list(choose(manifests)[0])


async def _checked(entries: list[Entry], door: Door, *, quiet: bool) -> list[tuple[Entry, Health]]:
    """Each entry with its health, in their order."""
    import random
    import sys
    from dataclasses import replace

    from footprint_audit import audit
    from footprint_audit.cli.progress import Progress
    from footprint_audit.cli.run import now
    from footprint_audit.collectors.catalogue.entry import EvidenceKind
    from footprint_audit.collectors.catalogue.health import health, known_handle
    from footprint_audit.collectors.catalogue.shallow import collector
    from footprint_audit.collectors.controls import Controls
    from footprint_audit.collectors.made_up import impossible_handle

    chance = random.SystemRandom()  # new in every run: a name that was fixed would be taken by somebody one day
    queries: list[Query] = []
    pairs: list[tuple[int | None, int | None]] = []
    for entry in entries:
        places: list[int | None] = []
        for handle in (known_handle(entry), impossible_handle(entry.site, chance, without=entry.altered)):
            places.append(len(queries) if handle else None)
            if handle:
                # Whatever its answers are about, what is asked here is whether they can still be told apart.
                plain = replace(entry, evidence=EvidenceKind.PROFILE)
                queries.append(audit.Query(collector(plain), entry.site.account(handle)))
        pairs.append((places[0], places[1]))
    with Progress(len(queries), sys.stderr, quiet=quiet) as progress:
        async with door:
            outcomes = await audit.collect(queries, door.fetch, now(), progress.step, Controls())

    def at(place: int | None) -> Outcome | None:
        return None if place is None else outcomes[place]

    return [(entry, health(at(one), at(other))) for entry, (one, other) in zip(entries, pairs, strict=True)]


def _say(results: list[tuple[Entry, Health]], *, as_json: bool) -> None:
    import json
    from collections import Counter

    from footprint_audit.display import safe_text

    if as_json:
        listed = [
            {"id": entry.site.id, "name": entry.site.name, "state": health.state.value, "why": health.why}
            for entry, health in results
        ]
        typer.echo(json.dumps(listed, indent=2, ensure_ascii=True))
        return
    for entry, health in results:
        typer.echo(safe_text(f"{health.state.value:<12} {entry.site.id:<32} {health.why}"))
    counts = Counter(health.state.value for _, health in results)
    typer.echo(f"\n{len(results)} entries: " + ", ".join(f"{count} {state}" for state, count in counts.most_common()))


def _code(results: list[tuple[Entry, Health]]) -> int:
    from footprint_audit.cli.exit import Exit
    from footprint_audit.collectors.catalogue.health import State

    states = [health.state for _, health in results]
    if State.STALE in states:
        return Exit.FINDINGS
    return Exit.INCOMPLETE if states.count(State.HEALTHY) * 2 < len(states) else Exit.CLEAN
