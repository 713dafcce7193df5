"""Where a phrase stands in a text: part after part, each one of its wordings, a comma or a little space between.

What a regular expression of all wordings would find, in the same order of preference (the longest first), without
compiling one: a wording is looked up by its first word, and no place is read twice for the same part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from footprint_audit.engine.edges import Edges, may_stand
from footprint_audit.engine.fold import WORDS, Folded

__all__ = ["Phrase", "Wordings"]

_INFLECTION = 12  # letters that `*` stands for, at most
_GAP = 3  # characters of space between two words, at most

_Wording = tuple[tuple[str, bool], ...]  # word after word, and whether it may be inflected


class _Node:
    """What may follow after some words of ASCII, and the rank of the wording that is over with them."""

    __slots__ = ("after", "rank")

    def __init__(self) -> None:
        self.rank = -1
        self.after: dict[str, _Node] = {}


class Wordings:
    """The ways to say one part of a phrase: words, spelt as folded text spells them, `*` for inflections."""

    def __init__(self, words: Iterable[str]) -> None:
        self._plain = _Node()  # of words of ASCII alone
        self._headed: dict[str, list[tuple[int, _Wording]]] = {}  # others by their first word; with their rank
        self._others: list[tuple[int, _Wording]] = []  # that begin with no whole word of ASCII
        for rank, wording in enumerate(sorted(set(words), key=lambda word: (-len(word), word))):
            self._add(rank, wording)
        self._heads = frozenset((*self._headed, *self._plain.after))

    def _add(self, rank: int, words: str) -> None:
        wording = tuple((word.removesuffix("*"), word.endswith("*")) for word in words.split())
        head = WORDS.match(words)
        if wording and all(not inflects and WORDS.fullmatch(word) for word, inflects in wording):
            node = self._plain
            for word, _ in wording:
                node = node.after.setdefault(word, _Node())
            node.rank = rank
        elif head and wording[0] != (head[0], True):
            self._headed.setdefault(head[0], []).append((rank, wording))
        elif wording:
            self._others.append((rank, wording))

    def starts(self, text: Folded) -> list[int]:
        """Where one of the wordings may begin, in their order."""
        firsts = {*(self._heads & text.words), *(wording[0][0] for _, wording in self._others)}
        return sorted({at for first in firsts for at in _places(text.folded, first)})

    def ends(self, text: str, at: int) -> Iterable[int]:
        """Where the wordings that stand from `at` on end, the preferred first."""
        head = WORDS.match(text, at)
        ends = self._plain_ends(text, head.end(), self._plain.after.get(head[0])) if head else []
        others = (*(self._headed.get(head[0], ()) if head else ()), *self._others)
        ends += [(rank, end) for rank, wording in others if (end := _end(text, at, wording)) >= 0]
        return (end for _, end in sorted(ends))

    def _plain_ends(self, text: str, at: int, node: _Node | None) -> list[tuple[int, int]]:
        """The ranks and ends of the wordings of which the first word ends here."""
        ends: list[tuple[int, int]] = []
        while node:
            if node.rank >= 0:
                ends.append((node.rank, at))
            start = _gap(text, at) if node.after else -1
            word = WORDS.match(text, start) if start >= 0 else None
            node, at = (node.after.get(word[0]), word.end()) if word else (None, at)
        return ends


class Phrase:
    """Part after part, known by its edges; `wordings` are only asked for when a text gets past these."""

    def __init__(self, spelt: Sequence[Edges], wordings: Callable[[], Iterable[Wordings]]) -> None:
        self._edges = spelt
        self._wordings = wordings

    @cached_property
    def _parts(self) -> tuple[Wordings, ...]:
        return tuple(self._wordings())

    def may_stand(self, text: Folded) -> bool:
        """Whether `places` has to be asked."""
        return may_stand(self._edges, text.tokens)

    def places(self, text: Folded) -> Iterator[tuple[int, int]]:
        """Every place of the phrase, from left to right; none overlaps another."""
        reached = 0
        failed: set[tuple[int, int]] = set()
        for start in self._parts[0].starts(text):
            if start >= reached:
                end = _rest(text.folded, start, self._parts, 0, failed)
                if end >= 0:
                    reached = end
                    yield start, end


def _rest(text: str, at: int, parts: Sequence[Wordings], number: int, failed: set[tuple[int, int]]) -> int:
    """Where the phrase ends whose part of this number begins at `at`; -1: nowhere."""
    if (number, at) in failed:
        return -1
    for end in parts[number].ends(text, at):
        if number + 1 == len(parts):
            if not _in_word(text, end):
                return end
        else:
            after = _gap(text, end + text.startswith(",", end))
            stop = _rest(text, after, parts, number + 1, failed) if after >= 0 else -1
            if stop >= 0:
                return stop
    failed.add((number, at))
    return -1


def _end(text: str, at: int, wording: _Wording) -> int:
    """Where the wording that begins at `at` ends; -1: it is not there."""
    for place, (word, inflects) in enumerate(wording):
        if place:
            at = _gap(text, at)
        if at < 0 or not text.startswith(word, at):
            return -1
        at += len(word)
        if inflects:
            least = at
            while at - least <= _INFLECTION and _in_word(text, at):
                at += 1
            if at - least > _INFLECTION:
                return -1
    return at


def _gap(text: str, at: int) -> int:
    """Where the next word begins, after some space; -1: there is none, or too much."""
    stop = at
    while text[stop : stop + 1].isspace():
        stop += 1
        if stop - at > _GAP:
            return -1
    return stop if stop > at else -1


def _in_word(text: str, at: int) -> bool:
    char = text[at : at + 1]
    return char.isalnum() or char == "_"


def _places(text: str, word: str) -> Iterator[int]:
    """Where the word stands with no letter before it."""
    at = text.find(word)
    while at >= 0:
        if at == 0 or not _in_word(text, at - 1):
            yield at
        at = text.find(word, at + 1)
