"""Whole runs of the command line: what is printed where, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from footprint_audit import wire
from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit
from footprint_audit.demo.web import DemoWeb

LOOPBACK = ["--allow-network", "127.0.0.0/8"]


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def error_of(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


# --- usage ----------------------------------------------------------------------------------------------------------

USAGE: list[tuple[list[str], str]] = [
    (["audit"], "HANDLE"),
    (["audit", "-x"], "-x"),
    (["audit", "../etc"], "not a handle"),
    (["audit", "a b"], "not a handle"),
    (["audit", ".."], "not a handle"),
    (["audit", "mara", "--sites", "githup"], "did you mean 'github'?"),
    (["audit", "mara", "--skip", "nowhere9"], "known:"),
    (["audit", "mara", "--sites", "none"], "no site is left to ask"),
    (["audit", "mara", "--on", "mediawiki"], "not a web address"),
    (["audit", "mara", "--on", "mediawiki=ftp://wiki.example.org"], "not a web address"),
    (["audit", "mara", "--on", "mediawiki=https://a:b@wiki.example.org"], "must not carry a password"),
    (["audit", "mara", "--on", "wordprес=https://x.example.org"], "--on"),
    (["audit", "mara", "--context", "github=work"], "--context"),
    (["audit", "mara", "--context", "githob=personal"], "did you mean 'github'?"),
    (["audit", "mara", "--profession", "nurse"], "--profession"),
    (["audit", "mara", "--strategy", "both"], "--strategy"),
    (["audit", "mara", "--fail-on", "terrible"], "not a severity"),
    (["audit", "mara", "--format", "jsn"], "did you mean"),
    (["audit", "mara", "--format", "json", "--format", "console"], "one screen"),
    (["audit", "mara", "--format", "json=no/such/folder/x.json"], "no such folder"),
    (["audit", "mara", "--timeout", "-1"], "above 0"),
    (["audit", "mara", "--allow-network", "10.0.0.0/40"], "10.0.0.0/40"),
    (["audit", "mara", "--config", "missing.toml"], "cannot be read"),
    (["audit", "mara", "--manifest", "missing.json"], "--manifest"),
    (["demo", "nobody"], "nobody called"),
    (["rules", "show", "PRV-999999"], "there is no rule"),
    (["rules", "test", "missing.toml"], "missing.toml"),
    (["schema", "nothing"], "no schema"),
    (["nothing"], "nothing"),
]


@pytest.mark.parametrize(("args", "says"), USAGE, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_a_wrong_command_line_is_one_error_with_advice_and_exit_2(
    args: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(args) == Exit.USAGE
    lines = error_of(capsys).strip().splitlines()
    assert lines[0].startswith("error: ")
    assert says in "\n".join(lines)
    assert len(lines) <= 2


def test_an_unknown_key_in_the_configuration_names_file_key_and_fix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "footprint-audit.toml").write_text('stratgy = "separate"\n')
    assert app.run(["audit", "mara"]) == Exit.USAGE
    error = error_of(capsys)
    assert "footprint-audit.toml: unknown key 'stratgy'" in error
    assert "did you mean 'strategy'?" in error


def test_reveal_is_refused_in_ci(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CI", "true")
    assert app.run(["audit", "mara", "--reveal"]) == Exit.USAGE
    assert "--reveal is refused in CI" in error_of(capsys)


# --- the demo: a finding, a gate, a file ------------------------------------------------------------------------------


def test_the_demo_ends_with_1_because_the_nurse_says_too_much(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["demo"]) == Exit.FINDINGS
    out, err = capsys.readouterr()
    assert "noralind" in out
    assert "collected 5 of 5 accounts" in err


def test_the_demo_is_clean_where_the_gate_is_never(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["demo", "--fail-on", "never", "--quiet"]) == Exit.CLEAN
    assert capsys.readouterr().err == ""


def test_the_tidy_engineer_is_told_of_the_account_that_uses_his_name(capsys: pytest.CaptureFixture[str]) -> None:
    app.run(["demo", "engineer", "--quiet", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    looks = [fact for fact in report["facts"] if fact["kind"] == "look_alike"]
    assert len(looks) == 1
    assert any("forum" in account for account in looks[0]["accounts"])
    assert any(fact["kind"] == "verified" for fact in report["facts"])
    own = [f for f in report["findings"] if not f["site"].startswith("discourse")]
    assert [f["title"] for f in own if f["severity"] in ("high", "critical")] == []


def test_two_runs_of_the_demo_give_the_same_bytes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    app.run(["demo", "--quiet", "--format", "json"])
    first = capsys.readouterr().out
    app.run(["demo", "--quiet", "--format", "json"])
    assert capsys.readouterr().out == first


def test_a_report_file_is_whole_valid_and_its_owners_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.json"
    path.touch(0o644)
    app.run(["demo", "--format", f"json={path}", "--format", "console", "--quiet"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    jsonschema.validate(json.loads(text), wire.schema())
    assert wire.load(text).findings
    assert capsys.readouterr().out
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_a_link_in_place_of_the_report_is_replaced_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("keep me")
    (tmp_path / "report.json").symlink_to(precious)
    app.run(["demo", "--format", f"json={tmp_path / 'report.json'}", "--quiet"])
    assert precious.read_text() == "keep me"


def test_a_suppressed_finding_is_named_with_its_reason_and_no_longer_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with DemoWeb() as web:
        run = audit_nurse(web)
        run()
        findings = json.loads(capsys.readouterr().out)["findings"]
        tables = [f'[[suppress]]\nfingerprint = "{f["fingerprint"]}"\nreason = "invented"\n' for f in findings]
        (tmp_path / "footprint-audit.toml").write_text("\n".join(tables))
        assert run() in (Exit.CLEAN, Exit.INCOMPLETE)
    report = json.loads(capsys.readouterr().out)
    assert report["findings"] == []
    assert {entry["reason"] for entry in report["suppressed"]} == {"invented"}


def audit_nurse(web: DemoWeb) -> Callable[[], int]:
    # By address: the system's resolver does not know the demo's hosts.
    return lambda: app.run(
        [
            "audit",
            "noralind",
            "--sites",
            "none",
            "--on",
            f"mastodon=http://127.0.0.1:{web.port}",
            *LOOPBACK,
            "--quiet",
            "--format",
            "json",
        ]
    )


# --- incomplete, interrupted, broken ----------------------------------------------------------------------------------


def test_a_stopped_server_is_unread_and_the_run_incomplete(capsys: pytest.CaptureFixture[str]) -> None:
    code = app.run(
        ["audit", "mara", "--sites", "none", "--on", "gitea=http://127.0.0.1:9", *LOOPBACK, "--format", "json"]
    )
    assert code == Exit.INCOMPLETE
    report = json.loads(capsys.readouterr().out)
    assert [o["reason"] for o in report["outcomes"]] == ["unreachable"]
    assert report["score"]["value"] is None
    assert report["score"]["grade"] is None


def test_a_private_address_is_refused_without_allow_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["audit", "mara", "--sites", "none", "--on", "gitea=http://127.0.0.1:9", "--format", "json"]) == 3
    assert [o["reason"] for o in json.loads(capsys.readouterr().out)["outcomes"]] == ["forbidden_address"]


def test_a_crash_is_4_and_prints_no_text_of_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("secret of the page")

    monkeypatch.setattr("footprint_audit.audit.report", crash)
    assert app.run(["demo", "--quiet"]) == Exit.INTERNAL
    error = error_of(capsys)
    assert "RuntimeError" in error
    assert "secret" not in error


SLOW = """
import sys, time
from footprint_audit.cli import app
from footprint_audit.demo.web import DemoWeb
answer = DemoWeb.answer
def slow(self, host, target):
    if "blog" in host: time.sleep(30)
    return answer(self, host, target)
DemoWeb.answer = slow
sys.exit(app.run(["demo", "--format", "json"]))
"""


def test_ctrl_c_prints_what_is_known_and_ends_with_130() -> None:
    command = [sys.executable, "-c", SLOW]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "collecting" in process.stderr.readline()
        time.sleep(1.5)  # the other four servers answer at once
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == Exit.INTERRUPTED, err
    report = json.loads(out)
    assert report["coverage"]["interrupted"] is True
    assert "interrupted" in [o["reason"] for o in report["outcomes"]]
    assert "profile" in [o["outcome"] for o in report["outcomes"]]
    assert "Traceback" not in err


def test_a_reader_that_goes_away_is_no_crash() -> None:
    command = f"{sys.executable} -m footprint_audit demo --quiet --format json | head -c 10"
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert "Traceback" not in run.stderr
    assert "Exception" not in run.stderr
