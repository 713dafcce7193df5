"""Links as people write them become addresses, or nothing."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors import links
from footprint_audit.collectors.links import base_address, host_of, resolve, same_address, web_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://mara.example.org/x", ("https://mara.example.org/x",)),
        ("  HTTP://mara.example.org ", ("HTTP://mara.example.org",)),
        ("mara.example.org/about?x=1", ("https://mara.example.org/about?x=1",)),
        ("пример.испытание", ("https://пример.испытание",)),
        ("example.xn--p1ai", ("https://example.xn--p1ai",)),
        ("https://a.example.org https://b.example.org", ("https://a.example.org", "https://b.example.org")),
        ("I write Node.js and call mum", ()),
        ("mara@example.org", ()),
        ("javascript:alert(1)", ()),
        ("data:text/html,x", ()),
        ("ftp://example.org", ()),
        ("https://", ()),
        ("http://[", ()),
        ("https://example.org:99999/", ()),
        ("https://" + "a" * 5000 + ".example.org", ()),
        ("", ()),
    ],
)
def test_what_a_person_wrote_as_an_address(text: str, links: tuple[str, ...]) -> None:
    assert web_links(text) == links


def test_links_come_once_each_and_in_order() -> None:
    assert web_links("b.example.org", "https://a.example.org", "b.example.org") == (
        "https://b.example.org",
        "https://a.example.org",
    )


@given(st.text(), st.text())
def test_no_text_makes_it_raise_and_every_link_has_a_host(one: str, other: str) -> None:
    for link in (*web_links(one, other), *filter(None, [resolve(one, other), resolve("https://example.org/a/", one)])):
        assert link.lower().startswith(("http://", "https://"))
        assert host_of(link)
    same_address(one, other)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/x", "https://example.org/x"),
        ("y?z", "https://example.org/a/y?z"),
        ("//cdn.example.net/i.png", "https://cdn.example.net/i.png"),
        ("mailto:mara@example.org", ""),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
        ("two words", ""),
    ],
)
def test_an_href_is_resolved_against_its_page(href: str, address: str) -> None:
    assert resolve("https://example.org/a/b", href) == address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/Mara/", "http://www.example.org/mara?x=1", True),
        ("https://example.org/mara", "https://example.org/jonah", False),
        ("https://example.org/mara", "https://example.net/mara", False),
        ("", "", False),
    ],
)
def test_the_same_address_in_another_spelling(one: str, other: str, same: bool) -> None:
    assert same_address(one, other) is same


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org:443/x", "example.org"),
        ("http://example.org:8080", "example.org:8080"),
        ("http://[", ""),
        ("nothing", ""),
        ("https://example.org:notaport/", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_base_address_loses_its_last_slash() -> None:
    assert base_address(" https://Wiki.Example.org/w/ ") == "https://wiki.example.org/w"


@pytest.mark.parametrize(
    "text",
    [
        "wiki.example.org",
        "ftp://example.org",
        "https://u:p@example.org",
        "https://example.org/?x=1",
        "http://[",
        "https://",
    ],
)
def test_a_base_address_that_cannot_be_used_is_explained(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|password|query"):
        base_address(text)


@given(
    base=st.text("/.?#=a:@e-", max_size=12).map(lambda rest: f"https://example.org{rest}"),
    href=st.one_of(
        st.text("/.?#=&%a;:@-", max_size=14),
        st.text("/.?#=a;-", max_size=14).map(lambda rest: f"http://x.example{rest}"),
    ),
)
def test_the_quick_way_for_plain_links_gives_what_the_long_way_gives(base: str, href: str) -> None:
    if plain := links._resolved_plainly(base, href):
        assert plain == urljoin(base, href)
        assert web_links(plain) == (plain,)
