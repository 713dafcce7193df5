"""Words in disguise: digits and signs for letters (`b1tch`, `$hit`), masked letters (`f*ck`), stretched (`fuuuck`).

Only tokens with such a letter are looked at, one by one, and each must be a listed word from end to end: whatever is
no disguise of a word on a list is left alone, and so are order codes, versions and hyphenated words.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice
from string import ascii_lowercase
from typing import Generic, TypeVar

__all__ = ["STRETCHED", "Disguises", "spaced"]

MOST_TOKENS = 200  # of one text
_INFLECTION = 12  # letters that `*` stands for, at most

_SIGNS = re.compile(r"[*#$@!%&_0134578-](?=[a-z*$])(?<!\s[#@])(?<!^[#@])")  # but for those that begin a tag
STRETCHED = frozenset(3 * letter for letter in ascii_lowercase)
_STRETCHED = re.compile(r"([a-z])\1\1")
_BEFORE, _REST = r"(?<![\w@$!|+&%/=-])", r"[a-z0-9$][a-z0-9*#$@!%&_-]{2,39}(?![\w@/=])"
_TOKEN = re.compile(_BEFORE + _REST)
_SIGNED = re.compile(_BEFORE + r"(?=[a-z]*[0-9*#$@!%&_-])" + _REST)  # not of letters alone
_LEET = {"4": "a", "@": "a", "3": "e", "1": "il", "!": "i", "0": "o", "5": "s", "$": "s", "7": "t"}
_VOWELS_HIDDEN = frozenset("@$!%&_-")  # such a sign may stand for any vowel; "*" and "#" for any letter
_VOWELS = "aeiou"
_ONE_LETTER = ("f***", "a$$")  # so little shows, and still nobody reads another word

Owner = TypeVar("Owner")


def spaced(word: str) -> tuple[str, ...]:
    """A word letter by letter, as in "f u c k"; three letters would stand in initials too often."""
    return tuple(sign.join(word) for sign in " .-*") if len(word) > 3 and word.isalpha() else ()


class Disguises(Generic[Owner]):
    """Single words (`*` for inflections), each with its owner; asked for when a text first holds a disguise."""

    def __init__(self, words: Iterable[tuple[str, Owner]]) -> None:
        self._given = words

    @cached_property
    def _words(self) -> dict[str, list[tuple[str, bool, Owner]]]:
        """By their first two letters."""
        words: dict[str, list[tuple[str, bool, Owner]]] = defaultdict(list)
        for word, owner in self._given:
            plain = word.removesuffix("*")
            if len(plain) >= 3 and plain.isascii() and plain.isalpha():
                words[plain[:2]].append((plain, plain != word, owner))
        return words

    def seen(self, text: str, *, stretched: bool) -> Iterable[tuple[Owner, int, int]]:
        """Every listed word that stands in the folded text in disguise, and from where to where.

        stretched: whether one of STRETCHED stands in it.
        """
        return self._read(text, stretched=stretched) if stretched or _SIGNS.search(text) else ()

    def _read(self, text: str, *, stretched: bool) -> Iterator[tuple[Owner, int, int]]:
        for token, start in islice(_tokens(text, stretched=stretched), MOST_TOKENS):
            units = _units(token)
            least, most = len(units), math.inf if "+" in "".join(units) else len(units)
            for letters in _openings(token[0] + _LEET.get(token[0], ""), units):
                for word, inflects, owner in self._words.get(letters, ()):
                    fits = len(word) <= most and (inflects or len(word) >= least)
                    if fits and _reads(units, word, inflects=inflects):
                        yield owner, start, start + len(token)


def _tokens(text: str, *, stretched: bool) -> Iterator[tuple[str, int]]:
    """The words of the text that hold a sign of disguise, without the punctuation after them."""
    for found in (_TOKEN if stretched else _SIGNED).finditer(text):
        token = found[0]
        if token.isalpha() and not (stretched and _STRETCHED.search(token)):
            continue
        emphasised = text[found.start() - 1 : found.start()] == "*"
        token = token.rstrip("!-_&%*" if emphasised else "!-_&%")
        if _is_disguised(token):
            yield token, found.start()


def _is_disguised(token: str) -> bool:
    """Whether letters enough show, and something hides the others: order codes have more digits, or are shorter."""
    letters = sum("a" <= char <= "z" for char in token)
    if letters == len(token):
        return _STRETCHED.search(token) is not None
    if any("0" <= char <= "9" for char in token):
        return len(token) >= 4 and letters >= 2 and 2 * letters >= len(token)
    return (len(token) >= 3 and letters >= 2) or token in _ONE_LETTER


def _units(token: str) -> list[str]:
    """What each sign of the token can stand for: letters, `+` after one that is stretched."""
    units: list[str] = []
    for char, run in groupby(token):
        times = len(list(run))
        if char.isalpha():
            units += [char + "+"] if times >= 3 else [char] * times
        elif char in "*#" or (char in "-_" and times > 1):
            units += [_VOWELS if len(token) == 3 else ascii_lowercase] * times
        else:
            units += [_LEET.get(char, "") + (_VOWELS if char in _VOWELS_HIDDEN else "")] * times
    return units


def _openings(initials: str, units: Sequence[str]) -> Iterator[str]:
    """The two letters that a word may begin with to be read in what the signs stand for."""
    for initial in initials:
        stretched = initial if units[0].endswith("+") else ""
        second = units[1].removesuffix("+") if len(units) > 1 else ""
        yield from (initial + letter for letter in dict.fromkeys(second + stretched))


def _reads(units: Sequence[str], word: str, *, inflects: bool) -> bool:
    """Whether the word, or one of its inflections, can be read in what the signs stand for."""
    at = 0
    for place, unit in enumerate(units):
        if at == len(word):
            return inflects and len(units) - place <= _INFLECTION and all(units[place:])
        if word[at] not in unit:
            return False
        at += 1
        while unit.endswith("+") and at < len(word) and word[at] == word[at - 1]:
            at += 1
    return at == len(word)
