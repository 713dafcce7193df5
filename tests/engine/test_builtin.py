"""Where the rules we ship are, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit.engine.builtin import builtin_rules


def test_a_checkout_has_them_at_its_root() -> None:
    assert Path(str(builtin_rules())) == Path(__file__).parents[2] / "rules"


def test_a_wheel_has_them_beside_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr("footprint_audit.engine.builtin.resources.files", lambda _package: tmp_path)
    assert builtin_rules() == tmp_path / "rules"
