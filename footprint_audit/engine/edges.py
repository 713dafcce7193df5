"""With which words the parts of a phrase begin and end: enough to be done with most texts that hold its words.

They hold them apart from each other. To see that takes one look at each two words of the text, a tenth of the time that
it takes to look for the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from footprint_audit.engine.fold import WORDS

__all__ = ["Edges", "edges", "may_stand"]

_WORD = re.compile(rf"({WORDS.pattern})(\*?)")


class _Edge(NamedTuple):
    """Words of which one stands at this end of a part, or a word that begins with one of the stems."""

    words: frozenset[str]
    stems: tuple[str, ...]


class Edges(NamedTuple):
    """Of the wordings of one part; None where one of them begins (or ends) with anything but a word of ASCII.

    second: under a word that a wording begins with, what may come next within it; nothing, where that may be anything.
    None where one begins with an inflected word.
    """

    first: _Edge | None
    last: _Edge | None
    second: Mapping[str, frozenset[str]] | None


def edges(wordings: Collection[str]) -> Edges:
    """Of wordings as folded text spells them, `*` for inflections."""
    words = [_WORD.findall(wording) for wording in wordings]
    begins = all(WORDS.match(wording) for wording in wordings)
    ends = all(WORDS.match(wording.removesuffix("*")[-1:]) for wording in wordings)
    first = _edge([each[0] for each in words]) if begins else None
    return Edges(
        first,
        _edge([each[-1] for each in words]) if ends else None,
        _seconds(words) if first and not first.stems else None,
    )


def _edge(words: Collection[tuple[str, str]]) -> _Edge:
    whole = frozenset(word for word, inflects in words if not inflects)
    return _Edge(whole, tuple({word for word, inflects in words if inflects}))


def _seconds(wordings: Collection[Sequence[tuple[str, str]]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for (first, _), *others in wordings:
        found.setdefault(first, set()).add(others[0][0] if others and not others[0][1] else "")
    return {first: frozenset(seconds if "" not in seconds else ()) for first, seconds in found.items()}


def may_stand(parts: Sequence[Edges], tokens: Sequence[str]) -> bool:
    """Whether a phrase of these parts can stand in a text of these words in this order."""
    if len(parts) == 1:
        return parts[0].second is None or _begins(parts[0].second, tokens)
    for one, other in pairwise(parts):
        if one.last and other.first and not _beside(one.last, other.first, tokens):
            return False
    return True


def _begins(second: Mapping[str, frozenset[str]], tokens: Sequence[str]) -> bool:
    for one, other in zip_longest(tokens, tokens[1:]):
        if one in second and (not second[one] or other in second[one]):
            return True
    return False


def _beside(last: _Edge, first: _Edge, tokens: Sequence[str]) -> bool:
    """Whether one ends where the other begins."""
    (lasts, last_stems), (firsts, first_stems) = last, first
    if last_stems:
        for one, other in pairwise(tokens):
            if (other in firsts or other.startswith(first_stems)) and (one in lasts or one.startswith(last_stems)):
                return True
        return False
    for one, other in pairwise(tokens):  # noqa: SIM110 - a generator takes twice as long
        if one in lasts and (other in firsts or other.startswith(first_stems)):
            return True
    return False
