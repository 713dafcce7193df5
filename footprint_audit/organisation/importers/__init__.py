"""Exports of personnel directories, one format a file that exports exactly `importer`. They tell who works here.

None of them carries handles of sites, so what a person declared stands in a handles file, joined by id or address.
Only the columns named in a format's file are ever held: no password, no home address, no telephone number, no name.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from footprint_audit.errors import UsageError

__all__ = ["Importer", "Person", "named", "names"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the directory: what a handles file may call them (folded), and whether they work here."""

    line: int
    keys: tuple[str, ...]
    active: bool = True


@dataclass(frozen=True, slots=True)
class Importer:
    """One format: its name, and its people in order. `read` raises ConfigError naming file and line."""

    name: str
    read: Callable[[Path], Iterator[Person]]


def names() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def named(name: str) -> Importer:
    """The importer of a format. Raises UsageError if there is none."""
    if name not in names():
        raise UsageError(f"there is no importer {name[:40]!a}", f"use one of {', '.join(names())}")
    importer = import_module(f"{__name__}.{name}").importer
    assert isinstance(importer, Importer), f"organisation/importers/{name}.py exports no importer"
    return importer


def keys(*texts: str) -> tuple[str, ...]:
    """Names of a person as they are compared: folded, the empty ones left out, once each."""
    return tuple(dict.fromkeys(text.strip().casefold() for text in texts if text.strip()))
