"""A withheld report keeps its shape and loses the words its findings rest on, wherever they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from footprint_audit.display import mask
from footprint_audit.model import Account, Evidence, Finding, Profile, Report
from footprint_audit.wire.withholding import _folded, withheld
from tests import samples
from tests.strategies import reports

MARA = samples.mara()
FINDING = MARA.findings[0]


def holding(bio: str, *evidence: tuple[str, str], location: str = "") -> Report:
    """A report with one profile, whose bio holds the words of each finding (words, masked)."""
    account = FINDING.account
    found = tuple(
        replace(FINDING, evidence=Evidence("bio", words, _span(bio, words), account.url, shown))
        for words, shown in evidence
    )
    profile = Profile(account, samples.STARTED, bio=bio, location=location)
    return replace(samples.empty(), outcomes=(profile,), findings=found)


def _span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def bio_of(report: Report) -> str:
    profile = withheld(report).outcomes[0]
    assert isinstance(profile, Profile)
    return profile.bio


@pytest.mark.parametrize(
    ("bio", "evidence", "left"),
    [
        ("call 01632 960123 now", [("01632 960123", "***")], "call *** now"),
        ("one two three", [("one two", "AA"), ("two three", "BB")], "AA"),  # overlapping words leave nothing between
        ("one two three", [("one", "1"), ("three", "3")], "1 two 3"),
        ("ab ab", [("ab", "*")], "* ab"),  # too short to be looked for elsewhere
        ("Lily and LILY", [("Lily", "L***")], "L*** and L***"),
        ("nothing hidden", [("nothing", "nothing")], "nothing hidden"),
    ],
)
def test_the_words_are_masked_where_they_stand(bio: str, evidence: list[tuple[str, str]], left: str) -> None:
    assert bio_of(holding(bio, *evidence)) == left


def test_the_same_words_are_masked_elsewhere_too() -> None:
    report = withheld(holding("I am Lily Vale", ("Lily Vale", "L. V."), location="with Lily Vale"))
    profile = report.outcomes[0]
    assert isinstance(profile, Profile)
    assert profile.location == "with L. V."


def test_handles_and_addresses_of_accounts_stay() -> None:
    report = holding("I am mara_vale", ("mara_vale", "m***"))
    after: Account = withheld(report).outcomes[0].account
    assert after == report.outcomes[0].account
    assert withheld(report).findings[0].evidence.url == after.url


@pytest.mark.parametrize("span", [(0, 0), (5, 2), (900, 1000), (0, 10**9)])
def test_a_span_that_is_wrong_does_no_harm(span: tuple[int, int]) -> None:
    report = holding("short", ("short", "*****"))
    wrong: Finding = replace(report.findings[0], evidence=replace(report.findings[0].evidence, span=span))
    assert bio_of(replace(report, findings=(wrong,))) == "*****"


def test_a_mask_that_takes_a_pattern_for_text_is_written_as_it_is() -> None:
    assert bio_of(holding(r"a (b) \1", ("(b) \\1", mask("all", "")))) == "a *****"


@pytest.mark.parametrize(
    ("location", "left"),
    [
        ("MÜLLER ΟΔΟΣ, Müller Οδοσα", "***, ***α"),  # a Σ is written in two ways
        ("İİİ müller οδος İ", "İİİ *** İ"),  # a letter that grows when it loses its case moves nothing
        ("müller\ud800οδος müller οδος", "müller\ud800οδος ***"),
        ("müller οδος" * 3, "*********"),
    ],
)
def test_case_does_not_hide_a_word_nor_move_the_mask(location: str, left: str) -> None:
    report = withheld(holding("Müller Οδός".replace("ό", "ο"), ("Müller Οδος", "***"), location=location))
    profile = report.outcomes[0]
    assert isinstance(profile, Profile)
    assert profile.location == left


def test_of_two_words_the_longer_is_masked_where_both_begin() -> None:
    report = holding("Lily Vale. Lily", ("Lily", "L***"), ("Lily Vale", "L. V."), location="Lily Vale and Lily")
    profile = withheld(report).outcomes[0]
    assert isinstance(profile, Profile)
    assert profile.location == "L. V. and L***"


def test_every_character_stays_one_when_it_loses_its_case() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert len(_folded(everything)) == len(everything)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
def test_no_finding_of_a_withheld_report_holds_more_than_its_mask(report: Report) -> None:
    after = withheld(report)
    assert [finding.evidence.excerpt for finding in after.findings] == [
        finding.evidence.shown for finding in report.findings
    ]
    assert [outcome.account for outcome in after.outcomes] == [outcome.account for outcome in report.outcomes]
    assert (after.score, after.coverage) == (report.score, report.coverage)
