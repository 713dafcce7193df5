"""Names of findings that give nothing away: HMAC-SHA256 under the project's salt.

A plain hash of a telephone number is undone by trying all of them (about 10^10); without the salt this one is not.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from pathlib import Path

from footprint_audit.errors import ConfigError
from footprint_audit.model import Finding

__all__ = ["SALT_FILE", "SALT_VARIABLE", "Salt", "make_salt", "read_salt"]

SALT_FILE = ".footprint-audit-salt"
SALT_VARIABLE = "FOOTPRINT_AUDIT_SALT"
SHORTEST = 32  # characters: 16 bytes as hex


class Salt:
    """The project's secret. Never in a `repr`, a log or a report."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Salt(…)"

    def finding(self, subject: str, finding: Finding) -> str:
        """32 hex digits of rule, subject, account, kind of field and the normalised words. No line, no position."""
        words = " ".join(unicodedata.normalize("NFKC", finding.evidence.excerpt).casefold().split())
        return self._hash(finding.rule, subject, finding.account.id, kind_of(finding.evidence.field), words)

    def account(self, subject: str, account: str) -> str:
        """32 hex digits that stand for an account of a subject."""
        return self._hash("account", subject, account)

    def pseudonym(self, name: str) -> str:
        """What a person is called in a roster: `s-` and 12 hex digits, the same for the same name."""
        return f"s-{self._hash('subject', name)[:12]}"

    def _hash(self, *parts: str) -> str:
        message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()[:32]


def kind_of(field: str) -> str:
    """`posts[3]` is of the kind `posts`."""
    return re.sub(r"\[\d+\]", "", field)


def read_salt(folder: Path) -> Salt:
    """The salt of the environment, else of the file in `folder`. Raises ConfigError where there is none."""
    text = os.environ.get(SALT_VARIABLE, "") or _from_file(folder / SALT_FILE)
    if not text:
        raise ConfigError(
            f"no salt: fingerprints of findings need {SALT_VARIABLE}, or {SALT_FILE} beside the configuration",
            "'footprint-audit init' makes one; in CI keep it as a secret, and keep it out of the repository",
        )
    if len(text) < SHORTEST:
        raise ConfigError(f"the salt is shorter than {SHORTEST} characters", "make one with 'footprint-audit init'")
    return Salt(text.encode())


def _from_file(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip() if path.is_file() else ""
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{path}: cannot be read as a salt", "make one with 'footprint-audit init'") from None


def make_salt() -> str:
    """A new salt: 64 hex digits."""
    return secrets.token_hex(32)
