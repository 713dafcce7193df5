"""What a pattern cannot match without: pieces of text, to be looked for before the pattern is tried at every letter.

Read from Python's own reading of the pattern (see `linear`). Of each set returned, one text must stand in the folded
text. Whatever is not certain is left out: an empty answer is always right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from footprint_audit.engine.fold import WORDS
from footprint_audit.engine.linear import PatternError, parsed, parts_of

__all__ = ["DOTLESS", "EDGE", "necessary", "options", "words_and_literals"]

MOST_RUN = 16  # ways in which the text so far can end, while it is read on
MOST_OPTIONS = 64  # of one set; more would take as long to look for as the pattern itself
MOST_SETS = 3
_PIECE = re.compile(r"(?s)\\.|\[\^?\]?|.")  # a "]" that comes first in a set does not end it
EDGE = "\x00"  # of a word
DOTLESS = ("ı", "i")  # the same letter to `(?i)`, though not to folding
_LEAST = 3  # letters: shorter ones stand in most texts
_FREQUENT = frozenset(" '-.,:!?/\n")  # signs that do not make a shorter one rare

_Texts = frozenset[str]
_NOTHING: _Texts = frozenset(("",))
_EDGED: _Texts = frozenset((EDGE,))
_PARTING = ({EDGE}, {" "})
_PARTERS = (EDGE, " ")


class _Reader:
    """Collects sets while it goes through a sequence; `run` is every way the text so far can end."""

    def __init__(self, before: _Texts) -> None:
        self.sets: list[_Texts] = []
        self.run = before

    def read(self, parts: Iterable[object]) -> None:
        for part in parts:
            self._take(self._part(part))

    def end(self, after: _Texts = _NOTHING) -> list[_Texts]:
        """Every set that was found."""
        self._take(after)
        self._take(None)
        return self.sets

    def _take(self, texts: _Texts | None) -> None:
        """Go on by one of these texts, or, where it is not known by which, end the run here."""
        longer = frozenset(one + other for one in self.run for other in texts) if texts else _NOTHING
        if texts and len(longer) <= MOST_RUN:
            self.run = longer
            return
        self.sets.append(self.run)
        before = {one[-1:] for one in self.run}  # a space or an edge, which makes words of what comes after it
        carried = before.pop() if before in _PARTING and texts else ""
        self.run = frozenset(carried + one for one in texts or _NOTHING)

    def _part(self, part: object) -> _Texts | None:
        """Every text that the part can be; None, if they are not known or too many."""
        match part:
            case (name, int(code)) if repr(name) == "LITERAL":
                return self._char(code)
            case (name, list(items)) if repr(name) == "IN":
                return self._union([self._part(item) if _is_literal(item) else None for item in items])
            case (name, (_, 0, 0, body)) if repr(name) == "SUBPATTERN":
                return self._within(parts_of(body))
            case (name, (_, list(options))) if repr(name) == "BRANCH":
                return self._branch([parts_of(option) for option in options])
            case (name, (int(low), int(high), body)) if repr(name) in ("MAX_REPEAT", "MIN_REPEAT"):
                return self._repeat(parts_of(body), low, high)
            case (name, _) if repr(name) == "AT":
                return _NOTHING
        return None

    def _repeat(self, parts: Iterable[object], low: int, high: int) -> _Texts | None:
        if low:
            texts = self._within(parts)
            return texts if high == 1 else None
        inner = self._inner(parts)
        return inner.run | _NOTHING if high == 1 and not inner.sets else None

    def _char(self, code: int) -> _Texts | None:
        char = chr(code).casefold()
        return frozenset((char.replace(*DOTLESS),)) if len(char) == 1 else None

    def _union(self, each: Sequence[_Texts | None]) -> _Texts | None:
        texts = frozenset(text for one in each if one for text in one)
        return texts if all(each) and len(texts) <= MOST_OPTIONS else None

    def _within(self, parts: Iterable[object]) -> _Texts | None:
        """The texts of a part that must be there; what it needs is needed."""
        inner = self._inner(parts)
        if not inner.sets:
            return inner.run
        self.sets += inner.end()
        return None

    def _branch(self, options: Sequence[Iterable[object]]) -> _Texts | None:
        inners = [self._inner(option) for option in options]
        if all(not inner.sets for inner in inners):
            return self._union([inner.run for inner in inners])
        best = [_shortest(max(inner.end(), key=_worth)) for inner in inners]
        self.sets.append(frozenset(text for texts in best for text in texts))
        return None

    def _inner(self, parts: Iterable[object]) -> _Reader:
        inner = _Reader(_NOTHING)
        inner.read(parts)
        return inner


def necessary(pattern: str, *, whole: bool = False) -> tuple[tuple[str, ...], ...]:
    """Sets of lower-case texts; the folded form of whatever the pattern matches holds one of each, DOTLESS replaced.

    A text between two EDGEs is a word of its own (see `Folded.words`). whole: as `compiled` has it.
    """
    reader = _Reader(_EDGED if whole else _NOTHING)
    reader.read(parts_of(parsed(pattern.removeprefix("(?i)"))))
    sets = [frozenset(map(_told, texts)) for texts in reader.end(_EDGED if whole else _NOTHING)]
    usable = {_shortest(texts) for texts in sets if len(texts) <= MOST_OPTIONS and all(map(_tells, texts))}
    return tuple(tuple(sorted(texts)) for texts in sorted(usable, key=_worth, reverse=True)[:MOST_SETS])


def options(pattern: str) -> tuple[str, ...]:
    """The alternatives that a pattern consists of, in their order; itself, if it has no others."""
    ignores_case = "(?i)" if pattern.startswith("(?i)") else ""
    found = _parted(pattern.removeprefix("(?i)"))
    while len(found) == 1 and _is_group(found[0]):
        found = _parted(found[0][3:-1])
    return tuple(ignores_case + one for one in found)


def _is_group(pattern: str) -> bool:
    """Whether the pattern is one group from end to end."""
    if not (pattern.startswith("(?:") and pattern.endswith(")")):
        return False
    try:
        parsed(pattern[3:-1])
    except PatternError:
        return False  # "(?:a)|(?:b)" is not, and neither is what ends in "\\)"
    return True


def _parted(pattern: str) -> list[str]:
    found, depth, in_set = [""], 0, False
    for piece in _PIECE.findall(pattern):
        if in_set:
            in_set = piece != "]"
        elif piece.startswith("["):
            in_set = True
        elif piece in "()":
            depth += 1 if piece == "(" else -1
        if piece == "|" and not depth and not in_set:
            found.append("")
        else:
            found[-1] += piece
    return found


def _worth(texts: _Texts) -> tuple[int, int, list[str]]:
    """The longer the rarest, and the fewer, the better; then any order, but always the same."""
    return min(map(_weight, texts)), -len(texts), sorted(texts)


def _weight(text: str) -> int:
    return len(text) + _LEAST * any(map(_is_rare, text))


def _told(text: str) -> str:
    """What was read, as a word between two edges if it is one from end to end, else without them."""
    bare = text.strip(EDGE + " ")
    parted = text[:1] in _PARTERS and text[-1:] in _PARTERS
    return EDGE + bare + EDGE if parted and WORDS.fullmatch(bare) else text.replace(EDGE, "")


def _tells(text: str) -> bool:
    """Whether few texts hold it."""
    if text.startswith(EDGE):
        return len(text) > _LEAST
    return len(text.strip()) >= _LEAST or any(map(_is_rare, text))


def _is_rare(char: str) -> bool:
    return not char.isascii() or not (char.isalnum() or char in _FREQUENT)


def _shortest(texts: _Texts) -> _Texts:
    """Those that hold none of the others: where one of them stands, one of these does."""
    return frozenset(text for text in texts if not any(other != text and other in text for other in texts))


def words_and_literals(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that are words of their own, without their edges, and the others."""
    texts = tuple(texts)
    words = tuple(text.strip(EDGE) for text in texts if text.startswith(EDGE))
    return words, tuple(text for text in texts if not text.startswith(EDGE))


def _is_literal(item: object) -> bool:
    match item:
        case (name, int()):
            return repr(name) == "LITERAL"
    return False
