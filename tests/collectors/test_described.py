"""What data says whose account it is, and what only repeats the question."""

from __future__ import annotations

import pytest

from footprint_audit.collectors.described import describes, names
from footprint_audit.collectors.page import Page


def page(text: str) -> Page:
    return Page("https://quill.example.org/w/mara", 200, {"content-type": "text/html"}, text.encode())


def ld(data: str) -> str:
    return f'<html><head><script type="application/ld+json">{data}</script></head><body>x</body></html>'


@pytest.mark.parametrize(
    "text",
    [
        '{"data": {"user": {"username": "Mara", "id": 7}}}',
        '[{"login": "mara"}]',
        '{"profile": {"handle": "@mara"}}',
        ld('{"@type": "Person", "name": "M", "alternateName": "mara"}'),
        ld('{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "M", "alternateName": "@Mara"}}'),
        '<html><head><meta property="profile:username" content="mara"></head>',
    ],
)
def test_what_describes_an_account_of_the_handle(text: str) -> None:
    assert describes(page(text), "mara")
    assert names(page(text), "mara")


@pytest.mark.parametrize(
    "text",
    [
        '{"data": {"user": null}}',
        '{"query": {"username": "mara"}, "results": []}',
        '{"error": {"name": "mara", "text": "not found"}}',
        '{"username": "maravoss"}',
        '{"bio": "mara"}',
        '{"username": "mara"',
        "[" * 5000,
        '<html><head><title>mara - Quill</title><meta property="og:title" content="mara on Quill"></head>mara',
        ld('{"@type": "WebSite", "name": "mara"}'),
        ld('{"@type": "Person", "name": "M", "alternateName": "other"}'),
        '<p>"username": "mara"</p>',
    ],
)
def test_what_only_repeats_it_or_speaks_of_another(text: str) -> None:
    assert not describes(page(text), "mara")


def test_a_handle_of_another_script_is_named_whatever_its_case() -> None:
    assert names(page("<p>МАРА пишет"), "мара")
    assert not names(page("<p>Мира"), "мара")
