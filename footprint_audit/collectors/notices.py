"""What a site says of an account that is gone, banned or closed to strangers. The words are data, in notices.toml."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

__all__ = ["Notice", "closes", "notice_in"]

MAX_SENTENCE = 200  # characters: a notice is short, and a biography that mentions one is not
MAX_EARLY = 16 << 10  # characters in which a page says what it is
MAX_MESSAGE = 1000  # characters of all that a page says by itself; more is no notice


class Notice(StrEnum):
    """What a page says has become of an account."""

    DELETED = "deleted"
    SUSPENDED = "suspended"
    PRIVATE = "private"


def notice_in(message: str) -> Notice | None:
    """The one notice in what a page says by itself; None where it says none, several kinds, or a lot besides."""
    if len(message) > MAX_MESSAGE:
        return None
    nouns, kinds = _words()
    lines = [line for line in message.splitlines() if len(line) <= MAX_SENTENCE and nouns.search(line)]
    found = {kind for line in lines for kind, words in kinds.items() if words.search(line)}
    gone = found - {Notice.PRIVATE}
    if gone and Notice.PRIVATE in found:
        return None
    if gone:  # "suspended" may be said together with "removed": the graver word is the reason
        return Notice.SUSPENDED if Notice.SUSPENDED in gone else Notice.DELETED
    return Notice.PRIVATE if found else None


def closes(markup: str) -> bool:
    """Whether a page says, early on, that an account is closed to strangers."""
    nouns, kinds = _words()
    texts = re.findall(r">([^<>]{8,200})<", markup[:MAX_EARLY])
    return any(nouns.search(text) and kinds[Notice.PRIVATE].search(text) for text in texts)


@cache
def _words() -> tuple[re.Pattern[str], dict[Notice, re.Pattern[str]]]:
    text = files("footprint_audit.collectors").joinpath("notices.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    kinds = {Notice(kind): _any(words) for kind, words in table["kinds"].items()}
    return _any(table["nouns"]), kinds


def _any(words: list[str]) -> re.Pattern[str]:
    # Scripts without spaces have no word boundaries that a pattern could see.
    plain = [word for word in words if not re.match(r"[぀-ヿ㐀-鿿가-힯]", word)]
    dense = [word for word in words if word not in plain]
    return re.compile(rf"\b(?:{'|'.join(plain)})\b|{'|'.join(dense)}", re.IGNORECASE)
