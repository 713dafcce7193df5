"""`footprint-audit report`: a saved report, rendered again. Nothing is asked and nothing is judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint_audit.cli import options

__all__ = ["report"]

MAX_BYTES = 256 * 1024 * 1024  # 64 million characters, which `wire` accepts, in UTF-8


def report(
    saved: Annotated[Path, typer.Argument(metavar="REPORT.json", help="What --format json wrote", show_default=False)],
    format: options.Formats = None,  # noqa: A002 - the flag's name is its contract
    language: options.Language = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY",
            help="Exit 1 at a finding this bad, and call it a failure [default: high, and always exit 0]",
            show_default=False,
        ),
    ] = None,
    reveal: options.Reveal = False,
    force: options.Force = False,
) -> None:
    """Render a saved report in other formats.

    Evidence stays as masked as it was saved.
    """
    from footprint_audit import wire
    from footprint_audit.cli.language import chosen_language
    from footprint_audit.cli.output import refuse_to_overwrite, write
    from footprint_audit.cli.saved_report import read_saved
    from footprint_audit.cli.settings import configured_language, fail_on_severity, outputs, refuse_reveal_in_ci
    from footprint_audit.errors import UsageError

    refuse_reveal_in_ci(reveal=reveal)
    chosen, gate = outputs(format or ()), fail_on_severity(fail_on)
    spoken = chosen_language(language, configured_language())
    if any(output.path and output.path.resolve() == saved.resolve() for output in chosen):
        raise UsageError(f"{saved}: this is the report that is read", "write to another path")
    refuse_to_overwrite(chosen, force=force)
    loaded = read_saved(saved, wire.load, most=MAX_BYTES, writer="--format json")
    for output in chosen:
        write(loaded, output, reveal=reveal, fail_on=gate, language=spoken)
    if fail_on is not None:
        from footprint_audit.cli.run import exit_code  # it knows the whole pipeline: only a gate needs it

        raise typer.Exit(exit_code(loaded, gate))
