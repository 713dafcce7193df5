"""The page says first what matters, holds nothing that runs or loads, and no text changes what it is made of."""

from __future__ import annotations

import re
import sys
import time
import tracemalloc
import unicodedata
from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from html5lib.html5parser import ParseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from footprint_audit.display import safe_text
from footprint_audit.model import Clue, Context, Fact, FactKind, Profile, Report, Strategy
from footprint_audit.reporters import Style, named
from footprint_audit.reporters.html import _shown
from footprint_audit.reporters.html_accounts import MOST_LINES, MOST_ROWS
from footprint_audit.reporters.translated_texts import languages
from tests import samples
from tests.reporters.hostile import HOSTILE, is_harmless
from tests.reporters.html_reader import SVG, XHTML, read_html, skeleton, texts_of
from tests.strategies import reports


def html(report: Report, style: Style = Style()) -> str:  # noqa: B008 - a style is frozen
    return named("html").render(report, style)


def page(report: Report, style: Style = Style()) -> ET.Element:  # noqa: B008 - a style is frozen
    return read_html(html(report, style))


def said(report: Report, style: Style = Style()) -> str:  # noqa: B008 - a style is frozen
    return " ".join(texts_of(page(report, style)).split())


def section(root: ET.Element, heading: str) -> ET.Element:
    return next(node for node in root.iter(f"{XHTML}section") if any(child.get("id") == heading for child in node))


def text(node: ET.Element) -> str:
    return " ".join("".join(node.itertext()).split())


# --- what it says -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        "Three things need your attention.",
        "Three edits bring your score from 66 to 89. We read three public profiles, as any stranger could. "
        "Three places could not be read, and nothing was concluded from them.",
        "66 of 100, grade D",
        "What was not read may bring it down to 62.",
        "Your score goes from 66 to 75.",
        "With the edits above, from 75 to 79. Alone, to 74.",
        "With the edits above the score stays at 89: what is left still caps it. Alone, this edit brings it to 68.",
        "30 % of the points lost; without it the score is 75",
        "+44 ***** **123",
        "Delete the post and do not tell cases, not even without names.",
        "To break it, edit Mastodon at social.example, handle.",
        "The site asked us to slow down Lemmy at busy.example, Lemmy at slow.example",
        "Gitea at code.example.org, posts",
        "Eight other sites said that there is no such account.",
        "Left out of the score by your own word Email address in public text",
        "This report judges texts, never a person",
        "Evidence is masked",
    ],
)
def test_the_report_says(wanted: str) -> None:
    assert wanted in said(samples.mara())


def test_first_comes_what_to_change_then_why() -> None:
    ids = [node.get("id") for node in page(samples.mara()).iter(f"{XHTML}h2")]
    assert ids == ["score", "first", "learned", "found", "accounts", "unread", "dimensions", "sources"]


def test_the_score_after_an_edit_is_the_one_that_was_computed() -> None:
    report = samples.mara()
    (scale, *_) = [node for node in page(report).iter(f"{SVG}svg") if node.get("class") == "scale"]
    assert scale.get("aria-label") == (
        "A scale from 0 to 100, higher is safer. Now: 66. What was not read may bring it down to 62. "
        "After the edits below: 89."
    )
    places = {node.get("class"): node.get("cx") for node in scale.iter(f"{SVG}circle")}
    assert places == {"now": "66%", "then": f"{report.score.edits[2].together}%"}


@pytest.mark.parametrize(
    ("report", "headline"),
    [
        (samples.empty(), "Nothing was asked."),
        (samples.nothing_read(), "Nothing could be read, so nothing can be said."),
        (samples.nothing_found(), "Nothing of yours was found where we looked."),
    ],
)
def test_without_an_answer_there_is_no_score_and_no_promise(report: Report, headline: str) -> None:
    root = page(report)
    assert [text(node) for node in root.iter(f"{XHTML}h1")] == [headline]
    assert {node.get("id") for node in root.iter(f"{XHTML}h2")} == {"accounts", "unread"}


def test_what_could_not_be_read_is_never_called_clean() -> None:
    assert "Every place that was asked gave an answer" not in said(samples.nothing_read())
    assert "The site's name led nowhere" in said(samples.nothing_read())
    assert "Every place that was asked gave an answer" in said(samples.nothing_found())


def test_an_interrupted_run_says_so_before_anything_else() -> None:
    mara = samples.mara()
    shown = said(replace(mara, coverage=replace(mara.coverage, interrupted=True)))
    assert shown.index("interrupted") < shown.index("Three edits")


def test_a_rule_that_is_found_again_refers_to_what_was_told() -> None:
    found = section(page(samples.mara()), "found")
    assert text(found).count("Employers and clients read strong language") == 1
    assert "Why: as told above Strong language" in text(found)


def test_each_rule_found_is_cited_once_with_its_sources() -> None:
    sources = section(page(samples.mara()), "sources")
    assert [text(node) for node in sources.iter(f"{XHTML}dt")] == sorted(
        {finding.rule for finding in samples.mara().findings}
    )
    assert "https://example.org/guidance/nursing" in [node.get("href") for node in sources.iter(f"{XHTML}a")]


def test_revealed_evidence_is_marked_as_for_its_owner_alone() -> None:
    shown = said(samples.mara(), Style(reveal=True))
    assert "Keep this file to yourself" in shown
    assert "Evidence is masked" not in shown


@pytest.mark.parametrize("language", languages()[1:])
def test_in_other_languages_it_says_that_rules_are_in_english_and_marks_them(language: str) -> None:
    root = page(samples.mara(), Style(language=language))
    assert root.get("lang") == language
    marked = {text(node) for node in root.iter(f"{XHTML}span") if node.get("lang") == "en"}
    assert "Delete the post and do not tell cases, not even without names." in marked
    assert {node.get("class") for node in root.iter(f"{SVG}svg")} == {
        node.get("class") for node in page(samples.mara()).iter(f"{SVG}svg")
    }


def test_a_profile_in_another_script_keeps_its_language_and_direction() -> None:
    mara = samples.mara()
    profile = Profile(samples.FORUM, samples.STARTED, display_name="مريم", bio="ممرضة في ليدز", language="ar")
    root = page(replace(mara, outcomes=(*mara.outcomes[:2], profile)))
    (bio,) = [node for node in root.iter(f"{XHTML}span") if node.get("class") == "bio" and node.get("lang") == "ar"]
    assert (bio.text, bio.get("dir")) == ("ممرضة في ليدز", "auto")
    assert "مريم" in [node.text for node in root.iter(f"{XHTML}bdi")]


# --- the drawing ------------------------------------------------------------------------------------------------------


def joined(accounts: int, facts: int) -> Report:
    base = samples.large(accounts, 20)
    ids = [outcome.account.id for outcome in base.outcomes]
    clue = Clue("handle", "one handle", 0.9)
    made = tuple(
        Fact(FactKind.LINKED, tuple(ids[n % 3 :: n + 1]), f"linkable: {n}", (clue,), 0.9 - n / 100)
        for n in range(facts)
    )
    contexts = (Context.PERSONAL, Context.PROFESSIONAL, Context.UNKNOWN)
    outcomes = tuple(
        replace(outcome, account=replace(outcome.account, context=contexts[n % 3]))
        for n, outcome in enumerate(base.outcomes)
    )
    return replace(base, outcomes=outcomes, facts=made)


def test_forty_accounts_are_drawn_apart_and_every_fact_on_a_line_of_its_own() -> None:
    report = joined(40, 6)
    (drawing,) = [node for node in page(report).iter(f"{SVG}svg") if node.get("class") == "drawing"]
    rows = [node for node in drawing.iter(f"{SVG}text") if node.get("class") is None]
    assert len(rows) == 40
    heights = sorted(float(node.get("y", "")) for node in rows)
    assert min(after - before for before, after in pairwise(heights)) >= 24
    lines = list(drawing.iter(f"{SVG}g"))
    assert len({node[0].get("x1") for node in lines}) == 6
    for node, fact in zip(lines, report.facts, strict=True):
        assert len([child for child in node if child.tag == f"{SVG}circle"]) == len(set(fact.accounts))
    width, height = (float(part) for part in drawing.get("viewBox", "").split()[2:])
    assert max(heights) < height
    assert all(0 < float(node[0].get("x1", "")) < width for node in lines)


def test_what_is_not_drawn_is_said_and_told_in_the_list() -> None:
    report = joined(60, MOST_LINES + 3)
    shown = said(report)
    assert f"{60 - MOST_ROWS} accounts are not drawn." in shown
    assert "Three facts are not drawn." in shown
    facts = section(page(report), "accounts")
    assert len(list(facts.iter(f"{XHTML}h4"))) == MOST_LINES + 3


def test_one_account_is_no_drawing_and_a_link_that_may_be_is_not_to_be_broken() -> None:
    mara = samples.mara()
    alone = replace(mara, outcomes=mara.outcomes[:1], facts=())
    assert not [node for node in page(alone).iter(f"{SVG}svg") if node.get("class") == "drawing"]
    integrated = replace(mara, subject=replace(mara.subject, strategy=Strategy.INTEGRATED))
    assert "To break it" not in said(integrated)


# --- what it holds ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_no_text_changes_an_element_or_an_attribute(text: str) -> None:
    assert set(skeleton(page(samples.one_text(text)))) <= benign()


@cache
def benign() -> set[tuple[str, tuple[str, ...]]]:
    """What pages are made of whose texts are words, an address, a language and somebody's name."""
    texts = ("plain", "two words", "https://plain.example/", "de", "with @ada")
    return {part for text in texts for part in skeleton(page(samples.one_text(text)))}


def test_no_character_at_all_is_markup_or_hidden() -> None:
    for code in range(sys.maxunicode + 1):
        shown = str(escape(_shown(f"a{chr(code)}b")))
        assert "<" not in shown
        assert '"' not in shown
        assert is_harmless(shown.replace("&#39;", "'")), hex(code)


def test_every_visible_character_goes_through_the_page_and_changes_nothing_else() -> None:
    everything = map(chr, range(sys.maxunicode + 1))
    visible = [char for char in everything if unicodedata.category(char)[0] not in "CZM" and safe_text(char) == char]
    texts = ["".join(visible[at : at + 140]) for at in range(0, len(visible), 140)]
    for at in range(0, len(texts), 900):
        some = texts[at : at + 900]
        shown, plain = page(saying(some)), page(saying(["x"] * len(some)))
        assert skeleton(shown) == skeleton(plain)
        bios = [node.text for node in shown.iter(f"{XHTML}span") if node.get("class") == "bio"]
        assert bios == some


def saying(bios: list[str]) -> Report:
    base = samples.large(len(bios), 1)
    outcomes = tuple(
        replace(outcome, bio=bio)
        for outcome, bio in zip(base.outcomes, bios, strict=True)
        if isinstance(outcome, Profile)
    )
    return replace(base, outcomes=outcomes, findings=(), facts=())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports(), st.booleans(), st.sampled_from(languages()))
def test_any_report_in_any_language_is_a_page(report: Report, reveal: bool, language: str) -> None:
    shown = html(report, Style(reveal=reveal, language=language))
    assert is_harmless(shown)
    read_html(shown)


def test_the_reader_sees_what_must_not_be() -> None:
    good = html(samples.mara())
    for old, new in (
        ("</main>", "<script>x</script></main>"),
        ("</main>", '<img src="https://evil.example/x.png"></main>'),
        ('id="score"', 'id="first"'),
        ("<h2 ", '<h2 style="color:red" '),
        ('href="https://', 'href="javascript:'),
        (' rel="noreferrer noopener nofollow"', ""),
        ("--quiet", "--loud"),
        ("</p>", "</b>"),
        ('aria-labelledby="score"', 'aria-labelledby="nowhere"'),
    ):
        assert old in good
        with pytest.raises((AssertionError, ParseError)):
            read_html(good.replace(old, new, 1))


def test_an_avatar_is_never_shown() -> None:
    assert "avatars/mara.png" not in html(samples.mara())


def test_the_same_report_is_the_same_page() -> None:
    assert html(samples.mara()) == html(samples.mara())


def test_a_large_report_stays_small_quick_and_readable() -> None:
    """500 accounts and 5,000 findings; the target is 2 s of CPU, 200 MB and 3 MB, here with room for a slow machine."""
    report = samples.large(500, 5000)
    html(samples.mara())  # templates are compiled once
    start = time.process_time()
    shown = html(report)
    assert time.process_time() - start < 6
    assert len(shown.encode()) < 3_000_000
    tracemalloc.start()
    html(report)
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()
    root = read_html(shown)
    assert len(list(root.iter(f"{XHTML}article"))) == 40
    rows = [node for node in root.iter(f"{XHTML}ul") if node.get("class") == "rows"]
    assert len(rows) == 460
    assert sum(len(node) for node in rows) == 4600
    assert re.search(r"All 500 accounts", shown)
