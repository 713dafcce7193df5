"""`footprint-audit purge`: full reports of subjects, removed when their time is over or when a subject asks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint_audit.cli import options, org_options

__all__ = ["purge"]


def purge(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What --subject-reports named", show_default=False)],
    older_than: Annotated[
        int | None,
        typer.Option(
            "--older-than",
            metavar="DAYS",
            help="Days a report is kept [default: retention_days of the authority, else 30]",
            show_default=False,
        ),
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="ID", help="All reports of this subject, of any age", show_default=False),
    ] = None,
    config: options.ConfigFile = None,
    run_log: org_options.RunLog = None,
) -> None:
    """Remove subject reports that are older than they may be kept. Nothing but reports of ours is removed."""
    from datetime import UTC, datetime

    from footprint_audit.cli.trust import read_config
    from footprint_audit.errors import UsageError
    from footprint_audit.organisation import retention, runlog

    settings, _, _ = read_config(config, trust=True)  # the worst a hostile number of days can do is to remove too soon
    kept_for = settings.organisation.retention_days if settings.organisation else 30
    days = kept_for if older_than is None else older_than
    if days < 0:
        raise UsageError("--older-than: a number of days is wanted", "as in --older-than 30")
    now = datetime.now(UTC)
    log = run_log or Path(runlog.FILE_NAME)
    runlog.writable(log)
    removed, kept = retention.purge(folder, now, days, subject)
    runlog.append(log, runlog.of_purge(now, removed, kept))
    typer.echo(f"{removed} removed, {kept} kept in {folder}")
