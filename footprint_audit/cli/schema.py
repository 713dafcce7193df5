"""`footprint-audit schema`: the published JSON Schemas, of reports and of rule files."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["schema"]


def schema(what: Annotated[str, typer.Argument(metavar="report|rules", help="Whose schema")] = "report") -> None:
    """Print the JSON Schema of the reports we write, or of the rule files we read."""
    import json

    from footprint_audit import wire
    from footprint_audit.engine import ruleschema
    from footprint_audit.errors import UsageError

    if what not in ("report", "rules"):
        raise UsageError(f"there is no schema called {what!r}", "use: footprint-audit schema report, or schema rules")
    typer.echo(json.dumps(wire.schema() if what == "report" else ruleschema.schema(), indent=2, ensure_ascii=True))
