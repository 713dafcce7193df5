"""Every example of every rule we ship: `pytest tests/test_rules.py -k PRV-102`."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest

from footprint_audit.engine import RuleSet, load_rules
from footprint_audit.engine.lint import lint_rule
from footprint_audit.engine.scanner import Scanner
from footprint_audit.engine.trial import try_example, try_rule
from footprint_audit.model import Examples, FactMatch, Rule


@cache
def ruleset() -> RuleSet:
    return load_rules()


@cache
def scanner() -> Scanner:
    """Of all rules, those that are off as well."""
    return Scanner((*ruleset().rules, *ruleset().off), ruleset().slots)


def every_rule() -> tuple[Rule, ...]:
    return (*ruleset().rules, *ruleset().off)


EXAMPLES = [
    pytest.param(rule, text, kind == "match", id=f"{rule.id}-{kind}[{i}]")
    for rule in every_rule()
    for kind, texts in (("match", rule.examples.match), ("pass", rule.examples.passes))
    for i, text in enumerate(texts)
]


@pytest.mark.parametrize(("rule", "text", "match"), EXAMPLES)
def test_the_example_holds(rule: Rule, text: str, match: bool) -> None:
    assert try_example(rule, scanner(), text, match=match) == ""


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_the_rule_is_sound(rule: Rule) -> None:
    assert list(lint_rule(rule, scanner())) == []


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_a_rule_whose_examples_are_made_wrong_fails(rule: Rule) -> None:
    swapped = Examples(match=rule.examples.passes[:1], passes=rule.examples.match[:1])
    if not isinstance(rule.match, FactMatch):  # a text is marked or not; marking what the rule passes must fail too
        plain = rule.examples.match[0].replace("«", "").replace("»", "")
        swapped = Examples(match=(f"«{rule.examples.passes[0]}»",), passes=(plain,))
    wrong = dataclasses.replace(rule, examples=swapped)
    assert [failure.example for failure in try_rule(wrong, scanner())] == ["match[0]", "pass[0]"]
