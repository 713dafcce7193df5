"""Whatever a page says, every format for machines stays readable by its own reader, and no control reaches a log."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint_audit.model import Report
from footprint_audit.reporters import Style, named, names
from footprint_audit.reporters.shown_report import web_address
from tests import samples
from tests.reporters.hostile import HOSTILE, is_harmless, suspect_texts
from tests.reporters.readers import READERS, read_markdown
from tests.strategies import reports

SAMPLES = {
    "mara": samples.mara(),
    "empty": samples.empty(),
    "nothing read": samples.nothing_read(),
    "nothing found": samples.nothing_found(),
    "large": samples.large(60, 300),
}


def check(name: str, report: Report, style: Style = Style()) -> None:  # noqa: B008 - a style is frozen
    text = named(name).render(report, style)
    assert is_harmless(text)
    READERS[name](text)


def test_every_format_has_a_reader_or_is_for_people() -> None:
    assert set(READERS) <= set(names())


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_samples_are_what_the_format_says(name: str, sample: str) -> None:
    check(name, SAMPLES[sample])


@pytest.mark.parametrize("name", READERS)
def test_no_code_point_of_a_page_reaches_a_file_as_a_control(name: str) -> None:
    for text in suspect_texts():
        check(name, samples.one_text(text))


@pytest.mark.parametrize("reveal", [False, True])
@pytest.mark.parametrize("name", READERS)
def test_naughty_strings_are_harmless_in_every_place(name: str, reveal: bool) -> None:
    for text in HOSTILE:
        check(name, samples.one_text(text), Style(reveal=reveal))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports(), st.booleans(), st.sampled_from(sorted(READERS)))
def test_any_report_is_what_the_format_says(report: Report, reveal: bool, name: str) -> None:
    check(name, report, Style(reveal=reveal))


@pytest.mark.parametrize("name", sorted(set(READERS) - {"ndjson"}))  # NDJSON is the data itself, as JSON is
def test_a_page_cannot_make_the_report_endless(name: str) -> None:
    assert len(named(name).render(samples.one_text("long " * 20_000), Style())) < 200_000


@pytest.mark.parametrize("name", sorted(set(READERS) - {"ndjson"}))
@pytest.mark.parametrize("secret", ["960123", "Lily starts", "bay 4", "fucking", "mara.vale@example.org"])
def test_evidence_is_masked_unless_it_is_revealed(name: str, secret: str) -> None:
    assert secret not in named(name).render(samples.mara(), Style())


@pytest.mark.parametrize("name", sorted(set(READERS) - {"ndjson"}))
def test_what_was_found_is_revealed_on_demand_and_never_where_it_is_withheld(name: str) -> None:
    assert "1632 960123" in named(name).render(samples.mara(), Style(reveal=True))
    assert "1632 960123" not in named(name).render(samples.mara(), Style(reveal=True, withhold=True))


@pytest.mark.parametrize("name", names())
def test_a_format_knows_its_own_files_and_nobody_elses(name: str) -> None:
    for sample in SAMPLES.values():
        assert named(name).is_ours(named(name).render(sample, Style()))
    for other in ("{}", "<html></html>", "footprint-audit\n", "a,b\n1,2\n", "# Notes\n", '[{"check_name": "x"}]'):
        assert not named(name).is_ours(other)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_a_page_cannot_add_a_block_to_the_markdown(text: str) -> None:
    benign = "https://plain.example/" if web_address(text) else "plain"  # an address is a source, one line more
    plain, shown = (
        [token.type for token in read_markdown(named("markdown").render(samples.one_text(words), Style()))]
        for words in (benign, text)
    )
    assert shown == plain


def test_an_interrupted_run_says_so_in_every_format_for_people() -> None:
    mara = samples.mara()
    cut = replace(mara, coverage=replace(mara.coverage, interrupted=True))
    assert "interrupted" in named("markdown").render(cut, Style())
    assert "interrupted" in named("sarif").render(cut, Style())


def test_the_table_of_formats_lists_formats_there_are() -> None:
    page = Path(__file__).parents[2] / "docs" / "formats.md"
    listed = set(re.findall(r"^\| `(\w+)` \|", page.read_text("utf-8"), re.MULTILINE))
    assert {"console", "json", *READERS} <= listed <= set(names())
