"""Matches made of others: what counts, what is the evidence, and what a file may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit.engine.loader import load_rules
from footprint_audit.engine.scanner import Scanner
from footprint_audit.errors import RuleError
from footprint_audit.model import CombinedMatch, DetectorMatch, Gate, Match, PatternMatch, Requirement, TermsMatch
from tests.engine.making import SLOTS, TOML, rule, terms

SOUP, DAY, NO = TermsMatch(("flurble",)), TermsMatch(("monday", "every day")), TermsMatch(("canteen",))
CODE = PatternMatch(r"\d{4}")


def found(match: Match, text: str, gate: Gate | None = None) -> list[str]:
    judged = rule(match, gate=gate or Gate())
    return [text[s.start : s.end] for s in Scanner((judged,), SLOTS).scan(text)]


@pytest.mark.parametrize(
    ("match", "text", "expected"),
    [
        (CombinedMatch(all=(SOUP, DAY)), "flurble", []),
        (CombinedMatch(all=(SOUP, DAY)), "flurble on Monday, flurble!", ["flurble"]),
        (CombinedMatch(all=(DAY, SOUP)), "flurble on Monday", ["Monday"]),
        (CombinedMatch(any=(SOUP, DAY)), "flurble on Monday", ["flurble", "Monday"]),
        (CombinedMatch(all=(SOUP,), any=(DAY, NO)), "flurble", []),
        (CombinedMatch(all=(SOUP,), any=(DAY, NO)), "flurble every day", ["flurble"]),
        (CombinedMatch(all=(SOUP,), none=(NO,)), "flurble", ["flurble"]),
        (CombinedMatch(all=(SOUP,), none=(NO,)), "canteen flurble", []),
        (CombinedMatch(all=(SOUP,), near=(DAY,), within=2), "flurble on this Monday", ["flurble"]),
        (CombinedMatch(all=(SOUP,), near=(DAY,), within=2), "flurble, as always on a Monday", []),
        (CombinedMatch(all=(SOUP,), near=(DAY,), within=0), "Monday flurble", ["flurble"]),
        (CombinedMatch(all=(SOUP, CODE)), "flurble 1234", ["flurble"]),
        (CombinedMatch(all=(CODE, SOUP)), "flurble 1234", ["1234"]),
        (CombinedMatch(all=(CODE, SOUP)), "1234", []),
        (CombinedMatch(any=(CODE, SOUP)), "1234", ["1234"]),
        (CombinedMatch(any=(CODE, SOUP)), "flurble", ["flurble"]),
        (CombinedMatch(all=(DetectorMatch("email"),), near=(DAY,)), "Monday: mara@example.org", ["mara@example.org"]),
        (CombinedMatch(all=(CombinedMatch(any=(SOUP, NO)), DAY)), "canteen every day", ["canteen"]),
        (CombinedMatch(all=(TermsMatch(("flurble",), first_person=True), DAY)), "flurble Monday", []),
        (CombinedMatch(all=(TermsMatch(("flurble",), first_person=True), DAY)), "I flurble Monday", ["flurble"]),
    ],
)
def test_a_combination_counts_when_its_parts_do(match: Match, text: str, expected: list[str]) -> None:
    assert found(match, text) == expected


def test_a_gate_stands_before_a_combination_too() -> None:
    both = CombinedMatch(any=(CODE, SOUP))
    assert found(both, "1234", gate=Gate(any=("please",))) == []
    assert found(both, "please 1234", gate=Gate(any=("please",))) == ["1234"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flurble", []),
        ("flurble near the glorp", ["flurble"]),
        ("glorp, flurble", ["flurble"]),
        ("flurble" + " " * 60 + "glorp", []),
    ],
)
@pytest.mark.parametrize("name", ["PRO-902", "conduct.pro-902"])
def test_a_rule_may_require_another_close_by(text: str, expected: list[str], name: str) -> None:
    scanner = Scanner((terms("flurble", requires=(Requirement(name, 50),)), terms("glorp", rule_id="PRO-902")), SLOTS)
    assert [text[s.start : s.end] for s in scanner.scan(text, {"PRO-901"})] == expected
    assert [text[s.start : s.end] for s in scanner.scan(text) if s.rule.id == "PRO-901"] == expected


def read(folder: Path, match: str) -> Match:
    (folder / "x.toml").write_text(TOML.replace('terms = ["flurble"]', match))
    return load_rules(folder / "x.toml").rules[0].match


def test_a_file_says_it_as_it_is_read(tmp_path: Path) -> None:
    match = read(
        tmp_path,
        'all = [{ terms = ["flurble"] }, { any = [{ terms = ["monday"] }, { pattern = "[0-9]{4}" }] }]\n'
        'not = { terms = ["canteen"] }\nnear = { of = { detector = "phone" }, within = 4 }',
    )
    assert match == CombinedMatch(
        all=(SOUP, CombinedMatch(any=(TermsMatch(("monday",)), PatternMatch("[0-9]{4}")))),
        none=(NO,),
        near=(DetectorMatch("phone"),),
        within=4,
    )
    assert read(tmp_path, 'terms = ["flurble"]\nnot = { terms = ["canteen"] }') == CombinedMatch((SOUP,), none=(NO,))


DEEP = "any = [{ " * 4 + 'terms = ["flurble"]' + " }]" * 4


@pytest.mark.parametrize(
    ("match", "message"),
    [
        ('all = [{ terms = ["flurble"] }]\nterms = ["flurble"]', 'key "match.terms": use one of all, any'),
        ("all = [{ pattern = '(a+)+$' }]", 'key "match.all[0].pattern": the pattern repeats a repeat'),
        ('any = [{ trems = ["flurble"] }]', 'key "match.any[0].pattern": a rule matches by exactly one of'),
        ('any = [{ terms = ["flurble"], tremz = 1 }]', 'key "match.any[0].tremz"'),
        ("all = 3", 'key "match.all": must be a list of tables, not a number'),
        ("all = []", "a rule matches by exactly one of"),
        ('terms = ["flurble"]\nnear = { off = 1 }', 'key "match.near.off": did you mean "of"?'),
        (
            'terms = ["flurble"]\nnear = { of = { terms = ["x1"] }, within = 99 }',
            'key "match.near.within": must be 0 to',
        ),
        ('terms = ["flurble"]\nnot = { fact = "linked" }', 'key "match.not.fact": facts are not combined'),
        ('all = [{ terms = ["flurble"], obfuscated = true }]', 'key "match.all[0].obfuscated"'),
        (DEEP, "more than 3 deep"),
        ("any = [" + '{ terms = ["flurble"] },' * 21 + "]", "more than 20 matches in one rule"),
        ('terms = ["flurble"]\nrequires = [{ id = "PRO-999" }]', "'PRO-999' is no other rule of these files"),
        ('terms = ["flurble"]\nrequires = [{ id = "PRO-901" }]', "is no other rule"),
        ('terms = ["flurble"]\nrequires = [{ slug = "a.b", wihtin = 3 }]', 'key "match.requires[0].wihtin": did you'),
    ],
)
def test_a_mistake_is_refused_with_its_address(match: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as refused:
        read(tmp_path, match)
    assert message in refused.value.message
