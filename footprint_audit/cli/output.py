"""Reports to the screen or to a file: whole or not at all, their owner's only, never over what is no report of ours."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from footprint_audit.cli.settings import Output
from footprint_audit.errors import UsageError
from footprint_audit.model import Report, Severity
from footprint_audit.reporters import Style

__all__ = ["refuse_to_overwrite", "say", "write", "write_whole"]

PIECE = 1 << 20  # characters encoded at once: a report of ten thousand accounts is not held twice
MAX_BYTES = 64 * 1024 * 1024  # of a file that is looked at; no report of ours is larger


def write(
    report: Report, output: Output, *, reveal: bool, fail_on: Severity | None = Severity.HIGH, language: str = "en"
) -> None:
    """Render the report and write it. Raises UsageError where the file cannot be written."""
    style = Style(width=100, reveal=reveal, withhold=bool(os.environ.get("CI")), fail_on=fail_on, language=language)
    if output.path is None:
        text = output.reporter.render(report, _screen(style))
        say(text, fenced=output.reporter.name in ("console", "summary"))
        return
    write_whole(output.path, output.reporter.render(report, style))


def say(text: str, *, fenced: bool) -> None:
    """The text on standard output; `fenced`: it is for people, and GitHub's runner is kept from obeying its lines."""
    if fenced and os.environ.get("GITHUB_ACTIONS"):
        text = _without_commands(text)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _screen(style: Style) -> Style:
    """As wide as the terminal (60 to 200 columns), in colour only on one, and never under NO_COLOR."""
    width = min(max(shutil.get_terminal_size((80, 24)).columns, 60), 200)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return replace(style, width=width, colour=colour)


def _without_commands(text: str) -> str:
    """The text fenced off from GitHub's runner, which obeys a line of a log that looks like a workflow command."""
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{text}::{token}::\n"


class _Kind(Protocol):
    """What is asked of a format here."""

    @property
    def name(self) -> str: ...
    @property
    def is_ours(self) -> Callable[[str], bool]: ...


class _Written(Protocol):
    """A report that goes to a file, or to the screen where `path` is None."""

    @property
    def path(self) -> Path | None: ...
    @property
    def reporter(self) -> _Kind: ...


def refuse_to_overwrite(outputs: Sequence[_Written], *, force: bool) -> None:
    """Look at every file before the first request: UsageError where one is not ours to replace.

    A file is ours if it is empty or a report of the same format. `force` lets go of any other file or link, but
    nothing replaces a folder or a device.
    """
    seen: set[Path] = set()
    for output in outputs:
        if output.path is None:
            continue
        place = output.path.parent.resolve() / output.path.name
        if place in seen:
            raise UsageError(f"{output.path}: two formats for one file", "give each its own path")
        seen.add(place)
        _check(output.path, output, force=force)


def _check(path: Path, output: _Written, *, force: bool) -> None:
    try:
        there = path.lstat()
        if not stat.S_ISREG(there.st_mode) and not stat.S_ISLNK(there.st_mode):
            raise UsageError(f"{path}: not a plain file", "choose another path")
        if force or (stat.S_ISREG(there.st_mode) and _is_ours(path, there.st_size, output)):
            return
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})", "choose another path") from None
    raise UsageError(
        f"{path}: there already, and not a {output.reporter.name} report of ours",
        "choose another path, or overwrite it with --force",
    )


def _is_ours(path: Path, size: int, output: _Written) -> bool:
    if size > MAX_BYTES:
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    return not text or output.reporter.is_ours(text)


def write_whole(path: Path, text: str) -> None:
    """Write the file whole or not at all, its owner's only. Raises UsageError where it cannot be written."""
    try:
        _write_beside(path, text)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})", "choose another path") from None


def _write_beside(path: Path, text: str) -> None:
    """Write beside the place and move there: a crash leaves the old file, a link is replaced and never followed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:32]}.", dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            for start in range(0, len(text), PIECE):
                file.write(text[start : start + PIECE].encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
