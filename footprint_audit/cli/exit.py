"""Exit codes. 1 always means a finding, never a crash."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Exit"]


class Exit(IntEnum):
    """What the process says when it ends; the README prints this table."""

    CLEAN = 0  # nothing at or above --fail-on
    FINDINGS = 1  # a finding at or above --fail-on
    USAGE = 2  # a flag, an argument, a configuration or a rule file cannot be used
    INCOMPLETE = 3  # less than half of what was asked could be read: no grade
    INTERNAL = 4  # an error of ours
    INTERRUPTED = 130  # ended by Ctrl-C; what was known is printed
