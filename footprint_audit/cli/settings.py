"""From flags and file to one frozen `Settings`, checked before the first request. The flag wins over the file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from footprint_audit import reporters
from footprint_audit.audit import Suppression, handles_of
from footprint_audit.cli.chosen_sites import chosen_sites, without
from footprint_audit.cli.known import known
from footprint_audit.cli.language import chosen_language
from footprint_audit.cli.trust import read_config, refuse_repo_files
from footprint_audit.collectors import programs
from footprint_audit.collectors.catalogue.choice import choose, open_manifest
from footprint_audit.collectors.catalogue.shallow import collector as shallow
from footprint_audit.collectors.links import base_address
from footprint_audit.collectors.visit import Collector
from footprint_audit.config import Config
from footprint_audit.errors import UsageError
from footprint_audit.model import Context, Severity, Strategy, Subject
from footprint_audit.professions import PROFESSIONS

__all__ = [
    "Flags", "Output", "Settings", "above_zero", "configured_language", "fail_on_severity", "list_format", "outputs",
    "refuse_reveal_in_ci", "settings",
]  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Flags:
    """The command line as it was written."""

    handles: tuple[str, ...]
    profession: tuple[str, ...] = ()
    pack: tuple[Path, ...] = ()
    strategy: str | None = None
    context: tuple[str, ...] = ()
    sites: str | None = None
    skip: str | None = None
    on: tuple[str, ...] = ()
    manifest: tuple[Path, ...] = ()
    variants: bool = False
    format: tuple[str, ...] = ()
    language: str | None = None
    fail_on: str | None = None
    timeout: float | None = None
    concurrency: int | None = None
    config: Path | None = None
    allow_network: tuple[str, ...] = ()
    reveal: bool = False
    trust: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """One report to write: its format, and its file (None: standard output)."""

    reporter: reporters.Reporter
    path: Path | None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run needs to know."""

    subject: Subject
    collectors: tuple[Collector, ...]
    contexts: dict[str, Context]
    outputs: tuple[Output, ...]
    fail_on: Severity | None
    packs: tuple[Path, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    timeout: float = 20.0
    concurrency: int = 250
    allow_network: tuple[str, ...] = ()
    variants: bool = False
    reveal: bool = False
    quiet: bool = False
    notes: tuple[str, ...] = ()  # what a person should know before the run
    language: str = "en"


def settings(flags: Flags) -> Settings:
    """The settings of a run. Raises UsageError or ConfigError, one line with advice."""
    config, _, note = read_config(flags.config, trust=flags.trust)
    refuse_repo_files("--pack", flags.pack, trust=flags.trust)
    refuse_reveal_in_ci(reveal=flags.reveal)
    collectors, notes = _collectors(flags, config)
    return Settings(
        subject=_subject(flags, config),
        collectors=collectors,
        contexts=_contexts(flags, config, [collector.site.id for collector in collectors]),
        outputs=outputs(flags.format),
        fail_on=fail_on_severity(flags.fail_on, config.fail_on),
        packs=flags.pack,
        suppressions=tuple(Suppression(s.fingerprint, s.reason, s.until) for s in config.suppress),
        timeout=above_zero("--timeout", flags.timeout, config.timeout, 20.0),
        concurrency=above_zero("--concurrency", flags.concurrency, config.concurrency, 250),
        allow_network=flags.allow_network,
        variants=flags.variants,
        reveal=flags.reveal,
        quiet=flags.quiet,
        notes=(*filter(None, [note]), *notes),
        language=chosen_language(flags.language, config.language),
    )


def configured_language() -> str | None:
    """The language that the configuration here asks for, if any. Raises ConfigError where it cannot be read."""
    return read_config(None, trust=False)[0].language


def refuse_reveal_in_ci(*, reveal: bool) -> None:
    """Raise UsageError where evidence would be unmasked in CI."""
    if reveal and os.environ.get("CI"):
        advice = "logs and artefacts are read by others; run it on your own screen"
        raise UsageError("--reveal is refused in CI", advice)


def fail_on_severity(flag: str | None, configured: Severity | None = None) -> Severity | None:
    """The severity that fails the run; None for `never`."""
    if flag is None:
        return Severity.HIGH if configured is None else configured
    if flag.strip().lower() == "never":
        return None
    try:
        return Severity.parse(flag)
    except ValueError as error:
        raise UsageError(f"--fail-on: {error}, or never") from None


def outputs(formats: Sequence[str]) -> tuple[Output, ...]:
    """The reports to write; at most one of them to standard output."""
    wanted = tuple(_output(text) for text in formats or ("console",))
    if sum(output.path is None for output in wanted) > 1:
        raise UsageError("two formats for one screen", "write one of them to a file, as in --format json=report.json")
    return wanted


def _output(text: str) -> Output:
    name, _, path = text.partition("=")
    if path and not Path(path).parent.is_dir():
        raise UsageError(f"--format {text}: no such folder", "create the folder first")
    return Output(reporters.named(name.strip()), Path(path) if path else None)


def _subject(flags: Flags, config: Config) -> Subject:
    try:
        handles = handles_of(flags.handles)
    except ValueError as error:
        raise UsageError(str(error)) from None
    professions = flags.profession or config.profession
    for name in professions:
        known("--profession", name, PROFESSIONS)
    strategy = config.strategy or Strategy.SEPARATE
    if flags.strategy is not None:
        strategy = Strategy(known("--strategy", flags.strategy, [s.value for s in Strategy]))
    return Subject(handles, professions, strategy)


def _collectors(flags: Flags, config: Config) -> tuple[tuple[Collector, ...], tuple[str, ...]]:
    """Whom to ask, and what a person should know of those who are not asked."""
    chosen = chosen_sites(_listed(flags.sites) or config.sites)
    servers = [_server(text) for text in flags.on or config.on]
    manifests = [open_manifest(name) for name in flags.manifest]
    entries, notes = choose(manifests, [collector.site for collector in chosen])
    servers += [shallow(entry) for entry in entries]
    collectors = without((*chosen, *servers), _listed(flags.skip) or config.skip)
    if not collectors:
        raise UsageError(
            "no site is left to ask", "name one with --sites or --on; 'footprint-audit sites list' shows them"
        )
    return tuple({collector.site.id: collector for collector in collectors}.values()), notes


def _server(text: str) -> Collector:
    name, _, url = text.partition("=")
    there = programs()
    known("--on", name, there)
    try:
        return there[name].at(base_address(url))
    except ValueError as error:
        raise UsageError(f"--on {name}: {error}") from None


def _contexts(flags: Flags, config: Config, ids: Sequence[str]) -> dict[str, Context]:
    contexts = dict(config.context)
    for text in flags.context:
        site, _, word = text.rpartition("=")
        known("--context", site, ids)
        contexts[site] = Context(known("--context", word, ("personal", "professional")))
    return contexts


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip()) if text else ()


def above_zero(flag: str, value: T | None, configured: T | None, default: T) -> T:
    """The flag's value, else the configured one, else the default. Raises UsageError."""
    chosen = value if value is not None else configured if configured is not None else default
    if not 0 < float(str(chosen)) < 100_000:
        raise UsageError(f"{flag}: a number above 0 is wanted")
    return chosen


def list_format(text: str) -> str:
    """`console` or `json`, for a list. Raises UsageError."""
    if text not in ("console", "json"):
        raise UsageError(f"--format {text}: not a format of this list", "choose console or json")
    return text
