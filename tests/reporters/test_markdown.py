"""Markdown: what the console says, shown and not obeyed, within what GitHub takes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from footprint_audit.reporters import Style, named
from footprint_audit.reporters.escaped_markdown import code, link, prose
from tests import samples
from tests.reporters.hostile import HOSTILE
from tests.reporters.readers import inline, read_markdown


@pytest.mark.parametrize(
    "said",
    [
        "Score 66 (62–66, coverage 79 %), grade D: three things need your attention",
        "### Phone number in public text (`PRV-102`)",
        "### Strong language, 2 times (`CON-120`)",
        "`+44 ***** **123`",
        "Take the number out of your bio; give it to the choir in a message.",
        "with the edits above to 79",
        "- `Pixelfed at closed.example`: The site shows this only after a login",
        "- `Gitea at code.example.org, posts` only: The site asks programs to stay away",
        "Linkable by a stranger",
        "| Privacy | 48 | 75 % |",
        "judges texts, never a person",
        "Left out of the score by your own word: one finding.",
    ],
)
def test_the_report_says(said: str) -> None:
    assert said in named("markdown").render(samples.mara(), Style())


def test_a_report_larger_than_github_takes_is_cut_between_lines_and_says_so() -> None:
    mara = samples.mara()
    many = tuple(replace(mara.findings[0], rule=f"XXX-{number}", why="word " * 190) for number in range(2000))
    shown = named("markdown").render(replace(mara, findings=many), Style())
    assert len(shown.encode()) <= 900 * 1024
    assert "Cut here" in shown
    assert "judges texts, never a person" in shown
    read_markdown(shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_code_span_holds_exactly_the_text_and_nothing_else(text: str) -> None:
    span = code(text)
    parts = inline(read_markdown(f"- x {span}")) if span else []
    assert [part.type for part in parts] == (["text", "code_inline"] if span else [])
    if span:
        assert parts[1].content.strip() == span.strip("`").strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_is_only_text_and_code(text: str) -> None:
    parts = inline(read_markdown(f"**Why:** {prose(text)}"))
    assert {part.type for part in parts} <= {"text", "code_inline", "strong_open", "strong_close"}
    shown = "".join(part.content for part in parts if part.type == "text")
    assert not re.search(r"@|#|://|www\.", shown), "a site would link it"


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("https://example.org/ü", "https://example.org/%C3%BC"),
        ("https://example.org/a)b<c>", "https://example.org/a%29b%3Cc%3E"),
        ("https://example.org/&copy;", "https://example.org/&copy;"),
    ],
)
def test_a_link_leads_where_it_says(address: str, leads_to: str) -> None:
    opening = inline(read_markdown(link(address, "open")))[0]
    assert opening.attrs["href"] == leads_to


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://example.org", "https://a:b@example.org",
                "https://", "", "https://example.org/a b", "mailto:a@example.org", "file:///etc/passwd"]
)  # fmt: skip
def test_only_a_web_address_is_a_link(address: str) -> None:
    assert link(address, "open") == ""
