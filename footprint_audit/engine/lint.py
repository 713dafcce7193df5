"""What is wrong with a rule that loads: too few examples, no gate, a pattern that costs or catches too much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footprint_audit.engine.linear import PatternError, check
from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.matchers.combined import leaves
from footprint_audit.engine.scanner import Scanner
from footprint_audit.engine.selectivity import careless, measured
from footprint_audit.engine.trial import Failure
from footprint_audit.model import FactMatch, PatternMatch, Rule

__all__ = ["lint", "lint_rule"]

LEAST_EXAMPLES = 3
_ID = re.compile(r"[A-Z]{3}-\d{3}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")
_ORDINARY = (  # texts of which no rule may say anything
    "a", "1", "Hello, world!", "Just had coffee with friends, what a lovely day.", "Nurse. Runner. Mother of two cats.",
    "New release v2.4.1 is out, 12 fixes, 3 new features #python", "Est. 1987, open 9-17, call in any time",
    "https://example.org/a/b?c=1", "The meeting is at 10:30 on Tuesday in room 204.",
)  # fmt: skip


def lint(ruleset: RuleSet) -> tuple[Failure, ...]:
    """Every problem of every rule, those that are off included."""
    rules = (*ruleset.rules, *ruleset.off)
    scanner = Scanner(rules, ruleset.slots)
    problems = [Failure(rule.id, key, problem) for rule in rules for key, problem in lint_rule(rule, scanner)]
    gateless = {problem.rule for problem in problems if problem.example == "gate"}  # of which nothing more need be said
    careful = {rule: careless(care) for rule, care in sorted(measured(scanner).items()) if rule not in gateless}
    return (*problems, *(Failure(rule, "gate", problem) for rule, problem in careful.items() if problem))


def lint_rule(rule: Rule, scanner: Scanner) -> Iterator[tuple[str, str]]:
    """The problems of one rule: the key, and what is wrong with it."""
    if not _ID.fullmatch(rule.id):
        yield "id", "three capital letters, a dash, three digits, as in PRV-102"
    if not _SLUG.fullmatch(rule.slug):
        yield "slug", "lower-case words with dots between, as in privacy.contact.phone"
    if len(rule.examples.match) < LEAST_EXAMPLES or len(rule.examples.passes) < LEAST_EXAMPLES:
        yield "examples", f"at least {LEAST_EXAMPLES} that match and {LEAST_EXAMPLES} that pass"
    if not rule.references:
        yield "references", "none: name a document that supports the rule"
    for reference in rule.references:
        if not reference.startswith("https://"):
            yield "references", f"{reference[:60]!r} is no https address"
    patterns = [match for match in leaves(rule.match) if isinstance(match, PatternMatch)]
    if patterns and rule.id in scanner.looks_at_all and not rule.gate.digits:
        yield "gate", "looks at every text: name digits, or literals one of which it needs, or narrow its patterns"
    for pattern in (*(match.pattern for match in patterns), *(rule.allow.patterns if patterns else ())):
        yield from _lint_pattern(pattern)
    if not isinstance(rule.match, FactMatch):
        yield from (
            ("match", f"catches ordinary text: {text!r}") for text in _ORDINARY if scanner.scan(text, {rule.id})
        )


def _lint_pattern(pattern: str) -> Iterator[tuple[str, str]]:
    try:
        check(pattern)
    except PatternError as error:
        yield "match.pattern", str(error)
