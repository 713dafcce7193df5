"""The run log: a line of JSON a run, appended, never rewritten. Who, when, on what authority, how much; no content."""

from __future__ import annotations

import getpass
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from footprint_audit.errors import ConfigError
from footprint_audit.staff import OrganisationReport

__all__ = ["FILE_NAME", "actor", "append", "of_purge", "of_run", "writable"]

FILE_NAME = "footprint-audit-runs.jsonl"


def of_run(report: OrganisationReport, hosts: Iterable[str], ended_at: datetime) -> dict[str, object]:
    """What is written down of a run. `hosts`: those that were contacted; they are places, not accounts."""
    coverage, authority = report.coverage, report.authority
    severities = Counter(finding.severity.label for finding in report.findings)
    standings = Counter(finding.standing.value for finding in report.findings)
    standings.update(gone.standing.value for gone in report.gone)
    return {
        "event": "run",
        "started_at": _time(report.started_at),
        "ended_at": _time(ended_at),
        "actor": actor(os.environ),
        "authority": {
            "owner": authority.owner,
            "purpose": authority.purpose,
            "legal_basis": authority.legal_basis,
            "expires": authority.expires.isoformat(),
        },
        "tool": report.tool.version,
        "rules": report.rules_digest,
        "roster": report.roster_digest,
        "subjects": len(report.subjects),
        "accounts": coverage.asked,
        "profiles": coverage.profiles,
        "absent": coverage.absent,
        "unread": {reason.value: number for reason, number in coverage.reasons},
        "hosts": sorted(set(hosts)),
        "findings": dict(sorted(severities.items())),
        "standings": dict(sorted(standings.items())),
        "failed_subjects": sum(bool(result.failure) for result in report.subjects),
        "gate": "passed" if report.gate.passed else "failed",
        "interrupted": coverage.interrupted,
    }


def of_purge(at: datetime, removed: int, kept: int) -> dict[str, object]:
    """What is written down when subject reports are removed."""
    return {"event": "purge", "at": _time(at), "actor": actor(os.environ), "removed": removed, "kept": kept}


def actor(environ: Mapping[str, str]) -> str:
    """Who started it: the pipeline's user, else this machine's."""
    for name in ("GITHUB_ACTOR", "GITLAB_USER_LOGIN"):
        if environ.get(name):
            return environ[name]
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def append(path: Path, record: Mapping[str, object]) -> None:
    """One line more, on the disk before this returns. Raises ConfigError."""
    line = json.dumps(record, ensure_ascii=True, allow_nan=False) + "\n"
    try:
        with os.fdopen(_opened(path), "ab") as file:
            file.write(line.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(path, error) from None


def writable(path: Path) -> None:
    """Raise ConfigError before a run if its log could not be written after it: such a run is refused."""
    try:
        os.close(_opened(path))
    except OSError as error:
        raise _unwritable(path, error) from None


def _opened(path: Path) -> int:
    """A descriptor that can only add to the file; a link is not followed."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _unwritable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"{path}: the run log cannot be written ({error.strerror})", "choose another --run-log")


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
