"""What a manifest would send in a body, with `{handle}` where the handle goes: the shallow collector escapes it there.

Sherlock's payloads are nested and `{}` stands anywhere in them. Maigret formats only the texts at the top, so braces
that are meant are doubled there. WhatsMyName writes the body as it is sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote

from footprint_audit.collectors.catalogue.fields import LONGEST_TEXT, Malformed

__all__ = ["FORM", "HANDLE", "JSON", "as_form", "as_json", "formatted", "replaced"]

HANDLE = "{handle}"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
MOST_DEPTH = 8  # the deepest in the field's manifests has 2 levels

_BRACES = re.compile(r"\{\{|\}\}|\{\w*\}|[{}]")


def formatted(text: str, values: Mapping[str, str]) -> str:
    """`text` as `str.format` would have it, but that nothing is looked up except `values`. Raises Malformed."""
    quick = text
    for name, value in values.items():
        quick = quick.replace(f"{{{name}}}", value)
    if quick.count("{") == quick.count(HANDLE) == quick.count("}"):
        return quick  # no other brace is in it: what most texts are

    def filled(found: re.Match[str]) -> str:
        braces = found[0]
        if braces in ("{{", "}}"):
            return braces[0]
        if braces[1:-1] in values and len(braces) > 1:
            return values[braces[1:-1]]
        raise Malformed(f"{braces!r} stands for nothing; known are {', '.join(values)}")

    return _BRACES.sub(filled, text)


def replaced(value: object, fill: Callable[[str], str], depth: int = MOST_DEPTH) -> object:
    """The payload with every text in it filled. Raises Malformed where it is nested too deeply."""
    if not depth:
        raise Malformed(f"the payload is nested more than {MOST_DEPTH} levels")
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, list):
        return [replaced(item, fill, depth - 1) for item in value]
    if isinstance(value, dict):
        return {key: replaced(item, fill, depth - 1) for key, item in value.items()}
    return value


def as_json(payload: object) -> str:
    """The payload as JSON. Raises Malformed where it is longer than a request of ours."""
    content = json.dumps(payload, ensure_ascii=True)
    if len(content) > LONGEST_TEXT:
        raise Malformed(f"the payload has more than {LONGEST_TEXT} characters")
    return content


def as_form(payload: Mapping[str, object]) -> str:
    """The payload as a form's fields. Raises Malformed where a field is more than a text or a number."""
    fields = []
    for key, value in payload.items():
        if isinstance(value, dict | list) or value is None:
            raise Malformed(f"field {key!r} of the form is not a text or a number")
        filled = HANDLE.join(quote(piece, safe="") for piece in str(value).split(HANDLE))
        fields.append(f"{quote(key, safe='')}={filled}")
    return "&".join(fields)
