"""Phrases read word by word, and by which word each is found."""

from __future__ import annotations

import pytest

from footprint_audit.engine.phrases import Phrasebook, TermError
from tests.engine.making import SLOTS

BOOK = Phrasebook(SLOTS | {"common": ("really", "have")})


@pytest.mark.parametrize(
    ("phrase", "cues"),
    [
        ("flurble", ("flurble",)),
        ("flurbl*", ("flurbl*",)),
        ("my Flurble", ("flurble",)),
        ("{first_person} hate my {work_noun}", ("hate",)),
        ("i {work_noun}'s", ("job's", "boss's", "manager's")),
        ("{first_person} really have a {work_noun}", ("job", "boss", "manager")),  # frequent words find too much
        ("really {first_person}", ("really",)),
        ("have really", ("really",)),
        ("死ね", ("死ね",)),
        ("i am {second_person}", ("you", "your")),  # two letters stand everywhere
        ("i am", ("am",)),
    ],
)
def test_a_phrase_is_looked_for_by_its_rarest_word(phrase: str, cues: tuple[str, ...]) -> None:
    assert BOOK.cues(BOOK.parts(phrase)) == cues


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "1 to 12 words"),
        (" ".join(["word"] * 13), "1 to 12 words"),
        ("{nobody} here", "is no slot"),
        ("{first_person}s here", "stands alone"),
        ("ab*", "comes last"),
        ("fl*rble", "comes last"),
        ("x" * 65, "longer than 64"),
        ("a", "two letters or more"),
        ("i a", "two letters or more"),
        ("{first_person} a", "two letters or more"),
    ],
)
def test_a_phrase_no_rule_may_hold_is_refused(phrase: str, reason: str) -> None:
    with pytest.raises(TermError, match=reason):
        BOOK.parts(phrase)
