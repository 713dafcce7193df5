"""The report as JSON lines, for pipelines: one object a line, each as it stands in JSON v1, its kind in `record`.

Pure ASCII: what is not is escaped, so no reader takes a character of a page for the end of a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from footprint_audit import wire
from footprint_audit.model import Report
from footprint_audit.reporters import Reporter, Style, begins_with
from footprint_audit.reporters.shown_report import TOOL

__all__ = ["reporter"]

_LISTS = {"outcomes": "outcome", "facts": "fact", "findings": "finding", "suppressed": "suppressed"}
_PARTS = ("score", "opportunity", "coverage")


def _render(report: Report, style: Style) -> str:
    saved = json.loads(wire.dump(report, reveal=style.reveal, withhold=style.withhold))
    return "".join(_lines(saved))


def _lines(saved: dict[str, object]) -> Iterator[str]:
    """The report's own line, what it lists, and last the conclusions: a file without them was cut short."""
    yield _line("report", {key: value for key, value in saved.items() if key not in _LISTS and key not in _PARTS})
    for key, record in _LISTS.items():
        listed = saved[key]
        yield from (_line(record, item) for item in listed) if isinstance(listed, list) else ()
    yield from (_line(part, saved[part]) for part in _PARTS)


def _line(record: str, value: object) -> str:
    fields = value if isinstance(value, dict) else {}
    return json.dumps({"record": record} | fields, allow_nan=False) + "\n"


_OPENING = f'{{"record": "report", "schema_version": {wire.SCHEMA_VERSION}, "tool": {{"name": "{TOOL}"'
reporter = Reporter("ndjson", _render, begins_with(_OPENING))
