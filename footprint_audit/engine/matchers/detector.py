"""What no single pattern can say: a phone number among other digits, an e-mail address that hides its "@"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from footprint_audit.engine.fold import Folded
from footprint_audit.engine.matchers import MOST_CANDIDATES, Cue, Spot
from footprint_audit.engine.validators import Verdict, email, phone
from footprint_audit.model import DetectorMatch

__all__ = ["DETECTORS", "DetectorMatcher"]

_PHONE = re.compile(r"(?i)(?<![\w.@/+=&-])\(?\+?\(?\d[\d ()./-]{5,22}\d(?: ?(?:x|ext\.? ?)\d{1,6})?(?![\w@])")
_PART = re.compile(r"\S+")


def _phones(text: str, _seen: Sequence[Cue]) -> Iterator[Spot]:
    for found in _PHONE.finditer(text):
        yield from _phone_in(text, *found.span())


def _phone_in(text: str, start: int, end: int) -> Iterator[Spot]:
    """The number, or, where the whole is none, what is left without its last parts or its first ("room 4 0201…")."""
    parts = [(start + part.start(), start + part.end()) for part in _PART.finditer(text[start:end])]
    spans = [(start, end)]
    if len(parts) > 1:
        dropped = 6 if text[start] == "+" else 1  # a "+" begins a number, however long the row of digits it opens
        spans += [(start, stop) for _, stop in parts[:-1][-1 : -dropped - 1 : -1]]
        spans.append((parts[1][0], end))
    for low, high in spans:
        verdict = phone(text, low, high)
        if verdict is not Verdict.NO:
            yield Spot(low, high, verdict)
            return


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w@])")
_HIDDEN = re.compile(
    r"(?i)(?<![\w.+-])[\w.+-]{1,64} ?(?:[\[({<] ?(?:at|@) ?[\])}>]) ?[\w-]{1,63}"
    r"(?: ?(?:\.|[\[({<] ?(?:dot|\.) ?[\])}>]| dot ) ?[a-z][\w-]{1,62}){1,4}(?!\w)"
)
_AT = re.compile(r"(?i) ?[\[({<] ?(?:at|@) ?[\])}>] ?")
_DOT = re.compile(r"(?i) ?[\[({<] ?(?:dot|\.) ?[\])}>] ?| dot ")


def _emails(text: str, seen: Sequence[Cue]) -> Iterator[Spot]:
    """Addresses as they are, and as people write them for other people: ana [at] example [dot] org."""
    if any(cue == 0 and text[start - 1 : start].strip(" \n.:(") for cue, start, _ in seen):  # not only "@handle"
        for found in _EMAIL.finditer(text):
            start, end = found.span()
            if email(text, start, end) is Verdict.OK:
                yield Spot(start, end)
    if all(cue == 0 for cue, _, _ in seen):
        return
    for found in _HIDDEN.finditer(text):
        plain = _DOT.sub(".", _AT.sub("@", found[0]))
        if email(plain, 0, len(plain)) is Verdict.OK:
            yield Spot(*found.span())


Detect = Callable[[str, Sequence[Cue]], Iterator[Spot]]
DETECTORS: dict[str, tuple[tuple[str, ...], Detect]] = {  # the cues that call each; a constant: nobody writes to it
    "phone": ((), _phones),
    "email": (("@", "[at]", "(at)", "{at}", "<at>", "[ at ]", "( at )", "[@]", "(@)"), _emails),
}


class DetectorMatcher:
    """One of the detectors above, called by its name."""

    def __init__(self, match: DetectorMatch) -> None:
        self.cues, self._detect = DETECTORS[match.detector]

    def spots(self, text: Folded, seen: Sequence[Cue]) -> Iterator[Spot]:
        yield from islice(self._detect(text.normal, seen), MOST_CANDIDATES)
