"""`footprint-audit schema`: the published JSON Schema of what we write."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["schema"]


def schema(what: Annotated[str, typer.Argument(metavar="report", help="Whose schema")] = "report") -> None:
    """Print the JSON Schema of a format we write."""
    import json

    from footprint_audit import wire
    from footprint_audit.errors import UsageError

    if what != "report":
        raise UsageError(f"there is no schema called {what!r}", "use: footprint-audit schema report")
    typer.echo(json.dumps(wire.schema(), indent=2, ensure_ascii=True))
