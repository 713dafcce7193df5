"""The quick reading of a command line gives what Typer's own gives, and its errors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from footprint_audit.cli.quick_command import QuickCommand, QuickGroup


def said(args: list[str], *, quick: bool) -> tuple[int, str]:
    app = typer.Typer(cls=QuickGroup) if quick else typer.Typer()

    @app.callback()
    def _whole() -> None: ...

    @app.command(cls=QuickCommand if quick else None)
    def show(
        names: list[str],
        size: Annotated[float | None, typer.Option()] = None,
        count: Annotated[int | None, typer.Option()] = None,
        number: Annotated[int, typer.Option()] = 7,
        word: Annotated[str | None, typer.Option()] = None,
        pack: Annotated[list[Path] | None, typer.Option()] = None,
        also: Annotated[list[int] | None, typer.Option()] = None,
        file: Annotated[Path | None, typer.Option()] = None,
        loud: Annotated[bool, typer.Option("--loud")] = False,
    ) -> None:
        typer.echo(repr((list(names), size, count, number, word, list(pack or []), list(also or []), file, loud)))

    result = CliRunner().invoke(app, args)
    return result.exit_code, result.output


@pytest.mark.parametrize(
    "line",
    [
        "show a", "show a b c", "show", "show a --size 2", "show a --size 2.5", "show a --size 1e3", "show a --size x",
        "show a --size nan", "show a --size -1", "show a --count 12", "show a --count 1.5", "show a --count 1_000",
        "show a --count 99999999999999999999", "show a --number 8", "show a --number x", "show a --word 5",
        "show a --pack p --pack q/r", "show a --also 1 --also 2", "show a --also x", "show a --file f", "show a --loud",
        "show --loud=no a", "show a --word", "show a --pack", "show --help", "--help", "other",
    ],
)  # fmt: skip
def test_it_reads_what_typer_reads(line: str) -> None:
    assert said(line.split(), quick=True) == said(line.split(), quick=False)
