"""`footprint-audit init`: everything an organisation begins with, commented, nothing of it active."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint_audit.cli import options

__all__ = ["init"]


def init(
    pipeline: Annotated[
        str, typer.Option("--pipeline", metavar="github|gitlab", help="Whose pipeline to write")
    ] = "github",
    force: options.Force = False,
) -> None:
    """Write settings, roster, pipeline and the notice for staff into this folder, to be filled in.

    Also makes the salt for fingerprints, and keeps it and people's reports out of git.
    """
    from footprint_audit.cli.output import write_whole
    from footprint_audit.cli.run import now
    from footprint_audit.errors import UsageError
    from footprint_audit.organisation.starting import IGNORED, PIPELINES, starting_files

    if pipeline not in PIPELINES:
        raise UsageError(f"--pipeline: {pipeline!r} is not known", f"known: {', '.join(PIPELINES)}")
    made = tuple((Path(place), text) for place, text in starting_files(pipeline, now().date()))
    if there := [str(path) for path, _ in made if path.exists() and not force]:
        raise UsageError(f"{there[0]}: there already", "move it away, or overwrite all with --force")
    for path, text in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
        typer.echo(f"wrote {path}")
    _ignore(Path(".gitignore"), IGNORED)
    typer.echo("next: tell staff (staff-notice.md), fill in footprint-audit.toml and roster.csv,")
    typer.echo("then: footprint-audit org roster.csv")


def _ignore(path: Path, names: tuple[str, ...]) -> None:
    """Add to .gitignore what is not in it yet."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    missing = [name for name in names if name not in before.splitlines()]
    if missing:
        space = "" if not before or before.endswith("\n") else "\n"
        path.write_text(before + space + "\n".join(missing) + "\n", encoding="utf-8")
        typer.echo(f"added to {path}: {', '.join(missing)}")
