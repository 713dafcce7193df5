"""Dates: what APIs write, and what attackers do."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.dates import from_iso, from_unix


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-01-15T12:00:00Z", "2026-01-15T12:00:00Z"),
        ("2026-01-15T12:00:00.518Z", "2026-01-15T12:00:00Z"),
        ("2026-01-15T02:00:00+05:30", "2026-01-14T20:30:00Z"),
        ("2026-01-15T12:00:00", "2026-01-15T12:00:00Z"),
        ("2026-01-15", "2026-01-15T00:00:00Z"),
        ("", ""),
        ("yesterday", ""),
        ("2026-02-30", ""),
        ("0001-01-01T00:00:00+14:00", ""),
        ("9999-12-31T23:59:59-14:00", ""),
        ("\ud83d", ""),
    ],
)
def test_iso_dates_are_utc_to_the_second(text: str, written: str) -> None:
    assert from_iso(text) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_767_225_600, "2026-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (None, ""),
        (10**30, ""),
        (-(10**30), ""),
    ],
)
def test_unix_seconds_are_utc_dates(seconds: int | None, written: str) -> None:
    assert from_unix(seconds) == written


@given(st.text())
def test_no_text_raises(text: str) -> None:
    written = from_iso(text)
    assert from_iso(written) == written


@given(st.integers())
def test_what_is_written_of_a_number_reads_back_as_it(seconds: int) -> None:
    written = from_unix(seconds)
    assert written == "" or int(datetime.fromisoformat(written).timestamp()) == seconds
