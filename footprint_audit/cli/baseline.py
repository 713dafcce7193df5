"""`footprint-audit baseline`: findings an organisation decided about, each with a reason and a last day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint_audit.cli import org_options

__all__ = ["app"]

app = typer.Typer(
    help="Decide about findings of staff: add, list and prune the baseline.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Report = Annotated[
    Path, typer.Option("--report", metavar="FILE", help="What 'org --format json' wrote", show_default=False)
]


@app.command("add")
def add(
    fingerprints: Annotated[
        list[str], typer.Argument(metavar="FINGERPRINT", help="Findings of the report, or 'all' that are new")
    ],
    report: Report,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it may stay", show_default=False)],
    expires: Annotated[
        str, typer.Option("--expires", metavar="DATE", help="The last day it may, within a year", show_default=False)
    ],
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar="WHO", help="Who decided, as a role", show_default=False)
    ],
    baseline: org_options.BaselineFile = None,
) -> None:
    """Write findings of a saved report into the baseline. Reason, last day and who decided are needed."""
    from footprint_audit.cli.baseline_files import added, saved_findings, write_baseline
    from footprint_audit.cli.run import now

    findings = saved_findings(report)
    place, made, number = added(
        baseline, findings, fingerprints, reason=reason, expires=expires, approved_by=approved_by, today=now().date()
    )
    write_baseline(place, made)
    typer.echo(f"{number} in {place} until {expires}")


@app.command("list")
def list_entries(baseline: org_options.BaselineFile = None) -> None:
    """List the decisions: fingerprint, rule, subject, until when, who decided, why."""
    from footprint_audit.cli.baseline_files import listing
    from footprint_audit.cli.run import now

    for line in listing(baseline, now().date()):
        typer.echo(line)


@app.command("prune")
def prune(
    baseline: org_options.BaselineFile = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Remove what this report says is fixed too",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Remove decisions whose day is over, and those about findings that are fixed."""
    from footprint_audit.cli.baseline_files import pruned, saved_findings, write_baseline
    from footprint_audit.cli.run import now

    place, made, number = pruned(baseline, saved_findings(report) if report else (), now().date())
    write_baseline(place, made)
    typer.echo(f"{number} removed from {place}, {len(made.entries)} left")
