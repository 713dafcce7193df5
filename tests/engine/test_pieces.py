"""Pieces of patterns: named once, used in many rules, and as safe as if they had been written out."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit.engine.loader import load_rules
from footprint_audit.engine.packs import load_pack
from footprint_audit.errors import RuleError
from footprint_audit.model import PatternMatch
from tests.engine.making import TOML

PIECES = """
[pieces]
month = '(?:january|may)'
date = '[0-9]{1,2} {{month}}'
deep = 'on {{date}}'
either = 'may|june'
"""


def loaded(folder: Path, pattern: str, pieces: str = PIECES, **more: str) -> PatternMatch:
    (folder / "slots").mkdir()
    for name, text in {"some": pieces, **more}.items():
        (folder / "slots" / f"{name}.toml").write_text(text)
    (folder / "x.toml").write_text(TOML.replace('terms = ["flurble"]', f"pattern = '''{pattern}'''"))
    (rule,) = load_rules(folder).rules
    assert isinstance(rule.match, PatternMatch)
    return rule.match


def refused(folder: Path, pattern: str, pieces: str = PIECES, **more: str) -> str:
    with pytest.raises(RuleError) as error:
        loaded(folder, pattern, pieces, **more)
    return error.value.message


@pytest.mark.parametrize(
    ("pattern", "full"),
    [
        ("(?i)in {{month}}", "(?i)in (?:(?:january|may))"),
        ("in {{either}}day", "in (?:may|june)day"),  # a group of its own, whatever stands beside it
        ("by {{date}}", "by (?:[0-9]{1,2} (?:(?:january|may)))"),
        ("a{2}", "a{2}"),
    ],
)
def test_a_pattern_holds_what_its_pieces_say(tmp_path: Path, pattern: str, full: str) -> None:
    assert loaded(tmp_path, pattern).pattern == full


@pytest.mark.parametrize(
    ("pattern", "pieces", "problem"),
    [
        ("in {{mont}}", PIECES, 'key "match.pattern": {{mont}} is no piece of a pattern: did you mean "month"?'),
        ("{{deep}}", PIECES, "{{date}} names further pieces"),
        ("({{more}})+$", "[pieces]\nmore = 'a+'", 'key "match.pattern": the pattern repeats a repeat'),
        ("x", "[pieces]\nbad = 'a('", 'some.toml: key "pieces.bad": not a regular expression'),
        ("x", "[pieces]\nBad = 'a'", 'key "pieces.Bad": a piece is named by lower-case'),
        ("x", "[pieces]\nbad = '(?i)a'", 'key "pieces.bad": flags stand at the start of the pattern'),
        ("x", f"[pieces]\nbad = '{'a' * 1025}'", "longer than 1024 characters"),
        ("{{long}}{{long}}", f"[pieces]\nlong = '{'a' * 600}'", "longer than 1024 characters, its pieces included"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_piece_or_its_use_is_said(tmp_path: Path, pattern: str, pieces: str, problem: str) -> None:
    assert problem in refused(tmp_path, pattern, pieces)


def test_two_files_cannot_give_a_piece_two_meanings(tmp_path: Path) -> None:
    assert "another file names a piece so" in refused(tmp_path, "x", PIECES, zz="[pieces]\nmonth = 'x'")


def test_the_rules_of_a_pack_may_name_pieces_too(tmp_path: Path) -> None:
    own = TOML.partition("[[rule]]")[2].replace('terms = ["flurble"]', "pattern = 'in {{month}}'")
    head = '[pack]\nid = "acme"\ntitle = "Acme"\nformat = 1\nwhy = "Our house."\n'
    (tmp_path / "acme.toml").write_text(f"{head}[[rule]]{own}")
    pack = load_pack(tmp_path / "acme.toml", {"{{month}}": ("(?:january|may)",)})
    assert [rule.match for rule in pack.rules] == [PatternMatch("in (?:(?:january|may))")]
