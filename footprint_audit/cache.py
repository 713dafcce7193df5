"""What is kept between runs, for speed or for politeness: files in the user's cache, ignored wherever they look odd.

Every file is read as if an attacker had written it: of another owner, writable by others or too long, it is not there.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

__all__ = ["forget", "place", "read", "write"]


def place(name: str) -> Path:
    """Where a file of this name is kept. Raises RuntimeError where there is no home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return root / "footprint-audit" / name


def read(path: Path, most: int) -> bytes | None:
    """The bytes of a kept file, if it is there, ours alone, and no longer than `most`."""
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            content = file.read(most + 1)
    except OSError:
        return None
    return content if len(content) <= most else None


def write(path: Path, content: bytes) -> bool:
    """Keep the bytes, whole or not at all; a disk that cannot be written is no error. Whether they were kept."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(path.parent.stat()):
            return False
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    except OSError:
        return False
    return True


def forget(kept: Path, pattern: str) -> None:
    """Remove what else is there under names of this pattern."""
    for other in kept.parent.glob(pattern):
        if other != kept:
            with contextlib.suppress(OSError):
                other.unlink()


def _is_ours(found: os.stat_result) -> bool:
    """Of this user, and nobody else may write to it. Where there are no users (Windows), the home is enough."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o022
