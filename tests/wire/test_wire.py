"""A saved report is strict JSON of the published shape, harmless to show, and reads back as what was saved."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from footprint_audit import wire
from footprint_audit.errors import WireError
from footprint_audit.model import Finding, Report
from footprint_audit.wire import strict_json
from tests import samples
from tests.strategies import NAUGHTY, reports

SCHEMA = Draft202012Validator(wire.schema())
SAMPLES = [samples.mara(), samples.empty(), samples.nothing_read(), samples.nothing_found(), samples.large(20, 40)]
thorough = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def masked(report: Report) -> Report:
    def hide(finding: Finding) -> Finding:
        return replace(finding, evidence=finding.evidence.masked())

    return replace(
        report,
        findings=tuple(hide(finding) for finding in report.findings),
        suppressed=tuple(replace(item, finding=hide(item.finding)) for item in report.suppressed),
    )


# --- there and back ---------------------------------------------------------------------------------------------------


@thorough
@given(reports())
def test_a_loaded_report_is_the_dumped_one_with_its_evidence_masked(report: Report) -> None:
    assert wire.load(wire.dump(report)) == masked(report)


@thorough
@given(reports())
def test_a_revealed_report_comes_back_whole(report: Report) -> None:
    assert wire.load(wire.dump(report, reveal=True)) == report


@thorough
@given(reports(), st.sampled_from([{}, {"reveal": True}, {"withhold": True}]))
def test_every_report_has_the_published_shape_and_is_harmless_to_show(report: Report, how: dict[str, bool]) -> None:
    text = wire.dump(report, **how)
    SCHEMA.validate(json.loads(text))
    assert text.endswith("}\n")
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text
    )
    assert how or wire.dump(wire.load(text)) == text


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_strings_survive_the_journey(text: str) -> None:
    report = samples.one_text(text)
    assert wire.load(wire.dump(report, reveal=True)) == report


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    text = wire.dump(samples.one_text("a\ud800b"))
    assert text.encode("utf-8")
    assert "a\ufffdb" in text


def test_every_code_point_stays_itself_in_valid_json() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    report = replace(samples.empty(), vantage=every)
    assert wire.load(wire.dump(report)).vantage == every


def test_times_are_written_in_utc() -> None:
    here = datetime(2026, 11, 23, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert json.loads(wire.dump(replace(samples.empty(), started_at=here)))["started_at"] == "2026-11-23T09:30:00Z"
    assert wire.load(wire.dump(replace(samples.empty(), started_at=here))).started_at == here.astimezone(UTC)


def test_a_number_that_is_none_cannot_be_written() -> None:
    report = samples.mara()
    with pytest.raises(ValueError, match="JSON"):
        wire.dump(replace(report, coverage=replace(report.coverage, fraction=float("nan"))))


def test_the_contract_of_keys() -> None:
    report = json.loads(wire.dump(samples.mara()))
    assert list(report) == [
        "schema_version", "tool", "subject", "started_at", "rules_digest", "vantage", "outcomes", "facts", "findings",
        "suppressed", "score", "opportunity", "coverage",
    ]  # fmt: skip
    profile, absent, unread = report["outcomes"][1], report["outcomes"][3], report["outcomes"][11]
    assert {"site", "handle", "url", "outcome", "reason", "profile"} <= profile.keys()
    assert (profile["outcome"], profile["reason"], profile["evidence"]) == ("profile", None, None)
    assert (absent["outcome"], absent["reason"], absent["profile"]) == ("absent", None, None)
    assert (unread["outcome"], unread["reason"], unread["profile"]) == ("unread", "rate_limited", None)
    assert {"handle", "display_name", "bio", "location", "links", "avatar_url", "joined"} <= profile["profile"].keys()
    assert set(profile["profile"]["posts"][0]) == {"url", "date", "text", "authored_by"}
    finding = report["findings"][0]
    assert {
        "rule", "title", "dimension", "severity", "confidence", "site", "handle", "url", "message", "why", "remedy",
        "evidence", "fingerprint", "share", "without",
    } <= finding.keys()  # fmt: skip
    assert set(finding["evidence"]) == {"field", "excerpt", "span"}
    assert sum(item["share"] for item in report["findings"]) == pytest.approx(1, abs=0.001)


# --- what is not written ----------------------------------------------------------------------------------------------

SECRETS = ["1632 960123", "Lily starts", "bay 4 with", "fucking", "mara.vale@example.org"]


def test_evidence_leaves_masked_and_profile_texts_as_they_were_read() -> None:
    report = json.loads(wire.dump(samples.mara()))
    assert report["findings"][0]["evidence"]["excerpt"] == "+44 ***** **123"
    assert "+44 1632 960123" not in json.dumps(report["findings"])
    assert "+44 1632 960123" in report["outcomes"][1]["profile"]["bio"]


def test_revealed_evidence_still_tells_how_to_mask_it() -> None:
    evidence = json.loads(wire.dump(samples.mara(), reveal=True))["findings"][0]["evidence"]
    assert (evidence["excerpt"], evidence["masked"]) == ("+44 1632 960123", "+44 ***** **123")


@pytest.mark.parametrize("reveal", [False, True])
@pytest.mark.parametrize("secret", SECRETS)
def test_a_withheld_report_holds_no_evidence_anywhere(secret: str, reveal: bool) -> None:
    assert secret in wire.dump(samples.mara(), reveal=True)
    assert secret not in wire.dump(samples.mara(), reveal=reveal, withhold=True)


def test_a_masked_report_can_be_withheld_after_it_was_loaded() -> None:
    loaded = wire.load(wire.dump(samples.mara()))
    assert wire.dump(loaded, withhold=True) == wire.dump(samples.mara(), withhold=True)


# --- files that are no report -----------------------------------------------------------------------------------------


def changed(*path: str | int, value: object) -> str:
    report = json.loads(wire.dump(samples.mara()))
    node = report
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return json.dumps(report)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON: .* in line 1"),
        ("[]", "the report: expected an object, found a list"),
        ("{}", "schema_version: is missing"),
        ('{"schema_version": 2}', "version 2"),
        ('{"schema_version": "1"}', "schema_version: expected a whole number"),
        ('{"schema_version": 1, "schema_version": 1}', "stands twice"),
        ('{"schema_version": NaN}', "NaN is no number"),
        ('{"schema_version": -Infinity}', "Infinity is no number"),
        ('{"schema_version": ' + "1" * 5000 + "}", "too long"),
        ("[" * 200_000, "nested too deeply"),
        ("[" * 40 + "]" * 40, "nested too deeply"),
        (changed("tool", "name", value=3), "tool.name: expected a text, found another number"),
        (changed("started_at", value="yesterday"), "started_at: expected a time"),
        (changed("started_at", value="2026-11-23T09:30:00"), "started_at: expected a time with its zone"),
        (changed("started_at", value="0001-01-01T00:00:00+14:00"), "started_at: expected a time"),
        (changed("subject", "handles", 0, value="../etc"), r"subject.handles\[0\]: expected a handle"),
        (changed("subject", "strategy", value="hidden"), "subject.strategy: expected one of separate, integrated"),
        (changed("outcomes", 0, "outcome", value="maybe"), r"outcomes\[0\].outcome: expected one of profile, absent"),
        (changed("outcomes", 1, "profile", "bio", value=[]), r"outcomes\[1\].profile.bio: .* found a list"),
        (changed("outcomes", 1, "profile", "handle", value="other"), "the handle of its account"),
        (changed("outcomes", 11, "reason", value="tired"), r"outcomes\[11\].reason: expected one of blocked"),
        (changed("findings", 2, "severity", value="awful"), r"findings\[2\].severity: expected one of info, low"),
        (changed("findings", 2, "confidence", value=1.5), r"findings\[2\].confidence: expected a number from 0 to 1"),
        (changed("findings", 2, "confidence", value=True), "found true or false"),
        (changed("findings", 2, "site", value="elsewhere"), "stand among the outcomes"),
        (changed("findings", 2, "evidence", "span", value=[1]), "two whole numbers"),
        (changed("findings", 2, "evidence", "span", value=[-1, 2]), "expected a whole number from 0"),
        (changed("findings", 2, "share", value="all"), r"findings\[2\].share: expected a number"),
        (changed("score", "value", value=101), "score.value: expected a whole number from 0 to 100"),
        (changed("score", "value", value=1e999), "not JSON"),
        (changed("score", "grade", value="E"), "score.grade: expected one of A, B, C, D, F"),
        (changed("coverage", "reasons", value={"tired": 1}), "coverage.reasons.'tired': expected one of blocked"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_report_is_refused_with_its_place_and_advice(text: str, said: str) -> None:
    with pytest.raises(WireError, match=said) as caught:
        wire.load(text)
    assert caught.value.advice


def test_an_error_never_repeats_what_the_file_says() -> None:
    with pytest.raises(WireError) as caught:
        wire.load(changed("outcomes", 1, "outcome", value="+44 1632 960123"))
    assert "960123" not in caught.value.message


def test_a_number_too_large_for_a_double_is_no_number() -> None:
    text = wire.dump(samples.mara()).replace('"multiplier": 1.5', '"multiplier": 1e999')
    with pytest.raises(WireError, match="multiplier: expected a number"):
        wire.load(text)


def test_a_report_of_any_size_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_json, "MAX_CHARACTERS", 1_000_000)
    with pytest.raises(WireError, match="larger than 1 million"):
        wire.load(" " * 1_000_001)


def test_keys_of_a_later_minor_form_are_ignored_and_those_of_an_earlier_one_may_be_missing() -> None:
    report = json.loads(wire.dump(samples.mara()))
    report["weather"] = report["outcomes"][0]["mood"] = {"of": ["the day"]}
    del report["vantage"]
    for key in ("rel_me", "verified_links", "counters", "details", "language", "visibility", "gaps"):
        del report["outcomes"][0]["profile"][key]
    loaded = wire.load(json.dumps(report))
    assert loaded.vantage == ""
    assert loaded.findings == masked(samples.mara()).findings
    SCHEMA.validate(report)


def test_a_byte_order_mark_is_forgiven() -> None:
    assert wire.load("\ufeff" + wire.dump(samples.empty())) == samples.empty()


# --- the schema and the reader agree ----------------------------------------------------------------------------------


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value in a JSON document."""
    if path:
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in pairs:
        yield from places(child, (*path, key))


DOCUMENT = json.loads(wire.dump(samples.one_text("text")))
WRONG = [None, True, -1, 0.5, 10**30, "", "wrong", [], {}, [None], {"wrong": 1}]


def reads(document: object) -> bool:
    try:
        wire.load(json.dumps(document))
    except WireError:
        return False
    return True


@pytest.mark.parametrize("path", list(places(DOCUMENT)), ids=lambda path: ".".join(map(str, path)))
def test_what_the_schema_refuses_the_reader_refuses_too(path: tuple[str | int, ...]) -> None:
    for value in WRONG:
        document = copy.deepcopy(DOCUMENT)
        node = document
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value
        assert SCHEMA.is_valid(document) or not reads(document), value


@pytest.mark.parametrize(
    "path", [path for path in places(DOCUMENT) if isinstance(path[-1], str)], ids=lambda path: ".".join(map(str, path))
)
def test_the_schema_and_the_reader_agree_on_which_keys_must_be_there(path: tuple[str | int, ...]) -> None:
    document = copy.deepcopy(DOCUMENT)
    node = document
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    assert SCHEMA.is_valid(document) is reads(document)


def test_the_schema_is_a_schema_and_describes_every_key() -> None:
    schema = wire.schema()
    Draft202012Validator.check_schema(schema)
    for path in places(schema):
        if len(path) > 1 and path[-2] == "properties" and "if" not in path and "then" not in path:
            node: object = schema
            for step in path:
                assert isinstance(node, dict | list)
                node = node[step]  # type: ignore[index]  # a list is indexed by the integers of its path
            assert isinstance(node, dict)
            assert "description" in node or "$ref" in node, path


@pytest.mark.parametrize("report", SAMPLES, ids=["mara", "empty", "nothing_read", "nothing_found", "large"])
def test_the_samples_have_the_published_shape(report: Report) -> None:
    SCHEMA.validate(json.loads(wire.dump(report)))
