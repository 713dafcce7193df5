"""Other handles that a person, or somebody who copies them, may use: the same words joined otherwise."""

from __future__ import annotations

import re

from footprint_audit.model import Handle

__all__ = ["variants"]

JOINS = ("", ".", "_", "-")
MOST = 4  # words joined: more of them are a sentence
_WORD = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def variants(handle: Handle) -> tuple[Handle, ...]:
    """`mara.voss` as `maravoss`, `mara_voss`, `mara-voss`. None for a single word, for digits at its end, or for a
    federated handle, which names one account.

    Every one is another handle, and may be another person's.
    """
    words = [word for part in re.split(r"[._-]+", handle.value) if part for word in _HUMP.split(part)]
    if handle.instance or not 2 <= len(words) <= MOST or not all(_WORD.search(word) for word in words):
        return ()
    joined = dict.fromkeys(join.join(words).lower() for join in JOINS)
    others = (text for text in joined if text != handle.value.lower() and len(text) <= 64)
    return tuple(Handle(text) for text in others)
