"""Patterns: with case, whole, validated."""

from __future__ import annotations

import pytest

from footprint_audit.engine.fold import fold
from footprint_audit.engine.matchers import MOST_CANDIDATES
from footprint_audit.engine.matchers.pattern import PatternMatcher
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import PatternMatch
from tests.engine.making import found


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"my son [A-Z]\w+", "my son Leo, my son is", ["my son Leo"]),
        (r"(?i)MY SON", "My Son", ["My Son"]),
        (r"\d{4}", "12345 1234", ["1234"]),
        (r"\d{4}", "١٢٣٤", ["١٢٣٤"]),
        (r"\d\d-\d\d", "12\u201134", ["12\u201134"]),
    ],
)
def test_a_pattern_sees_case_and_plain_digits(pattern: str, text: str, expected: list[str]) -> None:
    assert found(PatternMatch(pattern), text) == expected


def test_without_whole_a_part_of_a_word_will_do() -> None:
    assert found(PatternMatch(r"\d{4}", whole=False), "x12345") == ["1234"]


def test_a_validator_has_the_last_word() -> None:
    pattern = PatternMatch(r"\d[\d -]{11,22}\d", validator="card")
    assert found(pattern, "4111 1111 1111 1112, 4111 1111 1111 1111") == ["4111 1111 1111 1111"]


def test_a_weak_verdict_travels_with_the_spot() -> None:
    matcher = PatternMatcher(PatternMatch(r"\d{9}", validator="ssn"))
    assert [spot.verdict for spot in matcher.spots(fold("078051120"), ())] == [Verdict.WEAK]


def test_no_text_makes_a_rule_look_at_candidates_without_end() -> None:
    matcher = PatternMatcher(PatternMatch(r"\d"))
    assert len(list(matcher.spots(fold("1 " * (MOST_CANDIDATES + 9)), ()))) == MOST_CANDIDATES
