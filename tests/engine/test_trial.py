"""A rule held to its own examples."""

from __future__ import annotations

import pytest

from footprint_audit.engine.scanner import Scanner
from footprint_audit.engine.trial import try_rule
from footprint_audit.model import Condition, Examples, FactKind, FactMatch
from tests.engine.making import SLOTS, rule, terms


@pytest.mark.parametrize(
    ("match", "passes", "problems"),
    [
        ("a «flurble»", "a flurbl", []),
        ("a flurble", "a flurbl", ["no evidence is marked «like this»"]),
        ("«a flurble»", "a flurbl", ["marked 'a flurble', found 'flurble'"]),
        ("a «flurbl»", "flurble", ["marked 'flurbl', found nothing", "marked nothing, found 'flurble'"]),
        ("«flurble», «FLURBLE»", "x", ["marked 'flurble', 'FLURBLE', found 'flurble'"]),  # the same evidence
    ],
)
def test_an_example_must_mark_exactly_what_is_found(match: str, passes: str, problems: list[str]) -> None:
    judged = terms("flurble", examples=Examples((match,), (passes,)))
    assert [failure.problem for failure in try_rule(judged, Scanner((judged,), SLOTS))] == problems


def test_the_failure_names_rule_and_example() -> None:
    judged = terms("flurble", examples=Examples(("«flurble»", "«x»"), ("x",)))
    (failure,) = try_rule(judged, Scanner((judged,), SLOTS))
    assert (failure.rule, failure.example) == ("PRO-901", "match[1]")


def test_the_examples_of_a_rule_on_facts_are_attributes() -> None:
    conditions = (Condition("strategy", "is", "separate"), Condition("confidence", "at_least", "0.6"))
    judged = rule(
        FactMatch(FactKind.LINKED, conditions),
        examples=Examples(
            ("strategy=separate confidence=0.7", "strategy=integrated confidence=0.7"),
            ("strategy=separate confidence=0.5", "strategy=separate confidence=0.6"),
        ),
    )
    failures = try_rule(judged, Scanner((judged,), SLOTS))
    assert [(f.example, f.problem) for f in failures] == [
        ("match[1]", "the conditions do not hold"),
        ("pass[1]", "the conditions hold"),
    ]
