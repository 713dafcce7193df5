"""Words and phrases. Single words come from the one pass over the text; a phrase is looked for where one was seen."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from footprint_audit.engine.context import UNDOING, Slots, alternatives
from footprint_audit.engine.fold import Folded, fold_word, joined
from footprint_audit.engine.matchers import MOST_CANDIDATES, Cue, Spot
from footprint_audit.model import TermsMatch

__all__ = ["UNDOING", "TermError", "TermsMatcher", "parts_of"]

_INFLECTION = 12  # letters that `*` stands for, at most
_SLOT = re.compile(r"\{(\w{1,40})\}")
_LONGEST, _MOST_PARTS = 64, 12


class TermError(ValueError):
    """A term or phrase no rule may hold; the message says why."""


Part = tuple[str, ...]  # the words one part of a phrase may be; a lone word is a part of one


def parts_of(phrase: str, slots: Mapping[str, tuple[str, ...]]) -> tuple[Part, ...]:
    """The phrase part by part, its slots filled. Raises TermError."""
    pieces = phrase.split()
    if not pieces or len(pieces) > _MOST_PARTS:
        raise TermError(f'"{phrase[:60]}": a phrase has 1 to {_MOST_PARTS} words')
    parts = tuple(_part(piece, slots) for piece in pieces)
    if not _cues(parts, ()):
        raise TermError(f'"{phrase[:60]}": needs a word of three letters or more, by which to find it')
    return parts


def _part(piece: str, slots: Mapping[str, tuple[str, ...]]) -> Part:
    slot = _SLOT.fullmatch(piece)
    if slot:
        if not slots.get(slot[1]):
            raise TermError(f"{{{slot[1]}}} is no slot: use one of {', '.join(sorted(slots)) or 'rules/slots/*.toml'}")
        return tuple(fold_word(word) for word in slots[slot[1]])
    if "{" in piece or "}" in piece:
        raise TermError(f'"{piece[:60]}": a slot stands alone, as in {{first_person}}')
    if len(piece) > _LONGEST:
        raise TermError(f'"{piece[:60]}": longer than {_LONGEST} characters')
    if "*" in piece and not re.fullmatch(r"[^*]{3,}\*", piece):
        raise TermError(f'"{piece[:60]}": "*" comes last, after three letters or more')
    return (fold_word(piece),)


def _cues(parts: Sequence[Part], common: Container[str]) -> tuple[str, ...]:
    """What to look for in the one pass: the words of the part that is seen least, one for each way to say it."""
    if len(parts) == len(parts[0]) == 1:
        return parts[0]
    offered = [tuple(_rarest(words, common) for words in part) for part in parts]
    usable = (cues for cues in offered if all(map(_usable, cues)))
    return min(usable, key=lambda cues: (sum(cue in common for cue in cues), len(cues), -len(cues[0])), default=())


def _rarest(words: str, common: Container[str]) -> str:
    return max(words.split(), key=lambda word: (word not in common, len(word.removesuffix("*"))))


def _usable(cue: str) -> bool:
    word = cue.removesuffix("*")
    return len(word) >= 3 or (not word.isascii() and len(word) >= 2)


class TermsMatcher:
    """All terms and phrases of one rule, with what must hold around them."""

    def __init__(self, match: TermsMatch, slots: Slots) -> None:
        self._match = match
        self._slots = slots
        self._phrases = tuple(parts_of(phrase, slots.words) for phrase in (*match.terms, *match.phrases))
        common = frozenset(map(fold_word, slots.words.get("common", ())))
        owners: dict[str, list[tuple[int, bool]]] = {}
        for number, parts in enumerate(self._phrases):
            for cue in _cues(parts, common):
                owners.setdefault(cue.removesuffix("*"), []).append((number, cue.endswith("*")))
        self.cues = tuple(owners)
        self._owners = tuple(owners.values())  # of each cue: the phrases it calls, and whether it may be inflected

    def spots(self, text: Folded, seen: Sequence[Cue]) -> Iterator[Spot]:
        for start, end in islice(self._spans(text.folded, seen), MOST_CANDIDATES):
            if self._match.directed and not self._slots.directed(text.folded, start, end):
                continue
            if not self._slots.undone(self._match.not_if, text.folded, start, end):
                yield Spot(start, end)

    def _spans(self, text: str, seen: Sequence[Cue]) -> Iterator[tuple[int, int]]:
        phrases: set[int] = set()
        for cue, start, end in seen:
            if joined(text, start):
                continue
            stop = _inflected(text, end)
            for number, inflects in self._owners[cue]:
                if stop > end and (not inflects or joined(text, stop)):
                    continue
                if len(self._phrases[number]) == len(self._phrases[number][0]) == 1:
                    yield start, stop
                else:
                    phrases.add(number)
        for number in sorted(phrases):
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
        words = r",?\s{1,3}".join(alternatives(part) for part in self._phrases[number])
        pattern = self[number] = re.compile(rf"(?<!\w){words}(?!\w)")
        return pattern


def _inflected(text: str, end: int) -> int:
    """Where the word that goes on at `end` is over."""
    stop = end
    while stop - end < _INFLECTION and joined(text, stop):
        stop += 1
    return stop
