"""What every SARIF document of ours has: its schema, its opening, its way with versions and messages."""

from __future__ import annotations

import json
import re

from footprint_audit.reporters.shown_report import TOOL

__all__ = ["MOST", "OPENING", "SCHEMA", "message", "semantic_version"]

MOST = 5000  # results of a run that GitHub keeps
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_BRACKET = re.compile(r"([\\\[\]])")  # `[text](place)` is a link in a message
_PLACEHOLDER = re.compile(r"\{(\d+)\}")

_OPENING = {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": {"name": TOOL}}}]}
OPENING = json.dumps(_OPENING, indent=2).partition(f'"{TOOL}"')[0] + f'"{TOOL}"'


def semantic_version(text: str) -> str:
    return text if re.fullmatch(r"\d{1,4}\.\d{1,4}\.\d{1,4}[\w.+-]{0,40}", text, re.ASCII) else "0.0.0"


def message(text: str) -> str:
    """Text for a SARIF message, in which brackets are links and braces places for arguments."""
    return _PLACEHOLDER.sub(r"{{\1}}", _BRACKET.sub(r"\\\1", text))
