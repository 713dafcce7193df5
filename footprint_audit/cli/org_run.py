"""One run of a roster: ask, judge, keep each subject's report apart, write what the pipeline needs, log it."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import typer

from footprint_audit import __version__, audit, engine
from footprint_audit.cli.exit import Exit
from footprint_audit.cli.org_settings import OrgSettings
from footprint_audit.cli.output import say, write, write_whole
from footprint_audit.cli.progress import Progress
from footprint_audit.cli.rules_packs import as_they_stand
from footprint_audit.cli.settings import Output
from footprint_audit.collectors.controls import Controls
from footprint_audit.collectors.door import Door, Limits, Reply
from footprint_audit.collectors.visit import Ask
from footprint_audit.model import Outcome, Report, Subject, Tool
from footprint_audit.organisation import runlog
from footprint_audit.organisation.gate import cells, gate
from footprint_audit.organisation.retention import report_name
from footprint_audit.organisation.roster import digest_of
from footprint_audit.organisation.staff_run import StaffRun, coverage_of
from footprint_audit.staff import OrganisationReport, SubjectResult

__all__ = ["audit_organisation", "exit_code", "run_organisation"]


def run_organisation(settings: OrgSettings, at: datetime) -> None:
    """Run it and leave with its exit code. robots.txt is asked before everything."""
    door = Door(
        allow_networks=settings.allow_network,
        limits=Limits(total=settings.timeout),
        concurrency=settings.concurrency,
        organisation=True,
    )
    report = audit_organisation(settings, door, at)
    for output in settings.outputs:
        text = output.reporter.render(report)
        if output.path is None:
            say(text, fenced=output.reporter.name in ("console", "markdown"))
        else:
            write_whole(output.path, text)
    raise typer.Exit(exit_code(report, settings.min_coverage))


def audit_organisation(settings: OrgSettings, door: Door, at: datetime) -> OrganisationReport:
    """The report of a whole roster through a given door; subject reports and the run log are written on the way."""
    rules = _RulesByProfession(settings.packs, quiet=settings.quiet)
    hosts: set[str] = set()
    results = asyncio.run(_collect(settings, door, at, rules, hosts))
    coverage = coverage_of(results)
    report = OrganisationReport(
        authority=settings.authority,
        started_at=at,
        tool=Tool("footprint-audit", __version__),
        rules_digest=rules.digest,
        roster=_from_here(settings.roster.path),
        roster_digest=digest_of(settings.roster.path),
        vantage="a direct connection",
        subjects=results,
        cells=cells(results),
        gate=gate(results, settings.fail_on),
        coverage=coverage,
        fail_on=settings.fail_on,
        notes=settings.notes,
    )
    runlog.append(settings.run_log, runlog.of_run(report, hosts, datetime.now(UTC)))
    return report


async def _collect(
    settings: OrgSettings, door: Door, at: datetime, rules: _RulesByProfession, hosts: set[str]
) -> tuple[SubjectResult, ...]:
    members = settings.roster.members
    with Progress(settings.roster.accounts, sys.stderr, quiet=settings.quiet) as progress:
        async with door:
            ask = _noting(door.fetch, hosts)
            controls = Controls()  # a site is asked for its controls once, however many subjects are there
            run = StaffRun(
                plan=settings.plan,
                collect=partial(audit.collect, ask=ask, now=at, ear=progress.step, controls=controls),
                judge=partial(_judge, rules=rules, at=at),
                keep=partial(_keep, settings),
                salt=settings.salt,
                baseline=settings.baseline,
                started_at=at,
                min_score=settings.min_score,
            )
            return await run.run(members)


def _judge(subject: Subject, outcomes: tuple[Outcome, ...], *, rules: _RulesByProfession, at: datetime) -> Report:
    return audit.report(subject, outcomes, rules.of(subject.professions), started_at=at)


def _keep(settings: OrgSettings, subject: str, report: Report) -> None:
    """The subject's full report in their own file, where one was asked for."""
    if settings.subject_reports is None:
        return
    for reporter in settings.subject_formats:
        path = settings.subject_reports / report_name(subject, reporter.name)
        write(report, Output(reporter, path), reveal=False, fail_on=settings.fail_on)


def _noting(ask: Ask, hosts: set[str]) -> Ask:
    """The same way to ask, with the hosts that were asked written down for the run log."""

    async def noted(url: str, **how: object) -> Reply:
        hosts.add(urlsplit(url).hostname or "")
        return await ask(url, **how)  # type: ignore[arg-type]  # handed on as it came

    return noted


def _from_here(path: Path) -> str:
    """The path as it is seen from this folder, which in a pipeline is the repository's."""
    place, here = path.resolve(), Path.cwd().resolve()
    return str(place.relative_to(here) if place.is_relative_to(here) else path)


class _RulesByProfession:
    """The rules as each set of professions has them, made once."""

    def __init__(self, packs: tuple[Path, ...], *, quiet: bool) -> None:
        self._shipped, self._packs, self._quiet = engine.load_rules(), packs, quiet
        self._made: dict[tuple[str, ...], engine.RuleSet] = {}

    @property
    def digest(self) -> str:
        """Of the rules as they stand where no profession is named."""
        return self.of(()).digest

    def of(self, professions: tuple[str, ...]) -> engine.RuleSet:
        if professions not in self._made:
            self._made[professions] = as_they_stand(self._shipped, professions, self._packs, quiet=self._quiet)
        return self._made[professions]


def exit_code(report: OrganisationReport, min_coverage: float) -> Exit:
    """How the run ended. A failed gate outweighs missing answers: it is true whatever else is unknown."""
    if report.coverage.interrupted:
        return Exit.INTERRUPTED
    if not report.gate.passed:
        return Exit.FINDINGS
    failed = any(result.failure for result in report.subjects)
    short = report.coverage.asked > 0 and report.coverage.fraction < min_coverage
    return Exit.INCOMPLETE if failed or short else Exit.CLEAN
