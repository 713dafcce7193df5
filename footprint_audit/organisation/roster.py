"""The roster: which accounts staff declared, and what they were told. One row an account, CSV or TOML.

| column | what it says |
|---|---|
| subject_id | a pseudonym for the person: letters, digits, `.`, `_`, `-` |
| site | a site's id, or PROGRAM=https://server for a program one hosts |
| handle or url | the account on it; of an url the site is found |
| profession, context, strategy, audience | how to judge: see `audit --help` |
| notified | the day the person was told (ISO date); empty is a refusal |
| expires | the last day this row may be used; empty: as the authority says |
| discover | `yes`: this person asked to have every other site looked at for this handle too |
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from footprint_audit.errors import ConfigError
from footprint_audit.model import Context, Handle, Strategy
from footprint_audit.organisation.table import Record, open_table
from footprint_audit.professions import PROFESSIONS

T = TypeVar("T")

__all__ = ["COLUMNS", "Member", "Roster", "Row", "digest_of", "read_roster", "read_rows"]

COLUMNS = (
    "subject_id", "site", "handle", "url", "profession", "context", "strategy", "audience", "notified", "expires",
    "discover",
)  # fmt: skip
MAX_TOML = 32 * 1024 * 1024

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_YES, _NO = frozenset(("yes", "true", "1")), frozenset(("", "no", "false", "0"))
_SEVERAL = re.compile(r"[\s,;+]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One declared account, as its line says. Whether it may be used is for `authorisation` to say."""

    line: int
    subject: str
    site: str
    handle: Handle | None
    url: str
    professions: tuple[str, ...]
    context: Context | None
    strategy: Strategy | None
    audience: str
    notified: date | None
    expires: date | None
    discover: bool

    @property
    def named(self) -> str:
        """What two rows of one account have in common."""
        return f"{self.site.casefold()} {str(self.handle).casefold() if self.handle else self.url.casefold()}"


@dataclass(slots=True)
class Member:
    """One subject: every row of theirs, in order. Grows while the roster is read, and is left alone after."""

    subject: str
    rows: list[Row] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.rows[0].line

    @property
    def professions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for row in self.rows for name in row.professions))

    @property
    def strategy(self) -> Strategy | None:
        """What the first row that says so says; the others may not say otherwise."""
        return next((row.strategy for row in self.rows if row.strategy is not None), None)


@dataclass(frozen=True, slots=True)
class Roster:
    """Every subject in the order of the file, and the headings of columns that were dropped unread."""

    path: Path
    members: tuple[Member, ...]
    dropped: tuple[str, ...] = ()

    @property
    def accounts(self) -> int:
        return sum(len(member.rows) for member in self.members)


def read_roster(path: Path) -> Roster:
    """The whole roster, each subject's rows together. Raises ConfigError naming file, line and column."""
    with read_rows(path) as (rows, dropped):
        members = _members(path, rows)
    if not members:
        raise ConfigError(f"{path}: no account in it", "add a row for each account that was declared")
    return Roster(path, tuple(members.values()), dropped)


def digest_of(path: Path) -> str:
    """SHA-256 of the roster's bytes, as the run log names it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def read_rows(path: Path) -> Iterator[tuple[Iterator[Row], tuple[str, ...]]]:
    """The rows of a roster one at a time, and the headings of dropped columns."""
    if path.suffix.lower() == ".toml":
        yield iter([_row(path, record) for record in _toml(path)]), ()
        return
    with open_table(path, {name: name for name in COLUMNS}) as table:
        missing = [name for name in ("subject_id", "notified") if name not in table.columns]
        if missing or not {"site", "url"} & set(table.columns):
            wanted = ", ".join(missing) or "site or url"
            raise ConfigError(f"{path}: line 1: no column {wanted}", f"the columns are {', '.join(COLUMNS)}")
        yield (_row(path, record) for record in table.records), table.dropped


def _members(path: Path, rows: Iterable[Row]) -> dict[str, Member]:
    members: dict[str, Member] = {}
    folded: dict[str, str] = {}
    accounts: dict[str, int] = {}
    for row in rows:
        near = folded.setdefault(_folded(row.subject), row.subject)
        if near != row.subject:
            raise _bad(path, row.line, "subject_id", f"two ids that look alike: {near} and {row.subject}")
        if row.named in accounts:
            raise _bad(path, row.line, "handle", f"the account of line {accounts[row.named]} again")
        accounts[row.named] = row.line
        member = members.setdefault(row.subject, Member(row.subject))
        if row.strategy is not None and member.strategy not in (None, row.strategy):
            raise _bad(path, row.line, "strategy", "not what an earlier row says for the same subject")
        member.rows.append(row)
    return members


def _folded(subject: str) -> str:
    """Ids that a reader could take for each other become one."""
    return unicodedata.normalize("NFKC", subject).casefold().translate(str.maketrans("015", "ols"))


def _toml(path: Path) -> list[Record]:
    try:
        if path.stat().st_size > MAX_TOML:
            raise ConfigError(f"{path}: larger than {MAX_TOML >> 20} MiB", "use CSV for a roster this long")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})", "check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        raise ConfigError(f"{path}: not valid TOML", "see examples/organisation/roster.toml") from None
    tables = data.get("account")
    if not isinstance(tables, list) or set(data) != {"account"}:
        raise ConfigError(f"{path}: [[account]] tables are wanted, and nothing else", "see examples/organisation")
    return [_table_record(path, number, table) for number, table in enumerate(tables, 1)]


def _table_record(path: Path, number: int, table: object) -> Record:
    """A table's keys as cells; TOML does not tell lines, so the number of the table stands for one."""
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: account {number}: a table is wanted", "see examples/organisation/roster.toml")
    if unknown := sorted(set(table) - set(COLUMNS)):
        raise ConfigError(f"{path}: account {number}: unknown key {unknown[0]!r}", f"keys are {', '.join(COLUMNS)}")
    return Record(number, {name: _cell(value) for name, value in table.items()})


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value).strip()


def _row(path: Path, record: Record) -> Row:
    subject = record["subject_id"]
    if not _ID.fullmatch(subject):
        raise _bad(path, record.line, "subject_id", "1 to 64 letters, digits, '.', '_' or '-' are wanted: a pseudonym")
    return Row(
        line=record.line,
        subject=subject,
        site=record["site"],
        handle=_handle(path, record),
        url=_url(path, record),
        professions=_professions(path, record),
        context=_word(path, record, "context", {"personal": Context.PERSONAL, "professional": Context.PROFESSIONAL}),
        strategy=_word(path, record, "strategy", {s.value: s for s in Strategy}),
        audience=record["audience"],
        notified=_date(path, record, "notified"),
        expires=_date(path, record, "expires"),
        discover=_flag(path, record, "discover"),
    )


def _handle(path: Path, record: Record) -> Handle | None:
    text = record["handle"]
    if not text and not record["url"]:
        raise _bad(path, record.line, "handle", "empty, and so is url: say which account was declared")
    try:
        return Handle.parse(text) if text else None
    except ValueError as error:
        raise _bad(path, record.line, "handle", str(error)) from None


def _url(path: Path, record: Record) -> str:
    text = record["url"]
    if text and not re.match(r"https?://[^/\s]+/\S", text):
        raise _bad(path, record.line, "url", "the whole address of a profile is wanted, as in https://site/name")
    return text


def _professions(path: Path, record: Record) -> tuple[str, ...]:
    names = tuple(filter(None, _SEVERAL.split(record["profession"].lower())))
    if unknown := [name for name in names if name not in PROFESSIONS]:
        raise _bad(path, record.line, "profession", f"{unknown[0]!r} is not known; known: {', '.join(PROFESSIONS)}")
    return names


def _word(path: Path, record: Record, column: str, words: Mapping[str, T]) -> T | None:
    text = record[column].lower()
    if text and text not in words:
        raise _bad(path, record.line, column, f"one of {', '.join(words)} is wanted")
    return words.get(text)


def _date(path: Path, record: Record, column: str) -> date | None:
    try:
        return date.fromisoformat(record[column]) if record[column] else None
    except ValueError:
        raise _bad(path, record.line, column, "a date is wanted, as in 2026-11-28") from None


def _flag(path: Path, record: Record, column: str) -> bool:
    text = record[column].lower()
    if text not in _YES | _NO:
        raise _bad(path, record.line, column, "yes or no is wanted")
    return text in _YES


def _bad(path: Path, line: int, column: str, what: str) -> ConfigError:
    return ConfigError(f"{path}: line {line}: column {column}: {what}", "correct the row; nothing was asked")
