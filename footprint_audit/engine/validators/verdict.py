"""What a check says of a candidate."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

__all__ = ["Validator", "Verdict", "digits_of"]


_NO_DIGITS = bytes(code for code in range(256) if code not in b"0123456789")


class Verdict(Enum):
    """What a validator says of a candidate."""

    OK = "ok"
    WEAK = "weak"
    NO = "no"


Validator = Callable[[str, int, int], Verdict]


def digits_of(text: str) -> str:
    """The digits of a text, ASCII ones: texts come normalised."""
    return text.encode("ascii", "ignore").translate(None, _NO_DIGITS).decode("ascii")
