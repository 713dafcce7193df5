"""Maigret's format: engines, two markers, and the entries that are no question about a handle."""

from __future__ import annotations

import json

import pytest

from footprint_audit.collectors.catalogue.entry import EvidenceKind
from footprint_audit.collectors.catalogue.manifest import read
from footprint_audit.errors import ConfigError
from footprint_audit.model import Handle

from .asking import Answer, ask, reads, the_one

SITE = {
    "tags": ["us", "coding"],
    "urlMain": "https://ink.example.org",
    "url": "https://ink.example.org/u/{username}",
    "checkType": "message",
    "presenseStrs": ["writer"],
    "absenceStrs": ["nobody here"],
    "usernameClaimed": "inkwell",
    "usernameUnclaimed": "noonewouldeverusethis7",
}
FOUND, MISSING = Answer(200, "<p>the writer mara</p>"), Answer(200, "<p>nobody here</p>")


def manifest(engine: dict[str, object] | None = None, /, **changes: object) -> dict[str, object]:
    site = {key: value for key, value in {**SITE, **changes}.items() if value is not ...}
    if engine is not None:
        site["engine"] = "Forum"
    engines = {} if engine is None else {"Forum": {"name": "Forum", "site": engine, "presenseStrs": ["by Forum"]}}
    return {"sites": {"Ink Well": site}, "engines": engines, "tags": ["coding"]}


def test_both_texts_tell_both_answers() -> None:
    entry = the_one(manifest())
    assert reads(entry, FOUND) == "found"
    assert reads(entry, MISSING) == "absent"
    assert entry.site.category == "coding"


def test_a_page_that_says_neither_is_not_free_nor_an_empty_one() -> None:
    for body in ("<p>are you a robot?</p>", ""):
        assert reads(the_one(manifest()), Answer(200, body)) not in ("found", "absent")


def test_the_right_spelling_of_presence_counts_as_well() -> None:
    entry = the_one(manifest(presenseStrs=..., presenceStrs=["author"]))
    assert entry.found[0].texts == ("author",)
    both = the_one(manifest(presenceStrs=["author"]))
    assert both.found[0].texts == ("writer", "author")


def test_without_texts_of_presence_nothing_is_a_sign_of_it() -> None:
    assert the_one(manifest(presenseStrs=...)).found == ()
    assert the_one(manifest(presenseStrs=[""])).found == ()
    assert the_one(manifest(absenceStrs=...)).absent == ()


def test_a_status_check_ignores_the_texts() -> None:
    entry = the_one(manifest(checkType="status_code"))
    assert reads(entry, Answer(200, "<p>nobody here</p>")) == "found"
    assert reads(entry, Answer(404, "<p>writer</p>")) == "absent"
    assert reads(entry, Answer(429, "<p>slow down</p>")) not in ("found", "absent")


def test_a_redirect_check_honours_texts_of_presence() -> None:
    entry = the_one(manifest(checkType="response_url"))
    assert reads(entry, FOUND) == "found"
    assert reads(entry, Answer(200, "<p>welcome</p>")) not in ("found", "absent")
    assert reads(entry, Answer(302, location="https://ink.example.org/")) == "absent"


# --- engines --------------------------------------------------------------------------------------------------------


def test_lists_of_site_and_engine_are_joined_the_sites_first() -> None:
    entry = the_one(manifest({"presenseStrs": ["profile"], "absenceStrs": ["404"]}))
    assert entry.found[0].texts == ("writer", "profile")
    assert entry.absent[0].texts == ("nobody here", "404")


def test_tables_are_updated_by_the_engine() -> None:
    entry = the_one(manifest({"errors": {"banned": "IP ban"}}, errors={"asleep": "later", "banned": "x"}))
    assert set(entry.refusals) == {"asleep", "banned"}
    headers = the_one(manifest({"headers": {"Accept": "text/engine"}}, headers={"Accept": "text/site"}))
    assert headers.request.accept == "text/engine"


def test_of_anything_else_the_sites_own_word_holds() -> None:
    entry = the_one(manifest({"checkType": "status_code", "regexCheck": "^[a-z]+$"}))
    assert entry.found[0].texts == ("writer",)
    assert not entry.site.admits(Handle("mara9"))


def test_an_engine_gives_the_addresses_and_doubled_slashes_are_folded_in_the_page_alone() -> None:
    engine = {"url": "{urlMain}{urlSubpath}/u/{username}", "urlProbe": "{urlMain}/api/{username}.json"}
    entry = the_one(manifest(dict(engine), url=..., urlMain="https://ink.example.org/", urlSubpath="/forum/"))
    assert entry.site.profile_url == "https://ink.example.org/forum/u/{handle}"
    assert entry.request.url == "https://ink.example.org//api/{handle}.json"
    assert entry.evidence is EvidenceKind.API


def test_an_engine_that_is_not_in_the_file_is_an_error() -> None:
    data = manifest()
    data["sites"]["Ink Well"]["engine"] = "Nowhere"  # type: ignore[index]  # made above
    with pytest.raises(ConfigError, match="engine"):
        read(json.dumps(data).encode(), "data.json")


# --- what is sent ---------------------------------------------------------------------------------------------------


def test_doubled_braces_of_a_payload_are_single_ones_and_only_texts_at_the_top_are_filled() -> None:
    payload = {"query": '{{ user(name: "{username}") {{ id }} }}', "deep": {"name": "{username}"}, "size": 5}
    entry = the_one(manifest(urlProbe="https://ink.example.org/graphql", requestMethod="POST", requestPayload=payload))
    request = ask(entry, "мара", FOUND).sent[0]
    content = request["content"]
    assert isinstance(content, bytes)
    sent = json.loads(content)
    assert sent["query"] == '{ user(name: "мара") { id } }'
    assert sent["size"] == 5
    assert request["content_type"] == "application/json"


def test_a_form_is_sent_where_the_header_says_so() -> None:
    entry = the_one(
        manifest(
            requestMethod="POST",
            requestPayload={"user name": "{username}", "n": 1},
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    )
    request = ask(entry, "мара", FOUND).sent[0]
    assert request["content"] == b"user%20name=%D0%BC%D0%B0%D1%80%D0%B0&n=1"


def test_parameters_are_appended() -> None:
    entry = the_one(manifest(urlProbe="https://ink.example.org/q?u={username}", getParams={"k": "v"}))
    assert entry.request.url == "https://ink.example.org/q?u={handle}&k=v"


def test_head_is_asked_as_get() -> None:
    assert the_one(manifest(checkType="status_code", requestHeadOnly=True)).request.method == "GET"
    assert the_one(manifest(requestMethod="head")).request.method == "GET"


# --- what is not asked ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"disabled": True}, "does not work"),
        ({"type": "steam_id"}, "steam_id"),
        ({"type": "username"}, ""),
        ({"protocol": "tor"}, "tor"),
        ({"protocol": "dns", "url": "{username}.com"}, "dns"),
        ({"similarSearch": True}, "similar"),
        ({"activation": {"method": "twitter", "url": "https://x.example"}}, "token"),
        ({"regexCheck": r"(a)\1"}, "safely"),
        ({}, ""),
    ],
)
def test_what_is_no_question_about_a_handle_is_not_asked(changes: dict[str, object], says: str) -> None:
    disabled = the_one(manifest(**changes)).disabled
    assert says in disabled
    assert bool(says) is bool(disabled)


def test_a_copy_of_another_site_is_marked_as_one() -> None:
    assert the_one(manifest(source="GitHub")).evidence is EvidenceKind.MIRROR


def test_an_ignored_403_is_an_answer_where_the_texts_say_so() -> None:
    entry = the_one(manifest(ignore403=True))
    assert entry.walls_as_answers == (403,)
    assert 403 in entry.found[0].statuses
    assert 403 in entry.absent[0].statuses
    assert 403 not in the_one(manifest()).absent[0].statuses


def test_a_text_of_the_sites_errors_is_no_answer() -> None:
    entry = the_one(manifest(errors={"Server is overloaded": "later"}))
    assert reads(entry, Answer(200, "<p>writer. Server is overloaded</p>")) not in ("found", "absent")


@pytest.mark.parametrize("tag", ["porn", "dating", "medicine", "religion"])
def test_sites_that_tell_something_protected_are_sensitive(tag: str) -> None:
    assert the_one(manifest(tags=["us", tag])).site.sensitive


def test_keys_of_the_signs_up_and_mirrors_are_known() -> None:
    data = manifest(mirrors=["https://m.example.org"], encoding="gbk", alexaRank=3, errorUrl="x", caseSentitive=True)
    assert read(json.dumps(data).encode(), "x").notes == ()


WRONG: list[tuple[dict[str, object], str]] = [
    ({"url": "ftp://ink.example.org/{username}"}, "'url'"),
    ({"url": "https://ink.example.org/"}, "stands neither"),
    ({"url": "https://{username}.com/"}, "whose server"),
    ({"url": "https://ink.example.org/{username.__class__}"}, "stands for nothing"),
    ({"url": "https://ink.example.org/{0}{username}"}, "stands for nothing"),
    ({"url": "https://ink.example.org/{username"}, "stands for nothing"),
    ({"checkType": "magic"}, "checkType"),
    ({"checkType": ...}, "checkType"),
    ({"presenseStrs": {"a": 1}}, "presenseStrs"),
    ({"requestMethod": "DELETE"}, "requestMethod"),
    ({"requestMethod": "POST", "requestPayload": {"q": "{ {username}"}}, "stands for nothing"),
    ({"errors": ["x"]}, "errors"),
    ({"disabled": "yes"}, "disabled"),
    ({"tags": "us" * 9000}, "4096"),
]


@pytest.mark.parametrize(("changes", "says"), WRONG)
def test_a_malformed_entry_is_one_error_with_file_and_entry(changes: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(json.dumps(manifest(**changes)).encode(), "data.json")
    assert caught.value.message.startswith("data.json: site 'Ink Well': ")
    assert says in caught.value.message
