"""The JSON Schema of rule files: published as it is made, true of every file we ship, and not of wrong ones."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from footprint_audit.engine.ruleschema import schema
from tests.engine.making import TOML

RULES = Path(__file__).parents[2] / "rules"
FILES = [
    file
    for file in sorted(RULES.rglob("*.toml"))
    if file.relative_to(RULES).parts[0] not in ("slots", "words", "packs")
]
VALIDATOR = Draft202012Validator(schema())


def complaints(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(tomllib.loads(text))]


def test_it_is_published_as_it_is_made() -> None:
    published = json.loads((RULES / "rule-file-v1.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "run: footprint-audit rules schema > rules/rule-file-v1.schema.json"
    Draft202012Validator.check_schema(published)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_we_ship_is_as_it_says(file: Path) -> None:
    assert complaints(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "match",
    [
        'terms = ["flurble"]\nnot_if = ["quoted"]',
        'words = ["en.x"]\nobfuscated = true',
        "pattern = 'a'\nvalidator = 'card'",
        'detector = "phone"\nnot = { terms = ["x1"] }',
        'all = [{ terms = ["a1"] }, { any = [{ pattern = "b" }] }]\nrequires = [{ id = "PRV-102", within = 9 }]',
        'any = [{ terms = ["a1"] }]\nnear = { of = { detector = "phone" }, within = 4 }',
    ],
)
def test_every_kind_of_match_is_known(match: str) -> None:
    assert complaints(TOML.replace('terms = ["flurble"]', match)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity", "severty"),
        ('"medium"', '"mediun"'),
        ('id = "PRO-901"', 'id = "pro1"'),
        ('why = "Because."', ""),
        ('references = ["https://example.org/why"]', "references = []"),
        ('terms = ["flurble"]', 'trems = ["flurble"]'),
        ('terms = ["flurble"]', 'terms = ["flurble"]\npattern = "a"'),
        ('terms = ["flurble"]', 'detector = "fone"'),
        ('terms = ["flurble"]', 'all = [{ trems = ["flurble"] }]'),
        ('terms = ["flurble"]', 'terms = ["flurble"]\nnot = { nothing = 1 }'),
        ("format = 1", "format = 2"),
        ("[[rule]]", "[rule]"),
    ],
)
def test_what_the_loader_refuses_is_refused(old: str, new: str) -> None:
    assert old in TOML
    assert complaints(TOML.replace(old, new)) != []
