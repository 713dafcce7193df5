"""Okta: the CSV of its people report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from footprint_audit.organisation.importers import Importer, Person, keys
from footprint_audit.organisation.table import open_table

__all__ = ["importer"]

_COLUMNS = {
    "login": "login",
    "username": "login",
    "email": "mail",
    "primary email": "mail",
    "employeenumber": "id",
    "employee number": "id",
    "status": "status",
}
_GONE = frozenset(("deprovisioned", "suspended", "deactivated"))


def _read(path: Path) -> Iterator[Person]:
    with open_table(path, _COLUMNS) as table:
        for record in table.records:
            active = record["status"].lower() not in _GONE
            yield Person(record.line, keys(record["login"], record["mail"], record["id"]), active)


importer = Importer("okta", _read)
