"""Tables that other people made: CSV in whatever encoding and with whatever delimiter a spreadsheet chose.

Rows are read one at a time, and only the columns that are asked for are ever held: what else a personnel system put
into its export (passwords, home addresses, telephone numbers) is dropped at the cell.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from footprint_audit.errors import ConfigError

__all__ = ["MAX_BYTES", "MAX_ROWS", "Record", "Table", "open_table"]

MAX_BYTES = 256 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_CELL = 4096  # characters
MAX_HEADER = 64 * 1024  # bytes looked at for the encoding and the delimiter
DELIMITERS = ",;\t|"
FORMULA = "=+-@\t\r\n"  # what a spreadsheet runs; our own CSV puts one apostrophe before it

_MARKS = (  # byte order mark -> encoding; the longer ones first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the line of the file it begins at, and its cells by the name we gave their column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, to be read once. `dropped` are the headings of the columns that are not held."""

    records: Iterator[Record]
    columns: tuple[str, ...]
    dropped: tuple[str, ...]


@contextmanager
def open_table(path: Path, columns: Mapping[str, str]) -> Iterator[Table]:
    """The table in `path`. `columns`: heading in lower case -> our name for it; any other column is dropped unread.

    Raises ConfigError naming the file and, from the records, the line.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_BYTES >> 20} MiB", "split it")
        file = path.open("rb")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})", "check the path") from None
    with file:
        opening = file.read(MAX_HEADER)
        file.seek(0)
        encoding = next((name for mark, name in _MARKS if opening.startswith(mark)), "utf-8")
        with TextIOWrapper(file, encoding=encoding, newline="") as text:
            yield _table(path, text, _delimiter(opening, encoding), columns)


def _table(path: Path, text: TextIOWrapper, delimiter: str, columns: Mapping[str, str]) -> Table:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    rows = _rows(path, reader)
    try:
        _, headings = next(rows)
    except StopIteration:
        raise ConfigError(f"{path}: empty", "the first line names the columns") from None
    names = [columns.get(heading.strip().lower(), "") for heading in headings]
    held = [name for name in names if name]
    if twice := sorted({name for name in held if held.count(name) > 1}):
        raise ConfigError(f"{path}: line 1: two columns are read as {', '.join(twice)}", "remove one of them")
    dropped = tuple(heading.strip() for heading, name in zip(headings, names, strict=True) if not name)
    return Table(_records(path, rows, names), tuple(held), dropped)


def _delimiter(opening: bytes, encoding: str) -> str:
    """The delimiter the first line has most of."""
    first = opening.decode(encoding, "replace").lstrip("\ufeff").partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _rows(path: Path, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with its line; what cannot be read is one error that names it."""
    number = 0
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeError) as error:
            kind = "not text in UTF-8 or UTF-16" if isinstance(error, UnicodeError) else "not proper CSV"
            raise ConfigError(f"{path}: line {begins}: {kind}", "save it again as CSV in UTF-8") from None
        number += 1
        if number > MAX_ROWS:
            raise ConfigError(f"{path}: more than {MAX_ROWS:,} rows", "split it")
        if any(cell.strip() for cell in row):
            yield begins, row
        begins = getattr(reader, "line_num", number) + 1


def _records(path: Path, rows: Iterator[tuple[int, list[str]]], names: list[str]) -> Iterator[Record]:
    for line, row in rows:
        if len(row) > len(names):
            raise ConfigError(f"{path}: line {line}: more cells than columns", "quote cells that hold the delimiter")
        cells = {name: _cell(path, line, name, cell) for name, cell in zip(names, row, strict=False) if name}
        yield Record(line, cells)


def _cell(path: Path, line: int, name: str, cell: str) -> str:
    if len(cell) > MAX_CELL or "\x00" in cell:
        raise ConfigError(f"{path}: line {line}: column {name}: too long, or holds a NUL", "correct the cell")
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] and text[1:2] in FORMULA else text
