"""Words and phrases: whole, inflected, with slots, directed, undone."""

from __future__ import annotations

import pytest

from footprint_audit.model import TermsMatch
from tests.engine.making import found


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("flurble", "A Flurble, unflurbled.", ["Flurble"]),
        ("flurbl*", "flurbling flurbles, unflurbled", ["flurbling", "flurbles"]),
        ("flurbl*", "flurbl" + "e" * 30, []),  # no inflection is that long
        ("two words", "two   Words, two\nwords, twowords", ["two   Words", "two\nwords"]),
        ("my son", "my son, my  son; my son-in-law", ["my son", "my  son"]),
        ("#ad", "Buy it! #ad #adult", ["#ad"]),
        ("naïve", "NAI\u0308VE", ["NAI\u0308VE"]),
        ("死ね", "お前は死ねと", ["死ね"]),
        ("ﬂurble", "flurble", ["flurble"]),
        ("o'clock", "nine o’clock", ["o’clock"]),
    ],
)
def test_a_term_is_found_whole_in_any_spelling(term: str, text: str, expected: list[str]) -> None:
    assert found(TermsMatch((term,)), text) == expected


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("{first_person} hate my {work_noun}", "I hate my boss", ["I hate my boss"]),
        ("{first_person} hate my {work_noun}", "We hate my line  manager!", ["We hate my line  manager"]),
        ("{first_person} hate my {work_noun}", "they hate my boss", []),
        (
            "{first_person} hat* my {work_noun}",
            "i hated my job, i am hating my boss",
            ["i hated my job", "i am hating my boss"],
        ),
        ("{first_person} {work_noun}", "my job: i boss people", ["i boss"]),
        ("a flurble", "a, flurble", ["a, flurble"]),
    ],
)
def test_a_phrase_fills_its_slots(phrase: str, text: str, expected: list[str]) -> None:
    assert found(TermsMatch(phrases=(phrase,)), text) == expected


@pytest.mark.parametrize(
    ("not_if", "text", "expected"),
    [
        ("quoted", 'he typed "a flurble" here', []),
        ("quoted", "he typed “a flurble” here", []),
        ("quoted", "« quel flurble »", []),
        ("quoted", "> a flurble", []),
        ("quoted", '"done", said the flurble', ["flurble"]),
        ("quoted", 'two "quotes" around a flurble and "more"', ["flurble"]),
        ("quoted", "he typed 'a flurble' here", []),
        ("quoted", "he typed ‘a flurble’ here", []),
        ("quoted", "er tippte ‚ein flurble‘ ein", []),
        ("quoted", "er tippte „ein flurble“ ein", []),
        ("quoted", "er tippte »ein flurble« ein", []),
        ("quoted", "「 flurble 」", []),
        ("quoted", "it's a flurble, isn't it", ["flurble"]),
        ("quoted", "rock 'n' roll, flurble and the dogs' dinner", ["flurble"]),
        ("negated", "not bad, but a flurble", ["flurble"]),
        ("negated", "not now; flurble", ["flurble"]),
        ("negated", "no - flurble", ["flurble"]),
        ("negated", "not a flurble", []),
        ("negated", "I don’t flurble", []),
        ("negated", "Not now. A flurble!", ["flurble"]),
        ("question", "is it a flurble?", []),
        ("question", "a flurble. Is it?", ["flurble"]),
        ("question", "flurble?", []),
        ("reported", "she told me a flurble", []),
        ("reported", "He said no.\nA flurble", ["flurble"]),
    ],
)
def test_circumstances_undo_a_match(not_if: str, text: str, expected: list[str]) -> None:
    assert found(TermsMatch(("flurble",), not_if=(not_if,)), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("you flurble", ["flurble"]),
        ("what a flurble @mara is", ["flurble"]),
        ("what a flurble", []),
        ("You know. What a flurble!", []),
    ],
)
def test_a_directed_term_needs_somebody_addressed(text: str, expected: list[str]) -> None:
    assert found(TermsMatch(("flurble",), directed=True), text) == expected
