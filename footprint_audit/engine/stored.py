"""Rules as plain lists for JSON, and back, each value held to its type: what we wrote may have been altered since."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass
from enum import Enum
from operator import call
from typing import Any

from footprint_audit.display import MASKS
from footprint_audit.engine.context import UNDOING
from footprint_audit.engine.detect import names
from footprint_audit.engine.validators import VALIDATORS
from footprint_audit.model import (
    Allow,
    AuthoredBy,
    CombinedMatch,
    Condition,
    ContextWords,
    DetectorMatch,
    Dimension,
    Examples,
    FactKind,
    FactMatch,
    Gate,
    Match,
    PatternMatch,
    Requirement,
    Rule,
    Severity,
    TermsMatch,
)

__all__ = ["plain", "rules", "texts"]

_Reader = Callable[[Any], object]  # Any: each reader says itself what it takes, and raises for anything else


def plain(value: object) -> object:
    """A rule, or a part of one, as lists, texts and numbers; a match is preceded by its kind.

    The last values of a part are left out as far as they are those it has if it is not told.
    """
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        kind = [type(value).__name__] if type(value).__name__ in _MATCHES else []
        told = [(getattr(value, one.name), one.default) for one in fields(value)]
        while told and told[-1][0] == told[-1][1]:
            told.pop()
        return [*kind, *(plain(one) for one, _ in told)]
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def rules(value: object) -> tuple[Rule, ...]:
    """The rules that `plain` wrote so. Raises ValueError, TypeError or KeyError for anything else."""
    return tuple(map(_rule, _list(value)))


def texts(value: object) -> tuple[str, ...]:
    """A list of texts. Raises TypeError."""
    found = tuple(_list(value))
    "".join(found)  # type: ignore[arg-type]  # the quickest way to be told of one that is no text
    return found  # type: ignore[return-value]  # it has been


def _list(value: object) -> list[object]:
    if type(value) is not list:
        raise TypeError("no list")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise TypeError("no text")
    return value


def _one_of(known: Collection[str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in known:
            raise ValueError("no such name")
        return _text(value)

    return read


def _flag(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError("neither true nor false")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("no whole number")
    return value


def _real(value: object) -> float:
    if type(value) not in (int, float):
        raise TypeError("no number")
    return float(value)  # type: ignore[arg-type]  # one of the two


def _severity(value: object) -> Severity:
    return Severity(_whole(value))


def _each(read: _Reader) -> _Reader:
    return lambda value: tuple(map(read, _list(value)))


def _made(kind: Callable[..., object], *readers: _Reader) -> _Reader:
    """Reads the fields of a type of model.py, in their order."""

    def read(value: object) -> object:
        values = _list(value)
        if len(values) > len(readers):
            raise ValueError("too many values")
        return kind(*map(call, readers, values))

    return read


def _pair(second: _Reader) -> _Reader:
    return _made(lambda name, value: (name, value), _text, second)


def _match(value: object) -> Match:
    kind, *values = _list(value)
    return _MATCHES[_text(kind)](values)  # type: ignore[return-value]  # every one of them makes a match


_matches = _each(_match)
_MATCHES: dict[str, _Reader] = {
    "PatternMatch": _made(PatternMatch, _text, _flag, _one_of(("", *VALIDATORS))),
    "TermsMatch": _made(TermsMatch, texts, texts, _flag, _flag, _each(_one_of(UNDOING)), _flag),
    "DetectorMatch": _made(DetectorMatch, _one_of(names())),
    "FactMatch": _made(FactMatch, FactKind, _each(_made(Condition, _text, _text, _text))),
    "CombinedMatch": _made(CombinedMatch, _matches, _matches, _matches, _matches, _whole),
}
_rule: Callable[[object], Rule] = _made(  # type: ignore[assignment]  # a Rule is what Rule makes
    Rule,
    *(_text, _text, _text, Dimension, _severity, _real, _match, _text, _text, texts, _made(Examples, texts, texts)),
    *(texts, _each(AuthoredBy), _text, _text, texts, _text),
    *(_made(Gate, _whole, texts), _made(ContextWords, texts, _whole, _text, texts), _made(Allow, texts, texts)),
    *(_each(_made(Requirement, _text, _whole)), _one_of(MASKS), _each(_pair(_whole)), _each(_pair(_real)), _text),
)
