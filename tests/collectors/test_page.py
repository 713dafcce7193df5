"""What any page gives, and that no page, however hostile, makes the reading of it fail or hang."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.collectors.charset import decode
from footprint_audit.collectors.document import MAX_TEXT, tame
from footprint_audit.collectors.door import Reply
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.person import Person
from footprint_audit.errors import NoReply

PAGES = Path(__file__).parent / "pages" / "html"
URL = "https://forum.example.org/u/maravoss"


def saved(name: str, url: str = URL) -> Page:
    return Page.of(Reply(url, 200, {"content-type": "text/html; charset=utf-8"}, (PAGES / name).read_bytes()))


def html(markup: str | bytes, url: str = URL, **headers: str) -> Page:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return Page(url, 200, {name.replace("_", "-"): value for name, value in headers.items()}, body)


# --- charset --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Zoë".encode(), "text/html; charset=utf-8", "Zoë"),
        ("Zoë".encode(), "", "Zoë"),
        ("Zoë".encode("latin-1"), "text/html; charset=ISO-8859-1", "Zoë"),
        ("“Zoë”".encode("cp1252"), "text/html; charset=iso-8859-1", "“Zoë”"),
        ("Zoë".encode(), "text/html; charset=iso-8859-1", "Zoë"),  # the declaration is wrong
        ("Žofie".encode("iso-8859-2"), "text/html;charset='iso-8859-2'", "Žofie"),
        ("Мара".encode("koi8-r"), "text/html; charset=koi8-r", "Мара"),
        ("Мара".encode("cp1251"), "text/html; charset=windows-1251", "Мара"),
        ("真理".encode("shift_jis"), "text/html; charset=Shift_JIS", "真理"),
        ("真理".encode("euc-jp"), "text/html; charset=EUC-JP", "真理"),
        ("마라".encode("euc-kr"), "text/html; charset=euc-kr", "마라"),
        ("玛拉".encode("gb18030"), "text/html; charset=gb2312", "玛拉"),
        ("瑪拉".encode("big5"), "text/html; charset=big5", "瑪拉"),
        (codecs.BOM_UTF8 + "Zoë".encode(), "text/html; charset=iso-8859-1", "Zoë"),
        (codecs.BOM_UTF16_LE + "Zoë".encode("utf-16-le"), "", "Zoë"),
        ("Zoë".encode("utf-16-be"), "text/html; charset=utf-16be", ""),
        ('<meta charset="windows-1251">Мара'.encode("cp1251"), "text/html", '<meta charset="windows-1251">Мара'),
        (b"\xff\xfezoe"[2:] + b"\xff", "text/html; charset=utf-8", "zoe\ufffd"),
        (b"zoe", "text/html; charset=unicode_escape", "zoe"),
        (b"zoe", "text/html; charset=idna", "zoe"),
        (b"zoe", "text/html; charset=", "zoe"),
    ],
)
def test_text_is_read_in_the_charset_it_is_written_in(body: bytes, content_type: str, text: str) -> None:
    if text:
        assert decode(body, content_type) == text
    else:  # "utf-16be" is not among the charsets we read
        assert isinstance(decode(body, content_type), str)


def test_a_meta_with_http_equiv_and_an_xml_prologue_declare_the_charset() -> None:
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">Мара'
    assert html(meta.encode("koi8-r")).text == meta
    feed = '<?xml version="1.0" encoding="windows-1251"?><a>Мара</a>'
    assert html(feed.encode("cp1251")).text == feed


@given(st.binary(), st.text() | st.sampled_from(["charset=utf-16", "charset=utf-7", "charset=rot13", "charset=big5"]))
def test_any_bytes_are_text_that_can_be_written_again(body: bytes, content_type: str) -> None:
    decode(body, content_type).encode()


# --- the person -----------------------------------------------------------------------------------------------------


def test_a_json_ld_profile_page_beats_open_graph() -> None:
    page = saved("profile_json_ld.html", "https://chirp.example.com/maravoss")
    assert page.person == Person(
        display_name="Mara Voss",
        bio="Nurse & runner.\nCall 555-0143.",
        avatar_url="https://img.example.net/profile_images/1/mara_400x400.jpg",
        links=("https://mara.example.org/blog",),
        handle="maravoss",
        location="Example Falls",
        joined="2016-03-09",
        same_as=("https://github.com/maravoss",),
        details=(
            ("company", "Example General Hospital"),
            ("email", "mara@example.org"),
            ("job_title", "Charge nurse"),
        ),
        source="json-ld",
    )
    assert page.rel_me == ("https://mara.example.org/", "https://social.example.org/@mara")
    assert page.head.rel_me == ("https://mara.example.org/",)
    assert page.head.feeds == ("https://chirp.example.com/maravoss/rss",)
    assert page.head.language == "en-GB"
    assert page.links == ("https://chirp.example.com/", "https://social.example.org/@mara")


def test_a_graph_is_followed_to_the_person_it_names() -> None:
    page = saved("author_graph.html", "https://notes.example.org/author/mara/?x=1")
    assert page.person.display_name == "Mara Voss"
    assert page.person.bio == "Writes about night shifts."
    assert page.person.location == "Example Falls, GB"
    assert page.person.same_as == ("https://mara.example.org", "https://x.com/maravoss_x")
    assert page.unlisted


def test_an_h_card_of_the_page_is_read_and_others_on_it_are_not() -> None:
    person = saved("h_card.html", "https://mara.example.org/").person
    assert person == Person(
        display_name="Mara Voss",
        bio="Nurse & runner.\nTwo lines.",
        avatar_url="https://mara.example.org/me.jpg",
        links=("https://social.example.org/@mara",),
        handle="maravoss",
        location="Example Falls, Exampleland",
        details=(("company", "Example General Hospital"), ("email", "mara@example.org")),
        source="h-card",
    )


def test_a_classic_vcard_is_read() -> None:
    person = saved("classic_vcard.html", "https://workfolk.example.com/in/mara").person
    assert (person.display_name, person.bio, person.location) == ("Mara Voss", "Loves night shifts", "Example Falls")
    assert (person.avatar_url, person.links) == ("https://cdn.example.net/mara.png", ("https://mara.example.org",))


def test_open_graph_is_undecorated_and_its_counts_are_no_bio() -> None:
    person = saved("instagram_like.html", "https://photogram.example.com/maravoss/").person
    assert person == Person(
        display_name="Mara Voss",
        handle="maravoss",
        avatar_url="https://cdn.example.net/v/t51/maravoss_150.jpg?stp=dst-jpg&_nc=1",
        source="opengraph",
    )


def test_an_article_speaks_of_nobody() -> None:
    assert saved("article.html", "https://blog.example.org/on-night-shifts").person == Person()


@pytest.mark.parametrize(
    ("title", "name", "handle"),
    [
        ("Mara Voss", "Mara Voss", ""),
        ("Mara Voss (@maravoss)", "Mara Voss", "maravoss"),
        ("Mara Voss (maravoss) - Forum", "Mara Voss", "maravoss"),
        ("Mara Voss (@maravoss) • Forum photos and videos", "Mara Voss", "maravoss"),
        ("Mara Voss (@maravoss@social.example.org)", "Mara Voss", "maravoss"),
        ("Mara Voss (@maravoss) / forum.example.org", "Mara Voss", "maravoss"),
        ("Mara Voss | example", "Mara Voss", ""),
        ("Mara Voss on Forum", "Mara Voss", ""),
        ("maravoss - Mara Voss | Forum", "maravoss - Mara Voss", ""),
        ("Forum | Mara Voss (@maravoss)", "Mara Voss", "maravoss"),
        ("Forum | all about it", "", ""),
        ("Mara Voss - Nurse - Ward 4", "Mara Voss - Nurse - Ward 4", ""),
        ("Forumite Mara", "Forumite Mara", ""),
        ("Anne-Marie Voss", "Anne-Marie Voss", ""),
        ("Mara (she/her)", "Mara (she/her)", ""),
        ("Forum", "", ""),
        ("Forum - the place to talk", "", ""),
    ],
)
def test_a_title_loses_only_the_site_and_the_handle(title: str, name: str, handle: str) -> None:
    markup = f'<meta property="og:site_name" content="Forum"><meta property="og:title" content="{title}">'
    person = html(markup).person
    assert (person.display_name, person.handle) == (name, handle)


def test_a_page_title_names_a_person_only_where_it_also_names_the_site() -> None:
    assert html("<title>Mara Voss – example.org</title>").person.display_name == "Mara Voss"
    assert html("<title>Ten tips for night shifts</title>").person == Person()


@pytest.mark.parametrize(
    ("metas", "is_avatar"),
    [
        ({"og:type": "profile", "og:image": "/i/1.jpg"}, True),
        ({"twitter:card": "summary", "og:image": "/i/1.jpg"}, True),
        ({"og:image": "/avatars/1.jpg"}, True),
        ({"og:image": "/i/maravoss.jpg"}, True),
        ({"og:image": "/i/1.jpg"}, False),
        ({"og:type": "profile", "og:image": "/static/og-image.png"}, False),
        ({"og:type": "profile", "og:image": "/logo.png"}, False),
        ({"og:type": "profile", "og:image": "javascript:alert(1)"}, False),
    ],
)
def test_the_picture_of_a_site_is_no_avatar(metas: dict[str, str], is_avatar: bool) -> None:
    markup = "".join(f'<meta property="{name}" content="{text}">' for name, text in metas.items())
    assert bool(html(markup).person.avatar_url) is is_avatar


@pytest.mark.parametrize(
    "block",
    [
        '{"@type":"Person","name":"Mara"}',
        '[{"@type":["Thing","Person"],"name":"Mara"}]',
        '{"@graph":[{"@type":"http://schema.org/Person","name":"Mara"}]}',
        '{"@type":"ProfilePage","mainEntity":[{"@type":"Person","givenName":"Mara"}]}',
        '<!-- {"@type":"Person","name":"Mara"} -->',
        '//<![CDATA[\n{"@type":"Person","name":"Mara"}\n//]]>',
        '{"@type":"Person","name":"Mara"};',
        '{"@type":"Person","name":"Ma\tra"}'.replace("\t", ""),
        '{"@type":"Person","name":"Jonah","url":"https://example.net/j"}</script><script type=application/ld+json>'
        '{"@type":"Person","name":"Mara","url":["https://forum.example.org/u/maravoss/"]}',
    ],
)
def test_json_ld_is_found_in_the_shapes_sites_write_it(block: str) -> None:
    page = html(f'<html><body><p>x</p><script nonce="a" type="application/ld+json">{block}</script></body>')
    assert page.person.display_name == "Mara"


def test_a_broken_json_ld_block_does_not_hide_the_next() -> None:
    blocks = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in ("{", '{"@type":"Person","name":"Mara"}')
    )
    assert html(blocks).person.display_name == "Mara"


# --- head, visibility, parts ----------------------------------------------------------------------------------------


def test_the_head_is_read_even_if_half_a_megabyte_of_script_stands_before_it() -> None:
    script = "<script>var a = '<meta name=x>';" + "x" * 600_000 + "</script>"
    page = html(
        f"<!doctype html><html><head>{script}<title> A\n b </title><meta name='description' content='c'></head>"
    )
    assert (page.head.title, page.head.description) == ("A b", "c")


@pytest.mark.parametrize(
    ("markup", "header", "unlisted"),
    [
        ("<meta name='robots' content='NOINDEX, follow'>", "", True),
        ("<meta name='googlebot' content='none'>", "", True),
        ("<p>x", "noindex", True),
        ("<p>x", "googlebot: noindex, nofollow", True),
        ("<meta name='robots' content='noimageindex, noarchive'>", "noarchive", False),
        ("<meta name='robots' content='index, follow'>", "", False),
        ("<body><p>noindex", "", False),
    ],
)
def test_a_page_that_asks_not_to_be_indexed_is_unlisted(markup: str, header: str, unlisted: bool) -> None:
    assert html(markup, x_robots_tag=header).unlisted is unlisted


def test_visible_text_is_what_a_reader_sees() -> None:
    page = html(
        "<head><title>no</title></head><body><h1>Mara &amp; co</h1><p>one <b>two</b><br>three</p><script>no()</script>"
        "<style>no</style><noscript>no</noscript><p hidden>no</p>tail<template>no</template><ul><li>a<li>b</ul>"
        "<table><tr><td>c<td>d</table><!-- no -->end"
    )
    assert page.visible_text() == "Mara & co\none two\nthree\ntail\na\nb\nc d\nend"


def test_links_are_whole_and_follow_the_base_of_the_page() -> None:
    page = html(
        '<base href="https://example.net/d/"><a href=x><a href=x><a href="//example.com/"><a href="tel:1"><a href="">'
    )
    assert page.links == ("https://example.net/d/x", "https://example.com/")


def test_parts_of_a_page_are_selected_as_small_soups() -> None:
    page = saved("profile_json_ld.html")
    (section,) = page.select("section.profile")
    assert section.h1 is not None
    assert section.h1.get_text() == "Mara Voss"
    assert [tag.name for tag in page.select("[data-testid=UserName]")] == ["section"]
    assert len(page.select("#p1.wide")) == 1
    assert page.select("section.other") == ()
    with pytest.raises(ValueError, match="selector"):
        page.select("div > p")


# --- hostile pages --------------------------------------------------------------------------------------------------

TOKENS = [
    *("<", ">", "</", "<!", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>", "&", "&amp;", "&#0;", "\x00"),
    *(
        "<html ",
        "<head>",
        "</head>",
        "<body>",
        "<title>",
        "<meta ",
        "<base ",
        "<link ",
        "<script",
        "</script>",
        "<style>",
    ),
    *("<a ", "<div ", "<p>", "<table>", "<svg>", "<math>", "<template>", "<noscript>", "<plaintext>", "<frameset>"),
    *(' type="application/ld+json">', "{", "}", "[", "]", '"', "'", "=", ":", ",", '"@type":"Person"', '"mainEntity":'),
    *(' class="h-card"', ' class="vcard"', ' class="p-name h-entry"', ' rel="me"', ' href="http://["', ' href="//x"'),
    *(
        ' property="og:title"',
        ' property="og:image"',
        ' content="',
        "http-equiv=",
        "\ufeff",
        "é",
        "x",
        " ",
        "\n",
        "javascript:",
    ),
]
bodies = st.binary(max_size=300) | st.lists(st.sampled_from(TOKENS), max_size=60).map(
    lambda parts: "".join(parts).encode()
)


@settings(max_examples=300, deadline=None)
@given(
    bodies,
    st.sampled_from(["", "text/html; charset=utf-16", "text/html; charset=big5"]),
    st.sampled_from([URL, "", "http://[", "x"]),
)
def test_no_body_makes_a_page_raise(body: bytes, content_type: str, url: str) -> None:
    read_everything(Page(url, 200, {"content-type": content_type}, body))


def read_everything(page: Page) -> None:
    person, links = page.person, (*page.links, *page.rel_me)
    addresses = [*links, *person.links, *person.same_as, *filter(None, [person.avatar_url])]
    assert [link for link in addresses if not link.lower().startswith(("http://", "https://"))] == []
    assert isinstance(page.unlisted, bool)
    page.visible_text().encode()
    page.select("div.x")
    try:
        page.json()
    except NoReply as failure:
        assert failure.advice  # noqa: PT017  # JSON or not, nothing but NoReply may come out


def floods() -> dict[str, bytes]:
    attributes = b" ".join(b"a%d=1" % i for i in range(100_000))
    return {
        "deep": b"<div>" * 100_000 + b"x",
        "wide": b"<br>" * 300_000,
        "attributes of one tag": b"<head><meta " + attributes + b"></head><a " + attributes + b">x",
        "attributes behind a quote": b'<a x=">" ' + attributes + b">x",
        "half tags": b"<a x=\"<b y='<c " * 50_000,
        "scripts": b"<script>" * 100_000,
        "unclosed json-ld": b'<script type="application/ld+json">' * 20_000,
        "spaced json-ld": b'<script type="application/ld+json">//' + b" " * 400_000 + b"x</script>",
        "deep json-ld": b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script>",
        "cards": b'<div class="h-card">' * 250 + b'<b class="p-note">x' * 50_000,
        "entries": b'<div class="h-entry">' * 200 + b'<p class="h-card"></p>' * 20_000,
        "title": b"<title>" + b"| forum.example.org " * 50_000 + b"</title>",
        "entities": b"<p>" + b"&amp;" * 300_000,
        "links": b"".join(b'<a href="/%d">x' % i for i in range(40_000)),
        "text": b"a " * 700_000,
    }


@pytest.mark.parametrize("name", floods())
def test_a_flood_of_markup_is_read_within_limits(name: str) -> None:
    # Before the page was tamed, "attributes of one tag" alone kept libxml2 busy for half a minute.
    page = html(floods()[name])
    read_everything(page)
    assert len(page.visible_text()) <= MAX_TEXT
    assert len(page.links) <= 5000


def test_what_stands_before_the_limit_is_still_read() -> None:
    page = html(b"<title>Mara</title><h1>Mara</h1>" + b"<br>" * 200_000 + b"<p>beyond")
    assert page.head.title == "Mara"
    assert page.visible_text() == "Mara"


def test_an_entity_declared_by_the_page_is_not_resolved() -> None:
    page = html('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "boom">]><p>a&x;b&y;c')
    assert "boom" not in page.visible_text()


def test_taming_leaves_ordinary_markup_alone() -> None:
    markup = "<p class='a' data-x=\"1 > 0\">5 < 6 <b>x</b> <!-- c --> <a href=/x?a=1&b=2>y</a>"
    assert tame(markup) == markup
    many = "<a " + " ".join(f'data-{i}="v"' for i in range(40)) + ">x</a>"
    assert tame(many) == many
