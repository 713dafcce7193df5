"""`footprint-audit sites`: which places are asked, and the manifests that say how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from footprint_audit.cli import options
from footprint_audit.cli.sites_check import check
from footprint_audit.cli.sites_show import show
from footprint_audit.cli.sites_update import import_file, update

if TYPE_CHECKING:  # --help must not pay for the collectors
    from collections.abc import Iterator

    from footprint_audit.collectors.catalogue.manifest import Manifest

__all__ = ["app"]

app = typer.Typer(
    help="Show, check and update the sites that can be asked.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("list")
def list_sites(manifest: options.Manifests = None, format: options.ListFormat = "console") -> None:  # noqa: A002 - its name
    """List the sites, the programs for --on, and the sites of manifests."""
    from footprint_audit.cli.settings import list_format
    from footprint_audit.collectors.catalogue.choice import catalogue, open_manifest

    as_json = list_format(format) == "json"
    manifests = [catalogue(), *(open_manifest(name) for name in manifest or ())]
    for line in _as_json(manifests) if as_json else _as_text(manifests):
        typer.echo(line)
    if not as_json:
        for note in (note for one in manifests for note in one.notes):
            _note(note)


def _note(text: str) -> None:
    from footprint_audit.display import safe_text

    typer.echo(f"note: {safe_text(text)}", err=True)


def _as_text(manifests: list[Manifest]) -> Iterator[str]:
    from footprint_audit.collectors import deep_sites, programs
    from footprint_audit.collectors.catalogue.choice import why_not_asked
    from footprint_audit.display import safe_text

    for collector in deep_sites():
        site = collector.site
        yield f"{site.id:<16} {site.category:<12} {site.profile_url}"
    yield "\nprograms, for --on NAME=URL:"
    for program in programs().values():
        yield f"{program.id:<16} {program.name}"
    for manifest in manifests:
        yield ""
        yield safe_text(f"{manifest.name}: {len(manifest.entries)} sites, in {manifest.format} format")
        for entry in manifest.entries:
            why = f"  (not asked: {reason})" if (reason := why_not_asked(entry)) else ""
            yield safe_text(f"{entry.site.id:<32} {entry.site.category:<12} {entry.site.profile_url}{why}")


def _as_json(manifests: list[Manifest]) -> Iterator[str]:
    import json

    from footprint_audit.cli.sites_show import entry_values, site_values
    from footprint_audit.collectors import deep_sites, programs

    listed = [
        *({"kind": "deep", **site_values(collector.site)} for collector in deep_sites()),
        *({"kind": "program", "id": program.id, "name": program.name} for program in programs().values()),
        *(
            {"kind": "manifest", "manifest": manifest.name, **entry_values(entry)}
            for manifest in manifests
            for entry in manifest.entries
        ),
    ]
    # ASCII: a terminal obeys nothing in it, and whoever reads JSON gets the very texts back.
    yield json.dumps(listed, indent=2, ensure_ascii=True)


app.command("show")(show)
app.command("check")(check)
app.command("update")(update)
app.command("import")(import_file)
