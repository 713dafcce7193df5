"""Whole runs of `org`: the gate in five acts, refusals before any socket, and nothing private in anything it prints."""

from __future__ import annotations

import json
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from footprint_audit.cli import app
from footprint_audit.cli.demo_organisation import DAY_ONE, DAYS, DemoOrganisation, organisation
from footprint_audit.cli.exit import Exit
from footprint_audit.cli.org_run import exit_code
from footprint_audit.organisation.fingerprints import SALT_VARIABLE
from footprint_audit.organisation.retention import report_name
from footprint_audit.reporters.organisation import named, names
from footprint_audit.staff import OrganisationReport, Standing
from tests.organisation.made import GOOD_ROW, roster_file
from tests.organisation.test_authorisation import TABLE

CANARY = "CANARY-91c2"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(SALT_VARIABLE, "0123456789abcdef" * 4)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAY_ONE.timestamp())))


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[DemoOrganisation]:
    with organisation(tmp_path, quiet=True) as made:
        yield made


def code(staff: DemoOrganisation, report: OrganisationReport) -> Exit:
    return exit_code(report, staff.settings.min_coverage)


def standings(report: OrganisationReport) -> set[Standing]:
    return {finding.standing for finding in report.findings} | {gone.standing for gone in report.gone}


# --- the gate --------------------------------------------------------------------------------------------------------


def test_the_gate_in_five_acts(staff: DemoOrganisation) -> None:
    first = staff.run(DAY_ONE)
    assert (code(staff, first), standings(first)) == (Exit.FINDINGS, {Standing.NEW})
    assert {finding.subject for finding in first.findings} == {"s-04"}

    staff.decide(first, "on leave until January", DAY_ONE.date() + DAYS)
    known = staff.run(DAY_ONE + timedelta(days=1))
    assert (code(staff, known), standings(known)) == (Exit.CLEAN, {Standing.KNOWN})

    ended = staff.run(DAY_ONE + DAYS + timedelta(days=1))
    assert (code(staff, ended), standings(ended)) == (Exit.FINDINGS, {Standing.EXPIRED})

    staff.web.withdraw("dorianpike", "daughter")
    fixed = staff.run(DAY_ONE + timedelta(days=2))
    assert (code(staff, fixed), standings(fixed)) == (Exit.CLEAN, {Standing.FIXED})

    staff.web.close("social")
    blocked = staff.run(DAY_ONE + timedelta(days=3))
    assert standings(blocked) == {Standing.UNCHECKABLE}
    assert blocked.coverage.unread == 5


def test_the_demo_plays_it_in_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["demo", "organisation", "--quiet"]) == Exit.CLEAN
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if line.startswith("→")] == [f"→ exit code {n}" for n in (1, 0, 1, 0, 0)]


def test_a_web_that_is_mostly_closed_is_incomplete_and_no_pass(staff: DemoOrganisation) -> None:
    for name in ("social", "code", "forum"):
        staff.web.close(name)
    report = staff.run(DAY_ONE)
    assert report.gate.passed
    assert code(staff, report) == Exit.INCOMPLETE


def test_a_subject_that_fails_does_not_end_the_run(staff: DemoOrganisation) -> None:
    plan = staff.settings.plan

    def failing(member: object) -> object:
        if member.subject == "s-05":  # type: ignore[attr-defined]  # a Member
            raise KeyError(CANARY)
        return plan(member)  # type: ignore[arg-type]  # a Member

    broken = replace(staff, settings=replace(staff.settings, plan=failing))  # type: ignore[arg-type]  # stands in for plan
    report = broken.run(DAY_ONE)
    assert [result.subject for result in report.subjects if result.failure] == ["s-05"]
    assert len(report.findings) == 3
    assert CANARY not in named("json").render(report)


SLOW = """
import sys, time
from datetime import timedelta
from pathlib import Path
from footprint_audit.cli.demo_organisation import DAY_ONE, organisation
from footprint_audit.cli.org_run import exit_code
from footprint_audit.reporters.organisation import named
from footprint_audit.demo.web import DemoWeb
answer = DemoWeb.answer
def slow(self, host, target):
    if "social" in host: time.sleep(30)
    return answer(self, host, target)
DemoWeb.answer = slow
with organisation(Path.cwd(), quiet=False) as staff:
    report = staff.run(DAY_ONE)
    sys.stdout.write(named("json").render(report))
    sys.stdout.flush()
    import os
    os._exit(exit_code(report, 0.5))
"""


def test_ctrl_c_leaves_a_report_of_what_is_known_marked_incomplete(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        assert "collecting" in process.stderr.readline()
        time.sleep(2)  # the other servers answer at once
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == Exit.INTERRUPTED, err
    report = json.loads(out)
    assert report["coverage"]["interrupted"] is True
    assert report["coverage"]["profiles"] > 0
    assert report["coverage"]["reasons"]["interrupted"] > 0
    assert len(report["subjects"]) == 10
    logged = json.loads((tmp_path / "runs.jsonl").read_text())
    assert logged["interrupted"] is True


# --- what it leaves behind -------------------------------------------------------------------------------------------


def test_each_subjects_full_report_is_in_their_own_file_and_nowhere_else(
    staff: DemoOrganisation, tmp_path: Path
) -> None:
    folder = tmp_path / "subject-reports"
    folder.mkdir(mode=0o700)
    report = replace(staff, settings=replace(staff.settings, subject_reports=folder)).run(DAY_ONE)
    assert len(list(folder.glob("*.json"))) == 0  # no format was asked for
    from footprint_audit import reporters

    kept = replace(staff.settings, subject_reports=folder, subject_formats=(reporters.named("json"),))
    replace(staff, settings=kept).run(DAY_ONE)
    own = folder / report_name("s-04", "json")
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert "Edda" in own.read_text() or "Larch Lane" in own.read_text()
    for other in folder.glob("*.json"):
        if other != own:
            assert "dorianpike" not in other.read_text()
    for name in names():
        told = named(name).render(report)
        assert "dorianpike" not in told
        assert "Larch" not in told


def test_nothing_private_is_in_anything_that_is_printed_or_logged(
    staff: DemoOrganisation, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    roster = staff.settings.roster.path
    lines = roster.read_text().splitlines()
    private = [f"{lines[0]},Home Address,Password", *(f"{line},{CANARY},{CANARY}" for line in lines[1:])]
    roster.write_text("\n".join(private) + "\n")
    (tmp_path / "footprint-audit.toml").write_text(TABLE)
    outputs = [f"--format={name}={tmp_path / f'out.{name}'}" for name in names()]
    ended = app.run(
        ["org", str(roster), "--allow-network", "127.0.0.0/8", "--run-log", str(tmp_path / "runs"), *outputs]
    )
    printed = capfd.readouterr()
    assert ended in (Exit.INCOMPLETE, Exit.CLEAN)  # the demo's names lead nowhere for the real resolver
    files = [*tmp_path.glob("out.*"), tmp_path / "runs"]
    assert len(files) == len(names()) + 1
    for told in (printed.out, printed.err, *(path.read_text() for path in files)):
        assert CANARY not in told
        assert "dorianpike" not in told
        assert "0123456789abcdef" not in told  # the salt
    assert "Home Address" in (tmp_path / "out.console").read_text()


# --- refusals --------------------------------------------------------------------------------------------------------

NO_AUTHORITY = ""
ENDED = TABLE.replace("2027-09-30", "2026-10-30")
SENSITIVE = "s-01,sensitive-site,a1,,,,,,2026-10-01,,\n"
REFUSALS = [
    (NO_AUTHORITY, GOOD_ROW, "no [organisation] table"),
    (ENDED, GOOD_ROW, "the authority ended"),
    (TABLE, GOOD_ROW.replace("2026-10-01", ""), "has not been told"),
    (TABLE, GOOD_ROW.replace("2026-10-01,,", "2026-10-01,2026-10-31,"), "the row ended"),
    (TABLE, SENSITIVE, "sensitive site"),
    (TABLE, "s-01,,octo-example,,,,,,2026-10-01,,\n", "site"),
    (TABLE, "s-01,nowhere,octo-example,,,,,,2026-10-01,,\n", "not a site that can be asked"),
    (TABLE, "s-01,,,https://nowhere.example/octo,,,,,2026-10-01,,\n", "of no site that can be asked"),
    (TABLE, "s-01,github,octo_example.x,,,,,,2026-10-01,,\n", "no handle that GitHub has"),
]


@pytest.mark.parametrize(("table", "row", "says"), REFUSALS)
def test_every_refusal_is_one_line_with_advice_and_no_connection(
    table: str,
    row: str,
    says: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket, "socket", lambda *a, **k: opened.append(a))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: opened.append(a))
    _with_a_sensitive_site(monkeypatch)
    (tmp_path / "footprint-audit.toml").write_text(table)
    assert app.run(["org", str(roster_file(tmp_path, row))]) == Exit.USAGE
    said = capsys.readouterr()
    first, second = said.err.splitlines()
    assert says in first
    assert first.startswith("error: ")
    assert second.startswith("advice: ")
    assert said.out == ""
    assert opened == []
    assert not (tmp_path / "footprint-audit-runs.jsonl").exists()


def _with_a_sensitive_site(monkeypatch: pytest.MonkeyPatch) -> None:
    from footprint_audit.cli import places
    from footprint_audit.collectors import deep_sites

    sites = deep_sites()
    site = replace(sites[0].site, id="sensitive-site", sensitive=True)
    monkeypatch.setattr(places, "deep_sites", lambda: (*sites, replace(sites[0], site=site)))


def test_without_a_salt_nothing_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SALT_VARIABLE)
    (tmp_path / "footprint-audit.toml").write_text(TABLE)
    assert app.run(["org", str(roster_file(tmp_path))]) == Exit.USAGE
    assert "no salt" in capsys.readouterr().err


def test_what_came_with_a_repository_is_not_trusted_in_ci(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "footprint-audit.toml").write_text(TABLE)
    roster = str(roster_file(tmp_path, GOOD_ROW.replace("2026-10-01", "")))
    monkeypatch.setenv("CI", "true")
    assert app.run(["org", roster]) == Exit.USAGE
    assert "--trust-repo-config" in capsys.readouterr().err
    assert app.run(["org", roster, "--config", "footprint-audit.toml"]) == Exit.USAGE
    assert "came with the repository" in capsys.readouterr().err
    assert app.run(["org", roster, "--trust-repo-config"]) == Exit.USAGE
    assert "has not been told" in capsys.readouterr().err  # the configuration was read, so the row is looked at


def test_a_public_repository_is_no_place_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    event = tmp_path / "event.json"
    event.write_text('{"repository": {"private": false}}')
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    (tmp_path / "footprint-audit.toml").write_text(TABLE)
    row = GOOD_ROW.replace("2026-10-01", "")
    assert app.run(["org", str(roster_file(tmp_path, row))]) == Exit.USAGE
    assert "public repository" in capsys.readouterr().err
    assert app.run(["org", str(roster_file(tmp_path, row)), "--allow-public-repo"]) == Exit.USAGE
    assert "has not been told" in capsys.readouterr().err


# --- the commands around it ------------------------------------------------------------------------------------------


def test_baseline_add_list_and_prune(
    staff: DemoOrganisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    report.write_text(named("json").render(staff.run(DAY_ONE)))
    first = json.loads(report.read_text())["findings"][0]["fingerprint"]
    words = ["--reason", "decided", "--approved-by", "head of nursing"]
    assert (
        app.run(["baseline", "add", first, "--report", "report.json", *words, "--expires", "2027-01-31"]) == Exit.CLEAN
    )
    assert app.run(["baseline", "list"]) == Exit.CLEAN
    assert first in capsys.readouterr().out
    assert app.run(["baseline", "prune"]) == Exit.CLEAN
    assert "0 removed" in capsys.readouterr().out
    staff.web.withdraw("dorianpike", "daughter")
    report.write_text(named("json").render(staff.run(DAY_ONE + timedelta(days=1))))
    assert app.run(["baseline", "prune", "--report", "report.json"]) == Exit.CLEAN
    assert "1 removed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"--reason": " "}, "have to say something"),
        ({"--expires": "2028-01-01"}, "a day until"),
        ({"--expires": "2026-01-01"}, "a day until"),
        ({"FINGERPRINT": "f" * 32}, "no finding of that report"),
    ],
)
def test_a_decision_that_is_none_is_refused(
    staff: DemoOrganisation, change: dict[str, str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "report.json").write_text(named("json").render(staff.run(DAY_ONE)))
    said = {"FINGERPRINT": "all", "--reason": "r", "--approved-by": "who", "--expires": "2027-01-31"} | change
    words = [word for name, value in said.items() if name != "FINGERPRINT" for word in (name, value)]
    assert app.run(["baseline", "add", said["FINGERPRINT"], "--report", "report.json", *words]) == Exit.USAGE
    assert says in capsys.readouterr().err
    assert not (tmp_path / "footprint-audit.baseline.json").exists()


def test_roster_check_reads_all_of_it_and_asks_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = roster_file(tmp_path, GOOD_ROW, "s-02,,,https://gitlab.com/octo-example,,,,,2026-10-01,,\n")
    assert app.run(["roster", "check", str(path)]) == Exit.CLEAN
    assert capsys.readouterr().out == "2 subjects, 2 declared accounts\n"


def test_roster_import_writes_a_roster_that_can_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.organisation.test_files import GOOGLE, HANDLES

    (tmp_path / "users.csv").write_text(GOOGLE)
    (tmp_path / "handles.csv").write_text(HANDLES)
    words = ["--handles", "handles.csv", "--output", "roster.csv", "--people", "people.csv"]
    assert app.run(["roster", "import", "google", "users.csv", *words]) == Exit.CLEAN
    assert "1 subjects, 2 declared accounts" in capsys.readouterr().out
    assert "CANARY" not in (tmp_path / "roster.csv").read_text()
    assert stat.S_IMODE((tmp_path / "people.csv").stat().st_mode) == 0o600
    assert app.run(["roster", "check", "roster.csv"]) == Exit.CLEAN
    assert app.run(["roster", "import", "google", "users.csv", *words]) == Exit.USAGE  # there already


def test_init_writes_what_an_organisation_begins_with_and_nothing_of_it_runs_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SALT_VARIABLE)
    assert app.run(["init"]) == Exit.CLEAN
    assert stat.S_IMODE((tmp_path / ".footprint-audit-salt").stat().st_mode) == 0o600
    assert ".footprint-audit-salt" in (tmp_path / ".gitignore").read_text()
    capsys.readouterr()
    assert app.run(["org", "roster.csv"]) == Exit.USAGE
    assert "purpose says nothing yet" in capsys.readouterr().err
    assert app.run(["init"]) == Exit.USAGE  # nothing is written over
    assert app.run(["init", "--force", "--pipeline", "gitlab"]) == Exit.CLEAN


def test_purge_writes_in_the_run_log_that_it_was_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / report_name("s-01", "json")).write_text('{"started_at": "2020-01-01T00:00:00Z"}')
    assert app.run(["purge", "reports"]) == Exit.CLEAN
    assert "1 removed" in capsys.readouterr().out
    record = json.loads((tmp_path / "footprint-audit-runs.jsonl").read_text())
    assert (record["event"], record["removed"]) == ("purge", 1)
