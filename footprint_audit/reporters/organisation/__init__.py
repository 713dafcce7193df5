"""Formats of an organisation's report, found by their file as the others are. It holds no evidence to show."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from footprint_audit.errors import UsageError
from footprint_audit.staff import OrganisationReport

__all__ = ["OrganisationReporter", "named", "names"]


@dataclass(frozen=True, slots=True)
class OrganisationReporter:
    """A format's name, its pure rendering function, and how to tell a file it wrote from somebody else's."""

    name: str
    render: Callable[[OrganisationReport], str]
    is_ours: Callable[[str], bool]


def names() -> tuple[str, ...]:
    """The formats there are: the modules of this folder. One with an underscore in its name is a part of others."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if "_" not in module.name))


def named(name: str) -> OrganisationReporter:
    """The reporter of a format. Raises UsageError if there is none."""
    if name not in names():
        raise UsageError(f"there is no format {name[:40]!a} for an organisation", f"use one of {', '.join(names())}")
    reporter = import_module(f"{__name__}.{name}").reporter
    assert isinstance(reporter, OrganisationReporter), f"reporters/organisation/{name}.py exports no reporter"
    return reporter
