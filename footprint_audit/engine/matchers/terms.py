"""Words and phrases. Single words come from the one pass over the text; a phrase is looked for where one was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from footprint_audit.engine.context import Slots, alternatives
from footprint_audit.engine.disguise import spaced
from footprint_audit.engine.fold import WORDS, Folded, joined
from footprint_audit.engine.matchers import MOST_CANDIDATES, Cue, Needs, Spot
from footprint_audit.engine.phrases import Part, Phrasebook
from footprint_audit.model import TermsMatch

__all__ = ["TermsMatcher"]

_INFLECTION = 12  # letters that `*` stands for, at most


class TermsMatcher:
    """All terms and phrases of one rule, with what must hold around them."""

    digits = 0
    eager = False

    def __init__(self, match: TermsMatch, book: Phrasebook, slots: Slots) -> None:
        self._match = match
        self._slots = slots
        self._phrases = tuple(map(book.parts, (*match.terms, *match.phrases)))
        self._lone = tuple(len(parts) == len(parts[0].words) == 1 for parts in self._phrases)
        owners: dict[str, list[tuple[int, bool]]] = {}
        for number, parts in enumerate(self._phrases):
            for cue in book.cues(parts):
                owners.setdefault(cue.removesuffix("*"), []).append((number, cue.endswith("*")))
        for number in range(len(match.terms)) if match.obfuscated else ():
            for spelt in spaced(self._phrases[number][0].words[0].removesuffix("*")) if self._lone[number] else ():
                owners.setdefault(spelt, []).append((number, False))
        self.cues = tuple(owners)
        self._owners = tuple(owners.values())  # of each cue: the phrases it calls, and whether it may be inflected
        self.whole = {  # the cues that are a word of their own, so that no one need look within others
            cue: self._needs(cue)
            for cue, (word, calls) in enumerate(owners.items())
            if WORDS.fullmatch(word) and not any(inflects for _, inflects in calls)
        }

    def disguisable(self) -> Iterator[tuple[str, int]]:
        """The words that may stand in disguise, each with the number of its cue."""
        if self._match.obfuscated:
            for cue, (word, owners) in enumerate(zip(self.cues, self._owners, strict=True)):
                for number, inflects in owners:
                    if self._lone[number]:
                        yield word + "*" * inflects, cue

    def spots(self, text: Folded, seen: Sequence[Cue]) -> Iterator[Spot]:
        for start, end in islice(self._spans(text, seen), MOST_CANDIDATES):
            if self._match.first_person and not self._slots.own_words(text.folded, start, end):
                continue
            if self._match.directed and not self._slots.directed(text.folded, start, end):
                continue
            if not self._slots.undone(self._match.not_if, text.folded, start, end):
                yield Spot(start, end)

    def _needs(self, cue: int) -> Needs:
        """What else a text must hold for the phrases that the cue calls: for one of them, a word of each set.

        Nothing where the cue is a term by itself, so that every place of it counts.
        """
        numbers = [number for number, _ in self._owners[cue]]
        if any(self._lone[number] for number in numbers):
            return ()
        others = (
            tuple({part.needed for part in self._phrases[number] if part.needed and self.cues[cue] not in part.needed})
            for number in numbers
        )
        return tuple(dict.fromkeys(others))

    def _spans(self, folded: Folded, seen: Sequence[Cue]) -> Iterator[tuple[int, int]]:
        text, phrases = folded.folded, set[int]()
        for cue, start, end in seen:
            if joined(text, start):
                continue
            stop = _inflected(text, end)
            for number, inflects in self._owners[cue]:
                if stop > end and (not inflects or joined(text, stop)):
                    continue
                if self._lone[number]:
                    yield start, stop
                else:
                    phrases.add(number)
        for number in sorted(phrases):
            if any(part.needed and part.needed.isdisjoint(folded.words) for part in self._phrases[number]):
                continue
            yield from (found.span() for found in self._patterns[number].finditer(text))

    @cached_property
    def _patterns(self) -> dict[int, re.Pattern[str]]:
        return _Compiled(self._phrases)


class _Compiled(dict[int, "re.Pattern[str]"]):
    """The phrases as regular expressions, each made when it is first asked for."""

    def __init__(self, phrases: Sequence[Sequence[Part]]) -> None:
        super().__init__()
        self._phrases = phrases

    def __missing__(self, number: int) -> re.Pattern[str]:
        words = r",?\s{1,3}".join(alternatives(part.words) for part in self._phrases[number])
        pattern = self[number] = re.compile(rf"(?<!\w){words}(?!\w)")
        return pattern


def _inflected(text: str, end: int) -> int:
    """Where the word that goes on at `end` is over."""
    stop = end
    while stop - end < _INFLECTION and joined(text, stop):
        stop += 1
    return stop
