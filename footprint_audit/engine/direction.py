"""At whom a sighting is directed: the reader, another person, a group, or nobody in particular."""

from __future__ import annotations

import re

from footprint_audit.engine.context import Slots
from footprint_audit.engine.fold import Folded
from footprint_audit.engine.scanner import Sighting

__all__ = ["directed_at"]

_GROUP = ("conduct.hate.", "conduct.slur.")  # by what they say, not by whom they speak to
_SPEECH = ("conduct.",)  # a telephone number is directed at nobody
_NEAR = 40
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,20}(?![\w'])(?! [A-Z]{2})")  # a capital within a sentence


def directed_at(sighting: Sighting, text: Folded, slots: Slots) -> str:
    """`reader`, `person`, `group`, or empty. Only rules of conduct have a direction."""
    slug = sighting.rule.slug
    if slug.startswith(_GROUP):
        return "group"
    if not slug.startswith(_SPEECH):
        return ""
    start, end = text.place(sighting.start, sighting.end)
    if slots.directed(text, start, end):
        return "reader"
    named = _NAMED.search(text.normal, max(0, start - _NEAR), end + _NEAR)
    return "person" if named or slots.speaks_of_someone(text, start, end) else ""
