"""The console tells a worried person what matters, at any width, and no text of a page can touch the terminal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from footprint_audit.model import Coverage, Handle, Profile, Report, Strategy
from footprint_audit.reporters import Style, named
from footprint_audit.reporters.translated_texts import languages
from tests import samples
from tests.strategies import NAUGHTY, reports, texts

SGR = re.compile(r"\x1b\[[0-9;]*m")
NEEDED = "\u200c\u200d\ufe0e\ufe0f"  # joiners and selectors, which safe_text keeps only where a script needs them


def render(report: Report, width: int = 80, *, colour: bool = False, reveal: bool = False) -> str:
    return named("console").render(report, Style(width=width, colour=colour, reveal=reveal))


def is_harmless(shown: str) -> bool:
    hidden = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return all(char == "\n" or char in NEEDED or unicodedata.category(char) not in hidden for char in shown)


# --- hostile texts ----------------------------------------------------------------------------------------------------


SUSPECT = [*range(0x3200), *range(0xD7F0, 0xE010), *range(0xFB00, 0x10000), *range(0x1D100, 0x1D200)]
SUSPECT += [*range(0xE0000, 0xE0200), *range(0x10FFF0, 0x110000)]  # all others are letters, or covered by test_display


@pytest.mark.parametrize("colour", [False, True])
def test_no_code_point_of_a_page_reaches_the_terminal_as_a_control(colour: bool) -> None:
    for at in range(0, len(SUSPECT), 100):
        text = "a".join(map(chr, SUSPECT[at : at + 100]))
        shown = SGR.sub("", render(replace(samples.empty(), vantage=text), 120, colour=colour))
        assert is_harmless(shown)
        assert shown.count("…") == text.count("…"), "the whole text was tried"


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("reveal", [False, True])
@pytest.mark.parametrize(
    "text", [*NAUGHTY, "\ud800", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "a" * 5000]
)
def test_naughty_strings_are_harmless_in_every_place(text: str, colour: bool, reveal: bool) -> None:
    shown = render(samples.one_text(text), colour=colour, reveal=reveal)
    assert is_harmless(SGR.sub("", shown))
    assert "\x1b" not in SGR.sub("", shown)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports(), st.booleans())
def test_any_report_renders_harmlessly(report: Report, colour: bool) -> None:
    assert is_harmless(SGR.sub("", render(report, colour=colour)))


def test_markup_of_a_page_is_shown_and_not_obeyed() -> None:
    shown = render(samples.one_text("[/nope] [bold]x[/bold] :smile: [link=https://evil.example]y[/link]"), 200)
    assert "[/nope] [bold]x[/bold] :smile: [link=https://evil.example]y[/link]" in " ".join(shown.split())


def test_a_page_cannot_make_the_report_endless() -> None:
    assert len(render(samples.one_text("long " * 100_000))) < 200_000


def test_colour_is_never_the_only_carrier() -> None:
    for report in (samples.mara(), samples.large(5, 20), samples.nothing_read()):
        assert SGR.sub("", render(report, colour=True)) == render(report)
        assert render(report, colour=True) != render(report)


# --- widths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for report in (
        samples.mara(),
        samples.one_text("x" * 300),
        samples.one_text("日本語" * 100),
        samples.nothing_read(),
    ):
        shown = render(report, width)
        assert max(map(cell_len, shown.splitlines())) <= width
        assert not re.search(r"[ \t]\n", shown)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("width", [60, 80, 110, 200])
def test_no_line_is_wider_in_any_language(width: int, language: str) -> None:
    for report in (samples.mara(), samples.large(5, 20), samples.nothing_read()):
        shown = named("console").render(report, Style(width=width, language=language))
        assert max(map(cell_len, shown.splitlines())) <= width
        assert not re.search(r"[ \t]\n", shown)


@settings(max_examples=60, deadline=None)
@given(texts, st.integers(-5, 500))
def test_any_width_renders_any_text(text: str, width: int) -> None:
    assert render(samples.one_text(text), width).endswith("\n")


def test_nothing_is_lost_between_narrow_and_wide() -> None:
    narrow, wide = (re.sub(r"[\s─█░]+", "", render(samples.mara(), width)) for width in (60, 120))
    assert narrow == wide


# --- what it says -----------------------------------------------------------------------------------------------------


def covering(asked: int, profiles: int, absent: int) -> Coverage:
    return Coverage(asked, profiles, absent, asked - profiles - absent, (), (profiles + absent) / (asked or 1))


def verdict(report: Report) -> str:
    return render(report, 120).splitlines()[0]


def test_the_verdict_is_the_first_line() -> None:
    mara = samples.mara()
    assert verdict(mara) == "Score 66 (62–66, coverage 79 %), grade D: three things need your attention"
    incomplete = replace(mara, score=replace(mara.score, grade=None, coverage=0.25), coverage=covering(12, 3, 0))
    assert verdict(incomplete).startswith(
        "No grade: only 3 of 12 places could be read; Score 66 (62–66, coverage 25 %)"
    )
    unscored = replace(mara, score=samples.NO_SCORE, coverage=covering(12, 3, 0))
    assert verdict(unscored) == "No grade: only 3 of 12 places could be read"
    assert verdict(samples.nothing_read()) == "No grade: none of the 12 places could be read"
    assert verdict(samples.nothing_found()) == "Nothing of yours was found in the 12 places that answered"
    partly = replace(samples.nothing_found(), coverage=covering(12, 0, 8))
    assert verdict(partly).endswith("in the eight places that answered; four more could not be read")
    assert verdict(samples.empty()).startswith("Nothing was asked")


def test_little_findings_are_not_urgent_and_none_are_none() -> None:
    mara = samples.mara()
    assert "nothing urgent, four smaller things to look at" in verdict(replace(mara, findings=mara.findings[3:]))
    clean = replace(mara, findings=(), score=replace(mara.score, value=100, low=100, grade="A", shares=(), edits=()))
    assert verdict(clean) == "Score 100 (coverage 79 %), grade A: nothing needs your attention"
    assert "No rule found anything to change" in render(clean)


def test_an_interrupted_run_says_so_at_once() -> None:
    report = replace(samples.mara(), coverage=replace(samples.mara().coverage, interrupted=True))
    assert "interrupted" in render(report).splitlines()[1]


def test_the_parts_stand_in_the_order_a_worried_person_needs() -> None:
    shown = render(samples.mara())
    titles = [
        "Score 66", "What a stranger learns", "What was found", "Your accounts and what links them",
        "What could not be read", "\nThe score\n", "Fix this first", "\nOpportunity\n", "judges texts, never a person",
    ]  # fmt: skip
    assert [shown.index(title) for title in titles] == sorted(shown.index(title) for title in titles)


def test_findings_stand_worst_first_and_repeats_of_a_rule_together() -> None:
    shown = render(samples.mara())
    assert shown.index("High: act soon") < shown.index("Medium: worth an edit") < shown.index("Low: when you have")
    assert shown.count("Strong language, 2 times [CON-120]") == 1
    assert shown.count("Employers and clients read strong language") == 1


@pytest.mark.parametrize(
    "said",
    [
        "Fix these three and you are at 89.",
        "30 % of the points lost; without it the score is 75",
        "one other person is mentioned",
        "+44 ***** **123; m***@e***.org",
        "high: rarely wrong (0.95)",
        "Linkable by a stranger",
        "The site asked us to slow down (2)",
        "Gitea at code.example.org (posts only)",
        "Advice: the site asks us to wait",
        "Left out of the score by your own word: one finding",
        "https://social.example/@mara_vale/5",
        "rules 3f786850e387550f",
        "--reveal shows it",
    ],
)
def test_the_report_says(said: str) -> None:
    assert said in " ".join(render(samples.mara(), 120).split())


@pytest.mark.parametrize(
    "secret", ["960123", "Lily starts", "bay 4", "fucking", "mara.vale@example.org", "ada_example"]
)
def test_evidence_contacts_and_other_people_are_not_shown(secret: str) -> None:
    assert secret not in render(samples.mara(), 200)


def test_what_is_revealed_is_only_what_was_found() -> None:
    shown = render(samples.mara(), 120, reveal=True)
    assert "“+44 1632 960123”" in shown
    assert "ada_example" not in shown
    assert "--reveal" not in shown


def test_the_promise_counts_the_edits_that_it_takes() -> None:
    mara = samples.mara()
    first = replace(mara, score=replace(mara.score, edits=(replace(mara.score.edits[0], together=75),)))
    useless = replace(mara, score=replace(mara.score, edits=(replace(mara.score.edits[0], together=66),)))
    assert "Fix this one and you are at 75." in render(first)
    assert "and you are at" not in render(useless)


def test_a_side_none_of_whose_checks_ran_is_not_called_safe() -> None:
    mara = samples.mara()
    unjudged = tuple(replace(item, value=100.0, coverage=0.0) for item in mara.score.dimensions)
    shown = render(replace(mara, score=replace(mara.score, dimensions=unjudged)))
    assert shown.count("not judged: none of its checks ran") == 5


def test_a_weak_fact_is_counted_and_not_told() -> None:
    mara = samples.mara()
    weak = replace(mara, facts=tuple(replace(fact, confidence=0.1) for fact in mara.facts))
    assert "the same web page" not in render(weak)
    assert render(weak).count("one resemblance is too weak to tell anything") == 3


def test_what_a_fact_rests_on_is_no_quotation() -> None:
    mara = samples.mara()
    clue = replace(mara.findings[5], evidence=replace(mara.findings[5].evidence, span=(0, 0), shown="one rare handle"))
    assert "Because  one rare handle" in render(replace(mara, findings=(clue,)))


def test_a_link_that_is_wanted_is_not_to_be_broken() -> None:
    mara = samples.mara()
    together = replace(mara, subject=replace(mara.subject, strategy=Strategy.INTEGRATED))
    assert "to break it" in render(mara, 120)
    assert "to break it" not in render(together, 120)


def test_a_long_report_stays_readable() -> None:
    shown = render(samples.large())
    assert "and 480 more" in shown
    assert "more places like these" in shown
    assert len(shown.splitlines()) < 600


def test_an_account_of_a_variant_is_named_as_another_handle() -> None:
    mara = samples.mara()
    profile = next(outcome for outcome in mara.outcomes if isinstance(outcome, Profile))
    other = replace(profile, account=replace(profile.account, handle=Handle("maravale"), variant_of="mara_vale"))
    text = " ".join(named("console").render(replace(mara, outcomes=(*mara.outcomes, other)), Style(width=80)).split())
    assert "(maravale, another handle than mara_vale)" in text
