"""`footprint-audit schema`: the published JSON Schemas, of reports and of rule files."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["schema"]


def schema(
    what: Annotated[str, typer.Argument(metavar="report|organisation|rules", help="Whose schema")] = "report",
) -> None:
    """Print the JSON Schema of the reports we write, or of the rule files we read."""
    import json

    from footprint_audit.errors import UsageError

    known = ("report", "organisation", "rules")
    if what not in known:
        raise UsageError(f"there is no schema called {what!r}", f"use one of {', '.join(known)}")
    if what == "report":
        from footprint_audit.wire import schema as made
    elif what == "organisation":
        from footprint_audit.wire.organisation import organisation_schema as made
    else:
        from footprint_audit.engine.ruleschema import schema as made  # the engine is only for who asks for it
    typer.echo(json.dumps(made(), indent=2, ensure_ascii=True))
