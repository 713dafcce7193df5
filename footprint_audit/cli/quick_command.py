"""A command entered without pydantic, which Typer imports (a tenth of a second) to read a command line's values.

What needs no reading, a text and a path, is taken as it is, and a plain number by Python; all else is left to Typer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:  # older releases of Typer have them of click
    from typer._click.core import Context, Parameter

__all__ = ["QuickCommand", "QuickGroup"]

_NUMBER = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


class QuickCommand(TyperCommand):
    """Typer's command, its values read as above."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _made_quick(super().get_params(ctx))


class QuickGroup(TyperGroup):
    """Typer's group of commands, its values read as above."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        return _made_quick(super().get_params(ctx))


def _made_quick(parameters: list[Parameter]) -> list[Parameter]:
    """The same parameters. Where Typer reads values by other means than `get_runtime_param`, they stay as they are."""
    for parameter in parameters:
        typers_own = getattr(parameter, "get_runtime_param", None)
        described = getattr(parameter, "type_descriptor", None)
        if typers_own is not None and described is not None:
            many = parameter.multiple or parameter.nargs == -1
            reader = _Reader(described.annotation, typers_own, many=many)
            parameter.get_runtime_param = partial(_same, reader)  # type: ignore[attr-defined]  # not in Parameter
    return parameters


class _Reader:
    """Reads one parameter's values, in the place of Typer's own reader."""

    def __init__(self, annotation: object, typers_own: Callable[[], _Reader], *, many: bool) -> None:
        self._annotation = annotation
        self._typers_own = typers_own
        self._many = many

    def coerce(self, value: object, param: object, ctx: object) -> object:
        """The value as the command wants it. Raises Typer's errors for what is none."""
        if value is None:
            return () if self._many else None
        try:
            return _list_of(value, self._annotation) if self._many else _one(value, self._annotation)
        except _NotPlainError:
            return self._typers_own().coerce(value, param=param, ctx=ctx)


class _NotPlainError(Exception):
    """Typer must read this one."""


def _same(reader: _Reader) -> _Reader:
    return reader


def _list_of(values: object, annotation: object) -> list[object]:
    kinds = {list[str]: str, list[Path]: Path}
    kind = next((kind for whole, kind in kinds.items() if whole == annotation), None)
    if kind is None or not isinstance(values, Sequence):
        raise _NotPlainError
    return [_one(value, kind) for value in values]


def _one(value: object, kind: object) -> object:
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    if kind in (str, bool, int, float) and type(value) is kind:
        return value
    if kind in (int, float):
        pattern, cast = (_NUMBER, int) if kind is int else (_DECIMAL, float)
        if isinstance(value, str) and pattern.fullmatch(value):
            return cast(value)
    raise _NotPlainError
