"""Workflow commands for the log of a GitHub job, within GitHub's limits."""

from __future__ import annotations

from footprint_audit.reporters.shown_report import TOOL

__all__ = ["LEVELS", "MOST", "OPENING", "Annotation", "command", "fitting"]

MOST = 10  # annotations of a level that GitHub shows for a step; the rest it drops in silence
LEVELS = ("error", "warning", "notice")
OPENING = f"::notice title={TOOL}::"

Annotation = tuple[str, str]  # title and message


def fitting(items: list[Annotation], room: int) -> list[Annotation]:
    """All of them, or as many as leave room to say how many are missing."""
    if len(items) <= room:
        return items
    left = len(items) - room + 1
    return [*items[: room - 1], (f"{left} more like these", f"GitHub shows {MOST} of a kind; another format has all.")]


def command(level: str, place: str, item: Annotation) -> str:
    title, message = item
    return f"::{level} {place}title={_escaped_property(title)}::{_escaped(message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
