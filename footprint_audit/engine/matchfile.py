"""The `[rule.match]` table of a rule file: one kind of match, or matches made of others."""

from __future__ import annotations

from dataclasses import dataclass

from footprint_audit.engine.context import UNDOING
from footprint_audit.engine.detect import names
from footprint_audit.engine.linear import PatternError, check
from footprint_audit.engine.matchers.combined import leaves
from footprint_audit.engine.matchers.fact import ATTRIBUTES
from footprint_audit.engine.phrases import Phrasebook, TermError
from footprint_audit.engine.pieces import expanded
from footprint_audit.engine.table import Table
from footprint_audit.engine.validators import VALIDATORS
from footprint_audit.model import (
    CombinedMatch,
    Condition,
    DetectorMatch,
    FactKind,
    FactMatch,
    Match,
    PatternMatch,
    Requirement,
    TermsMatch,
)

__all__ = ["MOST_DEEP", "MOST_PARTS", "MOST_WRITTEN", "MatchReader"]

MOST_DEEP = 3  # matches within matches
MOST_PARTS = 20  # of one rule
MOST_WRITTEN = 512  # characters of a pattern as it is written
_PLAIN = ("pattern", "words", "terms", "phrases", "detector", "fact")
_LISTS = ("all", "any")
_BESIDE = ("not", "near")


@dataclass(frozen=True, slots=True)
class MatchReader:
    """Reads matches. `trusted`: of our own file, whose patterns the tests have proved to be safe."""

    book: Phrasebook
    trusted: bool

    def rule(self, table: Table) -> tuple[Match, tuple[Requirement, ...]]:
        """The match of a rule, and the other rules it requires. Raises RuleError."""
        requires = tuple(_requirement(entry) for entry in table.entries("requires"))
        match = self._match(table.without("requires"), 1)
        if sum(1 for _ in leaves(match)) > MOST_PARTS:
            raise table.error("all", f"more than {MOST_PARTS} matches in one rule")
        return match, requires

    def pattern(self, table: Table, key: str, pattern: str) -> str:
        """The pattern with its pieces; a stranger's is proved to be safe before anything runs, ours by the tests."""
        if len(pattern) > MOST_WRITTEN:
            raise table.error(key, f"longer than {MOST_WRITTEN} characters: name parts of it as pieces")
        try:
            full = expanded(pattern, self.book.slots)
            if not self.trusted:
                check(full)
        except PatternError as error:
            raise table.error(key, str(error)) from None
        return full

    def _match(self, table: Table, depth: int) -> Match:
        if depth > MOST_DEEP:
            raise table.error("match", f"matches within matches, more than {MOST_DEEP} deep")
        if not any(table.has(key) for key in (*_LISTS, *_BESIDE)):
            return self._plain(table, depth)
        plain = table.without(*_BESIDE)
        lists = {key: tuple(self._match(part, depth + 1) for part in table.entries(key)) for key in _LISTS}
        if any(lists.values()):
            plain.only(*_LISTS)
        else:
            lists["all"] = (self._plain(plain.without(*_LISTS), depth + 1),)
        none = (self._match(table.table("not"), depth + 1),) if table.has("not") else ()
        near = table.table("near")
        near.only("of", "within")
        others = (self._match(near.table("of"), depth + 1),) if table.has("near") else ()
        return CombinedMatch(**lists, none=none, near=others, within=near.number("within", 6, 50))

    def _plain(self, table: Table, depth: int) -> Match:
        given = [key for key in _PLAIN if table.has(key)]
        if not given or (len(given) > 1 and not {"words", "terms", "phrases"}.issuperset(given)):
            problem = "a rule matches by exactly one of: pattern, words with terms and phrases, detector, fact"
            raise table.error(given[1] if given else "pattern", problem)
        if given == ["pattern"]:
            table.only("pattern", "whole", "validator")
            validator = table.choice("validator", ("", *VALIDATORS), "")
            pattern = self.pattern(table, "pattern", table.text("pattern"))
            return PatternMatch(pattern, table.flag("whole", default=True), validator)
        if given == ["detector"]:
            table.only("detector")
            return DetectorMatch(table.choice("detector", names()))
        if given == ["fact"]:
            return _fact(table, depth)
        return self._terms(table, depth)

    def _terms(self, table: Table, depth: int) -> TermsMatch:
        table.only("words", "terms", "phrases", "directed", "first_person", "not_if", "obfuscated")
        key = "words"
        try:
            terms = [term for category in table.texts(key) for term in self.book.words(category)]
            for key in ("terms", "phrases"):
                for phrase in table.texts(key):
                    self.book.parts(phrase)
        except TermError as error:
            raise table.error(key, str(error)) from None
        obfuscated = table.flag("obfuscated", default=False)
        if obfuscated and depth > 1:
            raise table.error("obfuscated", "only where a rule matches by words alone")
        return TermsMatch(
            terms=tuple(dict.fromkeys((*terms, *table.texts("terms")))),
            phrases=table.texts("phrases"),
            directed=table.flag("directed", default=False),
            first_person=table.flag("first_person", default=False),
            not_if=table.texts("not_if", UNDOING),
            obfuscated=obfuscated,
        )


def _requirement(table: Table) -> Requirement:
    table.only("id", "slug", "within")
    return Requirement(table.text("id" if table.has("id") else "slug"), table.number("within", 200, 2000))


def _fact(table: Table, depth: int) -> FactMatch:
    if depth > 1:
        raise table.error("fact", "facts are not combined with texts")
    table.only("fact", "where")
    return FactMatch(FactKind(table.choice("fact", tuple(FactKind))), _conditions(table.table("where")))


def _conditions(table: Table) -> tuple[Condition, ...]:
    table.only(*ATTRIBUTES)
    return tuple(_condition(table, key, value) for key, value in table.items())


def _condition(table: Table, key: str, value: str) -> Condition:
    if value.startswith(">="):
        try:
            float(value[2:])
        except ValueError:
            raise table.error(key, f'"{value[:60]}": after ">=" comes a number') from None
        return Condition(key, "at_least", value[2:])
    return Condition(key, "in", value[1:]) if value.startswith("~") else Condition(key, "is", value)
