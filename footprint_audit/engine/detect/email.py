"""Addresses of mail, as they are and as people hide them from machines: ana [at] example [dot] org."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span
from footprint_audit.engine.traits import Trait
from footprint_audit.engine.validators import Verdict, email
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 1000  # candidates looked at in one text
_PLAIN = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w@])")
_AT_SIGN = re.compile(r"(?i) ?[\[({<] ?(?:at|ät|@|a|arroba) ?[\])}>] ?|_at_| at ")
_DOT_SIGN = re.compile(
    r"(?i) ?[\[({<] ?(?:dot|\.|punkt|punto|ponto|point) ?[\])}>] ?| (?:dot|punkt|punto|ponto|point) |_dot_"
)
_HIDDEN = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:{_AT_SIGN.pattern.removeprefix('(?i)')})[\w-]{{1,63}}"
    rf"(?:(?:\.|{_DOT_SIGN.pattern.removeprefix('(?i)')})[a-z][\w-]{{1,62}}){{1,4}}(?!\w)",
    re.IGNORECASE,
)
_SPOKEN_AT = re.compile(r"(?i) at ")
_SIGNS = (
    "[at]", "(at)", "{at}", "<at>", "[ at ]", "( at )", "[@]", "(@)", "(a)", "[ät]", "(ät)", "(arroba)", "[arroba]",
    "_at_", " dot ", " punkt ",
)  # fmt: skip


_OPENERS = ("[", "(", "{", "<", "_", " dot ", " DOT ", " Dot ", " punkt ")


def _find(text: str) -> Iterator[Span]:
    if _has_sign_in_word(text):
        for found in islice(_PLAIN.finditer(text), MOST):
            if email(text, *found.span()) is Verdict.OK:
                yield Span(*found.span(), Verdict.OK, found[0].lower())
    for opener in _OPENERS:
        if opener in text:
            low = text.lower()
            if any(sign in low for sign in _SIGNS):
                yield from _hidden(text)
            return


def _has_sign_in_word(text: str) -> bool:
    """Whether an "@" stands after a letter: before most it does not, they begin somebody's handle."""
    at = text.find("@", 1)
    while at >= 0:
        if text[at - 1] not in " \n.:(\"'@":
            return True
        at = text.find("@", at + 1)
    return False


def _hidden(text: str) -> Iterator[Span]:
    for found in islice(_HIDDEN.finditer(text), MOST):
        spoken = _SPOKEN_AT.search(found[0])
        if spoken and not _DOT_SIGN.search(found[0]):
            continue  # "dinner at example.org": both signs are spoken, or none
        plain = _DOT_SIGN.sub(".", _AT_SIGN.sub("@", found[0], count=1))
        if email(plain, 0, len(plain)) is Verdict.OK:
            yield Span(*found.span(), Verdict.WEAK if spoken else Verdict.OK, plain.lower())


detector = Detector(Gate(any=_SIGNS), _find, (Trait("mailbox"),))
