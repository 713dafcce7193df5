"""`footprint-audit sites`: which places are asked."""

from __future__ import annotations

import typer

__all__ = ["app"]

app = typer.Typer(help="Show the sites and programs that can be asked.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _sites() -> None:
    """Keeps `list` a command of its own: Typer would fold a single one away."""


@app.command("list")
def list_sites() -> None:
    """List the sites asked by default and the programs that --on can ask."""
    from footprint_audit.collectors import deep_sites, programs

    for collector in deep_sites():
        site = collector.site
        typer.echo(f"{site.id:<16} {site.category:<12} {site.profile_url}")
    typer.echo("\nprograms, for --on NAME=URL:")
    for program in programs().values():
        typer.echo(f"{program.id:<16} {program.name}")
