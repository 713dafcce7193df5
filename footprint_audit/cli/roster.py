"""`footprint-audit roster`: check a roster, or make one of a directory's export and what people declared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint_audit.cli import options, org_options

__all__ = ["app"]

app = typer.Typer(help="Check a roster, or make one.", no_args_is_help=True, rich_markup_mode=None)


@app.command("check")
def check(roster: org_options.RosterFile) -> None:
    """Read the whole roster and say what is wrong with it, or how much is in it. Nothing is asked."""
    from footprint_audit.cli.places import Places
    from footprint_audit.display import safe_text
    from footprint_audit.organisation.roster import read_roster

    read = read_roster(roster)
    places = Places(roster)
    for member in read.members:
        places.plan(member)
    typer.echo(f"{len(read.members)} subjects, {read.accounts} declared accounts")
    if read.dropped:
        typer.echo(f"columns not read: {safe_text(', '.join(read.dropped))}")


@app.command("import")
def import_(
    format: Annotated[  # noqa: A002 - it is what the argument is called
        str, typer.Argument(metavar="google|okta|scim|ldif", help="What wrote the export", show_default=False)
    ],
    export: Annotated[Path, typer.Argument(metavar="EXPORT", help="The directory's export", show_default=False)],
    handles: Annotated[
        Path, typer.Option("--handles", metavar="FILE", help="What people declared, CSV", show_default=False)
    ],
    output: Annotated[
        Path, typer.Option("--output", metavar="FILE", help="The roster to write, CSV", show_default=False)
    ],
    people: Annotated[
        Path | None,
        typer.Option(
            "--people", metavar="FILE", help="Also write which id is whom: keep it private", show_default=False
        ),
    ] = None,
    force: options.Force = False,
) -> None:
    """Make a roster of an export and a handles file (columns: employee, then the roster's).

    Of the export only ids, addresses and whether somebody works here are read. Subjects get pseudonyms.
    """
    from footprint_audit.cli.roster_files import table, write_table
    from footprint_audit.organisation.fingerprints import read_salt
    from footprint_audit.organisation.importers import named
    from footprint_audit.organisation.joined import join
    from footprint_audit.organisation.roster import COLUMNS, read_roster

    joined = join(named(format).read(export), handles, read_salt(Path.cwd()))
    write_table(output, table(COLUMNS, joined.rows), force=force)
    read_roster(output)
    if people is not None:
        write_table(people, table(("subject_id", "employee"), tuple(joined.subjects.items())), force=force)
    typer.echo(f"{len(joined.subjects)} subjects, {len(joined.rows)} declared accounts in {output}")
    if joined.left_out:
        typer.echo(f"{joined.left_out} rows of the handles file belong to nobody who works here", err=True)
