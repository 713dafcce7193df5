"""What a check says of a candidate."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

__all__ = ["Validator", "Verdict"]


class Verdict(Enum):
    """What a validator says of a candidate."""

    OK = "ok"
    WEAK = "weak"
    NO = "no"


Validator = Callable[[str, int, int], Verdict]
