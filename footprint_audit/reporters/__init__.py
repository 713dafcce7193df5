"""Formats of a report. A format is one file here, named as `--format` names it, that exports exactly `reporter`.

Rendering is a pure function of a report and a style: nothing is fetched, judged or written, no clock is read.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from footprint_audit.errors import UsageError
from footprint_audit.model import Report, Severity
from footprint_audit.reporters.plain_words import ABOUT_PERSONS
from footprint_audit.reporters.translated_texts import languages, texts_in

__all__ = ["Reporter", "Style", "begins_with", "named", "names", "speaks_to_people"]


@dataclass(frozen=True, slots=True)
class Style:
    """How to render: columns, colour, whether evidence is shown as it was read, and whether profile texts hide it too.

    `withhold` wins over `reveal`. `fail_on` is the severity at which a finding is a failure, None for never. `language`
    is one of `translated_texts.languages`; only formats for people heed it.
    """

    width: int = 80
    colour: bool = False
    reveal: bool = False
    withhold: bool = False
    fail_on: Severity | None = Severity.HIGH
    language: str = "en"


def speaks_to_people(text: str) -> bool:
    """Whether the sentence that ends every report for people stands in it, in any language, however it was wrapped."""
    text = " ".join(text.split())
    return any(texts_in(language)(ABOUT_PERSONS) in text for language in languages())


def begins_with(opening: str) -> Callable[[str], bool]:
    """A test for texts that begin so."""
    return lambda text: text.startswith(opening)


@dataclass(frozen=True, slots=True)
class Reporter:
    """A format's name, its pure rendering function, and how to tell a file it wrote from somebody else's."""

    name: str
    render: Callable[[Report, Style], str]
    is_ours: Callable[[str], bool] = speaks_to_people


def names() -> tuple[str, ...]:
    """The formats there are: the modules of this folder. One with an underscore in its name is a part of others."""
    found = (module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
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
