"""Words and phrases. Single words come from the one pass over the text; a phrase is looked for where one was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

from footprint_audit.engine.context import Slots
from footprint_audit.engine.disguise import spaced
from footprint_audit.engine.fold import WORDS, Folded, joined
from footprint_audit.engine.matchers import MOST_CANDIDATES, Cue, Need, Needs, Opening, Spot
from footprint_audit.engine.phrases import Part, Phrasebook
from footprint_audit.engine.reading import Phrase
from footprint_audit.model import TermsMatch

__all__ = ["TermsMatcher"]

MOST_PLACES = 10_000  # of one word in one text, before any of them is looked at
_INFLECTION = 12  # letters that `*` stands for, at most


class _Called(NamedTuple):
    """What a word of its own calls: itself, being a term, and phrases that hold it, each with what else it needs."""

    lone: bool
    phrases: tuple[tuple[int, frozenset[str], tuple[frozenset[str], ...]], ...]


class TermsMatcher:
    """All terms and phrases of one rule, with what must hold around them."""

    def __init__(self, match: TermsMatch, book: Phrasebook, slots: Slots) -> None:
        self._match = match
        self._book = book
        self._slots = slots
        self._phrases = tuple(map(book.parts, (*match.terms, *match.phrases)))
        self._lone = tuple(len(parts) == len(parts[0].words) == 1 for parts in self._phrases)
        self._called_by: dict[str, _Called] = {}
        self._read: dict[int, Phrase] = {}
        self._calls: dict[str, list[tuple[int, bool]]] = {}  # the phrases a cue calls, and whether it may be inflected
        for number, parts in enumerate(self._phrases):
            for cue in book.cues(parts):
                self._calls.setdefault(cue.removesuffix("*"), []).append((number, cue.endswith("*")))
        for number in range(len(match.terms)) if match.obfuscated else ():
            for spelt in spaced(self._phrases[number][0].words[0].removesuffix("*")) if self._lone[number] else ():
                self._calls.setdefault(spelt, []).append((number, False))
        self._whole = frozenset(  # the cues that are a word of their own, so that no one need look within others
            word
            for word, calls in self._calls.items()
            if WORDS.fullmatch(word) and not any(inflects for _, inflects in calls)
        )

    def opening(self) -> Opening:
        """What calls it, as far as a look at the words of a text can tell."""
        words = {word: self._needs(word) for word in self._calls if word in self._whole}
        literals = tuple(word for word in self._calls if word not in words)
        disguised = tuple(dict.fromkeys(self._disguisable())) if self._match.obfuscated else ()
        frequent = sum(self._book.frequency(word) * (0.3 if words.get(word) else 1.0) for word in self._calls)
        return Opening(words, literals, disguised, frequent=frequent)

    def spots(self, text: Folded, cues: Sequence[Cue]) -> Sequence[Spot]:
        places, numbers = self._called(text, cues)
        phrases = [phrase for number in sorted(numbers) if (phrase := self._phrase(number)).may_stand(text)]
        if not places and not phrases:
            return ()
        spans = chain(places, *(phrase.places(text) for phrase in phrases))
        return [Spot(*span) for span in islice(spans, MOST_CANDIDATES) if self._counts(text, *span)]

    def _counts(self, text: Folded, start: int, end: int) -> bool:
        """Whether the sentence around leaves it standing."""
        match, slots = self._match, self._slots
        if match.first_person and not slots.own_words(text, start, end):
            return False
        if match.directed and not slots.directed(text, start, end):
            return False
        return not slots.undone(match.not_if, text, start, end)

    def _disguisable(self) -> Iterator[str]:
        """The words that may stand in disguise, `*` where they may be inflected."""
        for word, calls in self._calls.items():
            for number, inflects in calls:
                if self._lone[number]:
                    yield word + "*" * inflects

    def _needs(self, word: str) -> Needs:
        """What else a text must hold for the phrases that the cue calls: for one of them, a word of each set.

        Nothing where the cue is a term by itself, so that every place of it counts.
        """
        numbers = [number for number, _ in self._calls[word]]
        if any(self._lone[number] for number in numbers):
            return ()
        return tuple(dict.fromkeys(self._need(word, number) for number in numbers))

    def _need(self, word: str, number: int) -> Need:
        """What else a text must hold for one phrase, found by this word, and side by side."""
        parts = self._phrases[number]
        anchor = self._book.anchor(parts)
        return Need(*self._words_of(word, parts, anchor), *self._book.neighbours(parts, anchor, word))

    def _words_of(
        self, word: str, parts: tuple[Part, ...], anchor: int
    ) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
        others = {part.needed for place, part in enumerate(parts) if place != anchor and word not in part.needed}
        sets = {self._book.beside(parts[anchor], word), *others}
        certain = frozenset[str]().union(*[words for words in sets if len(words) == 1])
        return certain, tuple(words for words in sets if len(words) > 1)

    def _called(self, folded: Folded, cues: Sequence[Cue]) -> tuple[list[tuple[int, int]], set[int]]:
        """Where single words stand, and which phrases have to be looked for."""
        text, places, phrases = folded.folded, list[tuple[int, int]](), set[int]()
        for word, start, end in cues:
            stop = _inflected(text, end)
            for number, inflects in self._calls[word] if not joined(text, start) else ():
                if stop > end and (not inflects or joined(text, stop)):
                    continue
                if self._lone[number]:
                    places.append((start, stop))
                else:
                    phrases.add(number)
        words = folded.words
        for word in sorted(self._whole & words):
            lone, called = self._called_by.get(word) or self._calling(word)
            if lone:
                standing = list(_standing(text, word))
                places += standing
                if not standing:
                    continue
            for number, all_of, sets in called:
                if all_of <= words and not any(map(words.isdisjoint, sets)):
                    phrases.add(number)
        return places, phrases

    def _phrase(self, number: int) -> Phrase:
        """Made ready when a text first calls it."""
        if number not in self._read:
            parts = self._phrases[number]
            self._read[number] = Phrase(tuple(map(self._book.edges, parts)), partial(map, self._book.wordings, parts))
        return self._read[number]

    def _calling(self, word: str) -> _Called:
        numbers = [number for number, _ in self._calls[word]]
        phrases = tuple(
            (n, *self._words_of(word, self._phrases[n], self._book.anchor(self._phrases[n])))
            for n in numbers
            if not self._lone[n]
        )
        self._called_by[word] = _Called(len(phrases) < len(numbers), phrases)
        return self._called_by[word]


def _inflected(text: str, end: int) -> int:
    """Where the word that goes on at `end` is over."""
    stop = end
    while stop - end < _INFLECTION and joined(text, stop):
        stop += 1
    return stop


def _standing(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands, whole; the first places only."""
    at, found = text.find(word), 0
    while at >= 0 and found < MOST_PLACES:
        if not joined(text, at) and not joined(text, at + len(word)):
            found += 1
            yield at, at + len(word)
        at = text.find(word, at + 1)
