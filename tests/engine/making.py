"""Rules, profiles and rule files for the tests of the engine."""

from __future__ import annotations

from datetime import UTC, datetime

from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import (
    Account,
    Context,
    Dimension,
    Examples,
    Handle,
    Match,
    PatternMatch,
    Profile,
    Rule,
    Severity,
    TermsMatch,
)

__all__ = ["SLOTS", "TOML", "account", "found", "profile", "rule", "ruleset", "terms"]

SLOTS = {
    "first_person": ("i", "i am", "we"),
    "second_person": ("you", "your"),
    "negation": ("not", "never", "don't"),
    "reporting": ("he said", "told me"),
    "work_noun": ("job", "boss", "line manager"),
}

TOML = """
[pack]
id = "x"
format = 1
dimension = "conduct"

[[rule]]
id = "PRO-901"
slug = "conduct.test"
title = "A test"
severity = "medium"
confidence = "high"
message = "{site}: a test in {field}"
why = "Because."
remedy = "Delete it."
references = ["https://example.org/why"]
[rule.match]
terms = ["flurble"]
[rule.examples]
match = ["a «flurble»"]
pass = ["a flurbl"]
"""


def rule(match: Match | None = None, rule_id: str = "PRO-901", **changes: object) -> Rule:
    """A rule that says what `match` says; changes go over its usual values."""
    values: dict[str, object] = {
        "id": rule_id,
        "slug": f"conduct.{rule_id.lower()}",
        "title": "A test",
        "dimension": Dimension.CONDUCT,
        "severity": Severity.MEDIUM,
        "confidence": 0.9,
        "match": match or TermsMatch(("flurble",)),
        "why": "Because.",
        "remedy": "Delete it.",
        "references": ("https://example.org/why",),
        "examples": Examples(("a «flurble»",), ("a flurbl",)),
        "message": "{site}: a test in {field}",
    }
    return Rule(**(values | changes))  # type: ignore[arg-type]  # keyword values of a test are what it says they are


def terms(*words: str, rule_id: str = "PRO-901", **changes: object) -> Rule:
    return rule(TermsMatch(words), rule_id, **changes)


def ruleset(*rules: Rule) -> RuleSet:
    return RuleSet(rules, "0" * 16, slots=SLOTS)


def found(one: Rule | PatternMatch | TermsMatch, text: str) -> list[str]:
    """What the rule reports of the text."""
    judged = one if isinstance(one, Rule) else rule(one)
    return [text[sighting.start : sighting.end] for sighting in Scanner((judged,), SLOTS).scan(text)]


def account(site: str = "forge", context: Context = Context.UNKNOWN, handle: str = "mara") -> Account:
    url = f"https://{site}.example/{handle}"
    return Account(site, site.title(), "code", Handle(handle), url, context)


def profile(of: Account | None = None, **fields: object) -> Profile:
    return Profile(of or account(), datetime(2026, 1, 2, tzinfo=UTC), **fields)  # type: ignore[arg-type]  # as above
