"""Reports to the screen or to a file: whole or not at all, and readable by their owner only."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from footprint_audit.cli.settings import Output
from footprint_audit.errors import UsageError
from footprint_audit.model import Report
from footprint_audit.reporters import Style

__all__ = ["write"]


def write(report: Report, output: Output, *, reveal: bool) -> None:
    """Render the report and write it. Raises UsageError where the file cannot be written."""
    in_ci = bool(os.environ.get("CI"))
    if output.path is None:
        text = output.reporter.render(report, _screen(reveal=reveal, withhold=in_ci))
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    text = output.reporter.render(report, Style(width=100, reveal=reveal, withhold=in_ci))
    try:
        _write_whole(output.path, text)
    except OSError as error:
        raise UsageError(f"{output.path}: cannot be written ({error.strerror})", "choose another path") from None


def _screen(*, reveal: bool, withhold: bool) -> Style:
    """As wide as the terminal (60 to 200 columns), in colour only on one, and never under NO_COLOR."""
    width = min(max(shutil.get_terminal_size((80, 24)).columns, 60), 200)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(width=width, colour=colour, reveal=reveal, withhold=withhold)


def _write_whole(path: Path, text: str) -> None:
    """Write beside the place and move there: a crash leaves the old file, a link is replaced and never followed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:32]}.", dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
