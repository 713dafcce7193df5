"""The terms and phrases of rules, read word by word, and by which word each is to be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from footprint_audit.engine.edges import Edges, edges
from footprint_audit.engine.fold import WORDS, fold_word
from footprint_audit.engine.necessary import EDGE
from footprint_audit.engine.pieces import is_piece
from footprint_audit.engine.reading import Wordings

__all__ = ["Part", "Phrasebook", "TermError"]

_SLOT = re.compile(r"\{([\w.-]{1,60})\}('s)?")  # {child_noun}'s: each of its words in the genitive
_LONGEST, _MOST_PARTS = 64, 12
_UNKNOWN = Edges(None, None, None)
_Pair = tuple[frozenset[str], frozenset[str]]  # a word of the first stands right before one of the second
_NOTHING: _Pair = (frozenset(), frozenset())


class TermError(ValueError):
    """A term or phrase no rule may hold; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The words that one part of a phrase may be, and the word of each by which it is found (`*`: inflected).

    `cues` is empty where one of them is too short to look for; `frequent` says how often they are seen together.
    One of `needed` must be among the words of a text (`Folded.words`) for this part to stand in it, if any is named.
    """

    words: tuple[str, ...]
    cues: tuple[str, ...]
    frequent: float
    needed: frozenset[str]


class Phrasebook:
    """Reads phrases, their slots filled; each word and each slot is worked out once."""

    def __init__(self, slots: Mapping[str, tuple[str, ...]]) -> None:
        self.slots = slots
        self._common = frozenset(map(fold_word, slots.get("common", ())))
        self._parts: dict[str, Part] = {}
        self._beside: dict[Part, dict[str, frozenset[str]]] = {}
        self._wordings: dict[Part, Wordings] = {}
        self._anchors: dict[tuple[Part, ...], int] = {}
        self._edges: dict[Part, Edges] = {}
        self._own: dict[Part, Mapping[str, tuple[Edges, _Pair]]] = {}
        self._sides: dict[tuple[Part, ...], tuple[Edges, Edges, _Pair]] = {}

    def parts(self, phrase: str) -> tuple[Part, ...]:
        """The phrase part by part. Raises TermError."""
        pieces = phrase.split()
        if not pieces or len(pieces) > _MOST_PARTS:
            raise TermError(f'"{phrase[:60]}": a phrase has 1 to {_MOST_PARTS} words')
        parts = tuple(self._parts.get(piece) or self._read(piece) for piece in pieces)
        if not self.cues(parts):
            raise TermError(f'"{phrase[:60]}": needs a word by which to find it, of two letters or more')
        return parts

    def words(self, category: str) -> tuple[str, ...]:
        """A list of words (`rules/words/`). Raises TermError."""
        if "." not in category or category not in self.slots:
            lists = ", ".join(sorted(name for name in self.slots if "." in name))
            raise TermError(f"{category!r} is no list of words: use one of {lists or 'rules/words'}")
        return self.slots[category]

    def wordings(self, part: Part) -> Wordings:
        """The words of a part, ready to be found in texts."""
        if part not in self._wordings:
            self._wordings[part] = Wordings(part.words)
        return self._wordings[part]

    def edges(self, part: Part) -> Edges:
        """With which words the wordings of a part begin and end."""
        if part not in self._edges:
            self._edges[part] = edges(part.words)
        return self._edges[part]

    def beside(self, part: Part, cue: str) -> frozenset[str]:
        """The words one of which stands in every wording of the part that is found by this cue; empty: no certain one.

        "i work nights" and "i work days" are found by "work": beside it stands "nights" or "days".
        """
        if part not in self._beside:
            found: dict[str, list[str]] = {}
            for words in part.words:
                own = self._rarest(words)
                others = " ".join(word for word in words.split() if word != own)
                found.setdefault(own.removesuffix("*"), []).append(_longest(others))
            self._beside[part] = {own: frozenset(others) for own, others in found.items() if "" not in others}
        return self._beside[part].get(cue, frozenset())

    def neighbours(self, parts: tuple[Part, ...], anchor: int, cue: str) -> _Pair:
        """Words of which one stands right before one of others wherever the phrase, found by this cue, does.

        The fewest that are certain; empty where none are.
        """
        own, within = self._found_by(parts[anchor]).get(cue, (_UNKNOWN, _NOTHING))
        if len(parts) == 1:
            return within
        before, after, elsewhere = self._around(parts, anchor)
        return _narrowest((_touching(before, own), _touching(own, after), within, elsewhere))

    def _found_by(self, part: Part) -> Mapping[str, tuple[Edges, _Pair]]:
        """The edges of those wordings of the part that are found by the same cue, and two words within them."""
        if part not in self._own:
            found: dict[str, list[str]] = {}
            for words in part.words:
                found.setdefault(self._rarest(words).removesuffix("*"), []).append(words)
            own = {cue: edges(wordings) for cue, wordings in found.items()}
            self._own[part] = {cue: (each, _within(each)) for cue, each in own.items()}
        return self._own[part]

    def _around(self, parts: tuple[Part, ...], anchor: int) -> tuple[Edges, Edges, _Pair]:
        """The edges of the part before the anchor and of the one after it; the best two words of all others."""
        if parts not in self._sides:
            each = list(map(self.edges, parts))
            others = (pair for place, pair in enumerate(pairwise(each)) if anchor not in (place, place + 1))
            padded = [_UNKNOWN, *each, _UNKNOWN]
            elsewhere = _narrowest(_touching(one, other) for one, other in others)
            self._sides[parts] = padded[anchor], padded[anchor + 2], elsewhere
        return self._sides[parts]

    def cues(self, parts: tuple[Part, ...]) -> tuple[str, ...]:
        """What to look for in the one pass: the words of the part that is seen least, one for each way to say it."""
        place = self.anchor(parts)
        return parts[place].cues if place >= 0 else ()

    def anchor(self, parts: tuple[Part, ...]) -> int:
        """Which part is seen least, and findable; -1: none is."""
        if parts not in self._anchors:
            self._anchors[parts] = self._anchor(parts)
        return self._anchors[parts]

    def _anchor(self, parts: tuple[Part, ...]) -> int:
        if len(parts) == 1 and len(parts[0].words) == 1:
            return 0 if parts[0].cues else -1
        usable = [place for place, part in enumerate(parts) if part.cues]
        rank = {place: (parts[place].frequent, len(parts[place].cues), -len(parts[place].cues[0])) for place in usable}
        return min(usable, key=rank.__getitem__, default=-1)

    def _read(self, piece: str) -> Part:
        words = self._words(piece)
        cues = tuple(dict.fromkeys(map(self._rarest, words)))
        needed = frozenset(map(_longest, words))
        findable = cues if all(len(cue.removesuffix("*")) >= 2 or _is_sign(cue) for cue in cues) else ()
        part = Part(words, findable, sum(map(self.frequency, cues)), frozenset() if "" in needed else needed)
        self._parts[piece] = part
        return part

    def _words(self, piece: str) -> tuple[str, ...]:
        slot = _SLOT.fullmatch(piece)
        if slot:
            if not self.slots.get(slot[1]):
                known = sorted(name for name in self.slots if not is_piece(name))
                raise TermError(f"{{{slot[1]}}} is no slot: use one of {', '.join(known) or 'rules/slots'}")
            return tuple(dict.fromkeys(fold_word(word + (slot[2] or "")) for word in self.slots[slot[1]]))
        if "{" in piece or "}" in piece:
            raise TermError(f'''"{piece[:60]}": a slot stands alone, but for a "'s" after it''')
        if len(piece) > _LONGEST:
            raise TermError(f'"{piece[:60]}": longer than {_LONGEST} characters')
        if "*" in piece and not re.fullmatch(r"[^*]{3,}\*", piece):
            raise TermError(f'"{piece[:60]}": "*" comes last, after three letters or more')
        return (fold_word(piece),)

    def frequency(self, cue: str) -> float:
        """About how many texts of a hundred hold the word."""
        if len(cue) <= 2 and _is_sign(cue):
            return 0.1
        short = len(cue.removesuffix("*")) <= 3
        if cue in self._common or len(cue) <= 2:
            return 20.0 if short else 4.0
        return 0.3 if short else 0.1

    def literal_frequency(self, literal: str) -> float:
        """About how many texts of a hundred hold these letters, be it within a word."""
        if literal.startswith(EDGE):
            return self.frequency(literal.strip(EDGE))
        bare = literal.strip()
        within = 8.0 / 2 ** min(len(bare), 6) if bare.isascii() else 0.1
        return max(within, self.frequency(bare) if bare in self._common else 0.0)

    def _rarest(self, words: str) -> str:
        if " " not in words:
            return words
        return max(words.split(), key=lambda word: (-self.frequency(word), len(word.removesuffix("*"))))


def _touching(one: Edges, other: Edges) -> _Pair:
    """The words that stand side by side where one ends and the other begins."""
    if not one.last or not other.first or one.last.stems or other.first.stems:
        return _NOTHING
    return one.last.words, other.first.words


def _within(own: Edges) -> _Pair:
    """The first two words, if every wording has two that are certain."""
    if not own.second or not all(own.second.values()):
        return _NOTHING
    return frozenset(own.second), frozenset[str]().union(*own.second.values())


def _narrowest(pairs: Iterable[_Pair]) -> _Pair:
    """One word on one side is what a text is told by most quickly."""
    return min((pair for pair in pairs if pair[0]), key=_width, default=_NOTHING)


def _width(pair: _Pair) -> tuple[int, int]:
    last, first = len(pair[0]), len(pair[1])
    return min(last, first), last * first


def _is_sign(cue: str) -> bool:
    """Whether it is an emoji or another sign that no language writes with."""
    return len(cue) <= 2 and not cue.isascii() and not any(map(str.isalnum, cue))


def _longest(words: str) -> str:
    """The longest word of ASCII that stands in every text with these words, or nothing."""
    if words.isascii() and words.isalnum():
        return words
    whole = (found[0] for found in WORDS.finditer(words) if words[found.end() : found.end() + 1] != "*")
    return max(whole, key=len, default="")
