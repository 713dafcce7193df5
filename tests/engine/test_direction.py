"""At whom a sighting is directed."""

from __future__ import annotations

import pytest

from footprint_audit.engine.context import Slots
from footprint_audit.engine.direction import directed_at
from footprint_audit.engine.fold import fold
from footprint_audit.engine.scanner import Scanner
from tests.engine.making import SLOTS, terms

WORDS = SLOTS | {"third_person": ("she", "him", "that man")}


def direction(text: str, slug: str) -> str:
    (sighting,) = Scanner((terms("flurble", slug=slug),), WORDS).scan(text)
    return directed_at(sighting, fold(text), Slots(WORDS))


@pytest.mark.parametrize(
    ("text", "slug", "expected"),
    [
        ("you flurble", "conduct.insult.person", "reader"),
        ("@mara what a flurble", "conduct.insult.person", "reader"),
        ("she is a flurble", "conduct.insult.person", "person"),
        ("that man, what a flurble", "conduct.insult.person", "person"),
        ("what a flurble Anselm is", "conduct.insult.person", "person"),
        ("😀 ﬁne, ﬂat, and what a flurble Anselm is", "conduct.insult.person", "person"),
        ("what a flurble", "conduct.insult.person", ""),
        ("She left. What a flurble!", "conduct.insult.person", ""),
        ("you flurble", "conduct.slur.race", "group"),
        ("flurble", "conduct.hate.group", "group"),
        ("call you on flurble", "privacy.contact.phone", ""),
    ],
)
def test_a_sighting_is_directed_at(text: str, slug: str, expected: str) -> None:
    assert direction(text, slug) == expected
