"""How rare a handle is, in bits, and how likely it is that two accounts share it because one person chose it twice.

A handle is split into the parts that explain it most cheaply: listed names and words, years and usual digits,
separators, and letters for the rest. The number of other people expected to choose it is 2^32 / 2^bits.

The figures are estimates, and modest on purpose. 3.3 bits for a letter is Shannon's for English text when two letters
are known ("Prediction and Entropy of Printed English", 1951); other scripts are taken to be no richer, and a character
that writes a syllable or a word counts as 6. Listed parts count as one in 128 to 512, whichever they are. A long rare
dictionary word that is not in our lists is overrated, and every handle of fewer than about ten letters is underrated.
That is why a shared handle alone never says more than `MOST`, and never more than "linkable".
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from footprint_audit.identity.folding import folded, main_script
from footprint_audit.identity.names import GIVEN_NAMES, SUFFIXES, SURNAMES, WORDS

__all__ = ["MOST", "bits_of", "same_owner"]

MOST = 0.90
PEOPLE = 32  # bits: 2^32 who might choose a handle

LETTER = 3.3
SYLLABLE = 6.0  # a character that writes a syllable or a word
DIGIT = math.log2(10)
SEPARATOR = 2.0
EXPECTED = 1.0  # "aaa" and "abc" go on as they began
YEAR = math.log2(100)
SUFFIX = 4.0
GIVEN, SURNAME, WORD = 7.0, 8.0, 9.0
LONGEST = 16  # no listed part is longer


@lru_cache(maxsize=4096)  # one handle is asked about once for each account that has it
def bits_of(handle: str) -> float:
    """The bits of the cheapest way to explain the handle."""
    text = folded(handle)
    letter = SYLLABLE if main_script(text) == "CJK" else LETTER
    cheapest = [0.0] + [math.inf] * len(text)
    for start in range(len(text)):
        for length, bits in _parts(text, start, letter):
            cheapest[start + length] = min(cheapest[start + length], cheapest[start] + bits)
    return cheapest[-1]


def _parts(text: str, start: int, letter: float) -> Iterator[tuple[int, float]]:
    """Every part that may begin here: its length and its bits."""
    yield 1, _character(text, start, letter)
    for length in range(1, min(LONGEST, len(text) - start) + 1):
        part = text[start : start + length]
        if part in GIVEN_NAMES:
            yield length, GIVEN
        if part in SURNAMES:
            yield length, SURNAME
        if part in WORDS:
            yield length, WORD
        if part in SUFFIXES:
            yield length, SUFFIX
        if length == 4 and part.isdecimal() and part[:2] in ("19", "20"):
            yield length, YEAR


def _character(text: str, at: int, letter: float) -> float:
    character = text[at]
    if at > 1 and ord(character) - ord(text[at - 1]) == ord(text[at - 1]) - ord(text[at - 2]) in (0, 1):
        return EXPECTED
    if character.isdecimal():
        return DIGIT
    return letter if character.isalpha() else SEPARATOR


def same_owner(handle: str) -> float:
    """How likely two accounts with this handle are one person's, from the handle alone: 0 to `MOST`."""
    others = math.exp2(PEOPLE - bits_of(handle))
    return min(MOST, 1 / (1 + others))
