"""Pieces of patterns that rules share: `{{month}}` in a pattern stands for what `[pieces]` of a slot file says.

They are kept among the slots, each under its name in braces, which no slot can have: whoever is given the words that
phrases may name has the pieces that patterns may name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from footprint_audit.engine.linear import LONGEST, PatternError, parsed
from footprint_audit.engine.table import Table, unknown

__all__ = ["expanded", "is_piece", "pieces"]

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_NAMED = re.compile(r"\{\{([^{}]{0,60})\}\}")


def pieces(table: Table, known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The pieces of a `[pieces]` table, as slots; `known`: what other files have named. Raises RuleError."""
    found: dict[str, tuple[str, ...]] = {}
    for name, pattern in table.items():
        if not _NAME.fullmatch(name):
            raise table.error(name[:60], "a piece is named by lower-case letters, digits, - and _")
        key = f"{{{{{name}}}}}"
        if key in known:
            raise table.error(name, "another file names a piece so")
        _check(table, name, pattern)
        found[key] = (pattern,)
    return found


def _check(table: Table, name: str, pattern: str) -> None:
    if len(pattern) > LONGEST:
        raise table.error(name, f"longer than {LONGEST} characters")
    if pattern.startswith("(?") and not pattern.startswith("(?:"):
        raise table.error(name, "flags stand at the start of the pattern that names the piece")
    try:
        parsed(_NAMED.sub("x", pattern))
    except PatternError as error:
        raise table.error(name, str(error)) from None


def is_piece(slot: str) -> bool:
    return slot.startswith("{{")


def expanded(pattern: str, slots: Mapping[str, tuple[str, ...]]) -> str:
    """The pattern, each `{{name}}` replaced by its piece as a group; a piece may name others, which name none.

    Raises PatternError for a name that is unknown or named too deep, and where it all grows too long.
    """
    full = _expanded(_expanded(pattern, slots), slots, deepest=True)
    if len(full) > LONGEST:
        raise PatternError(f"longer than {LONGEST} characters, its pieces included")
    return full


def _expanded(pattern: str, slots: Mapping[str, tuple[str, ...]], *, deepest: bool = False) -> str:
    def piece(found: re.Match[str]) -> str:
        if found[0] not in slots:
            known = [name.strip("{}") for name in slots if is_piece(name)]
            raise PatternError(
                f"{found[0]} is no piece of a pattern: {unknown(found[1], known) if known else 'none is known'}"
            )
        said = slots[found[0]][0]
        if deepest and _NAMED.search(said):
            raise PatternError(f"{found[0]} names further pieces: only a piece that a pattern names itself may")
        return f"(?:{said})"

    return _NAMED.sub(piece, pattern)
