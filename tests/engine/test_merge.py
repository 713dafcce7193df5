"""One finding for one piece of evidence."""

from __future__ import annotations

from itertools import permutations

import pytest

from footprint_audit.engine.merge import Draft, merged
from footprint_audit.model import Dimension, Severity


def draft(rule: str, severity: Severity, start: int, end: int, dimension: Dimension = Dimension.PRIVACY) -> Draft:
    return Draft(rule, dimension, severity, 0.9, start, end)


LOW, HIGH = Severity.LOW, Severity.HIGH
CASES = [
    ("the gravest speaks", [draft("A", LOW, 0, 5), draft("B", HIGH, 0, 5)], [("B", ("A",))]),
    ("in any dimension", [draft("A", LOW, 0, 5, Dimension.CONDUCT), draft("B", HIGH, 0, 5)], [("B", ("A",))]),
    ("within", [draft("A", LOW, 1, 4), draft("B", HIGH, 0, 5)], [("B", ("A",))]),
    ("around", [draft("A", HIGH, 1, 4), draft("B", LOW, 0, 5)], [("A", ("B",))]),
    ("within, of another dimension", [draft("A", LOW, 1, 4, Dimension.CONDUCT), draft("B", HIGH, 0, 5)],
     [("A", ()), ("B", ())]),
    ("overlap", [draft("A", LOW, 0, 5), draft("B", HIGH, 3, 9)], [("A", ()), ("B", ())]),
    ("a rule does not name itself", [draft("A", LOW, 0, 5), draft("A", LOW, 1, 3)], [("A", ())]),
    ("three", [draft("A", LOW, 0, 5), draft("B", HIGH, 0, 5), draft("C", LOW, 0, 5)], [("B", ("A", "C"))]),
    ("a tie goes to the longer, then to the id", [draft("B", LOW, 0, 5), draft("A", LOW, 0, 5), draft("C", LOW, 0, 6)],
     [("C", ("A", "B"))]),
]  # fmt: skip


@pytest.mark.parametrize(("drafts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_evidence_is_told_once_in_any_order(drafts: list[Draft], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    for order in permutations(drafts):
        assert sorted((d.rule, d.also) for d in merged(order)) == expected
