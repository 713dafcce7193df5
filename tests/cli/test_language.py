"""The language of a report: the flag's, else the configuration's, else the system's, else English."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit import wire
from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit
from footprint_audit.cli.language import chosen_language
from footprint_audit.errors import UsageError
from tests import samples


@pytest.mark.parametrize(
    ("flag", "configured", "environment", "language"),
    [
        (None, None, {}, "en"),
        ("de", "es", {"LANG": "fr_FR.UTF-8"}, "de"),
        (None, "es", {"LANG": "fr_FR.UTF-8"}, "es"),
        (None, None, {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, None, {"LANG": "de_AT@euro"}, "de"),
        (None, None, {"LC_ALL": "es_MX.UTF-8", "LANG": "fr_FR"}, "es"),
        (None, None, {"LC_ALL": "", "LC_MESSAGES": "de", "LANG": "fr_FR"}, "de"),
        (None, None, {"LC_ALL": "C", "LANG": "fr_FR"}, "en"),
        (None, None, {"LANG": "tlh_KX"}, "en"),
        (None, None, {"LANG": "../../etc"}, "en"),
        ("FR", None, {}, "fr"),
        ("de-CH", None, {}, "de"),
    ],
)
def test_who_decides(flag: str | None, configured: str | None, environment: dict[str, str], language: str) -> None:
    assert chosen_language(flag, configured, environment) == language


@pytest.mark.parametrize("wrong", ["pt", "", "../de", "\x1b[2J", "x" * 10_000])
def test_a_language_asked_for_by_name_must_be_there(wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        chosen_language(wrong, None, {})
    assert "en, de, es, fr" in caught.value.advice
    assert len(caught.value.message) < 200
    assert "\x1b" not in caught.value.message


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saved.json").write_text(wire.dump(samples.mara()), encoding="utf-8")


@pytest.mark.usefixtures("saved")
def test_the_flag_the_file_and_the_system_reach_the_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_line(*args: str) -> str:
        assert app.run(["report", "saved.json", "--format", "summary", *args]) == Exit.CLEAN
        return capsys.readouterr().out.splitlines()[0]

    assert first_line().startswith("Score")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "choses demandent" in first_line()
    Path("footprint-audit.toml").write_text('language = "es"\n', encoding="utf-8")
    assert first_line().startswith("Puntuación")
    assert first_line("--language", "de").startswith("Punktzahl")


@pytest.mark.usefixtures("saved")
def test_a_wrong_language_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["report", "saved.json", "--language", "klingon"]) == Exit.USAGE
    Path("footprint-audit.toml").write_text('language = "klingon"\n', encoding="utf-8")
    assert app.run(["report", "saved.json"]) == Exit.USAGE
    assert "there are no texts in 'klingon'" in capsys.readouterr().err


def test_the_demo_speaks_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["demo", "--quiet", "--fail-on", "never", "--format", "summary", "--language", "fr"]) == Exit.CLEAN
    assert "demandent votre attention" in " ".join(capsys.readouterr().out.split())
