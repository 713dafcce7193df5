"""Where full reports of subjects lie, for how long, and how they go: one file a subject, its owner's only."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from footprint_audit.errors import ConfigError

__all__ = ["ENDINGS", "prepare", "purge", "report_name"]

ENDINGS = frozenset(("html", "json"))

_NAME = re.compile(r"[a-z0-9._-]{1,24}-[0-9a-f]{12}\.(json|html)")
_HEAD = 4096  # bytes looked at to tell a report from somebody else's file
IGNORE = "# full reports of people: never in a repository\n*\n"


def report_name(subject: str, ending: str) -> str:
    """A file's name for a subject: no letter of it can leave the folder, and no two subjects share one."""
    slug = re.sub(r"[^a-z0-9_-]", "-", subject.lower())[:24].strip("-") or "subject"
    return f"{slug}-{hashlib.sha256(subject.encode()).hexdigest()[:12]}.{ending}"


def prepare(folder: Path) -> None:
    """Make the folder, its owner's only, with a .gitignore in it. Raises ConfigError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise ConfigError(f"{folder}: a link, not a folder", "name the folder itself")
        folder.chmod(0o700)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text(IGNORE, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be used ({error.strerror})", "choose another --subject-reports") from None


def purge(folder: Path, now: datetime, keep_days: int, subject: str | None = None) -> tuple[int, int]:
    """Remove subject reports older than `keep_days`, or all of one subject's; (removed, kept). Other files stay."""
    removed = kept = 0
    of_subject = {report_name(subject, ending) for ending in ENDINGS} if subject is not None else set()
    for path, made_at in _reports(folder):
        if path.name in of_subject or (subject is None and now - made_at > timedelta(days=keep_days)):
            path.unlink()
            removed += 1
        else:
            kept += 1
    return removed, kept


def _reports(folder: Path) -> Iterator[tuple[Path, datetime]]:
    """The reports in the folder, and when each was made; links and files of other names are passed over."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise ConfigError(
            f"{folder}: cannot be read ({error.strerror})", "name the folder of subject reports"
        ) from None
    for entry in entries:
        if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            path = Path(entry.path)
            yield path, _made_at(path, entry.stat(follow_symlinks=False).st_mtime)


def _made_at(path: Path, modified: float) -> datetime:
    """When it says it was made or when it was written, whichever is earlier: retention errs to removal."""
    written = datetime.fromtimestamp(modified, UTC)
    if path.suffix != ".json":
        return written
    try:
        said = json.loads(path.read_text(encoding="utf-8")).get("started_at")
        return min(written, datetime.fromisoformat(said))
    except (OSError, ValueError, TypeError, AttributeError):
        return written
