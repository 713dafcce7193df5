"""Text as rules see it: one spelling for what looks the same, with the way back to the text as it was read.

Two views of equal length share one ruler: `normal` (NFKC, plain quotes, dashes and digits; case kept) for patterns, and
`folded` (the same without case) for words. `span` turns a place in either into a place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["CAP", "WORDS", "Folded", "digits_of", "fold", "fold_word", "joined", "tokens_of"]

CAP = 1 << 20  # characters of one text that rules read; nobody writes longer ones
_MARKS = 30  # marks on one letter: the Stream-Safe format of Unicode (UAX 15); sorting more would take quadratic time

_ZEROS = (
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810,
)  # fmt: skip
_ALIKE: dict[int, str | int] = {
    **{zero + digit: ord("0") + digit for zero in _ZEROS for digit in range(10)},
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033"), '"'),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " "),
    **dict.fromkeys(map(ord, "\u2026"), "."),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
_PLAINER = {chr(code): alike if isinstance(alike, str) else chr(alike) for code, alike in _ALIKE.items()}
_FEW = 8  # kinds of strangers in one text that are replaced one by one
_UNSEEN = ("\u200b", "\u2060", "\ufeff", "\u00ad")  # zero-width space, word joiner, byte-order mark, soft hyphen
_STRANGE = re.compile(f"[{''.join(map(re.escape, (*_PLAINER, *_UNSEEN)))}]")
_MAY_BE_MARK = re.compile(r"[^\x00-\u02ff]")
_UNSPACED = (  # Thai and Lao, Burmese, Khmer, kana and Chinese: scripts that do not part words
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u9fff"), ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)  # fmt: skip


WORDS = re.compile(r"[a-z0-9_]+")


_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789_"
_PARTED = bytes(code if code in _LETTERS else ord(" ") for code in range(256))
_NO_DIGITS = bytes(code for code in range(256) if code not in b"0123456789")


@dataclass(slots=True)
class Folded:
    """A text in its three spellings. `starts` and `ends` lead back, or are empty where nothing moved."""

    original: str
    normal: str
    folded: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    _tokens: list[str] | None = None  # not a cached_property: its lock costs as much as the words of a short text
    _words: frozenset[str] | None = None
    _digits: int | None = None

    @property
    def tokens(self) -> Sequence[str]:
        """The words of the folded view (WORDS) in their order, as far as they are ASCII: "fiancé" gives "fianc"."""
        if self._tokens is None:
            self._tokens = tokens_of(self.folded)
        return self._tokens

    @property
    def words(self) -> frozenset[str]:
        """The same, each once."""
        if self._words is None:
            self._words = frozenset(self.tokens)
        return self._words

    @property
    def digits(self) -> int:
        """How many digits it holds."""
        if self._digits is None:
            self._digits = len(digits_of(self.folded))
        return self._digits

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `normal[start:end]` (or `folded[start:end]`) stands in the original; never a part of a letter."""
        if not self.starts:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The way back: where `original[start:end]` stands in the two views."""
        if not self.starts:
            return start, end
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def fold(text: str) -> Folded:
    """`text`, cut to CAP characters, as rules see it. Linear in its length."""
    text = text[:CAP]
    if text.isascii():
        return Folded(text, text, text.lower())
    normal = text
    if _STRANGE.search(text):
        strangers = set(_STRANGE.findall(text))
        normal = _plainer(text, strangers)
        if not strangers.isdisjoint(_UNSEEN):
            return _moved(text, normal)
    folded = normal.casefold()
    if unicodedata.is_normalized("NFKC", normal):
        if len(folded) == len(text):
            return Folded(text, normal, folded)
        if not _MAY_BE_MARK.search(normal) and (doubled := _doubled(text, normal, folded)):
            return doubled
    return _moved(text, normal)


def _plainer(text: str, strangers: Set[str]) -> str:
    """The text with what looks like plain signs and digits spelt so: to translate it takes ten times as long."""
    if len(strangers) > _FEW:
        return text.translate(_ALIKE)
    for stranger in strangers:
        text = text.replace(stranger, _PLAINER.get(stranger, stranger))
    return text


def _doubled(text: str, alike: str, folded: str) -> Folded | None:
    """The quick path of German, where nothing but ß moves, which becomes two letters; None where more does."""
    normal = alike.replace("ß", "ss")
    if len(normal) != len(folded):
        return None
    starts: list[int] = []
    reached = at = 0
    while (at := alike.find("ß", at)) >= 0:
        starts += (*range(reached, at), at)
        reached, at = at, at + 1
    starts += range(reached, len(text) + 1)
    ends = (*(start + 1 for start in starts[:-1]), len(text))
    return Folded(text, normal, folded, tuple(starts), ends)


def tokens_of(folded: str) -> list[str]:
    """The words of ASCII in a folded text (WORDS): by way of bytes, which takes a third less time than `findall`."""
    return folded.encode("ascii", "replace").translate(_PARTED).decode("ascii").split()


def digits_of(text: str) -> str:
    """The digits of a text, ASCII ones: texts come normalised."""
    return text.encode("ascii", "ignore").translate(None, _NO_DIGITS).decode("ascii")


def fold_word(text: str) -> str:
    """A word of a rule, as it is spelt in `Folded.folded`."""
    return text.lower() if text.isascii() else fold(text).folded


def _moved(text: str, alike: str) -> Folded:
    """The slow path: letter by letter, marks with the letter they stand on; stretches of plain letters at once."""
    spelt: list[tuple[str, str]] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, plain in _stretches(alike):
        piece = alike[start:end]
        spelt.append((piece, piece.casefold()) if plain else _spellings(piece))
        length = len(spelt[-1][0])
        starts += range(start, end) if plain else [start] * length
        ends += range(start + 1, end + 1) if plain else [end] * length
    normal, folded = zip(*spelt, strict=True)
    return Folded(text, "".join(normal), "".join(folded), (*starts, len(text)), (*ends, len(text)))


# ASCII, and the letters of western Europe that folding leaves as long as they are (not ß); but for the last before a
# stranger, which may be a mark on it.
_PLAIN = re.compile(r"[\x00-\x7f\xc0-\xde\xe0-\xff]+(?![^\x00-\x7f\xc0-\xde\xe0-\xff])")


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where each stretch of plain letters, and between them each letter with its marks, starts and ends."""
    reached = 0
    for plain in _PLAIN.finditer(text):
        yield from ((*letter, False) for letter in pairwise(_letters(text, reached, plain.start())))
        yield (*plain.span(), True)
        reached = plain.end()
    yield from ((*letter, False) for letter in pairwise(_letters(text, reached, len(text))))


def _letters(text: str, low: int, high: int) -> Iterator[int]:
    """Where each letter of `text[low:high]`, with its marks, starts; then `high`."""
    start = low
    for index in range(low, high):
        if index == low or not _belongs(text[index]) or index - start > _MARKS:
            start = index
            yield index
    yield high


def _belongs(char: str) -> bool:
    """Whether `char` may melt into the character before it: a mark, a Korean vowel or final, a Japanese sound mark."""
    if char < "\u0300":
        return False
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or char in "\uff9e\uff9f"


def _spellings(letter: str) -> tuple[str, str]:
    """Both spellings of one letter, equally long: where folding lengthens it (ß, İ), case is given up."""
    if letter.isascii():
        return letter, letter.lower()
    if letter in _UNSEEN:
        return "", ""
    normal = unicodedata.normalize("NFKC", letter).translate(_ALIKE)
    folded = normal.casefold().replace("i\u0307", "i")  # the Turkish İ, which full case folding splits
    return (normal, folded) if len(normal) == len(folded) else (folded, folded)


def joined(text: str, index: int) -> bool:
    """Whether the characters on both sides of `index` belong to one word, in a script that parts words."""
    return 0 < index < len(text) and _in_word(text[index - 1]) and _in_word(text[index])


def _in_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char == "_"
    if unicodedata.category(char)[0] == "M":
        return True
    return char.isalnum() and not any(low <= char <= high for low, high in _UNSPACED)
