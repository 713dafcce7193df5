"""Version 1 is frozen: what was saved under it is read for good, and who reads it by an older schema reads today's.

`older/` holds reports and schemas as they were published on a day. Add to it; never write them again.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from footprint_audit import wire
from footprint_audit.model import Report
from footprint_audit.reporters import Style, named, names
from tests import samples

OLDER = Path(__file__).with_name("older")
SCHEMAS = sorted(OLDER.glob("*.schema.json"))
REPORTS = sorted(set(OLDER.glob("*.json")) - set(SCHEMAS))
TODAY = [samples.mara(), samples.empty(), samples.nothing_read(), samples.nothing_found(), samples.large(5, 20)]


def lost(older: object, newer: object, at: str = "$") -> list[str]:
    """The places of whatever stands in `older` and not, as it was, in `newer`."""
    if isinstance(older, dict) and isinstance(newer, dict):
        return [place for key, value in older.items() for place in lost(value, newer.get(key), f"{at}.{key}")]
    if isinstance(older, list) and isinstance(newer, list) and len(older) == len(newer):
        pairs = enumerate(zip(older, newer, strict=True))
        return [place for index, (one, other) in pairs for place in lost(one, other, f"{at}[{index}]")]
    return [] if older == newer and type(older) is type(newer) else [at]


def test_there_are_older_reports() -> None:
    assert REPORTS
    assert SCHEMAS


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_an_older_report_has_todays_shape_and_loses_nothing(path: Path) -> None:
    older = json.loads(path.read_text("utf-8"))
    Draft202012Validator(wire.schema()).validate(older)
    assert lost(older, json.loads(wire.dump(wire.load(path.read_text("utf-8"))))) == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", names())
def test_an_older_report_is_rendered_in_every_format(path: Path, name: str) -> None:
    assert named(name).render(wire.load(path.read_text("utf-8")), Style())


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
@pytest.mark.parametrize("report", TODAY, ids=range(len(TODAY)))
def test_todays_reports_have_the_shape_that_was_published(schema: Path, report: Report) -> None:
    Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(json.loads(wire.dump(report)))


def test_what_is_lost_is_seen() -> None:
    assert lost({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}], "c": 3}) == []
    assert lost({"a": [1, {"b": 2}]}, {"a": [1, {}]}) == ["$.a[1].b"]
    assert lost({"a": 1}, {"a": 1.0}) == ["$.a"]
    assert lost({"a": [1]}, {"a": [1, 2]}) == ["$.a"]
