"""Lists of words: rules name them by their category, and a wrong list is refused with its address."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit.engine.loader import load_rules
from footprint_audit.errors import RuleError
from footprint_audit.model import TermsMatch
from tests.engine.making import TOML

WORDS = """
[[words]]
category = "en.test.soup"
language = "en"
grade = 2
licence = "MIT"
source = "made up"
terms = ["flurble", "glorp*"]
[[words]]
category = "en.test.soup"
language = "en"
licence = "MIT"
source = "made up as well"
terms = ["flurble", "snib"]
"""


def folder(path: Path, rule: str, words: str = WORDS) -> Path:
    (path / "words").mkdir()
    (path / "words" / "en.toml").write_text(words)
    (path / "x.toml").write_text(TOML.replace('terms = ["flurble"]', rule))
    return path


def test_the_terms_of_a_list_join_those_of_the_rule(tmp_path: Path) -> None:
    match = load_rules(folder(tmp_path, 'words = ["en.test.soup"]\nterms = ["flurble", "mib"]')).rules[0].match
    assert isinstance(match, TermsMatch)
    assert match.terms == ("flurble", "glorp*", "snib", "mib")


def test_a_phrase_may_name_a_list_as_it_names_a_slot(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path, 'phrases = ["you {en.test.soup}"]'))
    assert [s.end for s in rules.scanner.scan("you glorping")] == [12]


def test_a_list_may_be_obfuscated(tmp_path: Path) -> None:
    rules = load_rules(folder(tmp_path, 'words = ["en.test.soup"]\nobfuscated = true'))
    assert [s.end for s in rules.scanner.scan("fl*rble")] == [7]


@pytest.mark.parametrize(
    ("rule", "old", "new", "message"),
    [
        ('words = ["en.test.soap"]', "x", "x", "key \"match.words\": 'en.test.soap' is no list of words"),
        ('words = ["second_person"]', "x", "x", "is no list of words"),
        ('pattern = "a"\nwords = ["en.test.soup"]', "x", "x", "exactly one of"),
        ('terms = ["mib"]', "category", "categroy", 'en.toml: key "words.categroy": did you mean "category"?'),
        ('terms = ["mib"]', "en.test.soup", "soup", "has its language first"),
        ('terms = ["mib"]', 'licence = "MIT"', "", 'key "words.licence": missing'),
        ('terms = ["mib"]', "grade = 2", "grade = 9", "must be 0 to 3"),
    ],
)
def test_a_mistake_is_refused(rule: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as refused:
        load_rules(folder(tmp_path, rule, WORDS.replace(old, new)))
    assert message in refused.value.message
