"""Where something stands, in words for its reader: `posts[3]` is "post 4"."""

from __future__ import annotations

import re

from footprint_audit.model import Rule

__all__ = ["field_in_words", "message"]

_PLAIN = {
    "handle": "your handle",
    "display_name": "your display name",
    "bio": "your bio",
    "location": "your location",
    "links": "your links",
    "posts": "your posts",
}
_COUNTED = {"links": "link", "posts": "post"}
_NUMBERED = re.compile(r"(links|posts)\[(\d{1,9})\]")


def field_in_words(field: str) -> str:
    """The field as a person would say it."""
    if numbered := _NUMBERED.fullmatch(field):
        return f"{_COUNTED[numbered[1]]} {int(numbered[2]) + 1}"
    if field.startswith("details."):
        return f'the field "{field.removeprefix("details.")}"'
    return _PLAIN.get(field, field)


def message(rule: Rule, site: str, field: str) -> str:
    """The rule's sentence about this place. What is filled in is never read as a template itself."""
    words = {"{site}": site, "{field}": field_in_words(field)}
    template = rule.message or "{site}: " + rule.title
    return re.sub(r"\{site\}|\{field\}", lambda name: words[name[0]], template)
