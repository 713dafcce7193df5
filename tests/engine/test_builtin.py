"""Where the rules we ship are, in a checkout, in a wheel and in an archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit.engine import builtin
from footprint_audit.engine.builtin import builtin_rules


def test_a_checkout_has_them_at_its_root() -> None:
    assert Path(str(builtin_rules())) == Path(__file__).parents[2] / "rules"


def test_a_wheel_has_them_beside_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "footprint_audit" / "rules").mkdir(parents=True)
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(builtin, "__file__", str(tmp_path / "footprint_audit" / "engine" / "builtin.py"))
    assert builtin_rules() == tmp_path / "footprint_audit" / "rules"


def test_an_archive_is_asked_for_them_where_they_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtin, "__file__", str(tmp_path / "x.zip" / "footprint_audit" / "engine" / "builtin.py"))
    monkeypatch.setattr("importlib.resources.files", lambda _package: tmp_path)
    assert builtin_rules() == tmp_path / "rules"
