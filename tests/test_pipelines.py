"""The action, the workflow and the template are what their schemas say, and the action's script obeys no input."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.organisation.made import GOOD_ROW, HEADER

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "footprint_audit" / "organisation" / "templates"
FILES = {
    "vendor.github-actions": ROOT / "action.yml",
    "vendor.github-workflows": TEMPLATES / "workflow.yml",
    "vendor.gitlab-ci": TEMPLATES / "gitlab-ci.yml",
}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def action() -> dict[str, object]:
    read: dict[str, object] = YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return read


def steps() -> list[dict[str, object]]:
    runs = action()["runs"]
    assert isinstance(runs, dict)
    found: list[dict[str, object]] = runs["steps"]
    return found


@pytest.mark.parametrize("schema", FILES)
def test_each_file_is_what_its_schema_says(schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(FILES[schema])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_file_with_a_wrong_key_is_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "action.yml"
    wrong.write_text((ROOT / "action.yml").read_text().replace("using: composite", "using: compost"))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(wrong)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_no_input_stands_in_a_script() -> None:
    scripts = [str(step["run"]) for step in steps() if "run" in step]
    assert len(scripts) == 3
    assert [script for script in scripts if "${{" in script] == []


def test_every_other_action_is_pinned_to_a_commit() -> None:
    used = [str(step["uses"]) for step in steps() if "uses" in step]
    workflow = (TEMPLATES / "workflow.yml").read_text()
    used += [word for word in re.findall(r"uses: (\S+)", workflow) if not word.startswith("OWNER/")]
    assert len(used) == 3
    assert [one for one in used if not PINNED.fullmatch(one)] == []


def test_no_pipeline_runs_what_a_stranger_proposed() -> None:
    for path in FILES.values():
        text = path.read_text(encoding="utf-8")
        assert "pull_request" not in text
        assert "merge_request_event" not in text


# --- the action's steps, run as the shell script they are -------------------------------------------------------------

HOSTILE = [
    "roster.csv",
    "roster $(touch pwned).csv",
    "`touch pwned`.csv",
    'a"; touch pwned; ".csv',
    "--help",
    "-rf.csv",
    "a\nb.csv",
]


def run_step(
    folder: Path, roster: str, row: str = GOOD_ROW, **env: str
) -> tuple[subprocess.CompletedProcess[str], str]:
    """The audit step with this roster; what it printed, and what it gave to the steps after it."""
    place = folder / roster
    if "/" not in roster:
        place.write_text(HEADER + row)
    step = next(step for step in steps() if step.get("id") == "audit")
    bash = shutil.which("bash")
    assert bash is not None
    tool = folder / "tool"
    tool.write_text(f'#!{bash}\nexec {sys.executable} -m footprint_audit "$@"\n')
    tool.chmod(0o755)
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FOOTPRINT_AUDIT": str(tool),
        "FOOTPRINT_AUDIT_SALT": "0123456789abcdef" * 4,
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "INPUT_ROSTER": roster,
        "INPUT_CONFIG": "",
        "INPUT_TRUST": "false",
        "INPUT_PACKS": "",
        "INPUT_FAIL_ON": "high",
        "INPUT_MIN_COVERAGE": "0.5",
        "INPUT_BASELINE": "",
        "INPUT_DIFF_BASE": "",
        "INPUT_SUBJECT_REPORTS": "",
    } | env
    (folder / "temp").mkdir(exist_ok=True)
    done = subprocess.run(
        [bash, "-c", str(step["run"])], cwd=folder, env=given, capture_output=True, text=True, check=False, timeout=120
    )
    return done, (folder / "output").read_text()


@pytest.mark.parametrize("roster", HOSTILE)
def test_a_hostile_path_is_a_path_and_never_a_command(tmp_path: Path, roster: str) -> None:
    done, given = run_step(tmp_path, roster)
    assert done.returncode == 0, done.stderr
    assert "exit-code=2" in given  # there is no authority here
    assert "organisation" in done.stderr
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "env",
    [
        {"INPUT_FAIL_ON": "high; touch pwned"},
        {"INPUT_DIFF_BASE": "$(touch pwned)"},
        {"INPUT_PACKS": "x.toml\n$(touch pwned)\n"},
        {"INPUT_CONFIG": "`touch pwned`"},
        {"INPUT_BASELINE": "--help"},
    ],
    ids=lambda env: next(iter(env)),
)
def test_no_other_input_is_obeyed_either(tmp_path: Path, env: dict[str, str]) -> None:
    done, given = run_step(tmp_path, "roster.csv", **env)
    assert done.returncode == 0, done.stderr
    assert "exit-code=2" in given
    assert not (tmp_path / "pwned").exists()


def test_a_hostile_handle_begins_no_line_the_runner_obeys(tmp_path: Path) -> None:
    config = tmp_path / "footprint-audit.toml"
    config.write_text(
        '[organisation]\npurpose = "p"\nlegal_basis = "l"\nowner = "o"\ncontact = "c"\n'
        "notice_date = 2026-10-01\nexpires = 2027-09-30\n"
    )
    row = GOOD_ROW.replace("octo-example", "::set-output name=exit-code::0")
    done, given = run_step(tmp_path, "roster.csv", row, INPUT_TRUST="true")
    assert "exit-code=2" in given
    assert [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("::set-output")] == []


def test_the_last_step_ends_as_the_audit_did() -> None:
    gate = steps()[-1]
    bash = shutil.which("bash")
    assert bash is not None
    for code in (0, 1, 2, 3):
        done = subprocess.run([bash, "-c", str(gate["run"])], env={"CODE": str(code)}, check=False)
        assert done.returncode == code
