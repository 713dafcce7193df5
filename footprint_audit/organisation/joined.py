"""A roster made of two files: who works here, by a directory's export, and what they declared, by a handles file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from footprint_audit.errors import ConfigError
from footprint_audit.organisation.fingerprints import Salt
from footprint_audit.organisation.importers import Person
from footprint_audit.organisation.roster import COLUMNS
from footprint_audit.organisation.table import open_table

__all__ = ["HANDLES_COLUMNS", "Joined", "join"]

HANDLES_COLUMNS = ("employee", *COLUMNS[1:])


@dataclass(frozen=True, slots=True)
class Joined:
    """The roster's rows, cells in the order of its columns, and how many declarations belong to nobody here."""

    rows: tuple[tuple[str, ...], ...]
    subjects: Mapping[str, str]  # subject id -> how the handles file calls the person
    left_out: int


def join(people: Iterable[Person], handles: Path, salt: Salt) -> Joined:
    """Every declared account of somebody active, under a pseudonym that only the salt makes. Raises ConfigError."""
    known = dict(_by_key(people))
    rows, subjects, left_out = [], {}, 0
    with open_table(handles, {name: name for name in HANDLES_COLUMNS}) as table:
        if "employee" not in table.columns:
            raise ConfigError(f"{handles}: line 1: no column employee", f"the columns are {', '.join(HANDLES_COLUMNS)}")
        for record in table.records:
            person = known.get(record["employee"].casefold())
            if person is None or not person.active:
                left_out += 1
                continue
            subject = salt.pseudonym(person.keys[0])
            subjects[subject] = record["employee"]
            rows.append((subject, *(record[name] for name in COLUMNS[1:])))
    return Joined(tuple(rows), subjects, left_out)


def _by_key(people: Iterable[Person]) -> Iterator[tuple[str, Person]]:
    for person in people:
        yield from ((key, person) for key in person.keys)
