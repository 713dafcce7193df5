"""No report is written over what is not a report of ours, and nothing in a log is a command to GitHub's runner."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footprint_audit import wire
from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit
from footprint_audit.reporters import names
from tests import samples


@pytest.fixture(autouse=True)
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saved.json").write_text(wire.dump(samples.mara()), encoding="utf-8")


def render(*args: str) -> int:
    return app.run(["report", "saved.json", *args])


@pytest.mark.parametrize("name", names())
def test_a_report_of_the_same_format_and_an_empty_file_are_replaced(name: str) -> None:
    Path("out").touch()
    assert render("--format", f"{name}=out") == Exit.CLEAN
    first = Path("out").read_bytes()
    assert first
    assert render("--format", f"{name}=out") == Exit.CLEAN
    assert Path("out").read_bytes() == first


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("content", ["my notes about footprint-audit\n", "{}", "\x00\xff"])
def test_any_other_file_is_kept_unless_forced(name: str, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").write_text(content, encoding="utf-8")
    assert render("--format", f"{name}=out") == Exit.USAGE
    error = capsys.readouterr().err
    assert f"out: there already, and not a {name} report of ours" in error
    assert "--force" in error
    assert Path("out").read_text(encoding="utf-8") == content
    assert render("--format", f"{name}=out", "--force") == Exit.CLEAN
    assert Path("out").read_text(encoding="utf-8") != content


def test_a_report_of_another_format_is_kept() -> None:
    assert render("--format", "csv=out") == Exit.CLEAN
    assert render("--format", "sarif=out") == Exit.USAGE


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_and_a_device_are_never_replaced(force: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    for path in ("folder", "/dev/null"):
        assert render("--format", f"json={path}", *force) == Exit.USAGE
        assert f"{path}: not a plain file" in capsys.readouterr().err


def test_a_link_is_no_report_of_ours_and_is_never_followed() -> None:
    Path("precious").write_text("keep me")
    Path("out").symlink_to("precious")
    assert render("--format", "json=out") == Exit.USAGE
    assert Path("out").is_symlink()
    assert render("--format", "json=out", "--force") == Exit.CLEAN
    assert not Path("out").is_symlink()
    assert Path("precious").read_text() == "keep me"


def test_two_formats_for_one_file_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert render("--format", "json=out", "--format", "csv=./out") == Exit.USAGE
    assert "two formats for one file" in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "command", [["demo"], ["audit", "mara", "--sites", "none", "--on", "gitea=http://127.0.0.1:9"]]
)
def test_an_audit_refuses_before_it_asks_anybody(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes.md").write_text("keep me")
    assert app.run([*command, "--format", "markdown=notes.md"]) == Exit.USAGE
    assert "collecting" not in capsys.readouterr().err
    assert Path("notes.md").read_text() == "keep me"


def test_the_demo_overwrites_by_force() -> None:
    Path("notes.md").write_text("no longer needed")
    assert app.run(["demo", "--quiet", "--fail-on", "never", "--format", "markdown=notes.md", "--force"]) == Exit.CLEAN
    assert Path("notes.md").read_text("utf-8").startswith("# Footprint audit of")


def test_the_console_is_fenced_off_from_githubs_runner(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("saved.json").write_text(wire.dump(samples.one_text("::add-mask::x")), encoding="utf-8")
    render()
    plain = capsys.readouterr().out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    render()
    fenced = re.fullmatch(r"::stop-commands::([0-9a-f]{32})\n(.*)::\1::\n", capsys.readouterr().out, re.DOTALL)
    assert fenced
    assert fenced[2] == plain
    render("--format", "github")
    assert not capsys.readouterr().out.startswith("::stop-commands::")
