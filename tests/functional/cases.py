"""The functional cases beside this file, and what rules make of them. The benchmark prints it, the test holds it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from footprint_audit.engine.scanner import Scanner

__all__ = ["FLOORS", "HELD_BACK", "KINDS", "Case", "Judged", "Tally", "judge", "load_cases", "read_cases", "tally"]

FOLDER = Path(__file__).parent
FLOORS = FOLDER / "floors.toml"
HELD_BACK = "held_back"  # the group of wordings that authors of rules measure on, and do not read
KINDS = frozenset((
    "plain", "paraphrase", "indirect", "terse", "long", "typo", "slang", "dialect", "emoji", "hashtag", "brag",
    "other script", "professional register", "quoted", "negated", "news", "fiction", "song title", "name", "idiom",
    "homonym", "hyperbole", "hypothetical", "question", "advice", "public", "generic", "self", "someone else's act",
    "past and harmless", "protected opinion", "reclaimed",
))  # fmt: skip
_KEYS = frozenset(("function", "kind", "text", "expect", "never"))


@dataclass(frozen=True, slots=True)
class Case:
    """One text, and which slugs must (`expect`, any of them) or must not (`never`, none of them) be reported on it."""

    group: str  # its file
    function: str
    kind: str
    text: str
    expect: tuple[str, ...]
    never: tuple[str, ...]

    @property
    def is_counter(self) -> bool:
        return not self.expect

    def is_right(self, slugs: Iterable[str]) -> bool:
        """Whether rules with these slugs are what the case asks for; words of another family are no concern of it."""
        wanted = self.never if self.is_counter else self.expect
        return any(slug.startswith(wanted) for slug in slugs) is not self.is_counter


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, and what was reported on it."""

    case: Case
    slugs: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return self.case.is_right(self.slugs)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases there are, and how many went right."""

    positive: int
    found: int
    counter: int
    false_alarms: int

    @property
    def cases(self) -> int:
        return self.positive + self.counter

    @property
    def missed(self) -> int:
        return self.positive - self.found

    @property
    def recall(self) -> float:
        return self.found / self.positive

    @property
    def left_alone(self) -> float:
        return 1 - self.false_alarms / self.counter

    @property
    def accuracy(self) -> float:
        return 1 - (self.missed + self.false_alarms) / self.cases


def load_cases() -> tuple[Case, ...]:
    """All cases, file by file."""
    paths = sorted(path for path in FOLDER.glob("*.toml") if path != FLOORS)
    return tuple(case for path in paths for case in read_cases(path.stem, path.read_text(encoding="utf-8")))


def read_cases(group: str, text: str) -> list[Case]:
    """The cases of one file; raises ValueError for a key that means nothing, KeyError for one that is missing."""
    cases = []
    for table in tomllib.loads(text)["case"]:
        if unknown := set(table) - _KEYS:
            known = ", ".join(sorted(_KEYS))
            raise ValueError(f"{group}: a case says {', '.join(sorted(unknown))}; the keys are {known}")
        expect, never = tuple(table["expect"]), tuple(table.get("never", ()))
        cases.append(Case(group, table["function"], table["kind"], table["text"], expect, never))
    return cases


def judge(cases: Iterable[Case], scanner: Scanner) -> list[Judged]:
    """Every case with the slugs that `scanner` reports on it."""
    return [Judged(case, tuple(s.rule.slug for s in scanner.scan(case.text))) for case in cases]


def tally(judged: Sequence[Judged], name: Callable[[Case], str]) -> Mapping[str, Tally]:
    """The counts by what `name` calls a case, in the order of the cases."""
    parts: dict[str, list[Judged]] = {}
    for one in judged:
        parts.setdefault(name(one.case), []).append(one)
    return {name: _count(part) for name, part in parts.items()}


def _count(judged: Sequence[Judged]) -> Tally:
    positive = [one.is_right for one in judged if not one.case.is_counter]
    counter = [one.is_right for one in judged if one.case.is_counter]
    return Tally(len(positive), sum(positive), len(counter), len(counter) - sum(counter))
