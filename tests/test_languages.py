"""Rules in Spanish, French, German and Portuguese: each is silent on the others' ordinary sentences, and what no rule
covers is said to be so."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.engine import RuleSet, load_rules
from footprint_audit.engine.fold import fold_word
from footprint_audit.engine.scanner import Scanner
from footprint_audit.language import COVERED, uncovered
from footprint_audit.model import Rule, TermsMatch

RULES = Path(__file__).parents[1] / "rules"
OURS = ("es", "fr", "de", "pt")
SENTENCES = tomllib.loads((Path(__file__).parent / "ordinary_sentences.toml").read_text(encoding="utf-8"))
FOREIGN = tomllib.loads((Path(__file__).parent / "foreign_texts.toml").read_text(encoding="utf-8"))
READ_BY_THE_ENGINE = {"second_person", "negation", "reporting", "common"}


@cache
def ruleset() -> RuleSet:
    return load_rules()


def rules_of(language: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in ruleset().rules if language in rule.languages)


@cache
def scanner_of(language: str) -> Scanner:
    return Scanner(rules_of(language), ruleset().slots)


SILENT = [pytest.param(own, other, id=f"{own}-on-{other}") for own in (*OURS, "en") for other in SENTENCES]


@pytest.mark.parametrize(("own", "other"), SILENT)
def test_the_rules_of_a_language_are_silent_on_ordinary_sentences_of_every_language(own: str, other: str) -> None:
    wrong = [
        (sighting.rule.id, text[sighting.start : sighting.end], text)
        for text in SENTENCES[other]
        for sighting in scanner_of(own).scan(text)
        if sighting.rule.id not in READS_ANYWAY.get(other, ())
    ]
    assert wrong == []


READS_ANYWAY = {  # rules that may speak there, with a reason each
    "de": ("PRO-302",),  # English "dick" is German for thick
}


def test_the_sentences_hold_what_would_fire_if_a_term_were_careless() -> None:
    """Words that are an insult in one of our languages and harmless in another stand among them."""
    folded = {language: fold_word(" ".join(texts)) for language, texts in SENTENCES.items()}
    for language, words in HOMOGRAPHS.items():
        for word in words:
            assert word in folded[language], f"{word} is in no sentence of {language}"
    assert all(len(texts) >= 40 for texts in SENTENCES.values())


HOMOGRAPHS = {
    "en": ["die ", "fart", "dick", "gift", "pack", "mist", "brut", "burro", "piranha", "spinner", "mongo", "depp"],
    "es": ["con ", "pica", "porra", "burro", "vagabundo", "negro", "concha", "zorra", "polla", "moro"],
    "fr": ["pain", "bite", "chat", "tapette", "pédale", "nègre", "bête", "raton"],
    "de": ["fdp", "gift", "dick", "fahrt", "sau", "kuh", "rasse", "arschbombe", "die "],
    "pt": ["rapariga", "bicha", "pica", "rola", "macaco", "vaca", "pau", "cu ", "veado"],
}


@pytest.mark.parametrize("language", OURS)
def test_each_language_has_its_privacy_and_its_conduct_rules(language: str) -> None:
    slugs = [rule.slug for rule in rules_of(language)]
    assert all(slug.endswith(f".{language}") for slug in slugs)
    assert {slug.split(".")[0] for slug in slugs} == {"privacy", "others", "credential", "conduct"}
    assert len(slugs) >= 20


@pytest.mark.parametrize("language", OURS)
def test_each_rule_says_one_language_and_has_four_examples_each_way(language: str) -> None:
    for rule in rules_of(language):
        assert rule.languages == (language,)
        assert len(rule.examples.match) >= 4
        assert len(rule.examples.passes) >= 4


@pytest.mark.parametrize("language", OURS)
def test_slots_of_a_language_are_its_own_but_for_those_the_engine_reads(language: str) -> None:
    slots = tomllib.loads((RULES / "slots" / f"{language}.toml").read_text(encoding="utf-8"))["slots"]
    assert all(name in READ_BY_THE_ENGINE or name.startswith(f"{language}_") for name in slots)


def test_no_term_is_written_twice_in_a_rule() -> None:
    for rule in (rule for language in OURS for rule in rules_of(language)):
        if isinstance(rule.match, TermsMatch):
            terms = [fold_word(term) for term in (*rule.match.terms, *rule.match.phrases)]
            assert len(terms) == len(set(terms)), rule.id


SPELLINGS = (
    ("Motorista lá da frente é um otário", "Motorista la da frente e um otario"),
    ("cala essa boca, cuzão", "cala essa boca, cuzao"),
    ("¡Ojalá te mueras!", "ojala te mueras"),
    ("sé dónde vives", "se donde vives"),
    ("Je sais où tu habites", "je sais ou tu habites"),
    ("So ein Scheiß", "so ein scheiss"),
    ("Gerade gelandet in Porto", "GERADE GELANDET IN PORTO"),
)


@pytest.mark.parametrize(("proper", "hasty"), SPELLINGS)
def test_a_hasty_spelling_is_read_like_the_proper_one(proper: str, hasty: str) -> None:
    seen = [
        {s.rule.slug for s in ruleset().scanner.scan(text) if s.rule.languages[0] in OURS} for text in (proper, hasty)
    ]
    assert seen[0] == seen[1] != set()


# --- what no rule covers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in FOREIGN.items() for text in texts])
def test_a_text_in_a_script_or_language_without_rules_is_named(name: str, text: str) -> None:
    assert uncovered(text) == name


@pytest.mark.parametrize("language", COVERED)
def test_a_covered_language_is_never_called_uncovered(language: str) -> None:
    assert [text for text in SENTENCES[language] if uncovered(text)] == []
    assert uncovered(" ".join(SENTENCES[language])) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nurse. Runner. Mother of two.",
        "#gezellig @anna https://example.org/het/een/van/dat",
        "αβγ = 3.14 and the rest is left to the reader of this long proof",
        "Доктор, professor of something at the university in the north of the country",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore",
        "ja nee",
        "🎂🎉 12 34 56 !!!",
    ],
)
def test_nothing_is_said_of_what_is_short_mixed_or_no_language(text: str) -> None:
    assert uncovered(text) == ""


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert uncovered(text) in {*FOREIGN, *OTHER_NAMES, ""}


OTHER_NAMES = {
    "Armenian script", "Bengali script", "Gurmukhi script", "Gujarati script", "Tamil script", "Telugu script",
    "Kannada script", "Malayalam script", "Sinhala script", "Lao script", "Tibetan script", "Burmese script",
    "Georgian script", "Ethiopic script", "Khmer script", "Catalan", "Slovak", "Croatian or Serbian", "Estonian",
    "Indonesian or Malay", "Vietnamese", "Tagalog", "Swahili", "Danish or Norwegian", "Czech", "Finnish", "Hungarian",
    "Romanian", "Swedish",
}  # fmt: skip


@given(st.text(alphabet="аб вгд אבג 漢字 かな", max_size=500))
def test_a_script_is_named_only_where_it_is_most_of_the_letters(text: str) -> None:
    name = uncovered(text)
    letters = [char for char in text if char.isalpha()]
    assert name == "" or len(letters) >= 12
