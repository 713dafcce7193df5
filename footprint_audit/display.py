"""The one gate through which outside text reaches a screen or a file: `safe_text`, `fit` and `mask`.

What a terminal would obey, and what a reader could not see, is written out as `\\u{202e}`. Three invisible kinds are
kept where a writing system needs them, because to break a name is no safety: a joiner between two letters of a script
that joins, a zero-width joiner between two emoji, and one variation selector after a visible character. Everything else
without a shape of its own becomes visible: controls, bidi marks and overrides, tags, fillers, private use, unassigned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["MASKS", "brief", "fit", "mask", "safe_text", "width_of"]

MAX_MARKS = 8  # combining marks on one character; Hebrew with cantillation needs 4, stacks of 50 bury the lines around
MAX_MASKED = 500  # characters of a text that a mask looks at

_NON_JOINER, _JOINER = "\u200c", "\u200d"
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and marks that draw nothing
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})


def safe_text(text: str, *, lines: bool = False) -> str:
    """Outside text, safe to show: no control reaches the screen and nothing in it is invisible.

    Tabs become spaces, and so do line breaks unless `lines` keeps them (as "\\n").
    """
    text = text.replace("\r\n", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    if text.isascii() and text.isprintable():
        return text
    return "".join(_safe(text))


def _safe(text: str) -> Iterator[str]:
    marks, shown = 0, False  # marks since the last visible character, and whether there is one on this line
    for index, char in enumerate(text):
        category = unicodedata.category(char)
        if char == "\n":
            marks, shown = 0, False
            yield char
        elif _is_selector(char) or char in (_JOINER, _NON_JOINER):
            yield char if _belongs(text, index) else _written_out(char)
        elif category in _HIDDEN or char in _INVISIBLE:
            marks, shown = 0, True
            yield _written_out(char)
        elif category in _MARKS:
            marks += 1
            yield _written_out(char) if marks > MAX_MARKS else char if shown else "\u25cc" + char  # ◌ carries it
            shown = True
        else:
            marks, shown = 0, True
            yield " " if category == "Zs" else char


def _written_out(char: str) -> str:
    return f"\\u{{{ord(char):x}}}"


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _belongs(text: str, index: int) -> bool:
    """Whether the joiner or selector at `index` does its proper work between its neighbours."""
    before = text[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    if _is_selector(text[index]):
        return bool(before) and unicodedata.category(before)[0] in "LNPS" and before not in _INVISIBLE
    if _joins(before) and _joins(after):
        return True
    return text[index] == _JOINER and _is_emoji(before) and _is_emoji(after)


def _joins(char: str) -> bool:
    """Whether this is a letter or mark of the Arabic to Mongolian blocks, whose scripts use joiners."""
    return "\u0600" <= char <= "\u18af" and unicodedata.category(char)[0] in "LM" and char not in _INVISIBLE


def _is_emoji(char: str) -> bool:
    return char == "\ufe0f" or (char != "" and unicodedata.category(char) in ("So", "Sk") and char not in _INVISIBLE)


def width_of(text: str) -> int:
    """How many columns a safe text takes: wide characters two, marks none."""
    return len(text) if text.isascii() else sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The safe text cut to `width` columns, the cut shown as "…"."""
    if len(text) <= width and text.isascii():
        return text
    used, end = 0, 0  # `end` is where a cut would leave room for the "…"
    for index, char in enumerate(text):
        used += _columns(char)
        if used > width:
            return text[:end].rstrip(f" {_JOINER}{_NON_JOINER}") + "…" * (width > 0)
        if used <= width - 1:
            end = index + 1
    return text


def brief(text: str, width: int) -> str:
    """Outside text of any length, made safe and cut to `width` columns without reading more of it than that needs."""
    most = width * 4  # characters; room for marks, which take no column
    shown = fit(safe_text(text[:most]), width)
    return shown if len(text) <= most or shown.endswith("…") else shown + "…"


# --- masks: what is left of a text when it must not be read -----------------------------------------------------------


def mask(kind: str, text: str) -> str:
    """What may be shown of `text`. Kinds are the keys of `MASKS`; only `none` shows the text.

    The stars never tell a length. An unknown kind hides everything: a mistake must not reveal. No mask looks beyond
    500 characters.
    """
    return MASKS.get(kind, _all)(text[:MAX_MASKED])


def _none(text: str) -> str:
    return text


def _all(_text: str) -> str:
    return "*****"


def _keep_last(count: int) -> Callable[[str], str]:
    """The last `count` letters or digits, where they are at most a third of them."""

    def masked(text: str) -> str:
        kept = [char for char in text if char.isalnum()]
        return "*****" + "".join(kept[-count:]) if len(kept) >= 3 * count else "*****"

    return masked


def _email(text: str) -> str:
    """`j***@e***.org`: the first letter on each side, and an ending of two or three letters."""
    local, at, host = text.strip().partition("@")
    labels = host.split(".")
    if not at or len(labels) < 2:
        return "*****"
    ending = labels[-1] if 2 <= len(labels[-1]) <= 3 and labels[-1].isascii() and labels[-1].isalpha() else "***"
    return f"{_first(local)}***@{_first(host)}***.{ending}"


def _phone(text: str) -> str:
    """`+44 ***** **123`: the country and the last three of at least nine digits."""
    digits = "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
    if len(digits) < 9:
        return "***** *****"
    code = _CALLING_CODE.match(digits) if text.strip(" (").startswith("+") else None
    return f"{f'+{code[0]} ' if code else ''}***** **{digits[-3:]}"


_CALLING_CODE = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")  # ITU-T E.164


def _date(_text: str) -> str:
    return "****-**-**"


def _name(text: str) -> str:
    """`M. V.`: at most three initials. A script that writes a whole name in one character shows none."""
    return " ".join(f"{_first(word)}." for word in text.split()[:3]) or "*****"


def _address(_text: str) -> str:
    return "** ***** ****"


def _words(text: str) -> str:
    """`m*** d***`: the first letter of at most six words."""
    words = text.split()
    return " ".join(f"{_first(word)}***" for word in words[:6]) + " …" * (len(words) > 6) or "*****"


def _first(word: str) -> str:
    """The first character, if it is a letter or digit of a script whose letters are not words."""
    char = word[:1]
    return char if char.isalnum() and unicodedata.east_asian_width(char) not in "WF" else "*"


MASKS: dict[str, Callable[[str], str]] = {  # a constant: nobody writes to it
    "none": _none,
    "all": _all,
    "keep-last-2": _keep_last(2),
    "keep-last-4": _keep_last(4),
    "email": _email,
    "phone": _phone,
    "date": _date,
    "name": _name,
    "address": _address,
    "words": _words,
}
