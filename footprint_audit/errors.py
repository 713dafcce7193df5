"""What can go wrong, as one tree.

FootprintError              one line for the person, one piece of advice
├── UsageError              a flag or an argument            exit 2
├── ConfigError             a configuration file or key      exit 2
├── RuleError               a rule file, named with its key  exit 2
├── WireError               a saved report that is not one   exit 2
└── NoReply                 the door got no usable answer    becomes `Unread`, never leaves `collectors`
"""

from __future__ import annotations

from footprint_audit.model import Reason

__all__ = ["ConfigError", "FootprintError", "NoReply", "RuleError", "UsageError", "WireError"]


class FootprintError(Exception):
    """Something a person can put right. `advice` says how."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class UsageError(FootprintError):
    """A flag or an argument that cannot be used."""


class ConfigError(FootprintError):
    """A configuration file that cannot be used; the message names file and key."""


class RuleError(FootprintError):
    """A rule file that cannot be used; the message names file, rule and key."""


class WireError(FootprintError):
    """A file that is not a report we can read."""


class NoReply(FootprintError):  # noqa: N818 - read aloud, "no reply" is what happened
    """The door, or the reading of a page, ended without an answer; `reason` says why."""

    def __init__(self, reason: Reason, advice: str) -> None:
        super().__init__(reason.value, advice)
        self.reason = reason
