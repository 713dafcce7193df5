"""Ten lines at most, each as wide as the screen, and the last says whose file it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint_audit.display import width_of
from footprint_audit.model import Report
from footprint_audit.reporters import Style, named
from footprint_audit.reporters.translated_texts import languages
from tests import samples
from tests.reporters.hostile import HOSTILE, is_harmless
from tests.strategies import reports


def lines(report: Report, width: int = 80, language: str = "en") -> list[str]:
    text = named("summary").render(report, Style(width=width, language=language))
    assert is_harmless(text)
    return text.removesuffix("\n").split("\n")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("width", [60, 80, 110, 200])
def test_it_is_ten_lines_and_fits(width: int, language: str) -> None:
    mara = samples.mara()
    for report in (mara, replace(mara, coverage=replace(mara.coverage, interrupted=True)), samples.large(60, 300)):
        shown = lines(report, width, language)
        assert len(shown) <= 10
        assert max(map(width_of, shown)) <= width


def test_it_says_the_verdict_the_edits_and_what_was_not_read() -> None:
    shown = lines(samples.mara())
    assert shown[0].startswith("Score 66 (62–66, coverage 79 %), grade D: three things need your attention")
    assert shown[1].startswith("1. Mastodon at social.example, bio: Take the number out")
    assert "Fix these three and you are at 89." in shown
    assert "Three places could not be read, and nothing was concluded from them." in shown


def test_an_interrupted_run_and_an_empty_one_say_so() -> None:
    mara = samples.mara()
    assert "interrupted" in "".join(lines(replace(mara, coverage=replace(mara.coverage, interrupted=True))))
    assert lines(samples.empty())[0].startswith("Nothing was asked")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_on_its_line(text: str) -> None:
    assert len(lines(samples.one_text(text))) == len(lines(samples.one_text("plain")))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports(), st.integers(40, 200))
def test_any_report_is_ten_harmless_lines(report: Report, width: int) -> None:
    assert len(lines(report, width)) <= 10


@pytest.mark.parametrize("secret", ["960123", "Lily starts", "bay 4", "mara.vale@example.org"])
def test_it_holds_no_evidence(secret: str) -> None:
    assert secret not in "\n".join(lines(samples.mara()))
