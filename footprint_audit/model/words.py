"""The small vocabularies: how bad, of what kind, for whom, why not."""

from __future__ import annotations

from enum import IntEnum, StrEnum

__all__ = ["AuthoredBy", "Context", "Dimension", "Reason", "Severity", "Strategy", "Visibility"]


class Severity(IntEnum):
    """How bad it is if it is true; ordered."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def label(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Severity:
        """The severity called `text`; raises ValueError that names the five words."""
        try:
            return cls[text.strip().upper()]
        except KeyError:
            raise ValueError(f"{text!r} is not a severity: use one of {', '.join(s.label for s in cls)}") from None


class Dimension(StrEnum):
    """Which side of a footprint a rule judges."""

    PRIVACY = "privacy"
    CONDUCT = "conduct"
    LINKAGE = "linkage"
    AUTHENTICITY = "authenticity"
    PERSISTENCE = "persistence"


class Context(StrEnum):
    """Whom an account is for."""

    PERSONAL = "personal"
    PROFESSIONAL = "professional"
    UNKNOWN = "unknown"


class Strategy(StrEnum):
    """Whether a person keeps personal and professional accounts apart."""

    SEPARATE = "separate"
    INTEGRATED = "integrated"


class AuthoredBy(StrEnum):
    """Who wrote a text: the subject, someone else (a quote, a boost), or unknown."""

    SELF = "self"
    OTHER = "other"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    """Who can read it without an account."""

    PUBLIC = "public"
    UNLISTED = "unlisted"  # public, but asks search engines not to index it
    LOGIN = "login"  # mostly behind a login; what is read leaked through


class Reason(StrEnum):
    """Why an account, or a part of it, is `Unread`."""

    BLOCKED = "blocked"  # 401/403, a challenge page
    RATE_LIMITED = "rate_limited"  # 429, or Retry-After beyond the cap
    LOGIN_WALL = "login_wall"
    CONSENT_WALL = "consent_wall"
    ROBOTS = "robots"
    TIMEOUT = "timeout"
    TLS = "tls"
    DNS = "dns"
    UNREACHABLE = "unreachable"  # refused or reset connection
    FORBIDDEN_ADDRESS = "forbidden_address"  # the address guard said no
    TOO_LARGE = "too_large"
    PROTOCOL = "protocol"  # not HTTP as we accept it
    REDIRECT = "redirect"  # a loop, too many hops, or a foreign host
    SERVER_ERROR = "server_error"  # 5xx
    CHANGED = "changed"  # the site no longer answers as its collector expects
    UNCLEAR = "unclear"  # neither evidence of presence nor of absence
    ILLEGAL_HANDLE = "illegal_handle"  # the site's rules forbid this handle: nothing was asked
    LANGUAGE = "language"  # read, but in a language or script that no rule knows
    INTERRUPTED = "interrupted"  # the run ended first
    INTERNAL = "internal"  # our own error in one collector
