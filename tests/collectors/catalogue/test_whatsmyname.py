"""Manifests in WhatsMyName's format, made here from its schema: what each kind of entry asks, and what it concludes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from footprint_audit.collectors.catalogue.whatsmyname import read_manifest
from footprint_audit.collectors.door import Reply
from footprint_audit.collectors.visit import Visit
from footprint_audit.errors import ConfigError, NoReply
from footprint_audit.model import Absent, Handle, Outcome, Profile, Reason, Unread

from ..saved import NOW, SavedDoor

ENTRY = {
    "name": "Ink Well",
    "uri_check": "https://ink.example.org/u/{account}",
    "e_code": 200,
    "e_string": 'class="writer"',
    "m_code": 404,
    "m_string": "no such writer",
    "known": ["mara"],
    "cat": "social",
}
PAGE = b"""<html><head><meta property="og:type" content="profile"><script type="application/ld+json">
{"@type": "Person", "name": "Mara Voss", "description": "Bridges."}</script></head>
<body class="writer">mara</body></html>"""


def manifest(tmp_path: Path, *entries: object) -> Path:
    path = tmp_path / "wmn.json"
    path.write_text(json.dumps({"license": ["CC BY-SA 4.0"], "categories": ["social"], "sites": list(entries)}))
    return path


def outcome(path: Path, handle: str, key: str, status: int, body: bytes, kind: str = "text/html") -> Outcome:
    (collector,) = read_manifest(path)
    answer = Reply(key.rpartition(" ")[2], status, {"content-type": kind}, body)

    async def fetch(url: str, **_: object) -> Reply:
        """The answer for the handle; to the controls, what the entry says of a missing writer, or the same redirect."""
        return answer if url == key or status == 302 else Reply(url, 404, {}, b"<p>no such writer</p>")

    account = collector.site.account(Handle(handle))
    try:
        found: Outcome = asyncio.run(_collect(collector.collect(account, Visit(fetch, collector.site, NOW))))
    except NoReply as failure:
        return Unread(account, failure.reason, failure.advice)
    return found


async def _collect(collecting: object) -> Outcome:
    return await collecting  # type: ignore[misc, no-any-return]  # an awaitable of an outcome


URL = "https://ink.example.org/u/mara"


def test_status_and_text_together_are_a_profile_with_what_the_page_tells(tmp_path: Path) -> None:
    found = outcome(manifest(tmp_path, ENTRY), "mara", URL, 200, PAGE)
    assert isinstance(found, Profile)
    assert (found.display_name, found.bio) == ("Mara Voss", "Bridges.")
    assert found.account.site == "wmn:ink-well"


def test_both_missing_markers_are_absence(tmp_path: Path) -> None:
    assert isinstance(outcome(manifest(tmp_path, ENTRY), "mara", URL, 404, b"<p>no such writer</p>"), Absent)


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b"<p>no such writer</p>"), (404, b"<p>gone fishing</p>"), (200, b"<p>hello</p>"), (500, b'class="writer"')],
)
def test_half_a_marker_is_no_answer(tmp_path: Path, status: int, body: bytes) -> None:
    assert isinstance(outcome(manifest(tmp_path, ENTRY), "mara", URL, status, body), Unread)


def test_an_empty_missing_text_does_not_make_everybody_missing(tmp_path: Path) -> None:
    path = manifest(tmp_path, ENTRY | {"m_string": ""})
    assert isinstance(outcome(path, "mara", URL, 200, PAGE), Profile)
    assert isinstance(outcome(path, "mara", URL, 404, b"x"), Absent)


def test_a_redirect_is_an_answer_where_the_manifest_says_so(tmp_path: Path) -> None:
    path = manifest(tmp_path, ENTRY | {"m_code": 302, "m_string": ""})
    assert isinstance(outcome(path, "mara", URL, 302, b""), Absent)


@pytest.mark.parametrize(
    ("body", "kind", "sent"),
    [
        ('{"name": "{account}"}', "application/json", '{"name": "mara"}'),
        ("name={account}", "application/x-www-form-urlencoded", "name=mara"),
    ],
)
def test_a_body_makes_it_a_post_with_the_handle_escaped(tmp_path: Path, body: str, kind: str, sent: str) -> None:
    entry = ENTRY | {"uri_check": "https://ink.example.org/api", "post_body": body, "headers": {"Content-Type": kind}}
    path = manifest(tmp_path, entry | {"uri_pretty": "https://ink.example.org/u/{account}"})
    (collector,) = read_manifest(path)
    seen: dict[str, object] = {}

    async def fetch(url: str, **kwargs: object) -> Reply:
        if not seen:  # the controls come after
            seen.update(kwargs, url=url)
        return Reply(url, 200, {"content-type": "application/json"}, b'{"x": "class=\\"writer\\""}')

    account = collector.site.account(Handle("mara"))
    with pytest.raises(NoReply):
        asyncio.run(_collect(collector.collect(account, Visit(fetch, collector.site, NOW))))
    assert (seen["method"], seen["content"], seen["content_type"]) == ("POST", sent.encode(), kind)
    assert account.url == "https://ink.example.org/u/mara"


def test_a_handle_that_would_be_altered_is_not_asked_for(tmp_path: Path) -> None:
    (collector,) = read_manifest(manifest(tmp_path, ENTRY | {"strip_bad_char": "."}))
    door = SavedDoor({})
    account = collector.site.account(Handle("mara.voss"))
    with pytest.raises(NoReply) as caught:
        asyncio.run(_collect(collector.collect(account, Visit(door.fetch, collector.site, NOW))))
    assert caught.value.reason is Reason.ILLEGAL_HANDLE
    assert door.asked == []


def test_entries_marked_invalid_are_left_out_and_sensitive_ones_are_marked(tmp_path: Path) -> None:
    path = manifest(tmp_path, ENTRY | {"valid": False}, ENTRY | {"name": "Two", "cat": "dating"})
    assert [(c.site.id, c.site.sensitive) for c in read_manifest(path)] == [("wmn:two", True)]


WRONG: list[tuple[object, str]] = [
    (ENTRY | {"uri_check": "file:///etc/{account}"}, "uri_check"),
    (ENTRY | {"uri_check": "https://ink.example.org/"}, "stands neither"),
    (ENTRY | {"e_code": None}, "e_code"),
    (ENTRY | {"name": ""}, "'name'"),
    (ENTRY | {"e_string": "", "m_code": 200}, "tell two answers apart"),
    ("text", "'name'"),
]


@pytest.mark.parametrize(("entry", "says"), WRONG)
def test_a_malformed_entry_is_one_error_with_file_and_entry(tmp_path: Path, entry: object, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_manifest(manifest(tmp_path, entry))
    assert "wmn.json: site 1" in caught.value.message
    assert says in caught.value.message


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sites": 3}', '{"sites": []}', "[" * 5000])
def test_what_is_no_manifest_is_one_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wmn.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"wmn\.json"):
        read_manifest(path)
