"""Outside text in Markdown: shown as it is and never obeyed.

Evidence, names and addresses stand in code spans. Sentences of rules are escaped, and the words in them that a site
would link by itself (@name, #12, an address) stand in code spans too, where it does not.
"""

from __future__ import annotations

import re

from footprint_audit.reporters.shown_report import web_address, words

__all__ = ["code", "link", "prose"]

# What Markdown reads within a line: prose never begins one.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&!$])")
_LINKED = re.compile(r"@|#|://|:\S+:|\bwww\.|\bGH-\d", re.IGNORECASE)
_FENCE = re.compile(r"`+")


def code(text: str, most: int = 300) -> str:
    """The text in a code span whose fence is longer than any run of backticks inside; nothing for nothing."""
    shown = words(text, most)
    if not shown:
        return ""
    fence = "`" * (1 + max((len(run) for run in _FENCE.findall(shown)), default=0))
    space = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{space}{shown}{space}{fence}"


def prose(text: str, most: int = 1000) -> str:
    """A text of a rule, escaped; to stand within a line, not at its beginning."""
    return " ".join(_word(word) for word in words(text, most).split())


def _word(word: str) -> str:
    return code(word) if _LINKED.search(word) else _SPECIAL.sub(r"\\\1", word)


def link(address: str, label: str) -> str:
    """A link with a label of ours, if the address is a proper one; else nothing."""
    checked = web_address(address)
    destination = checked.replace("$", "%24").replace("&", "&amp;")  # a formula, an entity
    return f"[{label}](<{destination}>)" if checked else ""
