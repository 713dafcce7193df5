"""Lists of words by category (`rules/words/`), each with its source and licence, for rules to name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from footprint_audit.engine.table import Table

__all__ = ["word_lists"]

_KEYS = ("category", "language", "grade", "licence", "source", "terms")


def word_lists(files: Iterable[tuple[Mapping[str, object], str]]) -> dict[str, tuple[str, ...]]:
    """The terms of every category, of files given as their values and their name; several may add to one category."""
    lists: dict[str, tuple[str, ...]] = {}
    for values, name in files:
        top = Table(values, name)
        top.only("words")
        for entry in top.tables("words"):
            table = Table(entry, name, "words.")
            table.only(*_KEYS)
            category = table.text("category")
            if "." not in category:
                raise table.error("category", "has its language first, as in en.insult.noun")
            for key in ("language", "licence", "source"):
                table.text(key)
            table.number("grade", 1, 3)
            lists[category] = tuple(dict.fromkeys((*lists.get(category, ()), *table.texts("terms"))))
    return lists
