"""Our own rule files as they were parsed last time, kept as JSON in the user's cache: TOML takes ten times as long.

Kept by the digest of the files, so that a changed file is never read from here. Whatever looks odd (another owner,
another shape) is ignored, and so is a disk that cannot be written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from footprint_audit import cache

__all__ = ["read", "write"]

MOST_BYTES = 16 * 1024 * 1024

Values = Mapping[str, object]


def read(digest: str) -> list[Values] | None:
    """The values of each file, in their order, if they were kept."""
    try:
        content = cache.read(cache.place(_name(digest)), MOST_BYTES)
        kept = json.loads(content) if content is not None else None
    except (ValueError, RecursionError, RuntimeError):
        return None
    return kept if isinstance(kept, list) and all(isinstance(values, dict) for values in kept) else None


def write(digest: str, values: Sequence[Values]) -> None:
    """Keep them, and forget those of other digests."""
    try:
        place = cache.place(_name(digest))
        content = json.dumps(values).encode()  # TypeError: a date, which JSON does not have
    except (TypeError, ValueError, RecursionError, RuntimeError):
        return
    if cache.write(place, content):
        cache.forget(place, "rules-*.json")


def _name(digest: str) -> str:
    return f"rules-{digest}.json"
