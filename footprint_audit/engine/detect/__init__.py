"""Named detectors: what no single pattern can say. One file a detector, found by its file name, exporting `detector`.

A detector sees the normalised text (`Folded.normal`) and is asked only where its gate is open: enough digits, and one
of its literals or traits where it names any. `find` takes time in proportion to the text, never raises, and yields
spans that lie inside the text, in their order. Its patterns begin with a set of characters where they can, over whose
absence Python skips at once.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from footprint_audit.engine.traits import Trait
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import Gate

__all__ = ["Detector", "Find", "Span", "lazy", "named", "names", "words"]


@dataclass(frozen=True, slots=True)
class Span:
    """What was found: where, how sure that makes us (`weak` needs a word beside it), and how it would be written
    without its spaces and signs, so that two spellings of one value are one value."""

    start: int
    end: int
    verdict: Verdict
    value: str


Find = Callable[[str], Iterator[Span]]


@dataclass(frozen=True, slots=True)
class Detector:
    """`gate.digits` digits a text must hold, and a literal of `gate.any` or one of `traits`, where there are any.

    The literals are folded, and of three characters or more, or of signs.
    """

    gate: Gate
    find: Find
    traits: tuple[Trait, ...] = ()


@cache
def names() -> tuple[str, ...]:
    """Every detector a rule may ask for: the files of this folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def named(name: str) -> Detector:
    """The detector of that name; its file is read when it is first asked for. KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    detector = import_module(f"{__name__}.{name}").detector
    if not isinstance(detector, Detector):
        raise TypeError(f"{name}.py must export `detector`, a Detector")
    return detector


def lazy(pattern: str) -> Callable[[], re.Pattern[str]]:
    """The pattern, compiled when it is first asked for: most runs need few, and start-up pays for none."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern)

    return compiled


@cache
def _tables() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> tuple[str, ...]:
    """One of the lists of words.toml."""
    return tuple(_tables()[name])
