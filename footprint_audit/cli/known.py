"""A name that has to be one of those there are, or a mistake whose advice is the nearest of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from footprint_audit.errors import UsageError

__all__ = ["known"]

MOST_LISTED = 20  # names in an advice; nobody reads more


def known(flag: str, name: str, names: Iterable[str]) -> str:
    """`name`, if it is one of `names`. Raises UsageError with the nearest as advice."""
    there = sorted(set(names))
    if name in there:
        return name
    near = difflib.get_close_matches(name, there, 1)
    listed = ", ".join(there) if len(there) <= MOST_LISTED else "see 'footprint-audit sites list'"
    raise UsageError(f"{flag}: {name!r} is not known", f"did you mean {near[0]!r}?" if near else f"known: {listed}")
