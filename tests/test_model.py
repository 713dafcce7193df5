"""The types that everything rests on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.model import Evidence, Handle, Passage, Post, Profile, Severity, Site, fingerprint

SITE = Site("code", "Code", "https://code.example.org/{handle}", "developer", handle_pattern="[a-z]+")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mara", "mara"),
        ("@mara", "mara"),
        (" mara ", "mara"),
        ("Mara.Voss-9_", "Mara.Voss-9_"),
        ("ｍａｒａ", "mara"),
        ("мара", "мара"),
        ("李明", "李明"),
        ("mara@social.example", "mara@social.example"),
        ("@mara@Social.Example", "mara@social.example"),
        ("mara@localhost:3000", "mara@localhost:3000"),
    ],
)
def test_a_handle_is_normalised_once(text: str, shown: str) -> None:
    assert str(Handle.parse(text)) == shown


WRONG = [
    "",
    "@",
    "-rf",
    "a b",
    "a/b",
    "../x",
    "..",
    ".",
    "a" * 65,
    "a\n",
    "a\x00b",
    "a@b c",
    "a@b/c",
    "a@@b",
    "a?b",
    "a%2fb",
    "<b>",
]


@pytest.mark.parametrize("text", [w for w in WRONG if w != "a\n"])
def test_what_is_no_handle_is_refused_with_advice(text: str) -> None:
    with pytest.raises(ValueError, match="handle"):
        Handle.parse(text)


@given(st.text(max_size=80))
def test_a_handle_never_escapes_its_segment_of_a_url(text: str) -> None:
    try:
        handle = Handle.parse(text)
    except ValueError:
        return
    url = SITE.account(handle).url
    assert url.startswith("https://code.example.org/")
    assert not set("/?#\\ \n@") & set(url.removeprefix("https://code.example.org/"))
    assert Handle(handle.value, handle.instance) == handle


def test_a_site_admits_only_whole_handles_of_its_pattern() -> None:
    assert SITE.admits(Handle("mara"))
    assert not SITE.admits(Handle("mara9"))


def test_passages_come_in_reading_order_and_empty_ones_are_left_out() -> None:
    account = SITE.account(Handle("mara"))
    profile = Profile(
        account,
        datetime(2026, 1, 1, tzinfo=UTC),
        bio="a bio",
        links=("https://a.example.org",),
        details=(("company", "Span"),),
        posts=(Post("", "", "one"), Post("https://p.example.org", "", "two"), Post("", "", "")),
    )
    assert list(profile.passages()) == [
        Passage("handle", "mara", account.url),
        Passage("bio", "a bio", account.url),
        Passage("details.company", "Span", account.url),
        Passage("links[0]", "https://a.example.org", account.url),
        Passage("posts[0]", "one", account.url),
        Passage("posts[1]", "two", "https://p.example.org"),
    ]


def test_a_fingerprint_does_not_move_with_its_post() -> None:
    assert fingerprint("R", "a", "posts[3]", "Call  Me") == fingerprint("R", "a", "posts[7]", "call me")
    assert fingerprint("R", "a", "posts[3]", "x") != fingerprint("R", "a", "bio", "x")
    assert fingerprint("R", "a", "bio", "x") != fingerprint("R", "b", "bio", "x")


@given(st.text(), st.text(), st.text(), st.text())
def test_a_fingerprint_is_sixteen_hex_digits_of_anything(rule: str, account: str, field: str, excerpt: str) -> None:
    assert len(bytes.fromhex(fingerprint(rule, account, field, excerpt))) == 8


def test_evidence_never_shows_its_excerpt_by_itself() -> None:
    evidence = Evidence("bio", "+1 202-555-0143", (0, 15), "https://x.example.org", "+1 ***-***-**43")
    assert "0143" not in repr(evidence)
    assert evidence.masked().excerpt == "+1 ***-***-**43"


def test_severities_are_ordered_and_read_from_words() -> None:
    assert Severity.parse(" High ") is Severity.HIGH
    assert Severity.INFO < Severity.LOW < Severity.MEDIUM < Severity.HIGH < Severity.CRITICAL
    with pytest.raises(ValueError, match="info, low, medium, high, critical"):
        Severity.parse("bad")
