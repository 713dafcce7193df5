"""Packs on the command line: a profession changes a severity, an organisation brings its own pack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit
from footprint_audit.cli.rules_packs import as_they_stand, list_packs
from footprint_audit.demo.web import DemoWeb
from footprint_audit.engine import load_rules
from footprint_audit.professions import PROFESSIONS

PACK = """
[pack]
id = "acme"
title = "Acme"
format = 1
why = "Our house."

[[adjust]]
rules = ["PRV-102"]
on = false
why = "Our nurses are to be reached."
source = "https://example.org/policy"
"""


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def audited(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[str, dict[str, str], str]:
    """The digest, the severity of each rule that found something, and what stood on standard error."""
    with DemoWeb() as web:
        site = ["--sites", "none", "--on", f"mastodon=http://127.0.0.1:{web.port}", "--allow-network", "127.0.0.0/8"]
        app.run(["audit", "noralind", *site, "--format", "json", *args])
    out, err = capsys.readouterr()
    report = json.loads(out)
    return report["rules_digest"], {f["rule"]: f["severity"] for f in report["findings"]}, err


def test_a_profession_changes_a_severity_and_the_digest(capsys: pytest.CaptureFixture[str]) -> None:
    plain, found, _ = audited(capsys)
    digest, stricter, _ = audited(capsys, "--profession", "nursing")
    assert (found["PRV-102"], stricter["PRV-102"]) == ("medium", "high")
    assert digest != plain


def test_an_organisations_pack_is_heard_and_does_not_overrule_a_regulator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "acme.toml").write_text(PACK)
    _, found, err = audited(capsys, "--pack", "acme.toml")
    assert "PRV-102" not in found
    assert "note:" not in err
    _, found, err = audited(capsys, "--pack", "acme.toml", "--profession", "nursing")
    assert found["PRV-102"] == "high"
    assert "note: Acme would leave out PRV-102" in err
    assert "note:" not in audited(capsys, "--pack", "acme.toml", "--profession", "nursing", "--quiet")[2]


def test_the_packs_are_listed_and_printed_as_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    list_packs()
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == sorted(PROFESSIONS)
    list_packs(markdown=True)
    assert capsys.readouterr().out.startswith("# Professions\n")


def test_the_rules_as_they_stand_say_where_sources_differ(capsys: pytest.CaptureFixture[str]) -> None:
    shipped = load_rules()
    stood = as_they_stand(shipped, ["journalism", "civil_service"])
    assert {rule.id for rule in stood.rules} - {rule.id for rule in shipped.rules} == {"PRO-781", "PRO-782"}
    assert "note: on views-my-own disclaimers, sources differ" in capsys.readouterr().err


def test_a_wrong_pack_ends_the_run_before_the_first_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "acme.toml").write_text(PACK.replace("on = false", "multiplyer = 0"))
    assert app.run(["audit", "mara", "--pack", "acme.toml"]) == Exit.USAGE
    assert 'error: acme.toml: adjust 1: key "multiplyer": did you mean "multiplier"?' in capsys.readouterr().err
    assert app.run(["audit", "mara", "--pack", "missing.toml"]) == Exit.USAGE
    assert "missing.toml: cannot be read" in capsys.readouterr().err
