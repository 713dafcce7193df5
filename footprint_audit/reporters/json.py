"""The report as JSON v1, for programs: what `wire` writes and reads."""

from __future__ import annotations

from footprint_audit import wire
from footprint_audit.model import Report
from footprint_audit.reporters import Reporter, Style, begins_with

__all__ = ["reporter"]


def _render(report: Report, style: Style) -> str:
    return wire.dump(report, reveal=style.reveal, withhold=style.withhold)


_OPENING = f'{{\n  "schema_version": {wire.SCHEMA_VERSION},\n  "tool": {{\n    "name": "footprint-audit"'
reporter = Reporter("json", _render, begins_with(_OPENING))
