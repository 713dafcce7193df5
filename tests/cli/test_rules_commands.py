"""`footprint-audit rules new | lint | docs | schema | explain`: what they write and when they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from footprint_audit.cli.app import run
from tests.engine.making import TOML


def test_a_new_rule_passes_its_own_examples_and_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tickets.toml"
    assert run(["rules", "new", "PRV-182", str(file)]) == 0
    assert run(["rules", "test", str(file)]) == 0
    assert "1 rules, 6 examples, 0 problems" in capsys.readouterr().out
    written = file.read_text(encoding="utf-8")
    assert run(["rules", "new", "PRV-183", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == written


@pytest.mark.parametrize(("rule", "name"), [("prv-1", "x.toml"), ("PRV-182", "x.txt"), ("PRV-182", "no/such/x.toml")])
def test_a_new_rule_is_refused(rule: str, name: str, tmp_path: Path) -> None:
    assert run(["rules", "new", rule, str(tmp_path / name)]) == 2


def test_docs_are_written(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(TOML)
    assert run(["rules", "docs", str(tmp_path / "pages"), str(tmp_path / "x.toml")]) == 0
    assert {page.name for page in (tmp_path / "pages").iterdir()} == {"README.md", "x.md"}


@pytest.mark.parametrize("command", [["rules", "schema"], ["schema", "rules"]])
def test_the_schema_is_printed(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command) == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("A rule file")


def test_lint_names_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_text(TOML)
    assert run(["rules", "lint", str(tmp_path / "x.toml")]) == 1
    assert "PRO-901 examples: at least 3" in capsys.readouterr().out


def test_explain_says_what_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_text(TOML.replace('["flurble"]', '["flurble"]\nnot_if = ["negated"]'))
    assert run(["rules", "explain", "a flurble", str(tmp_path / "x.toml")]) == 0
    assert 'PRO-901  A test: reports "flurble"' in capsys.readouterr().out
    run(["rules", "explain", "not a flurble\x1b[2J", str(tmp_path / "x.toml")])
    said = capsys.readouterr().out
    assert 'would report "flurble"' in said
    assert "it is negated" in said
    assert "\x1b" not in said
    run(["rules", "explain", "soup", str(tmp_path / "x.toml")])
    assert "No rule sees anything" in capsys.readouterr().out
