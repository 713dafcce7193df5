"""`footprint-audit rules packs`, and the rules as the packs have them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # --help must not pay for the engine
    from footprint_audit.engine import RuleSet

__all__ = ["as_they_stand", "list_packs"]


def list_packs(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/professions.md instead")] = False,
) -> None:
    """List the packs: profession, how many lines it changes, title."""
    from footprint_audit import engine
    from footprint_audit.engine import packs
    from footprint_audit.engine.packpage import page

    slots = engine.load_rules().slots
    shipped = [packs.load_pack(name, slots) for name in packs.pack_names()]
    if markdown:
        typer.echo(page(shipped), nl=False)
        return
    for pack in shipped:
        typer.echo(f"{pack.id:<14} {len(pack.adjustments):>2} changes  {pack.title}")


def as_they_stand(
    ruleset: RuleSet, professions: Sequence[str], files: Sequence[Path] = (), *, quiet: bool = False
) -> RuleSet:
    """The rules as the packs have them; where packs contradict each other, standard error says so."""
    from footprint_audit.display import safe_text
    from footprint_audit.engine import packs

    chosen = packs.load_packs(professions, files, ruleset.slots)
    for note in () if quiet else packs.notes(ruleset, chosen):
        typer.echo(f"note: {safe_text(note)}", err=True)
    return packs.apply(ruleset, chosen)
