"""The configuration file: every key, every wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from footprint_audit.config import Config, find_config, load_config
from footprint_audit.errors import ConfigError
from footprint_audit.model import Context, Severity, Strategy


def config(tmp_path: Path, text: str, name: str = "footprint-audit.toml") -> Config:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_every_key_is_read(tmp_path: Path) -> None:
    read = config(
        tmp_path,
        """
        profession = "nursing"
        strategy = "integrated"
        sites = ["github"]
        skip = ["reddit"]
        on = ["gitea=https://code.example.org"]
        fail_on = "medium"
        timeout = 5
        concurrency = 7
        [context]
        github = "professional"
        [[suppress]]
        fingerprint = "ab"
        reason = "known"
        until = 2027-01-31
        """,
    )
    assert read.profession == ("nursing",)
    assert read.strategy is Strategy.INTEGRATED
    assert read.context == (("github", Context.PROFESSIONAL),)
    assert (read.sites, read.skip, read.on) == (("github",), ("reddit",), ("gitea=https://code.example.org",))
    assert read.fail_on is Severity.MEDIUM
    assert (read.timeout, read.concurrency) == (5.0, 7)
    assert [(s.fingerprint, s.reason, s.until) for s in read.suppress] == [("ab", "known", date(2027, 1, 31))]


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert config(tmp_path, "") == Config()


def test_a_table_in_pyproject_is_a_configuration_too(tmp_path: Path) -> None:
    assert config(tmp_path, '[tool.footprint-audit]\nfail-on = "low"\n', "pyproject.toml").fail_on is Severity.LOW


def test_its_own_file_wins_over_pyproject_and_an_unrelated_pyproject_is_none(tmp_path: Path) -> None:
    assert find_config(tmp_path) is None
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find_config(tmp_path) is None
    (tmp_path / "pyproject.toml").write_text("[tool.footprint-audit]\n")
    assert find_config(tmp_path) == tmp_path / "pyproject.toml"
    (tmp_path / "footprint-audit.toml").write_text("")
    assert find_config(tmp_path) == tmp_path / "footprint-audit.toml"


WRONG = [
    ("fail_onn = 'high'", "did you mean 'fail_on'?"),
    ("allow_network = ['0.0.0.0/0']", "unknown key 'allow_network'"),
    ("reveal = true", "unknown key 'reveal'"),
    ("fail_on = 'awful'", "not a severity"),
    ("fail_on = 3", "a text is wanted"),
    ("strategy = 'both'", "strategy"),
    ("sites = 3", "a list of texts"),
    ("sites = [3]", "a list of texts"),
    ("timeout = 0", "above 0"),
    ("timeout = true", "above 0"),
    ("timeout = nan", "above 0"),
    ("context = 'x'", "table"),
    ("[context]\ngithub = 'work'", "context"),
    ("suppress = 'x'", "[[suppress]]"),
    ("[[suppress]]\nfingerprint = 'ab'", "needs fingerprint and reason"),
    ("[[suppress]]\nfingerprint = 'ab'\nreason = ' '", "must say something"),
    ("[[suppress]]\nfingerprint = 'ab'\nreason = 'x'\nuntil = '2027-01-01'", "without quotes"),
    ("[[suppress]]\nfingerprint = 'ab'\nreason = 'x'\nwhen = 1", "may have until"),
    ("= 3", "not valid TOML"),
    ("a = " + "[" * 5000, "not valid TOML"),
    ("x = '" + "a" * 300_000 + "'", "larger than"),
]


@pytest.mark.parametrize(("text", "says"), WRONG, ids=[text[:30] for text, _ in WRONG])
def test_a_wrong_file_is_one_error_that_names_the_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config(tmp_path, text)
    said = f"{caught.value.message} {caught.value.advice}"
    assert "footprint-audit.toml" in said
    assert says in said
    assert "\n" not in said[:500]


def test_bytes_that_are_no_text_are_one_error(tmp_path: Path) -> None:
    path = tmp_path / "footprint-audit.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError):
        load_config(path)
