"""Formats of a report. A format is one file here, named as `--format` names it, that exports exactly `reporter`.

Rendering is a pure function of a report and a style: nothing is fetched, judged or written, no clock is read.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from footprint_audit.errors import UsageError
from footprint_audit.model import Report

__all__ = ["Reporter", "Style", "named", "names"]


@dataclass(frozen=True, slots=True)
class Style:
    """How to render: columns, colour, whether evidence is shown as it was read, and whether profile texts hide it too.

    `withhold` wins over `reveal`.
    """

    width: int = 80
    colour: bool = False
    reveal: bool = False
    withhold: bool = False


@dataclass(frozen=True, slots=True)
class Reporter:
    """A format's name and its pure rendering function."""

    name: str
    render: Callable[[Report, Style], str]


def names() -> tuple[str, ...]:
    """The formats there are: the modules of this folder. One with an underscore in its name is a part of others."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in found if "_" not in name))


def named(name: str) -> Reporter:
    """The reporter of a format. Raises UsageError, with the nearest name, if there is none."""
    if name not in names():
        import difflib  # only a mistake needs it

        near = difflib.get_close_matches(name, names(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no format {name[:40]!a}{hint}", f"use one of {', '.join(names())}")
    reporter = import_module(f"{__name__}.{name}").reporter
    if not isinstance(reporter, Reporter):
        raise TypeError(f"reporters/{name}.py does not export a Reporter called `reporter`")
    return reporter
