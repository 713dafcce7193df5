"""What stands around a match: words that support or undo it, quotation marks, a denial, a question, an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from footprint_audit.engine.edges import edges
from footprint_audit.engine.fold import WORDS, Folded, fold_word, joined
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
        self._near = _Listed(words.near)
        self._veto = _Listed(words.veto)

    def supports(self, text: Folded, start: int, end: int) -> bool:
        """Whether one of the `near` words stands close by, whole."""
        return self._near.stands(text, max(0, start - self._within), end + self._within)

    def vetoes(self, text: Folded, start: int, end: int) -> bool:
        """Whether one of the `veto` words does."""
        return self._veto.stands(text, max(0, start - self._within), end + self._within)


class _Listed:
    """Words to look for, apart from those that a look at the words of a text is enough for."""

    def __init__(self, words: Iterable[str]) -> None:
        stems = tuple((fold_word(word.removesuffix("*")), word.endswith("*")) for word in words)
        self._whole = frozenset(stem for stem, inflected in stems if not inflected and WORDS.fullmatch(stem))
        self._others = tuple((stem, inflected) for stem, inflected in stems if inflected or stem not in self._whole)

    def stands(self, text: Folded, low: int, high: int) -> bool:
        """Whether one of them stands in `text.folded[low:high]`."""
        if self._whole and any(_stands(text.folded, word, low, high) for word in self._whole & text.words):
            return True
        if not self._others:
            return False
        around = text.folded[low:high]
        here = [pair for pair in self._others if pair[0] in around]  # few: to look closer takes ten times as long
        return any(_stands(text.folded, stem, low, high, inflected=inflected) for stem, inflected in here)


def _stands(text: str, stem: str, low: int, high: int, *, inflected: bool = False) -> bool:
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
        self._markers: dict[str, _Marker] = {}

    def undone(self, undoing: Iterable[str], text: Folded, start: int, end: int) -> bool:
        """Whether one of the named circumstances (see UNDOING) holds around `text.folded[start:end]`."""
        for name in undoing:  # noqa: SIM110 - a generator takes twice as long
            if _CIRCUMSTANCES[name](self, text, start, end):
                return True
        return False

    def directed(self, text: Folded, start: int, end: int) -> bool:
        """Whether the sentence addresses somebody: a word such as "you", or an @handle."""
        low, high = _sentence(text.folded, start, end)
        if self._marker("second_person").stands(text, low, high):
            return True
        return re.compile(r"@\w").search(text.folded, low, high) is not None

    def own_words(self, text: Folded, start: int, end: int) -> bool:
        """Whether the sentence speaks of its writer: a word such as "I"."""
        return self._marker("first_person").stands(text, *_sentence(text.folded, start, end))

    def speaks_of_someone(self, text: Folded, start: int, end: int) -> bool:
        """Whether the sentence speaks about a person who is not addressed: a word such as "she"."""
        return self._marker("third_person").stands(text, *_sentence(text.folded, start, end))

    def negated(self, text: Folded, start: int, _end: int) -> bool:
        """Whether a word such as "not" stands before it, in its clause."""
        denial = self._marker("negation")
        if not denial.may_stand(text):
            return False
        low, _ = _sentence(text.folded, start, start)
        low = max(low, start - _BEFORE)
        for border in _CLAUSE.finditer(text.folded, low, start):
            low = border.end()
        return denial.stands(text, low, start)

    def reported(self, text: Folded, start: int, _end: int) -> bool:
        """Whether words such as "he said" stand before it, in its sentence."""
        report = self._marker("reporting")
        if not report.may_stand(text):
            return False
        low, _ = _sentence(text.folded, start, start)
        return report.stands(text, low, start)

    def _marker(self, slot: str) -> _Marker:
        if slot not in self._markers:
            self._markers[slot] = _Marker(self.words.get(slot, ()))
        return self._markers[slot]


class _Marker:
    """Words that say what a sentence does: deny, report, address somebody."""

    def __init__(self, words: Collection[str]) -> None:
        self._first = edges([fold_word(word) for word in words]).first if words else None
        self._pattern = re.compile(rf"(?<!\w){alternatives(words)}(?!\w)") if words else None

    def may_stand(self, text: Folded) -> bool:
        """Whether the text holds a word that one of them begins with, as most texts do not."""
        if self._pattern is None:
            return False
        return self._first is None or bool(self._first.stems) or not self._first.words.isdisjoint(text.words)

    def stands(self, text: Folded, low: int, high: int) -> bool:
        """Whether one of them stands in `text.folded[low:high]`."""
        pattern = self._pattern
        return pattern is not None and self.may_stand(text) and pattern.search(text.folded, low, high) is not None


_ENDS = re.compile(r"[.!?\n](?:\s|$)|\n")


_CLAUSE = re.compile(r"[,;:]|\s-{1,3}\s|(?<!\w)(?:but|aber|sondern|mais|pero|sino|mas)(?!\w)")  # a denial ends here


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `text[start:end]` begins and ends."""
    low, high = max(0, start - SENTENCE), min(len(text), end + SENTENCE)
    for stop in _ENDS.finditer(text, low, start):
        low = stop.end()
    after = _ENDS.search(text, max(start, end - 1), high)
    return low, after.start() + 1 if after else high


def _asked(_slots: Slots, text: Folded, start: int, end: int) -> bool:
    if text.folded.find("?", end - 1, end + SENTENCE) < 0:
        return False
    _, high = _sentence(text.folded, start, end)
    return text.folded[end - 1 : high].rstrip().endswith("?")


_PAIRS = (("«", "»"), ("»", "«"), ("‹", "›"), ("「", "」"), ("『", "』"))  # folding has made all others straight
_SIGNS = re.compile("[>\"'‚" + "".join(opens for opens, _ in _PAIRS) + "]")
_OPENS = re.compile(r"(?<!\w)['‚](?=\w)|(?<!\w)['‚]$")
_CLOSES = re.compile(r"(?:(?<=[^\s])|^)'(?!\w)")


def _quoted(_slots: Slots, folded: Folded, start: int, end: int) -> bool:
    """Between quotation marks on its line, or on a line that begins with ">" as quotations do."""
    text = folded.folded
    if not _SIGNS.search(text, max(0, start - _LINE), start):
        return False
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


_CIRCUMSTANCES: Mapping[str, Callable[[Slots, Folded, int, int], bool]] = {
    "quoted": _quoted,
    "negated": Slots.negated,
    "question": _asked,
    "reported": Slots.reported,
}
