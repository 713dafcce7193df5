"""The real program on a real terminal and without one: as wide as it is, in colour only where that is wanted."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len

from footprint_audit import wire
from tests import samples

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "saved.json"
    path.write_text(wire.dump(samples.mara()), encoding="utf-8")
    return path


def on_terminal(saved: Path, columns: int, form: str = "console", **environment: str) -> str:
    """What the program writes to a terminal so wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    command = [sys.executable, "-m", "footprint_audit", "report", str(saved), "--format", form]
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "XDG_CACHE_HOME") if name in os.environ}
    with subprocess.Popen(
        command, stdout=theirs, cwd=saved.parent, env={"TERM": "xterm-256color", **kept, **environment}
    ) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not part:
                break
            parts.append(part)
        assert process.wait() == 0
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("form", ["console", "summary"])
@pytest.mark.parametrize("columns", [60, 80, 110, 200])
def test_it_is_as_wide_as_the_terminal_and_no_wider(saved: Path, columns: int, form: str) -> None:
    shown = ESCAPE.sub("", on_terminal(saved, columns, form))
    widest = max(map(cell_len, shown.splitlines()))
    assert min(columns, 120) - 25 < widest <= min(columns, 120)


def test_a_terminal_gets_colour(saved: Path) -> None:
    assert ESCAPE.search(on_terminal(saved, 80))


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_is_not_forced_on_anybody(saved: Path, environment: dict[str, str]) -> None:
    shown = on_terminal(saved, 80, **environment)
    assert "\x1b" not in shown
    assert "three things need your attention" in shown


@pytest.mark.parametrize("environment", [{}, {"CI": "true"}, {"CI": "true", "GITHUB_ACTIONS": "true"}])
def test_a_pipe_and_a_job_get_plain_text(saved: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "footprint_audit", "report", str(saved)]
    run = subprocess.run(
        command, cwd=saved.parent, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    assert "\x1b" not in run.stdout
    assert max(map(cell_len, run.stdout.splitlines())) <= 80
    assert run.stderr == ""
