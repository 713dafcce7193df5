"""Dates as APIs write them, as ISO 8601 in UTC to the second; a date no calendar has is an empty text."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["from_iso", "from_unix"]


def from_unix(seconds: int | None) -> str:
    """Seconds since 1970 as `2026-01-15T12:00:00Z`."""
    if seconds is None:
        return ""
    try:
        return _written(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return ""


def from_iso(text: str) -> str:
    """A date of any ISO 8601 form; one without a zone is taken for UTC."""
    try:
        moment = datetime.fromisoformat(text)
        return _written(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""


def _written(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
