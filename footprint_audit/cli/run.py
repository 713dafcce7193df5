"""One run: ask, judge, write the reports, and say by the exit code how it ended."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import typer

from footprint_audit import audit, engine
from footprint_audit.cli.exit import Exit
from footprint_audit.cli.output import write
from footprint_audit.cli.progress import Progress
from footprint_audit.cli.rules_packs import as_they_stand
from footprint_audit.cli.settings import Settings
from footprint_audit.collectors.controls import Controls, Kept
from footprint_audit.collectors.door import Door, Limits
from footprint_audit.display import safe_text
from footprint_audit.model import Outcome, Report, Severity

__all__ = ["exit_code", "now", "run_audit"]


def run_audit(settings: Settings) -> None:
    """Run the whole pipeline and leave with its exit code."""
    door = Door(
        allow_networks=settings.allow_network,
        limits=Limits(total=settings.timeout),
        concurrency=settings.concurrency,
        idle=audit.SITES_AT_ONCE if len(settings.subject.handles) > 1 or settings.variants else 100,
    )
    finish(settings, door)


def finish(settings: Settings, door: Door) -> None:
    """The pipeline through a given door: rules are read before the first request, reports written after the last."""
    for note in () if settings.quiet else settings.notes:
        typer.echo(f"note: {safe_text(note)}", err=True)
    professions = settings.subject.professions
    ruleset = as_they_stand(engine.load_rules(), professions, settings.packs, quiet=settings.quiet)
    started_at = now()
    queries = audit.plan(settings.subject, settings.collectors, settings.contexts, variants=settings.variants)
    outcomes = asyncio.run(_collect(queries, door, started_at, quiet=settings.quiet))
    report = audit.report(
        settings.subject, outcomes, ruleset, started_at=started_at, suppressions=settings.suppressions
    )
    for output in settings.outputs:
        write(report, output, reveal=settings.reveal, fail_on=settings.fail_on, language=settings.language)
    raise typer.Exit(exit_code(report, settings.fail_on))


async def _collect(queries: Sequence[audit.Query], door: Door, at: datetime, *, quiet: bool) -> tuple[Outcome, ...]:
    # What lives through the run would be walked again and again: the collector of cycles took a sixth of its time.
    gc.freeze()
    gc.set_threshold(10_000, 10, 50)
    kept = Kept(at.date(), door.vantage)
    with Progress(len(queries), sys.stderr, quiet=quiet) as progress:
        async with door:
            outcomes = await audit.collect(queries, door.fetch, at, progress.step, Controls(kept))
    kept.save()
    return outcomes


def exit_code(report: Report, fail_on: Severity | None) -> Exit:
    """How the run ended. A finding at the gate outweighs missing answers: it is true whatever else is unknown."""
    if report.coverage.interrupted:
        return Exit.INTERRUPTED
    if fail_on is not None and any(finding.severity >= fail_on for finding in report.findings):
        return Exit.FINDINGS
    return Exit.INCOMPLETE if report.coverage.fraction < 0.5 else Exit.CLEAN


def now() -> datetime:
    """The time of the run, to the second; SOURCE_DATE_EPOCH makes it reproducible."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC).replace(microsecond=0)
