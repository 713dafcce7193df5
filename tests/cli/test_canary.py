"""What a profile says of its owner stays out of every file, log and error, whoever reads them, but as its mask."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit
from footprint_audit.demo import web
from footprint_audit.demo.people import PEOPLE, DemoAccount, accounts
from footprint_audit.model import Report
from footprint_audit.reporters import Reporter, Style, names
from footprint_audit.reporters.translated_texts import languages

NUMBER, ADDRESS, BIRTH = "+44 1632 960789", "canary.bird@example.org", "14 March 1987"
CANARIES = ("1632 960789", "1632960789", "canary.bird", "14 March")
BIO = f"Call me on {NUMBER}, write to {ADDRESS}, born {BIRTH}."
AS_READ = {"json", "ndjson"}  # profile texts stand in them as they were read, but for CI


def birds(addresses: dict[str, str], whose: str = PEOPLE) -> tuple[DemoAccount, ...]:
    return tuple(
        replace(
            account,
            bio=BIO,
            posts=tuple(replace(post, text=f"New number: {NUMBER}. Mail {ADDRESS}") for post in account.posts),
        )
        for account in accounts(addresses, whose)
    )


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "accounts", birds)
    monkeypatch.chdir(tmp_path)


def leaks(text: str) -> list[str]:
    folded = re.sub(r"%([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), text)
    return [canary for canary in CANARIES if canary in text or canary in folded]


def run(*args: str) -> int:
    every = [part for name in names() for part in ("--format", f"{name}={name}.out")]
    return app.run(["demo", "--fail-on", "never", *every, *args])


@pytest.mark.parametrize("language", languages())
def test_in_ci_no_format_and_no_log_holds_it(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert run("--language", language) == Exit.CLEAN
    out, err = capsys.readouterr()
    assert leaks(out + err) == []
    for name in names():
        assert leaks(Path(f"{name}.out").read_text("utf-8")) == [], name
    assert "**789" in Path("html.out").read_text("utf-8")  # it was found, and is masked


def test_elsewhere_only_the_whole_report_holds_texts_as_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == Exit.CLEAN
    assert leaks("".join(capsys.readouterr())) == []
    for name in names():
        assert bool(leaks(Path(f"{name}.out").read_text("utf-8"))) == (name in AS_READ), name


@pytest.mark.parametrize("name", names())
def test_a_report_saved_elsewhere_is_masked_again_in_ci(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run() == Exit.CLEAN
    monkeypatch.setenv("CI", "true")
    capsys.readouterr()
    assert app.run(["report", "json.out", "--format", name]) == Exit.CLEAN
    assert leaks("".join(capsys.readouterr())) == []


@pytest.mark.parametrize("command", [["report", "json.out"], ["audit", "noralind"]])
def test_reveal_is_refused_in_ci(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run() == Exit.CLEAN
    monkeypatch.setenv("CI", "true")
    assert app.run([*command, "--reveal", "--format", "html=revealed.html"]) == Exit.USAGE
    assert not Path("revealed.html").exists()
    assert leaks("".join(capsys.readouterr())) == []


def test_an_error_of_ours_does_not_repeat_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(report: Report, style: Style) -> str:
        raise RuntimeError(f"cannot render {report.outcomes!r} for {style!r}")

    monkeypatch.setattr("footprint_audit.reporters.html.reporter", Reporter("html", broken))
    assert app.run(["demo", "--fail-on", "never", "--format", "html"]) == Exit.INTERNAL
    out, err = capsys.readouterr()
    assert leaks(out + err) == []
    assert "internal error: RuntimeError" in err
