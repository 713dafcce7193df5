"""Handles that cannot exist: of plausible look, new in every run, and legal where they are asked for."""

from __future__ import annotations

import random
from collections.abc import Collection

from footprint_audit.model import Handle, Site

__all__ = ["impossible_handle"]

TRIES = 3  # of each form, before a site is said to admit none of ours

_CONSONANTS, _VOWELS, _DIGITS = "bdfgklmnprstvz", "aeiou", "123456789"
# What handles look like on sites with rules of their own, the likeliest first: letters stand for letters, by turns of
# consonant and vowel, digits for digits, signs for themselves.
_MASKS = (
    "x" * 14, "x" * 12, "x" * 10, "X" * 10, "x" * 8, "x" * 9 + "0" * 5, "0" * 12, "x" * 20, "xxxxxxx_xxxxxxx",
    "xxxxxxx-xxxxxxx", "xxxxxxx.xxxxxxx", "X" + "x" * 23, "x" * 32, "x" * 40, "0" * 10, "0" * 17, "0" * 9, "0" * 40,
)  # fmt: skip


def impossible_handle(
    site: Site, dice: random.Random, *, like: str = "", without: Collection[str] = ""
) -> Handle | None:
    """A handle nobody has, that the site admits, with none of the characters in `without`; of the form of `like`, if
    that is given. None where the site admits nothing we think of.

    Fourteen letters at random are one of 10^13 handles.
    """
    for mask in (like,) if like else _MASKS:
        for _ in range(TRIES if not like else TRIES * 10):
            made = _filled(mask, dice)
            if set(without) & set(made):
                continue
            handle = Handle(made)
            if site.admits(handle):
                return handle
    return None


def _filled(mask: str, dice: random.Random) -> str:
    letters = []
    for place, sign in enumerate(mask):
        if sign.isdigit():
            letters.append(dice.choice(_DIGITS))
        elif sign.isalpha():
            made = dice.choice(_VOWELS if place % 2 else _CONSONANTS)
            letters.append(made.upper() if sign.isupper() else made)
        else:
            letters.append(sign)
    return "".join(letters)
