"""`footprint-audit rules scan`: JSON lines in, sightings out, offsets in characters of the text as it was given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.making import TOML

COMMAND = [sys.executable, "-m", "footprint_audit", "rules", "scan"]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    file = tmp_path / "x.toml"
    file.write_text(TOML)
    return file


def scan(pack: Path, lines: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, "--pack", str(pack)], input=lines, capture_output=True, check=False)


def line(text: str, name: str | int = "a") -> bytes:
    return json.dumps({"id": name, "text": text}).encode() + b"\n"


def test_each_sighting_is_a_line(pack: Path) -> None:
    done = scan(pack, line("you flurble", 7) + b"\n" + line("nothing") + line("a flurble", "b"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(found) for found in done.stdout.splitlines()] == [
        {
            "id": 7, "rule": "PRO-901", "category": "conduct.test", "severity": "medium", "confidence": 0.9,
            "start": 4, "end": 11, "directed_at": "reader",
        },
        {
            "id": "b", "rule": "PRO-901", "category": "conduct.test", "severity": "medium", "confidence": 0.9,
            "start": 2, "end": 9, "directed_at": None,
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["😀👩‍⚕️ flurble", "ﬁﬁ ﬀ flurble", "e\u0301 İ ß flurble", "zero\u200bwidth flurble", "ﬂurble", "plain flurble"],
)
def test_offsets_count_characters_of_the_text_as_given(pack: Path, text: str) -> None:
    (found,) = map(json.loads, scan(pack, line(text)).stdout.splitlines())
    assert text[found["start"] : found["end"]] in ("flurble", "ﬂurble")


@pytest.mark.parametrize(
    "bad",
    [b"{", b"[]", b"null", b'{"id": 1}', b'{"id": 1, "text": 2}', b'{"id": [], "text": "x"}', b"\xff", b"[" * 100_000],
)
def test_a_line_that_is_none_of_ours_ends_the_run_with_its_number(pack: Path, bad: bytes) -> None:
    done = scan(pack, line("fine") + bad + b"\n")
    assert done.returncode == 2
    assert b"error: line 2 is not a JSON object with id and text" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_ends_the_run_quietly(pack: Path) -> None:
    command = [*COMMAND, "--pack", str(pack)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdin
        running.stdout.close()
        try:
            running.stdin.write(line("a flurble") * 20_000)
            running.stdin.close()
        except BrokenPipeError:
            pass
        assert running.wait(30) == 0
        assert running.stderr.read() == b""
