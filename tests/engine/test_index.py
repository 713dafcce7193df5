"""What was parsed is kept for the next run, for this user alone, and anything odd is ignored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from footprint_audit.engine import index, load_rules
from tests.engine.making import TOML


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "footprint-audit"


def test_what_was_written_is_read_and_others_are_forgotten(cache: Path) -> None:
    index.write("old", [{"a": 1}])
    index.write("new", [{"a": ["x", 0.5, True]}, {}])
    assert index.read("new") == [{"a": ["x", 0.5, True]}, {}]
    assert index.read("old") is None
    assert [file.name for file in cache.iterdir()] == ["rules-new.json"]
    assert cache.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[1]", b"\xff", b"[" * 100_000])
def test_what_is_no_index_of_ours_is_ignored(cache: Path, content: bytes) -> None:
    index.write("x", [{}])
    (cache / "rules-x.json").write_bytes(content)
    assert index.read("x") is None


def test_what_others_may_write_is_not_read(cache: Path) -> None:
    index.write("x", [{}])
    (cache / "rules-x.json").chmod(0o666)
    assert index.read("x") is None


def test_a_folder_that_others_may_write_is_not_written(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    index.write("x", [{}])
    assert list(cache.iterdir()) == []


def test_what_json_cannot_hold_and_a_place_that_cannot_be_written_are_left(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.write("x", [{"a": date(2026, 1, 1)}])
    assert index.read("x") is None
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    index.write("x", [{}])
    assert index.read("x") is None


def test_our_rules_are_the_same_from_the_index(cache: Path) -> None:
    first = load_rules()
    assert len(list(cache.iterdir())) == 1
    second = load_rules()
    assert (second.rules, second.off, second.slots) == (first.rules, first.off, first.slots)


def test_rules_of_other_people_are_not_kept(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(TOML)
    load_rules(tmp_path / "x.toml")
    assert not cache.exists()
