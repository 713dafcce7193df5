"""The pages of the rules are made from the rule files, and those in docs/rules are current."""

from __future__ import annotations

from pathlib import Path

from footprint_audit.engine import load_rules
from footprint_audit.engine.ruledocs import pages
from tests.engine.making import ruleset, terms

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_the_pages_we_ship_are_current() -> None:
    made = pages(load_rules())
    assert {page.name for page in DOCS.glob("*.md")} == set(made), "run: footprint-audit rules docs docs/rules"
    for name, text in made.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: run: footprint-audit rules docs docs/rules"


def test_a_family_has_a_page_and_stands_in_the_index() -> None:
    made = pages(ruleset(terms("flurble", origin="rules/conduct/soup.toml")))
    assert set(made) == {"README.md", "conduct-soup.md"}
    assert "[PRO-901](conduct-soup.md#pro-901)" in made["README.md"]
    assert "- a «flurble»" in made["conduct-soup.md"]


def test_nothing_in_a_rule_is_read_as_markup() -> None:
    (page,) = (
        text
        for name, text in pages(ruleset(terms("x1", origin="x.toml", why="<b>_a_\n# b | c"))).items()
        if name == "x.md"
    )
    assert "Why: \\<b\\>\\_a\\_ \\# b \\| c\n" in page
