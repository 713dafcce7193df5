"""Sherlock's format: one marker, and what its other readers conclude from it wrongly."""

from __future__ import annotations

import json
import time

import pytest

from footprint_audit.collectors.catalogue.entry import EvidenceKind
from footprint_audit.collectors.catalogue.manifest import read
from footprint_audit.errors import ConfigError
from footprint_audit.model import Handle, Reason

from .asking import Answer, ask, entries_of, reads, reason_of, the_one

SITE = {
    "url": "https://ink.example.org/u/{}",
    "urlMain": "https://ink.example.org/",
    "errorType": "status_code",
    "username_claimed": "inkwell",
}
PROFILE = Answer(200, "<p>mara writes</p>")
REFUSALS = [401, 403, 407, 429, 451, 500, 503]


def manifest(**changes: object) -> dict[str, object]:
    return {"$schema": "data.schema.json", "Ink Well": {**SITE, **changes}}


MESSAGE = {"errorType": "message", "errorMsg": "no such writer"}


def test_the_key_of_the_schema_is_no_site() -> None:
    assert [entry.site.name for entry in entries_of(manifest())] == ["Ink Well"]


def test_a_status_tells_both_answers() -> None:
    entry = the_one(manifest())
    assert reads(entry, PROFILE) == "found"
    assert reads(entry, Answer(404, "gone")) == "absent"


@pytest.mark.parametrize("status", REFUSALS)
@pytest.mark.parametrize("changes", [{}, MESSAGE, {"errorType": "response_url", "errorUrl": "https://x.example/"}])
def test_a_refusal_is_neither_found_nor_free(status: int, changes: dict[str, object]) -> None:
    answer = Answer(status, "<p>no such writer</p>")
    assert reads(the_one(manifest(**changes)), answer) not in ("found", "absent")


def test_a_status_of_its_own_for_absence_is_taken_from_those_of_presence() -> None:
    entry = the_one(manifest(errorCode=204))
    assert 204 not in entry.found[0].statuses
    assert 204 in entry.absent[0].statuses
    assert the_one(manifest(errorCode=[204, 410, 400])).absent[0].statuses[-3:] == (204, 410, 400)


def test_head_is_asked_as_get_since_a_wall_has_no_body_there() -> None:
    assert ask(the_one(manifest(request_method="HEAD")), "mara", PROFILE).sent[0]["method"] == "GET"
    assert ask(the_one(manifest()), "mara", PROFILE).sent[0]["method"] == "GET"


@pytest.mark.parametrize("messages", ["no such writer", ["nobody", "no such writer"]])
def test_a_message_is_a_sign_of_absence_alone(messages: object) -> None:
    entry = the_one(manifest(errorType="message", errorMsg=messages))
    assert entry.found == ()
    assert reads(entry, Answer(200, "<p>no such writer</p>")) == "absent"


def test_a_message_that_speaks_of_us_is_no_absence() -> None:
    entry = the_one(manifest(errorType="message", errorMsg=["nobody", "The resource is being rate limited"]))
    assert entry.absent[0].texts == ("nobody",)
    answer = Answer(200, "The resource is being rate limited")
    assert reads(entry, answer) not in ("found", "absent")


def test_a_redirect_tells_only_where_it_is_the_marker() -> None:
    led_away = Answer(302, location="https://ink.example.org/")
    entry = the_one(manifest(errorType="response_url", errorUrl="https://rotten.example.com/"))
    assert reads(entry, led_away) == "absent"
    assert reads(the_one(manifest()), led_away) not in ("found", "absent")


def test_of_several_types_each_can_say_absent_and_all_must_hold_for_found() -> None:
    entry = the_one(manifest(errorType=["message", "status_code"], errorMsg="no such writer"))
    assert entry.found == ()
    assert reads(entry, Answer(200, "no such writer")) == "absent"
    assert reads(entry, Answer(404, "x")) == "absent"


def test_a_nested_payload_is_filled_everywhere_and_sent_as_json() -> None:
    entry = the_one(
        manifest(
            urlProbe="https://graphql.ink.example.org/",
            request_method="POST",
            request_payload={"query": "query($n:String){U(n:$n){id}}", "variables": {"name": "{}", "list": ["{}", 3]}},
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    )
    request = ask(entry, "мара", PROFILE).sent[0]
    assert request["method"] == "POST"
    assert request["content_type"] == "application/json"
    content = request["content"]
    assert isinstance(content, bytes)
    assert json.loads(content)["variables"] == {"name": "мара", "list": ["мара", 3]}
    assert json.loads(content)["query"] == "query($n:String){U(n:$n){id}}"


def test_what_would_change_something_is_not_asked() -> None:
    assert "PUT" in the_one(manifest(request_method="PUT")).disabled
    assert "GET" in the_one(manifest(request_payload={"a": "{}"})).disabled


def test_an_address_without_the_handle_stands_where_what_is_asked_has_it() -> None:
    entry = the_one(manifest(url="https://ink.example.org", urlProbe="https://ink.example.org/exists?u={}"))
    assert entry.evidence is EvidenceKind.AVAILABILITY
    assert ask(entry, "mara", PROFILE).urls[0] == "https://ink.example.org/exists?u=mara"


def test_a_pattern_is_searched_as_sherlock_does_and_nothing_is_asked_of_who_breaks_it() -> None:
    entry = the_one(manifest(regexCheck="[a-z]{3}"))
    assert entry.site.admits(Handle("9mara9"))
    asked = ask(entry, "99", PROFILE)
    assert reason_of(asked.outcome) is Reason.ILLEGAL_HANDLE
    assert asked.sent == ()


def test_a_pattern_that_refers_back_turns_the_entry_off() -> None:
    assert "safely" in the_one(manifest(regexCheck=r"^(a)\1$")).disabled


def test_no_pattern_holds_up_who_asks() -> None:
    entry = the_one(manifest(**MESSAGE, regexCheck=r"^mara$|^(?:(?:\w+)+)+!$"))
    started = time.process_time()
    ask(entry, "mara", Answer(200, "<p>hello</p>"))
    assert time.process_time() - started < 2


def test_headers_are_taken_or_named() -> None:
    headers = {"Cookie": "a=1", "Host": "other.example", "Accept": "text/html", "accept-language": "en"}
    entry = the_one(manifest(headers=headers))
    assert (entry.request.accept, entry.without) == ("text/html", ("accept-language", "cookie", "host"))


@pytest.mark.parametrize("changes", [{"isNSFW": True}, {"tags": "adult"}, {"tags": ["gaming", "adult"]}])
def test_adult_sites_are_sensitive(changes: dict[str, object]) -> None:
    assert the_one(manifest(**changes)).site.sensitive


def test_comments_and_dead_keys_are_known_and_not_complained_of() -> None:
    data = manifest(__comment__="x", errorUrl="https://x.example", response_url="y", username_unclaimed="z")
    assert read(json.dumps(data).encode(), "x").notes == ()


WRONG: list[tuple[dict[str, object], str]] = [
    ({"url": "ink.example.org/{}"}, "'url'"),
    ({"url": "https://ink.example.org/"}, "stands neither"),
    ({"urlProbe": "https://ink.example.org/probe"}, "stands neither"),
    ({"url": "https://{}/"}, "whose server"),
    ({"errorType": "body"}, "errorType"),
    ({"errorType": []}, "errorType"),
    ({"errorType": None}, "errorType"),
    ({"errorType": "message"}, "errorMsg"),
    ({"errorCode": "404"}, "errorCode"),
    ({"request_method": "DELETE"}, "request_method"),
    ({"request_payload": "{}"}, "request_payload"),
    ({"request_payload": {"a": [[[[[[[[[["{}"]]]]]]]]]]}, "request_method": "POST"}, "nested"),
    ({"regexCheck": 3}, "regexCheck"),
    ({"isNSFW": "no"}, "isNSFW"),
]


@pytest.mark.parametrize(("changes", "says"), WRONG)
def test_a_malformed_entry_is_one_error_with_file_and_entry(changes: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(json.dumps({"Good": SITE, **manifest(**changes)}).encode(), "data.json")
    assert caught.value.message.startswith("data.json: site 'Ink Well': ")
    assert says in caught.value.message
