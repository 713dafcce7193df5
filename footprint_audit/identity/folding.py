"""Texts and addresses in the one form in which they are compared."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from urllib.parse import unquote, urlsplit

__all__ = ["Address", "address_of", "folded", "main_script", "words_of", "written_without_spaces"]

Address = tuple[str, str, str]  # host, path, query

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "So", "Sk"})  # controls, joiners, emoji: never what makes two texts differ
_ONE_SCRIPT = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK"}
_NO_SPACES = frozenset({"CJK", "THAI", "LAO", "KHMER", "MYANMAR"})


def _is_seen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _UNSEEN


_UNSEEN_ASCII = dict.fromkeys(code for code in range(128) if not _is_seen(chr(code)))


def folded(text: str) -> str:
    """NFKC, case folded, emoji and invisible characters gone, one space between words."""
    if text.isascii():  # the same, some ten times faster
        return " ".join(text.casefold().translate(_UNSEEN_ASCII).split())
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(" " if c.isspace() else c for c in plain if _is_seen(c)).split())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a folded text, without the punctuation around them."""
    words = (word.strip("\"'.,;:!?()[]{}<>*_~-–—/|\\·•@#") for word in text.split())
    return tuple(word for word in words if word)


def main_script(text: str) -> str:
    """The script of most letters, as Unicode names it (LATIN, CYRILLIC, CJK); empty for a text without letters."""
    scripts = Counter(_script(letter) for letter in text[:500] if letter.isalpha())
    return max(scripts, key=lambda script: (scripts[script], script), default="")


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]
    return _ONE_SCRIPT.get(name, name)


def written_without_spaces(text: str) -> bool:
    """Whether its script sets no spaces, so that words cannot be counted by them."""
    return main_script(text) in _NO_SPACES


@lru_cache(maxsize=4096)  # accounts of one person link to the same few pages
def address_of(url: str) -> Address | None:
    """A web address without scheme, `www.`, default port, last slash, fragment and case; None if it is none."""
    try:
        parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    bare = "://" not in url and "." not in host  # "javascript:1" is no host and port
    if parts.scheme not in ("http", "https") or not host or bare or parts.username is not None:
        return None
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        host = f"{host}:{port}"
    path = folded(unquote(parts.path)).rstrip("/")
    return _in_ascii(host.removeprefix("www.")), path, folded(unquote(parts.query))


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
