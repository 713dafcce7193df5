"""Where redirects lead, as tables."""

from __future__ import annotations

import pytest

from footprint_audit.collectors.redirects import is_front, is_same_profile, leaves

ASKED = "https://quill.example.org/w/Mara.Voss"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://quill.example.org/", False),
        ("https://www.quill.example.org/w/mara", False),
        ("https://quill.example.org:443/w/mara", False),
        ("https://example.org/", False),  # the handle's own host may have its front page above
        ("http://quill.example.org/w/mara", True),
        ("https://quill.example.org:8443/w/mara", True),
        ("https://other.example.org/w/mara", True),
        ("https://quill.example.org.evil.example/", True),
        ("https://evilquill.example.org/", True),
        ("https://127.0.0.1/", True),
    ],
)
def test_what_leaves_the_site(location: str, expected: bool) -> None:
    assert leaves(ASKED, location) is expected


def test_hosts_of_the_sites_own_do_not_leave_it() -> None:
    assert not leaves(ASKED, "https://people.example.net/mara", ("people.example.net",))


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://quill.example.org/w/mara.voss", True),
        ("https://quill.example.org/w/Mara.Voss/", True),
        ("https://www.quill.example.org/w/Mara.Voss", True),
        ("https://quill.example.org/@mara.voss", True),
        ("https://quill.example.org/people/7/mara%2Evoss", True),
        (ASKED, False),
        ("https://quill.example.org/w/maravoss", False),
        ("https://quill.example.org/", False),
        ("https://quill.example.org/search?q=Mara.Voss", False),
        ("https://quill.example.org/login?next=/w/Mara.Voss", False),
    ],
)
def test_what_is_the_same_profile(location: str, expected: bool) -> None:
    assert is_same_profile(ASKED, location, "Mara.Voss") is expected


@pytest.mark.parametrize(
    "path", ["", "/", "/en", "/en/", "/index.php", "/search?q=m", "/404", "/not-found", "/de-at/home"]
)
def test_what_is_a_front_page(path: str) -> None:
    assert is_front(f"https://quill.example.org{path}")


@pytest.mark.parametrize("path", ["/welcome-back", "/w/mara", "/join", "/en/w/mara", "/home/mara", "/account"])
def test_what_is_none(path: str) -> None:
    assert not is_front(f"https://quill.example.org{path}")
