"""Whom a change of the roster touches: `--diff-base REF`. Git tells what the file was; rows are compared, not lines."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from footprint_audit.errors import ConfigError, UsageError
from footprint_audit.organisation.roster import Member, Roster, Row, read_rows

__all__ = ["changed_since"]

_SECONDS = 30


def changed_since(roster: Roster, ref: str) -> Roster:
    """The subjects of whom a row is new or other than at `ref`, whole: their accounts are judged together.

    Raises UsageError where git does not know the ref or the file's past cannot be read.
    """
    if not ref or ref.startswith("-"):
        raise UsageError("--diff-base: a commit, branch or tag is wanted", "as in --diff-base origin/main")
    before = _rows_at(roster.path, ref)
    members = tuple(member for member in roster.members if _touched(member, before))
    return Roster(roster.path, members, roster.dropped)


def _touched(member: Member, before: frozenset[Row]) -> bool:
    return any(_without_line(row) not in before for row in member.rows)


def _without_line(row: Row) -> Row:
    return replace(row, line=0)


def _rows_at(path: Path, ref: str) -> frozenset[Row]:
    """The rows of the file as it was; none where it was not there yet."""
    folder = path.resolve().parent
    known = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if known is None:
        raise UsageError("--diff-base: git does not know that commit here", "fetch it first (fetch-depth: 0 in CI)")
    old = _git(folder, "show", f"{known.decode().strip()}:./{path.name}")
    if old is None:
        return frozenset()
    with TemporaryDirectory() as place:
        copy = Path(place) / path.name
        copy.write_bytes(old)
        try:
            with read_rows(copy) as (rows, _):
                return frozenset(map(_without_line, rows))
        except ConfigError:  # what it was then could not be read: every row counts as changed
            return frozenset()


def _git(folder: Path, *words: str) -> bytes | None:
    """What git prints, or None where it refuses."""
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - no shell, and the only free word is a verified commit
    except (OSError, subprocess.TimeoutExpired):
        raise UsageError("--diff-base: git cannot be run here", "install git, or leave --diff-base out") from None
    return done.stdout if done.returncode == 0 else None
