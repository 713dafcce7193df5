"""Salt, run log, subject reports, importers, and what changed: the files an organisation's run reads and leaves."""

from __future__ import annotations

import base64
import json
import os
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.errors import ConfigError, UsageError
from footprint_audit.organisation import retention, runlog
from footprint_audit.organisation.changed import changed_since
from footprint_audit.organisation.fingerprints import SALT_FILE, SALT_VARIABLE, Salt, make_salt, read_salt
from footprint_audit.organisation.importers import named, names
from footprint_audit.organisation.joined import join
from footprint_audit.organisation.roster import read_roster
from tests.organisation.made import HEADER, SALT, organisation_report, roster_file
from tests.samples import mara

# --- salt -----------------------------------------------------------------------------------------------------------


def test_another_salt_makes_other_fingerprints_and_none_shows_itself() -> None:
    finding = mara().findings[0]
    other = Salt(make_salt().encode())
    assert SALT.finding("s-01", finding) != other.finding("s-01", finding)
    assert SALT.finding("s-01", finding) != SALT.finding("s-02", finding)
    assert "0123456789" not in repr(SALT)


def test_the_salt_is_the_environments_else_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="no salt"):
        read_salt(tmp_path)
    (tmp_path / SALT_FILE).write_text("x" * 40)
    from_file = read_salt(tmp_path).account("s", "a")
    monkeypatch.setenv(SALT_VARIABLE, "y" * 40)
    assert read_salt(tmp_path).account("s", "a") != from_file
    monkeypatch.setenv(SALT_VARIABLE, "short")
    with pytest.raises(ConfigError, match="shorter than"):
        read_salt(tmp_path)


# --- run log --------------------------------------------------------------------------------------------------------


def test_the_run_log_grows_by_a_line_a_run_and_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    report = organisation_report()
    for _ in range(2):
        runlog.append(path, runlog.of_run(report, ["b.example", "a.example"], report.started_at))
    first, second = (json.loads(line) for line in path.read_text().splitlines())
    assert first == second
    assert first["hosts"] == ["a.example", "b.example"]
    assert (first["subjects"], first["gate"], first["failed_subjects"]) == (5, "failed", 1)
    assert first["authority"]["owner"] == "data protection officer"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_run_log_that_is_a_link_or_cannot_be_written_refuses_the_run(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("mine")
    link = tmp_path / "runs.jsonl"
    link.symlink_to(tmp_path / "other")
    for path in (link, tmp_path, tmp_path / "no" / "such"):
        with pytest.raises(ConfigError, match="cannot be written"):
            runlog.writable(path)
    assert (tmp_path / "other").read_text() == "mine"


# --- subject reports -------------------------------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_no_subject_id_leads_out_of_the_folder(subject: str) -> None:
    name = retention.report_name(subject, "json")
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    assert len(name.encode()) < 64


def test_the_folder_is_its_owners_and_kept_out_of_git(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    retention.prepare(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "*" in (folder / ".gitignore").read_text()
    link = tmp_path / "link"
    link.symlink_to(folder)
    with pytest.raises(ConfigError, match="link"):
        retention.prepare(link)


def test_purge_removes_what_is_too_old_or_asked_for_and_nothing_else(tmp_path: Path) -> None:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    old = tmp_path / retention.report_name("s-01", "json")
    new = tmp_path / retention.report_name("s-02", "json")
    other = tmp_path / "thesis.json"
    for path, days in ((old, 40), (new, 2), (other, 900)):
        path.write_text(json.dumps({"started_at": (now - timedelta(days=days)).isoformat()}))
    assert retention.purge(tmp_path, now, 30) == (1, 1)
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)
    assert retention.purge(tmp_path, now, 30, "s-02") == (1, 0)
    assert not new.exists()


def test_a_report_that_lies_about_its_day_goes_by_its_files(tmp_path: Path) -> None:
    path = tmp_path / retention.report_name("s-01", "json")
    path.write_text(json.dumps({"started_at": "2999-01-01T00:00:00Z"}))
    os.utime(path, (0, 0))
    assert retention.purge(tmp_path, datetime.now(UTC), 30) == (1, 0)


# --- importers -------------------------------------------------------------------------------------------------------

CANARY = "CANARY-7f3a"
GOOGLE = (
    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Home Address,"
    "Mobile Phone,Employee ID,Status [READ ONLY]\n"
    f"Ada,{CANARY},ada@example.org,{CANARY},{CANARY},{CANARY},E1,Active\n"
    f"Bram,{CANARY},bram@example.org,{CANARY},{CANARY},{CANARY},E2,Suspended\n"
)
OKTA = (
    "login,firstName,lastName,email,mobilePhone,employeeNumber,status\n"
    f"ada@example.org,Ada,{CANARY},ada@example.org,{CANARY},E1,ACTIVE\n"
    f"bram@example.org,Bram,{CANARY},bram@example.org,{CANARY},E2,DEPROVISIONED\n"
)
SCIM = json.dumps(
    {
        "Resources": [
            {
                "userName": "ada@example.org",
                "externalId": "E1",
                "name": {"familyName": CANARY},
                "phoneNumbers": [{"value": CANARY}],
                "active": True,
            },
            {"userName": "bram@example.org", "externalId": "E2", "active": False},
        ]
    }
)
LDIF = f"""version: 1
# people
dn: uid=ada,ou=people,dc=example,dc=org
uid: E1
mail:: {base64.b64encode(b"ada@example.org").decode()}
sn: {CANARY}
homePostalAddress: {CANARY}
userPassword:: {base64.b64encode(CANARY.encode()).decode()}

dn: uid=bram,ou=people,dc=example,dc=org
uid: E2
mail: bram@exa
 mple.org
userAccountControl: 514

dn: ou=groups,dc=example,dc=org
ou: groups
"""
EXPORTS = {"google": GOOGLE, "okta": OKTA, "scim": SCIM, "ldif": LDIF}
HANDLES = (
    "employee,site,handle,profession,context,notified\n"
    "ada@example.org,github,octo-example,engineering,professional,2026-10-01\n"
    "E1,gitlab,octo-example,engineering,professional,2026-10-01\n"
    "bram@example.org,github,bram-example,,,2026-10-01\n"
    "stranger@example.org,github,stranger-example,,,2026-10-01\n"
)


def test_every_importer_has_its_export_here() -> None:
    assert set(names()) == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_and_a_handles_file_make_a_roster_without_private_columns(tmp_path: Path, name: str) -> None:
    export, handles = tmp_path / "export", tmp_path / "handles.csv"
    export.write_text(EXPORTS[name])
    handles.write_text(HANDLES)
    people = list(named(name).read(export))
    assert [person.active for person in people] == [True, False]
    assert CANARY.casefold() not in repr(people).casefold()
    joined = join(people, handles, SALT)
    assert joined.left_out == 2  # one left, one was never here
    assert len({row[0] for row in joined.rows}) == 1  # one person, called by address and by number
    assert "ada" not in joined.rows[0][0]
    assert [row[1] for row in joined.rows] == ["github", "gitlab"]


@pytest.mark.parametrize("name", EXPORTS)
@given(content=st.binary(max_size=300))
def test_no_export_does_anything_but_read_or_be_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("export") / "export"
    path.write_bytes(content)
    try:
        list(named(name).read(path))
    except ConfigError as refused:
        says = refused.message
        assert "\n" not in says


def test_an_importer_that_is_not_there_is_said_to_be() -> None:
    with pytest.raises(UsageError, match="no importer"):
        named("workday")


# --- what changed ----------------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True, env=quiet)


@pytest.fixture
def in_git(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    path = roster_file(tmp_path, *(f"s-{n},github,h{n},,,,,,2026-10-01,,\n" for n in range(4)))
    git(tmp_path, "add", "roster.csv")
    git(tmp_path, "commit", "-qm", "roster")
    return path


def test_only_subjects_of_whom_a_row_is_other_are_left(in_git: Path) -> None:
    rows = [
        "s-3,github,h3,,,,,,2026-10-01,,\n",
        "s-0,github,other,,,,,,2026-10-01,,\n",
        "s-9,github,h9,,,,,,2026-10-01,,\n",
    ]
    in_git.write_text(HEADER + "".join(rows))
    left = changed_since(read_roster(in_git), "HEAD")
    assert [member.subject for member in left.members] == ["s-0", "s-9"]  # s-3 only moved


def test_nothing_changed_leaves_nobody(in_git: Path) -> None:
    assert changed_since(read_roster(in_git), "main").members == ()


@pytest.mark.parametrize("ref", ["", "-x", "--upload-pack=touch x", "nowhere", "HEAD:../../x", "$(touch x)"])
def test_a_ref_that_is_none_is_refused(in_git: Path, ref: str) -> None:
    with pytest.raises(UsageError, match="--diff-base"):
        changed_since(read_roster(in_git), ref)
    assert sorted(path.name for path in in_git.parent.iterdir()) == [".git", "roster.csv"]
