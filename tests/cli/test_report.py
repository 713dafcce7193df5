"""A saved report rendered again: in every format, as masked as it was, and over nobody else's file."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from footprint_audit import wire
from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit
from footprint_audit.reporters import Style, named, names
from tests import samples


@pytest.fixture(autouse=True)
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A saved report, in the folder we are in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "saved.json"
    path.write_text(wire.dump(samples.mara()), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", names())
def test_every_format_renders_a_saved_report_as_it_would_have_been(name: str) -> None:
    assert app.run(["report", "saved.json", "--format", f"{name}=out"]) == Exit.CLEAN
    expected = named(name).render(wire.load(Path("saved.json").read_text("utf-8")), Style(width=100))
    assert Path("out").read_text(encoding="utf-8") == expected
    assert stat.S_IMODE(Path("out").stat().st_mode) == 0o600


def test_several_formats_in_one_run_and_one_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        app.run(["report", "saved.json", "--format", "sarif=a.sarif", "--format", "csv=b.csv", "--format", "json"]) == 0
    )
    assert {path.name for path in Path().iterdir()} == {"saved.json", "a.sarif", "b.csv"}
    assert json.loads(capsys.readouterr().out) == json.loads(Path("saved.json").read_text("utf-8"))


def test_without_a_format_it_is_the_console(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["report", "saved.json"]) == Exit.CLEAN
    assert "What was found" in capsys.readouterr().out


def test_it_fails_only_when_asked_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["report", "saved.json"]) == Exit.CLEAN
    assert app.run(["report", "saved.json", "--fail-on", "high"]) == Exit.FINDINGS
    assert app.run(["report", "saved.json", "--fail-on", "critical"]) == Exit.CLEAN


def test_the_gate_reaches_junit() -> None:
    app.run(["report", "saved.json", "--fail-on", "low", "--format", "junit=low.xml"])
    app.run(["report", "saved.json", "--fail-on", "never", "--format", "junit=never.xml"])
    assert 'failures="8"' in Path("low.xml").read_text("utf-8")
    assert 'failures="0"' in Path("never.xml").read_text("utf-8")


def test_what_was_saved_masked_stays_masked(capsys: pytest.CaptureFixture[str]) -> None:
    app.run(["report", "saved.json", "--reveal"])
    assert "1632 960123" not in capsys.readouterr().out.split("What was found")[1]


@pytest.mark.parametrize("name", sorted(set(names()) - {"json", "ndjson"}))  # these two are the data itself
@pytest.mark.parametrize("secret", ["960123", "Lily starts", "bay 4", "fucking", "mara.vale@example.org"])
def test_no_format_shows_the_words_that_the_saved_texts_still_hold(name: str, secret: str) -> None:
    assert secret in Path("saved.json").read_text("utf-8")
    app.run(["report", "saved.json", "--format", f"{name}=out"])
    assert secret not in Path("out").read_text("utf-8")


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("secret", ["960123", "Lily starts", "bay 4", "fucking", "mara.vale@example.org"])
def test_in_ci_no_format_shows_them(name: str, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    app.run(["report", "saved.json", "--format", f"{name}=out"])
    assert secret not in Path("out").read_text("utf-8")


WRONG: list[tuple[str, str]] = [
    ("missing.json", "cannot be read"),
    (".", "cannot be read"),
    ("text.json", "text.json: not JSON"),
    ("bytes.json", "not a text in UTF-8"),
    ("other.json", "other.json: "),
]


@pytest.mark.parametrize(("name", "says"), WRONG)
def test_what_is_no_report_is_refused_by_name(name: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("text.json").write_text("hello")
    Path("bytes.json").write_bytes(b"\xff\xfe\x00")
    Path("other.json").write_text('{"schema_version": 1}')
    assert app.run(["report", name]) == Exit.USAGE
    error = capsys.readouterr().err
    assert says in error
    assert "advice: " in error


def test_reveal_is_refused_in_ci(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CI", "true")
    assert app.run(["report", "saved.json", "--reveal"]) == Exit.USAGE
    assert "--reveal is refused in CI" in capsys.readouterr().err


def test_the_report_that_is_read_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("saved.json").read_bytes()
    Path("link.json").symlink_to("saved.json")
    for path in ("saved.json", "./saved.json", "link.json"):
        assert app.run(["report", "saved.json", "--format", f"json={path}", "--force"]) == Exit.USAGE
    assert Path("saved.json").read_bytes() == before


def test_help_imports_nothing_of_ours() -> None:
    code = (
        "import sys\nfrom footprint_audit.cli.app import run\nrun(['report', '--help'])\n"
        "print([m for m in sys.modules if m in ('footprint_audit.model', 'footprint_audit.wire', 'rich', 'httpx')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
