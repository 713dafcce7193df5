"""Rules that were loaded, with what they are written with and what holds them to texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.plan import Plan
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import FactMatch, Rule
from footprint_audit.undisturbed import undisturbed

__all__ = ["RuleSet"]


@dataclass(frozen=True)
class RuleSet:
    """The rules that judge, sorted by id; those that are `off` or deprecated apart; the digest of their files."""

    rules: tuple[Rule, ...]
    digest: str
    off: tuple[Rule, ...] = ()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    book: Phrasebook | None = field(default=None, repr=False, compare=False)  # what was read while they were loaded
    plan: Plan | None = field(default=None, repr=False, compare=False)  # which words call which of them

    @cached_property
    def scanner(self) -> Scanner:
        """What holds all rules on text to a text, made once."""
        with undisturbed():
            return Scanner(self.rules, self.slots, self.book, self.plan)

    @cached_property
    def on_facts(self) -> tuple[Rule, ...]:
        """The rules that judge facts instead of texts."""
        return tuple(rule for rule in self.rules if isinstance(rule.match, FactMatch))
