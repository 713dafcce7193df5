"""Our own rule files as they were parsed last time, kept as JSON in the user's cache: TOML takes ten times as long.

Kept by the digest of the files, so that a changed file is never read from here. Whatever looks odd (another owner,
another shape) is ignored, and so is a disk that cannot be written.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["read", "write"]

MOST_BYTES = 16 * 1024 * 1024

Values = Mapping[str, object]


def read(digest: str) -> list[Values] | None:
    """The values of each file, in their order, if they were kept."""
    try:
        with _place(digest).open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            kept = json.loads(file.read(MOST_BYTES))
    except (OSError, ValueError, RecursionError, RuntimeError):
        return None
    return kept if isinstance(kept, list) and all(isinstance(values, dict) for values in kept) else None


def write(digest: str, values: Sequence[Values]) -> None:
    """Keep them, and forget those of other digests."""
    try:
        place = _place(digest)
        content = json.dumps(values).encode()  # TypeError: a date, which JSON does not have
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(place.parent.stat()):
            return
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(place)
        for other in place.parent.glob("rules-*.json"):
            if other != place:
                other.unlink()
    except (OSError, TypeError, ValueError, RecursionError, RuntimeError):
        return


def _place(digest: str) -> Path:
    """Raises RuntimeError where there is no home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return root / "footprint-audit" / f"rules-{digest}.json"


def _is_ours(found: os.stat_result) -> bool:
    """Of this user, and nobody else may write to it. Where there are no users (Windows), the home is enough."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o022
