"""Fragments of HTML become what a reader sees, and plain text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.markup import Anchor, anchors, plain_text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("Nurse.", "Nurse."),
        ("5 < 6 && 7 > 3", "5 < 6 && 7 > 3"),
        ("5 &lt; 6 &amp;&amp; 7 &gt; 3", "5 < 6 && 7 > 3"),
        ("<3 nights", "<3 nights"),
        ("&lt;3 nights", "<3 nights"),
        ("<p>I &lt;b&gt; you</p>", "I <b> you"),
        ("a<b and c", "a<b and c"),
        ("<your name here>", "<your name here>"),
        ("see <https://mara.example.org/x> ok", "see <https://mara.example.org/x> ok"),
        ("how I put <script> in a page", "how I put in a page"),
        ("AT&T &copy; &#128512; &#x2014;", "AT&T © 😀 —"),
        ("first\n  second", "first\nsecond"),
        ("<p>first\nstill first</p><p>second</p>", "first still first\nsecond"),
        ("one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<b>bo</b>ld", "bold"),
        ("<p>a<script>var x = '<p>no</p>';</script>b<style>p{}</style>c</p>", "abc"),
        ("a<!-- <b>not</b> for readers -->b", "ab"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("<a title='1 > 0' href=x>link</a>", "link"),
        ('<img class="emoji" alt="😀" src="x"> hi', "😀 hi"),
        ("<o:p>office</o:p> <my-tag>custom</my-tag>", "office custom"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("<p dir='auto'>نرسه &amp; runner</p>", "نرسه & runner"),
    ],
)
def test_a_fragment_reads_as_it_is_shown(fragment: str, text: str) -> None:
    assert plain_text(fragment) == text


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("no links", ()),
        (
            '<a href="https://mara.example.org/?a=1&amp;b=2" rel="me NOFOLLOW"><span class="invisible">https://</span>mara.example.org</a>',
            (Anchor("https://mara.example.org/?a=1&b=2", "https://mara.example.org", ("me", "nofollow")),),
        ),
        ("<A HREF=https://example.org/x>un</A> after", (Anchor("https://example.org/x", "un"),)),
        ("<a href='javascript:alert(1)'>x</a><a href='mailto:a@example.org'>y</a><a href='/rel'>z</a><a>w</a>", ()),
        (
            "<a href='https://a.example.org'>one<a href='https://b.example.org'>two",
            (Anchor("https://a.example.org", "one"), Anchor("https://b.example.org", "two")),
        ),
        (
            "<a href='https://a.example.org' href='https://b.example.org'>first</a>",
            (Anchor("https://a.example.org", "first"),),
        ),
        ("<script><a href='https://a.example.org'>x</a></script>", ()),
    ],
)  # fmt: skip
def test_only_web_links_are_anchors(fragment: str, found: tuple[Anchor, ...]) -> None:
    assert anchors(fragment) == found


PIECES = [
    *("<", ">", "</", "<a ", "<p>", "<!--", "-->", "<script>", "</script", "&", "&#", "&#x", ";", "'", '"', "="),
    *("x", " ", "href=", "https://", "é", "\x00", "\ud83d", "9" * 50),
]
soup = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@given(soup)
def test_no_text_makes_it_raise_and_all_links_are_web_links(fragment: str) -> None:
    plain_text(fragment)
    assert all(anchor.href.lower().startswith(("http://", "https://")) for anchor in anchors(fragment))


@given(st.text(alphabet=st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_text_without_markup_only_has_its_white_space_folded(text: str) -> None:
    assert plain_text(text).split() == text.split()


@pytest.mark.parametrize(
    "piece", ['<a x="', "<a x='\">", "<!--", "<script>", "<script></b>", "</script><script>", "&#", "<", "<a "]
)
def test_a_flood_of_half_markup_is_read_in_one_pass(piece: str) -> None:
    # A quadratic reading would take the better part of an hour here.
    flood = piece * ((1 << 18) // len(piece))
    assert isinstance(plain_text(flood), str)
    assert anchors(flood) == ()
