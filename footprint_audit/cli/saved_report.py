"""A report that was saved as JSON, a person's or an organisation's, read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from footprint_audit.errors import UsageError, WireError

__all__ = ["read_saved"]

T = TypeVar("T")


def read_saved(path: Path, load: Callable[[str], T], *, most: int, writer: str) -> T:
    """What `load` makes of the file's text, which has `most` bytes at the most.

    `writer`: what writes such files, for the advice. Raises UsageError where the file cannot be read, and WireError,
    with its name, where it is no such report.
    """
    try:
        if path.stat().st_size > most:
            raise UsageError(f"{path}: too large for a report", f"give a file that {writer} wrote")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})", f"give a file that {writer} wrote") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not a text in UTF-8", f"give a file that {writer} wrote") from None
    try:
        return load(text)
    except WireError as error:
        raise WireError(f"{path}: {error.message}", error.advice) from None
