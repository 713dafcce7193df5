"""What stands around a match: words that support or undo it, quotation marks, a denial, a question, an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from footprint_audit.engine.fold import fold_word, joined
from footprint_audit.model import ContextWords

__all__ = ["UNDOING", "Near", "Slots", "alternatives"]

SENTENCE = 200  # characters of a sentence that are looked at, on each side
_LINE = 300
_BEFORE = 30  # how far before a match a denial reaches

UNDOING = ("quoted", "negated", "question", "reported")


class Near:
    """The context words of one rule, spelt as folded text spells them; `call*` stands for its inflections."""

    def __init__(self, words: ContextWords) -> None:
        self.need = words.need
        self._within = words.within
        self._near = tuple(_stem(word) for word in words.near)
        self._veto = tuple(_stem(word) for word in words.veto)

    def supports(self, text: str, start: int, end: int) -> bool:
        """Whether one of the `near` words stands close by, whole."""
        return self._any(self._near, text, start, end)

    def vetoes(self, text: str, start: int, end: int) -> bool:
        """Whether one of the `veto` words does."""
        return self._any(self._veto, text, start, end)

    def _any(self, stems: Iterable[tuple[str, bool]], text: str, start: int, end: int) -> bool:
        low, high = max(0, start - self._within), end + self._within
        around = text[low:high]
        here = [pair for pair in stems if pair[0] in around]  # few, if any: to look closer takes ten times as long
        return any(_stands(text, stem, low, high, inflected=inflected) for stem, inflected in here)


def _stem(word: str) -> tuple[str, bool]:
    return fold_word(word.removesuffix("*")), word.endswith("*")


def _stands(text: str, stem: str, low: int, high: int, *, inflected: bool) -> bool:
    at = text.find(stem, low, high)
    while at >= 0:
        if not joined(text, at) and (inflected or not joined(text, at + len(stem))):
            return True
        at = text.find(stem, at + 1, high)
    return False


def alternatives(words: Iterable[str]) -> str:
    """A group of a regular expression that matches any of the words, the longest first; `*` for inflections."""
    spelt = sorted({fold_word(word) for word in words}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_spelt(word) for word in spelt) + ")"


def _spelt(word: str) -> str:
    return r"\s{1,3}".join(re.escape(w.removesuffix("*")) + r"\w{0,12}" * w.endswith("*") for w in word.split())


class Slots:
    """The word lists that phrases name as `{slot}`, and what the words of some of them do to a match."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        self.words = words
        self._patterns: dict[str, re.Pattern[str]] = {}

    def undone(self, undoing: Iterable[str], text: str, start: int, end: int) -> bool:
        """Whether one of the named circumstances (see UNDOING) holds around `text[start:end]`."""
        circumstances = {
            "quoted": _quoted,
            "negated": self._negated,
            "question": _asked,
            "reported": self._reported,
        }
        return any(circumstances[name](text, start, end) for name in undoing)

    def directed(self, text: str, start: int, end: int) -> bool:
        """Whether the sentence addresses somebody: a word such as "you", or an @handle."""
        low, high = _sentence(text, start, end)
        return self._finds("second_person", text, low, high) or re.compile(r"@\w").search(text, low, high) is not None

    def own_words(self, text: str, start: int, end: int) -> bool:
        """Whether the sentence speaks of its writer: a word such as "I"."""
        return self._finds("first_person", text, *_sentence(text, start, end))

    def speaks_of_someone(self, text: str, start: int, end: int) -> bool:
        """Whether the sentence speaks about a person who is not addressed: a word such as "she"."""
        return self._finds("third_person", text, *_sentence(text, start, end))

    def _negated(self, text: str, start: int, _end: int) -> bool:
        low, _ = _sentence(text, start, start)
        low = max(low, start - _BEFORE)
        for border in _CLAUSE.finditer(text, low, start):
            low = border.end()
        return self._finds("negation", text, low, start)

    def _reported(self, text: str, start: int, _end: int) -> bool:
        low, _ = _sentence(text, start, start)
        return self._finds("reporting", text, low, start)

    def _finds(self, slot: str, text: str, low: int, high: int) -> bool:
        words = self.words.get(slot)
        if not words:
            return False
        if slot not in self._patterns:
            self._patterns[slot] = re.compile(rf"(?<!\w){alternatives(words)}(?!\w)")
        return self._patterns[slot].search(text, low, high) is not None


_ENDS = re.compile(r"[.!?\n](?:\s|$)|\n")


_CLAUSE = re.compile(r"[,;:]|\s-{1,3}\s|(?<!\w)(?:but|aber|sondern|mais|pero|sino|mas)(?!\w)")  # a denial ends here


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `text[start:end]` begins and ends."""
    low, high = max(0, start - SENTENCE), min(len(text), end + SENTENCE)
    for stop in _ENDS.finditer(text, low, start):
        low = stop.end()
    after = _ENDS.search(text, max(start, end - 1), high)
    return low, after.start() + 1 if after else high


def _asked(text: str, start: int, end: int) -> bool:
    _, high = _sentence(text, start, end)
    return text[end - 1 : high].rstrip().endswith("?")


_PAIRS = (("«", "»"), ("»", "«"), ("‹", "›"), ("「", "」"), ("『", "』"))  # folding has made all others straight
_OPENS = re.compile(r"(?<!\w)['‚](?=\w)|(?<!\w)['‚]$")
_CLOSES = re.compile(r"(?:(?<=[^\s])|^)'(?!\w)")


def _quoted(text: str, start: int, end: int) -> bool:
    """Between quotation marks on its line, or on a line that begins with ">" as quotations do."""
    line = text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE)
    stop = text.find("\n", end, end + _LINE)
    before, after = text[line:start], text[end : stop if stop >= 0 else end + _LINE]
    if before.lstrip().startswith(">"):
        return True
    if before.count('"') % 2 == 1 and '"' in after:
        return True
    paired = any(before.rfind(opens) > before.rfind(closes) and closes in after for opens, closes in _PAIRS)
    return paired or _single_quoted(before, after)


def _single_quoted(before: str, after: str) -> bool:
    """Between ' and ', which are apostrophes within a word."""
    opened = max((mark.start() for mark in _OPENS.finditer(before)), default=-1)
    return opened >= 0 and not _CLOSES.search(before, opened + 1) and _CLOSES.search(after) is not None
