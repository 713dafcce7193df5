"""`footprint-audit rules scan`: texts in, sightings out, a JSON object a line, for pipelines and for measuring."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

if TYPE_CHECKING:  # --help must not pay for the engine
    from footprint_audit.engine import RuleSet

__all__ = ["scan", "sightings"]

MAX_LINE = 8 * 1024 * 1024  # bytes


def scan(
    pack: Annotated[
        Path | None,
        typer.Option("--pack", metavar="PATH", help="Rules of your own, a file or a folder", show_default=False),
    ] = None,
) -> None:
    """Scan texts: JSON lines {"id", "text"} in, JSON lines of what the rules see out.

    Each line out has id, rule, category, severity, confidence, start, end (characters of the text) and directed_at.
    """
    from footprint_audit import engine

    ruleset = engine.load_rules(pack)
    try:
        for line in sightings(ruleset, sys.stdin.buffer):
            sys.stdout.write(line)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has what it wanted; the interpreter must not flush into the closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def sightings(ruleset: RuleSet, lines: BinaryIO) -> Iterator[str]:
    """A line for each sighting, in the order of the texts. Raises UsageError naming the line that is none of ours."""
    from footprint_audit.engine.context import Slots
    from footprint_audit.engine.direction import directed_at
    from footprint_audit.engine.fold import fold

    slots = Slots(ruleset.slots)
    for number, line in enumerate(iter(lambda: lines.readline(MAX_LINE), b""), 1):
        if not line.strip():
            continue
        name, text = _read(number, line)
        folded = fold(text)
        for sighting in ruleset.scanner.scan(text, every=True):
            found = {
                "id": name,
                "rule": sighting.rule.id,
                "category": sighting.rule.slug,
                "severity": sighting.rule.severity.label,
                "confidence": sighting.confidence,
                "start": sighting.start,
                "end": sighting.end,
                "directed_at": directed_at(sighting, folded, slots) or None,
            }
            yield json.dumps(found) + "\n"


def _read(number: int, line: bytes) -> tuple[str | int, str]:
    from footprint_audit.errors import UsageError

    try:
        value = json.loads(line)
        name, text = value["id"], value["text"]
    except (ValueError, RecursionError, TypeError, KeyError):
        name = text = None
    if not isinstance(name, str | int) or not isinstance(text, str):
        advice = 'write each as {"id": "1", "text": "…"}'
        raise UsageError(f"line {number} is not a JSON object with id and text", advice)
    return name, text
