"""From flags, configuration and roster to the settings of an organisation's run. Every refusal fires here, offline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from footprint_audit import reporters
from footprint_audit.cli.places import Places
from footprint_audit.cli.settings import above_zero, fail_on_severity
from footprint_audit.cli.trust import read_config, refuse_public_repository, refuse_repo_files
from footprint_audit.errors import UsageError
from footprint_audit.model import Severity
from footprint_audit.organisation import baseline as baselines
from footprint_audit.organisation import changed, retention, runlog
from footprint_audit.organisation.authorisation import refuse_authority, refuse_rows
from footprint_audit.organisation.baseline import Baseline, read_baseline
from footprint_audit.organisation.fingerprints import Salt, read_salt
from footprint_audit.organisation.roster import Member, Roster, read_roster
from footprint_audit.organisation.staff_run import Planned
from footprint_audit.reporters import Reporter
from footprint_audit.reporters import organisation as formats
from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.staff import Authority

__all__ = ["OrgFlags", "OrgOutput", "OrgSettings", "org_settings"]


@dataclass(frozen=True, slots=True)
class OrgFlags:
    """What the command line said, unread."""

    roster: Path
    fail_on: str | None = None
    min_coverage: float | None = None
    min_score: int | None = None
    baseline: Path | None = None
    diff_base: str | None = None
    subject_reports: Path | None = None
    subject_format: str = "json"
    run_log: Path | None = None
    pack: tuple[Path, ...] = ()
    format: tuple[str, ...] = ()
    timeout: float | None = None
    concurrency: int | None = None
    config: Path | None = None
    trust: bool = False
    public: bool = False
    allow_network: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class OrgOutput:
    """One format, to a file or (path None) to standard output."""

    reporter: OrganisationReporter
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class OrgSettings:
    """Everything an organisation's run needs to know. `plan` was tried on every subject before this was made."""

    authority: Authority
    roster: Roster
    plan: Callable[[Member], tuple[Planned, ...]]
    salt: Salt
    baseline: Baseline
    outputs: tuple[OrgOutput, ...]
    fail_on: Severity | None
    min_coverage: float = 0.5
    min_score: int | None = None
    subject_reports: Path | None = None
    subject_formats: tuple[Reporter, ...] = ()
    run_log: Path = Path(runlog.FILE_NAME)
    packs: tuple[Path, ...] = ()
    timeout: float = 20.0
    concurrency: int = 100
    allow_network: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    quiet: bool = False


def org_settings(flags: OrgFlags, today: date) -> OrgSettings:
    """The settings of a run. Raises UsageError or ConfigError, one line with advice, before anything is asked."""
    refuse_public_repository(allow=flags.public)
    config, place, note = read_config(flags.config, trust=flags.trust)
    refuse_repo_files("--pack", flags.pack, trust=flags.trust)
    decisions = flags.baseline or Path(baselines.FILE_NAME)
    refuse_repo_files("--baseline", [decisions] if decisions.exists() else [], trust=flags.trust)
    authority = refuse_authority(config.organisation, note or str(place or "no configuration here"), today)
    roster = read_roster(flags.roster)
    refuse_rows(flags.roster, roster.members, authority, today)
    plan = Places(flags.roster).plan
    for member in roster.members:
        plan(member)
    if flags.diff_base is not None:
        roster = changed.changed_since(roster, flags.diff_base)
    settings = OrgSettings(
        authority=authority,
        roster=roster,
        plan=plan,
        salt=read_salt(place.parent if place else Path.cwd()),
        baseline=read_baseline(decisions, required=flags.baseline is not None),
        outputs=_outputs(flags.format),
        fail_on=fail_on_severity(flags.fail_on, config.fail_on),
        min_coverage=_share(flags.min_coverage),
        min_score=_points(flags.min_score),
        subject_reports=flags.subject_reports,
        subject_formats=_subject_formats(flags.subject_format),
        run_log=flags.run_log or Path(runlog.FILE_NAME),
        packs=flags.pack,
        timeout=above_zero("--timeout", flags.timeout, config.timeout, 20.0),
        concurrency=above_zero("--concurrency", flags.concurrency, config.concurrency, 100),
        allow_network=flags.allow_network,
        notes=_notes(roster),
        quiet=flags.quiet,
    )
    runlog.writable(settings.run_log)
    if settings.subject_reports is not None:
        retention.prepare(settings.subject_reports)
    return settings


def _outputs(texts: Sequence[str]) -> tuple[OrgOutput, ...]:
    wanted = tuple(_output(text) for text in texts or ("console",))
    if sum(output.path is None for output in wanted) > 1:
        raise UsageError("two formats for one screen", "write one of them to a file, as in --format sarif=org.sarif")
    return wanted


def _output(text: str) -> OrgOutput:
    name, _, path = text.partition("=")
    if path and not Path(path).parent.is_dir():
        raise UsageError(f"--format {text}: no such folder", "create the folder first")
    return OrgOutput(formats.named(name.strip()), Path(path) if path else None)


def _subject_formats(text: str) -> tuple[Reporter, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names or not set(names) <= retention.ENDINGS:
        known = " or ".join(sorted(retention.ENDINGS))
        raise UsageError(f"--subject-format {text}: not a subject's format", f"use {known}")
    return tuple(reporters.named(name) for name in names)


def _share(value: float | None) -> float:
    if value is not None and not 0 <= value <= 1:
        raise UsageError("--min-coverage: a share from 0 to 1 is wanted", "as in --min-coverage 0.8")
    return 0.5 if value is None else value


def _points(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= 100:
        raise UsageError("--min-score: a number from 0 to 100 is wanted", "a score is no measure of a person")
    return value


def _notes(roster: Roster) -> tuple[str, ...]:
    """What a reader must know of the roster: which columns were not looked at, by their headings."""
    if not roster.dropped:
        return ()
    return (f"columns of the roster that were not read: {', '.join(roster.dropped)}",)
