"""Who may be audited: every way the authority or a row can fall short is a refusal with advice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from footprint_audit.config import load_config
from footprint_audit.errors import ConfigError
from footprint_audit.organisation.authorisation import refuse_authority, refuse_rows
from footprint_audit.organisation.roster import read_roster
from footprint_audit.staff import Authority
from tests.organisation.made import TODAY, authority, roster_file

REFUSED: list[tuple[Authority | None, str]] = [
    (None, "no \\[organisation\\] table"),
    (authority(notice_date=TODAY + timedelta(days=1)), "still to come"),
    (authority(expires=TODAY - timedelta(days=1)), "the authority ended"),
    (authority(expires=date(2028, 10, 1)), "more than a year"),
]


@pytest.mark.parametrize(("given", "says"), REFUSED)
def test_an_authority_that_does_not_hold_today_is_refused(given: Authority | None, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        refuse_authority(given, "footprint-audit.toml", TODAY)
    assert caught.value.advice


def test_an_authority_that_holds_is_let_through() -> None:
    assert refuse_authority(authority(), "x", TODAY) == authority()


ROWS = [
    ("s-01,github,a1,,,,,,,,\n", "column notified"),
    ("s-01,github,a1,,,,,,2026-12-24,,\n", "column notified"),
    ("s-01,github,a1,,,,,,2026-10-01,2026-11-01,\n", "the row ended"),
    ("s-01,github,a1,,,,,,2026-10-01,2028-01-01,\n", "later than the authority"),
]


@pytest.mark.parametrize(("row", "says"), ROWS)
def test_a_row_that_may_not_be_used_refuses_the_whole_run(tmp_path: Path, row: str, says: str) -> None:
    path = roster_file(tmp_path, "s-00,github,ok1,,,,,,2026-10-01,,\n", row)
    with pytest.raises(ConfigError, match=says):
        refuse_rows(path, read_roster(path).members, authority(), TODAY)


TABLE = """
[organisation]
purpose = "to prevent harm"
legal_basis = "legitimate interest"
owner = "data protection officer"
contact = "privacy@example.org"
notice_date = 2026-10-01
expires = 2027-09-30
"""


def test_the_configuration_says_the_authority(tmp_path: Path) -> None:
    path = tmp_path / "footprint-audit.toml"
    path.write_text(TABLE)
    assert load_config(path).organisation == authority()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('purpose = "to prevent harm"', 'purpose = "..."'), "purpose says nothing yet"),
        (('owner = "data protection officer"\n', ""), "'owner' is missing"),
        (("2027-09-30", '"2027-09-30"'), "expires is a date"),
        (("notice_date", "noticed"), "'noticed' is not one of"),
        (("[organisation]", "[organisation]\nretention_days = 0"), "retention_days"),
    ],
)
def test_a_table_that_says_too_little_is_refused(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    path = tmp_path / "footprint-audit.toml"
    path.write_text(TABLE.replace(*change))
    with pytest.raises(ConfigError, match=says):
        load_config(path)
