"""Phone numbers and e-mail addresses as people write them."""

from __future__ import annotations

import pytest

from footprint_audit.model import DetectorMatch
from tests.engine.making import found, rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("room 4 +1 202-555-0143.", ["+1 202-555-0143"]),
        ("2 0044 20 7946 0958", ["0044 20 7946 0958"]),
        ("(202) 555-0143 9", ["(202) 555-0143"]),
        ("202.555.0143x629", ["202.555.0143x629"]),
        ("+44 (0)1632 960417", ["+44 (0)1632 960417"]),
        ("+1 202-555-0143 and +1 202-555-0199", ["+1 202-555-0143", "+1 202-555-0199"]),
        ("+1 202-555-0143 1 2 1 2 1 2 1", ["+1 202-555-0143"]),
        ("id=2025550143", []),
        ("a/2025550143", []),
        ("1189998819991197253", []),
    ],
)
def test_phone_numbers(text: str, expected: list[str]) -> None:
    assert found(rule(DetectorMatch("phone")), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mara@example.org.", ["mara@example.org"]),
        ("<mara@example.org>", ["mara@example.org"]),
        ("mara [at] example [dot] org", ["mara [at] example [dot] org"]),
        ("mara(at)example.org", ["mara(at)example.org"]),
        ("MARA {AT} EXAMPLE {DOT} CO {DOT} UK", ["MARA {AT} EXAMPLE {DOT} CO {DOT} UK"]),
        ("mara＠example。org", []),  # the ideographic full stop parts sentences
        ("mara＠example.org", ["mara＠example.org"]),
        ("@mara@social.example", []),
        ("10 @ example.org", []),
    ],
)
def test_email_addresses(text: str, expected: list[str]) -> None:
    assert found(rule(DetectorMatch("email")), text) == expected
