"""The baseline: no decision without reason and last day; what is written is read back; what is broken is refused."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.errors import ConfigError
from footprint_audit.organisation.baseline import LONGEST, Baseline, Entry, dump, is_baseline, read_baseline
from tests.organisation.made import TODAY

HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
SAYING = TEXT.filter(lambda text: bool(text.strip())).map(str.strip)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    first = draw(st.dates(date(2025, 1, 1), date(2030, 1, 1)))
    return Entry(
        fingerprint=draw(HEX),
        rule=draw(TEXT),
        subject=draw(TEXT),
        account=draw(HEX),
        field=draw(TEXT),
        dated=draw(st.just("") | st.dates().map(date.isoformat)),
        first_seen=first,
        reason=draw(SAYING),
        approved_by=draw(TEXT),
        expires=first + timedelta(days=draw(st.integers(0, LONGEST.days))),
    )


def entry(**other: object) -> dict[str, object]:
    plain = {
        "fingerprint": "a" * 32,
        "rule": "PRV-102",
        "subject": "s-01",
        "account": "b" * 32,
        "field": "bio",
        "dated": "",
        "first_seen": "2026-11-02",
        "reason": "on leave",
        "approved_by": "head of nursing",
        "expires": "2027-01-31",
    }
    return plain | other


def written(folder: Path, *items: object, **top: object) -> Path:
    path = folder / "baseline.json"
    path.write_text(json.dumps({"version": 1, "entries": list(items)} | top))
    return path


@given(st.lists(entries(), max_size=5, unique_by=lambda item: item.fingerprint))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, items: list[Entry]) -> None:
    path = tmp_path_factory.mktemp("baseline") / "baseline.json"
    baseline = Baseline({item.fingerprint: item for item in items})
    path.write_text(dump(baseline), encoding="utf-8")
    assert read_baseline(path).entries == baseline.entries
    assert is_baseline(dump(baseline))


def test_the_same_decisions_are_the_same_bytes_whatever_their_order() -> None:
    one, two = (Entry(c * 32, "R", "s", "0" * 32, "bio", "", TODAY, "why", "who", TODAY) for c in "ab")
    assert dump(Baseline({one.fingerprint: one, two.fingerprint: two})) == dump(
        Baseline({two.fingerprint: two, one.fingerprint: one})
    )


REFUSED = [
    ([entry(reason=" ")], "the reason says nothing"),
    ([{k: v for k, v in entry().items() if k != "expires"}], "needs .*expires"),
    ([entry(expires="2028-01-01")], "more than 365 days"),
    ([entry(expires="soon")], "expires is not a date"),
    ([entry(dated="21 October")], "dated is not a date"),
    ([entry(fingerprint="A" * 32)], "fingerprint is not 32 hex digits"),
    ([entry(reason="x" * 2000)], "at most 1000 characters"),
    ([entry(reason=7)], "texts of at most"),
    ([entry(password="x")], "nothing else"),
    ([entry(), entry()], "stands twice"),
    (["x"], "entry 1"),
]


@pytest.mark.parametrize(("items", "says"), REFUSED)
def test_a_decision_that_says_too_little_is_refused(tmp_path: Path, items: list[object], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_baseline(written(tmp_path, *items))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2, "entries": []}', '{"version":1,"version":1}', "[" * 9999]
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(ConfigError):
        read_baseline(path)


def test_no_file_is_no_decision_unless_it_was_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    assert read_baseline(missing).entries == {}
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(missing, required=True)
