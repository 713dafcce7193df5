"""A user page is read by custom: what people write first, what they label, what they head; the rest is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.wikipage import Section, UserPage, read_user_page

LEAD = "<p><b>Mara Voss</b>\n</p><p>Engineer.\n</p>"


def page(inside: str) -> UserPage:
    return read_user_page(f'<div class="mw-parser-output">{inside}</div>')


@pytest.mark.parametrize(
    ("first", "name", "bio"),
    [
        ("<p><b>Mara Voss</b>\n</p>", "Mara Voss", ""),
        ("<p><b>Mara</b> <b>Voss</b></p>", "", "Mara Voss"),
        ("<p><b>Mara Voss</b> builds bridges.</p>", "", "Mara Voss builds bridges."),
        ("<p>I am <b>Mara Voss</b></p>", "", "I am Mara Voss"),
        ("<p>Hello.</p><p><b>Mara Voss</b></p>", "", "Hello.\n\nMara Voss"),
        (f"<p><b>{'very ' * 30}long</b></p>", "", f"{'very ' * 30}long"),
        ("<p><b></b></p><p><b>Mara Voss</b></p>", "Mara Voss", ""),
        ("<table><tr><td>Lives in</td><td>Tallinn</td></tr></table>", "", "Lives in Tallinn"),
    ],
)
def test_only_a_first_line_that_is_all_bold_is_a_name(first: str, name: str, bio: str) -> None:
    shown = page(first)
    assert (shown.name, shown.bio) == (name, bio)


def test_labelled_lines_are_details_and_indented_ones_are_text() -> None:
    shown = page(
        "<dl><dt>Location</dt><dd>Tallinn</dd><dt>Works at:</dt><dd>Harbour</dd></dl><dl><dd>Indented</dd></dl>"
    )
    assert shown.location == "Tallinn"
    assert shown.details == (("Works at", "Harbour"),)
    assert shown.bio == "Indented"


def test_a_list_of_mere_links_is_links_and_a_list_with_words_is_text_as_well() -> None:
    link = '<a rel="nofollow" class="external text" href="https://mara.example.org/">Site</a>'
    assert page(f"<ul><li>{link}</li></ul>") == UserPage(links=("https://mara.example.org/",))
    assert page(f"<ul><li>{link} (call first)</li></ul>").bio == "Site (call first)"


def test_links_within_the_wiki_are_not_the_persons_links() -> None:
    assert page('<p><a href="/wiki/Bridge">bridges</a></p>').links == ()


@pytest.mark.parametrize(
    "heading",
    [
        '<h2><span class="mw-headline" id="Plans">Plans</span></h2>',
        '<div class="mw-heading mw-heading2"><h2 id="Plans">Plans</h2></div>',
    ],
    ids=["before 1.43", "since 1.43"],
)
def test_a_headed_part_is_a_section_with_its_address(heading: str) -> None:
    shown = page(f"{LEAD}{heading}<p>Sleep.</p><ul><li>Eat</li><li>Rest</li></ul>")
    assert (shown.name, shown.bio) == ("Mara Voss", "Engineer.")
    assert shown.sections == (Section("Plans", "Plans\n\nSleep.\n\nEat\nRest"),)


def test_headings_without_text_below_them_are_kept() -> None:
    assert [part.text for part in page("<h2>A</h2><h2>B</h2><p>b</p><h3>C</h3>").sections] == ["A", "B\n\nb", "C"]


def test_styles_and_scripts_are_not_read() -> None:
    assert page("<style>p{}</style><script>x</script><p>Hi.<style>b{}</style></p>") == UserPage(bio="Hi.")


@pytest.mark.parametrize("html", ["", " ", "<", "text only", "\ud83d", "<p>" * 5000, "<dl>" + "<dd><dl>" * 3000])
def test_strange_pages_are_read_as_far_as_they_go(html: str) -> None:
    assert isinstance(read_user_page(html), UserPage)


PIECES = [
    "<p>",
    "<b>",
    "</b>",
    "</p>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<h2 id='x'>",
    "</h2>",
    "<ul><li>",
    "<br>",
    "Mara",
    " ",
    "&",
    "\x00",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30))
def test_no_page_raises_and_no_reading_is_blank(pieces: list[str]) -> None:
    shown = page("".join(pieces))
    assert all(text.strip() for _, text in shown.details)
    assert shown.name == shown.name.strip()
