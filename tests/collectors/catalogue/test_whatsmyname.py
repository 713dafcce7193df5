"""WhatsMyName's format, each trap that its other readers fell into. The manifests are made here, from its schema."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.collectors.catalogue.entry import EvidenceKind
from footprint_audit.collectors.catalogue.manifest import read
from footprint_audit.errors import ConfigError
from footprint_audit.model import Reason

from .asking import Answer, ask, entries_of, reads, reason_of, the_one

SITE = {
    "name": "Ink Well",
    "uri_check": "https://ink.example.org/u/{account}",
    "e_code": 200,
    "e_string": 'class="writer"',
    "m_code": 404,
    "m_string": "no such writer",
    "known": ["inkwell", "quill"],
    "cat": "social",
}
PAGE = """<html><head><meta property="og:type" content="profile"><script type="application/ld+json">
{"@type": "Person", "name": "Mara Voss", "description": "Bridges."}</script></head>
<body class="writer">mara</body></html>"""
GONE = Answer(404, "<p>no such writer</p>")


def manifest(*sites: object) -> dict[str, object]:
    return {"license": ["made here"], "authors": ["tests"], "categories": ["social"], "sites": list(sites)}


def site(**changes: object) -> dict[str, object]:
    return {key: value for key, value in {**SITE, **changes}.items() if value is not ...}


# The facts of wmn-data-schema.json, in a schema of our own (draft 2020-12).
TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
STATUS = {"type": "integer", "minimum": 100, "maximum": 599}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["license", "authors", "categories", "sites"],
    "additionalProperties": False,
    "properties": {
        "license": TEXTS,
        "authors": TEXTS,
        "categories": TEXTS,
        "sites": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "uri_check", "e_code", "e_string", "m_code", "m_string", "known", "cat"],
                "additionalProperties": False,
                "properties": {
                    "name": TEXT,
                    "uri_check": {"type": "string", "pattern": "^https?://"},
                    "uri_pretty": {"type": "string", "pattern": "^https?://"},
                    "e_code": STATUS,
                    "e_string": TEXT,
                    "m_code": STATUS,
                    "m_string": TEXT,
                    "known": {**TEXTS, "minItems": 1},
                    "cat": TEXT,
                    "post_body": TEXT,
                    "headers": {"type": "object", "additionalProperties": TEXT},
                    "strip_bad_char": TEXT,
                    "valid": {"const": False},
                    "protection": TEXTS,
                },
            },
        },
    },
}


def test_status_and_text_together_are_a_profile() -> None:
    entry = the_one(manifest(SITE))
    assert reads(entry, Answer(200, PAGE)) == "found"
    assert entry.site.id == "wmn:ink-well"


def test_both_missing_markers_are_absence() -> None:
    assert reads(the_one(manifest(SITE)), GONE) == "absent"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, "<p>no such writer</p>"),
        Answer(404, "<p>gone fishing</p>"),
        Answer(200, "<p>hello</p>"),
        Answer(500, '<p class="writer">'),
    ],
)
def test_half_a_marker_is_no_answer(answer: Answer) -> None:
    assert reads(the_one(manifest(SITE)), answer) not in ("found", "absent")


def test_an_empty_missing_text_makes_nobody_missing_and_nobody_contradictory() -> None:
    entry = the_one(manifest(site(m_string="")))
    assert reads(entry, Answer(200, PAGE)) == "found"
    assert reads(entry, Answer(404, "x")) == "absent"


def test_an_empty_text_beside_the_same_status_is_no_sign_at_all() -> None:
    entry = the_one(manifest(site(m_code=200, m_string="")))
    assert entry.absent == ()
    assert reads(entry, Answer(200, PAGE)) == "found"
    assert reads(entry, Answer(200, "<p>anything else</p>")) not in ("found", "absent")


def test_two_answers_that_nothing_tells_apart_are_not_asked() -> None:
    assert "told apart" in the_one(manifest(site(m_code=200, m_string="", e_string=""))).disabled


def test_a_found_text_within_the_missing_one_is_told_by_the_status() -> None:
    entry = the_one(manifest(site(e_string="writer", m_string="no such writer")))
    assert reads(entry, Answer(200, "<p>the writer mara</p>")) == "found"
    assert reads(entry, GONE) == "absent"


def test_a_text_far_down_a_long_page_is_seen() -> None:
    page = f"<p>{'ink ' * 40_000}</p>{PAGE}"
    assert reads(the_one(manifest(SITE)), Answer(200, page)) == "found"


def test_a_redirect_is_an_answer_where_the_manifest_says_so_and_is_not_followed() -> None:
    entry = the_one(manifest(site(m_code=302, m_string="sent home")))
    answer = Answer(302, location="https://ink.example.org/")
    assert reads(entry, answer) == "absent"
    asked = ask(entry, "mara", answer)
    assert "https://ink.example.org/" not in asked.urls
    assert not asked.sent[0].get("hops")


@pytest.mark.parametrize(
    ("body", "kind", "handle", "sent"),
    [
        ('{"name": "{account}"}', "application/json", "mara", '{"name": "mara"}'),
        ('{"name": "{account}"}', "application/json", "мара", '{"name": "\\u043c\\u0430\\u0440\\u0430"}'),
        ("name={account}&x=1", "application/x-www-form-urlencoded", "мара", "name=%D0%BC%D0%B0%D1%80%D0%B0&x=1"),
        ("name={account}", None, "mara", "name=mara"),
    ],
)
def test_a_body_makes_it_a_post_with_the_handle_escaped_as_its_type_wants(
    body: str, kind: str | None, handle: str, sent: str
) -> None:
    entry = the_one(
        manifest(
            site(
                uri_check="https://ink.example.org/api",
                uri_pretty="https://ink.example.org/u/{account}",
                post_body=body,
                headers={"content-type": kind} if kind else {},
            )
        )
    )
    asked = ask(entry, handle, Answer(200, "{}", "application/json"))
    request = asked.sent[0]
    assert (request["url"], request["method"]) == ("https://ink.example.org/api", "POST")
    assert request["content"] == sent.encode()
    assert request["content_type"] == (kind or "application/x-www-form-urlencoded")


def test_the_address_reported_is_the_one_a_person_would_open() -> None:
    entry = the_one(
        manifest(site(uri_check="https://api.ink.example.org/v1?u={account}", uri_pretty=SITE["uri_check"]))
    )
    asked = ask(entry, "mara", GONE)
    assert asked.outcome.account.url == "https://ink.example.org/u/mara"
    assert asked.urls[0] == "https://api.ink.example.org/v1?u=mara"
    assert entry.evidence is EvidenceKind.API


def test_a_handle_that_would_be_altered_is_not_asked_for() -> None:
    asked = ask(the_one(manifest(site(strip_bad_char="."))), "mara.voss", Answer(200, PAGE))
    assert reason_of(asked.outcome) is Reason.ILLEGAL_HANDLE
    assert asked.sent == ()


def test_braces_of_an_address_are_not_a_language() -> None:
    entry = the_one(manifest(site(uri_check="https://ink.example.org/{0.__class__}/{account}")))
    assert ask(entry, "mara", GONE).urls == ["https://ink.example.org/{0.__class__}/mara"]


def test_a_handle_in_the_host_stays_within_the_site() -> None:
    entry = the_one(manifest(site(uri_check="https://{account}.ink.example.org/")))
    assert entry.site.hosts == ()
    for url in ask(entry, "evil.example", GONE).urls:
        assert url == "https://evil.example.ink.example.org/"


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, EvidenceKind.PROFILE),
        ({"uri_check": "https://ink.example.org/signup/check_name?n={account}"}, EvidenceKind.AVAILABILITY),
        ({"uri_check": "https://ink.example.org/api/users/available?n={account}"}, EvidenceKind.AVAILABILITY),
        ({"uri_check": "https://ink.example.org/x", "post_body": "user={account}"}, EvidenceKind.AVAILABILITY),
        (
            {"uri_check": "https://ink.example.org/graphql", "post_body": '{"q": "{account}"}',
             "headers": {"Content-Type": "application/json"}, "uri_pretty": SITE["uri_check"]},
            EvidenceKind.API,
        ),
    ],
)  # fmt: skip
def test_a_sign_up_check_is_marked_as_no_profile(changes: dict[str, object], kind: EvidenceKind) -> None:
    assert the_one(manifest(site(**changes))).evidence is kind


def test_only_accept_and_content_type_are_sent_and_the_rest_is_marked() -> None:
    headers = {"User-Agent": "Mozilla", "Cookie": "a=b", "Host": "other.example", "Accept": "text/x"}
    entry = the_one(manifest(site(headers=headers)))
    asked = ask(entry, "mara", GONE)
    assert asked.sent[0]["accept"] == "text/x"
    assert not any("Mozilla" in str(value) or "other.example" in str(value) for value in asked.sent[0].values())
    assert entry.without == ("cookie", "host", "user-agent")


def test_a_wall_is_an_answer_only_where_the_manifest_names_its_status() -> None:
    assert the_one(manifest(site(e_code=403, m_code=404))).walls_as_answers == (403,)
    assert the_one(manifest(SITE)).walls_as_answers == ()


def test_entries_marked_invalid_are_not_asked_and_sensitive_ones_are_marked() -> None:
    entries = entries_of(manifest(site(valid=False), site(name="Two", cat="dating"), site(name="Three")))
    assert [(e.site.id, bool(e.disabled), e.site.sensitive) for e in entries] == [
        ("wmn:ink-well", True, False),
        ("wmn:two", False, True),
        ("wmn:three", False, False),
    ]


def test_known_handles_and_protection_are_kept() -> None:
    entry = the_one(manifest(site(protection=["cloudflare"])))
    assert (entry.known, entry.protection) == (("inkwell", "quill"), ("cloudflare",))


WRONG: list[tuple[object, str]] = [
    (site(uri_check="file:///etc/{account}"), "uri_check"),
    (site(uri_check="https://a:b@ink.example.org/{account}"), "uri_check"),
    (site(uri_check="https://{account}/"), "whose server"),
    (site(uri_check="https://{account}.com/"), "whose server"),
    (site(uri_check="https://ink.example.org/"), "stands neither"),
    (site(uri_pretty="javascript:alert(1)//{account}"), "uri_pretty"),
    (site(e_code=None), "e_code"),
    (site(e_code="200"), "e_code"),
    (site(e_code=True), "e_code"),
    (site(e_code=10**40), "e_code"),
    (site(m_string=["a"]), "m_string"),
    (site(known=[1]), "known"),
    (site(name=""), "'name'"),
    (site(headers={"Accept": "a\r\nX-Evil: 1"}), "header"),
    (site(headers=["Accept"]), "headers"),
    (site(valid="no"), "valid"),
    (site(e_string="x" * 5000), "4096"),
    (site(e_string="\ud800"), "half a character"),
    ("text", "not a table"),
    (None, "not a table"),
]


@pytest.mark.parametrize(("entry", "says"), WRONG)
def test_a_malformed_entry_is_one_error_with_file_and_entry(entry: object, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(json.dumps(manifest(SITE, entry)).encode(), "wmn.json")
    assert caught.value.message.startswith("wmn.json: site ")
    assert says in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.advice


# --- any file of the schema -----------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
CODES = st.sampled_from([200, 201, 301, 302, 400, 403, 404, 500])
PATHS = st.text("abcz/.-_~%", max_size=8)
SITES = st.fixed_dictionaries(
    {
        "name": WORDS.filter(bool),
        "uri_check": PATHS.map(lambda path: f"https://ink.example.org/{path}{{account}}"),
        "e_code": CODES,
        "e_string": WORDS,
        "m_code": CODES,
        "m_string": WORDS,
        "known": st.lists(WORDS, min_size=1, max_size=3),
        "cat": st.sampled_from(["social", "coding", "xx NSFW xx"]),
    },
    optional={
        "uri_pretty": PATHS.map(lambda path: f"http://www.ink.example.org/{path}{{account}}"),
        "post_body": WORDS.map(lambda text: f"{text}={{account}}"),
        "headers": st.dictionaries(
            st.sampled_from(["Accept", "Content-Type", "User-Agent", "Cookie"]), st.text("abc/;=1 ", max_size=9)
        ),
        "strip_bad_char": st.sampled_from([".", "-_", ""]),
        "valid": st.just(value=False),
        "protection": st.lists(st.sampled_from(["cloudflare", "captcha"])),
    },
)


@settings(max_examples=80, deadline=None)
@given(st.lists(SITES, min_size=1, max_size=5))
def test_every_file_of_the_schema_is_read_whole(sites: list[dict[str, object]]) -> None:
    data = manifest(*sites)
    jsonschema.validate(data, SCHEMA)
    entries = entries_of(data)
    assert [entry.site.name for entry in entries] == [one["name"] for one in sites]
    assert len({entry.site.id for entry in entries}) == len(entries)
    for entry, one in zip(entries, sites, strict=True):
        assert "{handle}" in entry.request.url
        assert bool(entry.disabled) is (one.get("valid") is False or not (entry.found or entry.absent))
        assert (entry.request.method == "POST") is ("post_body" in one)
        assert "" not in [text for sign in (*entry.found, *entry.absent) for text in sign.texts]


def test_the_schema_refuses_what_it_should() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(manifest(site(e_code="200")), SCHEMA)
