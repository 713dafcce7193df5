"""The tables that `roster import` writes: CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from footprint_audit.cli.output import write_whole
from footprint_audit.errors import UsageError
from footprint_audit.organisation.table import FORMULA

__all__ = ["table", "write_table"]


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """The CSV. A cell that a spreadsheet would run gets one apostrophe, which our own reader takes off again."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] and cell[:1] in FORMULA else cell


def write_table(path: Path, text: str, *, force: bool) -> None:
    """Write it, its owner's only; what is there is replaced only by force."""
    if path.exists() and not force:
        raise UsageError(f"{path}: there already", "choose another path, or overwrite it with --force")
    write_whole(path, text)
