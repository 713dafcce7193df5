"""Is this string random, as keys are, or did somebody write it?"""

from __future__ import annotations

import math
import re
from collections import Counter

from footprint_audit.engine.validators.verdict import Verdict

__all__ = ["entropy", "mixed", "random_token"]

_PLACEHOLDER = re.compile(r"(?i)example|sample|placeholder|changeme|your|xxxx|\.\.\.|1234567|abcdef|(.)\1{5}")
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_FILLED = re.compile(r"(?i)example|placeholder|changeme|your[_-]|xxxxx|\.\.\.|<|redacted|(.)\1{7}")
_PREFIX = 12  # characters: what a vendor puts before the random part of a token


def entropy(text: str, start: int, end: int) -> Verdict:
    """As mixed as a random token (Shannon's bits a character), and no placeholder."""
    token = text[start:end]
    if len(token) < 8 or _PLACEHOLDER.search(token):
        return Verdict.NO
    share, bits = mixed(token)
    if share >= 0.78 and bits >= 2.8:
        return Verdict.OK
    return Verdict.WEAK if share >= 0.68 and bits >= 2.5 else Verdict.NO


def mixed(token: str) -> tuple[float, float]:
    """Bits a character, as a share of what so many characters of its alphabet can have, and as they are."""
    bits = -sum(n / len(token) * math.log2(n / len(token)) for n in Counter(token).values())
    most = 4 if _HEX.fullmatch(token) else 6
    return bits / max(min(math.log2(len(token)), most), 1), bits


def random_token(text: str, start: int, end: int) -> Verdict:
    """The form is a vendor's own already: refuse only what somebody filled in by hand."""
    token = text[start:end]
    token = token.lstrip(token[:1])  # one network's tokens begin with twenty times the same letter
    if _FILLED.search(token) or len(set(token[min(_PREFIX, len(token) // 2) :])) < 6:
        return Verdict.NO
    return Verdict.OK
