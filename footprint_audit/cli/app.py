"""The commands together, and the boundary that turns every error into one line, one piece of advice, one exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from footprint_audit import __version__
from footprint_audit.cli import audit, baseline, demo, init, org, purge, report, roster, rules, schema, sites
from footprint_audit.cli.exit import Exit
from footprint_audit.cli.quick_command import QuickCommand, QuickGroup

__all__ = ["app", "run"]

app = typer.Typer(
    name="footprint-audit",
    cls=QuickGroup,
    help="Audit a digital footprint: what public profiles tell strangers, and which edit helps most.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # Rich would double what --help costs
    pretty_exceptions_enable=False,  # a traceback with local variables would print people's data
)
app.command("audit", cls=QuickCommand)(audit.audit)
app.command("demo", cls=QuickCommand)(demo.demo)
app.command("org", cls=QuickCommand)(org.org)
app.command("init", cls=QuickCommand)(init.init)
app.command("report", cls=QuickCommand)(report.report)
app.add_typer(roster.app, name="roster", cls=QuickGroup)
app.add_typer(baseline.app, name="baseline", cls=QuickGroup)
app.command("purge", cls=QuickCommand)(purge.purge)
app.add_typer(rules.app, name="rules", cls=QuickGroup)
app.add_typer(sites.app, name="sites", cls=QuickGroup)
app.command("schema", cls=QuickCommand)(schema.schema)


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"footprint-audit {__version__}")
        raise typer.Exit


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is one of `Exit`, whatever happens."""
    # Imported here, not above: --help must not pay for the model.
    try:
        code = app(args=args, prog_name="footprint-audit", standalone_mode=False)
        sys.stdout.flush()
        return int(code or Exit.CLEAN)
    except typer.TyperException as error:
        return _say_usage(error)
    except BrokenPipeError:
        # The reader went away (`| head`): end quietly, and keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last boundary: a crash must never look like a finding
        return _say_error(error)


def _say_usage(error: typer.TyperException) -> int:
    from footprint_audit.display import safe_text

    message = error.format_message()
    if message:
        typer.echo(f"error: {safe_text(message)}\nadvice: see 'footprint-audit --help' or 'COMMAND --help'", err=True)
    elif context := getattr(error, "ctx", None):
        typer.echo(context.get_help(), err=True)  # no arguments at all
    return Exit.USAGE


def _say_error(error: Exception) -> int:
    from footprint_audit.display import safe_text
    from footprint_audit.errors import FootprintError

    if isinstance(error, FootprintError):
        advice = f"\nadvice: {safe_text(error.advice)}" if error.advice else ""
        typer.echo(f"error: {safe_text(error.message)}{advice}", err=True)
        return Exit.USAGE
    if os.environ.get("FOOTPRINT_AUDIT_DEBUG"):
        raise error
    # The kind and the place only: a message may carry the text of a page, and that belongs in no log.
    place = _place(error)
    typer.echo(f"internal error: {type(error).__name__} at {place}", err=True)
    typer.echo("advice: please report it; FOOTPRINT_AUDIT_DEBUG=1 shows more, on your own screen", err=True)
    return Exit.INTERNAL


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition(os.sep)[2]}:{trace.tb_lineno}" if trace else "unknown"
