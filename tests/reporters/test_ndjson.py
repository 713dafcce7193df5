"""NDJSON: the JSON report, a record a line, nothing added and nothing lost."""

from __future__ import annotations

import json
from collections import Counter

from footprint_audit.reporters import Style, named
from tests import samples
from tests.reporters.readers import read_ndjson


def test_the_lines_together_are_the_json_report() -> None:
    saved = json.loads(named("json").render(samples.mara(), Style()))
    lines = read_ndjson(named("ndjson").render(samples.mara(), Style()))
    together: dict[str, object] = {key: [] for key in ("outcomes", "facts", "findings", "suppressed")}
    lists = {"outcome": "outcomes", "fact": "facts", "finding": "findings", "suppressed": "suppressed"}
    for line in lines:
        record = str(line.pop("record"))
        if record in lists:
            listed = together[lists[record]]
            assert isinstance(listed, list)
            listed.append(line)
        else:
            together |= line if record == "report" else {record: line}
    assert together == saved


def test_there_is_a_line_for_each_thing_and_conclusions_come_last() -> None:
    records = [line["record"] for line in read_ndjson(named("ndjson").render(samples.mara(), Style()))]
    assert records[0] == "report"
    assert records[-3:] == ["score", "opportunity", "coverage"]
    counts = Counter(records)
    assert (counts["outcome"], counts["fact"], counts["finding"], counts["suppressed"]) == (14, 3, 8, 1)


def test_evidence_is_masked_as_in_json() -> None:
    for style in (Style(), Style(reveal=True), Style(withhold=True), Style(reveal=True, withhold=True)):
        saved = json.loads(named("json").render(samples.mara(), style))["findings"]
        lines = read_ndjson(named("ndjson").render(samples.mara(), style))
        assert [line["evidence"] for line in lines if line["record"] == "finding"] == [f["evidence"] for f in saved]
