"""Facts as rules see them."""

from __future__ import annotations

import pytest

from footprint_audit.engine.matchers.fact import ATTRIBUTES, attributes, holds
from footprint_audit.model import Clue, Condition, Context, Fact, FactKind, FactMatch, Handle, Subject
from tests.engine.making import account

FORGE = account("forge", Context.PROFESSIONAL)
PHOTOS = account("photos", Context.PERSONAL)
FACT = Fact(
    FactKind.LINKED,
    (FORGE.id, PHOTOS.id),
    "forge/mara + photos/mara",
    (
        Clue("same_name", "both say Mara", 0.4),
        Clue("same_handle", "both are mara", 0.7),
        Clue("same_name", "again", 0.1),
    ),
    0.82,
)
SUBJECT = Subject((Handle("mara"),))


def test_a_fact_is_told_as_texts() -> None:
    given = attributes(FACT, {FORGE.id: FORGE, PHOTOS.id: PHOTOS}, SUBJECT)
    assert given == {
        "kind": "linked",
        "value": "forge/mara + photos/mara",
        "confidence": "0.82",
        "contexts": "personal,professional",
        "strategy": "separate",
        "clues": "same_handle,same_name",
        "categories": "code",
    }
    assert tuple(given) == ATTRIBUTES


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        (Condition("contexts", "is", "personal,professional"), True),
        (Condition("contexts", "is", "personal"), False),
        (Condition("contexts", "in", "personal"), True),
        (Condition("clues", "in", "same_handle"), True),
        (Condition("clues", "in", "same"), False),
        (Condition("confidence", "at_least", "0.6"), True),
        (Condition("confidence", "at_least", "0.9"), False),
        (Condition("elsewhere", "is", ""), False),
    ],
)
def test_a_condition_is_met_or_not(condition: Condition, met: bool) -> None:
    given = attributes(FACT, {FORGE.id: FORGE, PHOTOS.id: PHOTOS}, SUBJECT)
    assert holds(FactMatch(FactKind.LINKED, (condition,)), given) is met


def test_another_kind_of_fact_is_another_matter() -> None:
    assert not holds(FactMatch(FactKind.CONTRADICTION), attributes(FACT, {}, SUBJECT))
