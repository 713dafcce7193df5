"""Google Workspace: the CSV that its admin console exports. It has a password column; none of it is held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from footprint_audit.organisation.importers import Importer, Person, keys
from footprint_audit.organisation.table import open_table

__all__ = ["importer"]

_COLUMNS = {
    "email address [required]": "mail",
    "email address": "mail",
    "employee id": "id",
    "status [read only]": "status",
    "new status [upload only]": "new status",
}


def _read(path: Path) -> Iterator[Person]:
    with open_table(path, _COLUMNS) as table:
        for record in table.records:
            active = "suspended" not in f"{record['status']} {record['new status']}".lower()
            yield Person(record.line, keys(record["mail"], record["id"]), active)


importer = Importer("google", _read)
