"""Every collector against its saved answers, and against the answers of a hostile or walled-off site."""

from __future__ import annotations

import asyncio
import importlib
import json
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from footprint_audit.collectors import deep_sites, programs, sites, software
from footprint_audit.collectors.door import Reply
from footprint_audit.collectors.visit import Collector, Program, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Handle, Outcome, Profile, Reason, Site, Unread

from .saved import Case, SavedDoor, read_case

HERE = Path(__file__).parent
PACKAGES: Mapping[str, ModuleType] = {"sites": sites, "software": software}
EXAMPLE_BASE = "https://example.org"

MODULES = [
    f"{kind}/{module.name}" for kind, package in PACKAGES.items() for module in pkgutil.iter_modules(package.__path__)
]
CASES = sorted(path for kind in PACKAGES for path in HERE.glob(f"{kind}/*/*.json"))
FOUND = [path for path in CASES if path.stem == "found"]

CHALLENGE = b"""<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"></head><body><noscript>Enable JavaScript and cookies</noscript>
<script>window._cf_chl_opt={cvId:'3',cZone:"example.org",cType:'managed'};
a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=0';</script></body></html>"""


def name_of(path: Path) -> str:
    return "/".join(path.relative_to(HERE).with_suffix("").parts)


def load(name: str) -> Collector | Program:
    kind, _, module = name.partition("/")
    loaded = importlib.import_module(f"{PACKAGES[kind].__name__}.{module}")
    exported: Collector | Program = loaded.collector if kind == "sites" else loaded.program
    assert loaded.__all__ == ["collector" if kind == "sites" else "program"]
    return exported


def collector_for(path: Path, case: Case) -> Collector:
    loaded = load("/".join(path.relative_to(HERE).parts[:2]))
    return loaded if isinstance(loaded, Collector) else loaded.at(case.base)


def run(collector: Collector, case: Case, door: SavedDoor) -> Outcome:
    account = collector.site.account(Handle.parse(case.handle))
    visit = Visit(door.fetch, collector.site, case.now)

    async def collect() -> Outcome:
        return await collector.collect(account, visit)

    try:
        return asyncio.run(collect())
    except NoReply as failure:
        return Unread(account, failure.reason, failure.advice)


# --- what each outcome says, as plain values ------------------------------------------------------------------------


def described(outcome: Outcome, expected: Mapping[str, object]) -> dict[str, object]:
    """The outcome's fields that `expected` names, in the words of a case file."""
    kind = {Profile: "profile", Absent: "absent", Unread: "unread"}[type(outcome)]
    return {"outcome": kind} | {key: plain(outcome, key, expected[key]) for key in expected if key != "outcome"}


def plain(outcome: Outcome, key: str, expected: object) -> object:
    value: object = getattr(outcome, key, f"an outcome of this kind has no {key!r}")
    if isinstance(outcome, Profile):
        if key == "posts":
            return [posts_fields(post, i, expected) for i, post in enumerate(outcome.posts)]
        if key == "gaps":
            return [gap.field for gap in outcome.gaps]
        if key in ("details", "counters"):
            return dict(outcome.details if key == "details" else outcome.counters)
    return list(value) if isinstance(value, tuple) else value


def posts_fields(post: object, index: int, expected: object) -> dict[str, object]:
    saved = expected[index] if isinstance(expected, list) and index < len(expected) else {}
    names = list(saved) if isinstance(saved, dict) and saved else ["text", "date", "url"]
    return {name: getattr(post, name) for name in names}


# --- saved answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_the_saved_answers_give_the_expected_outcome(path: Path) -> None:
    case = read_case(path)
    door = SavedDoor(case.replies)
    outcome = run(collector_for(path, case), case, door)
    assert door.unknown == [], f"asked an address without a saved answer (it said {outcome!r})"
    assert door.never_asked == [], "saved answers that nothing asked for"
    assert described(outcome, case.expect) == case.expect
    assert not isinstance(outcome, Absent) or outcome.evidence
    assert not isinstance(outcome, Unread) or outcome.advice


@pytest.mark.parametrize("name", MODULES)
def test_every_collector_has_saved_answers_for_found_absent_and_blocked(name: str) -> None:
    kinds = {"found": "profile", "absent": "absent", "blocked": "unread"}
    assert [stem for stem in kinds if not (HERE / name / f"{stem}.json").is_file()] == [], "case files are missing"
    assert {stem: read_case(HERE / name / f"{stem}.json").expect["outcome"] for stem in kinds} == kinds


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_profile_found_holds_only_web_links_and_short_dates(path: Path) -> None:
    case = read_case(path)
    outcome = run(collector_for(path, case), case, SavedDoor(case.replies))
    if not isinstance(outcome, Profile):
        assert isinstance(outcome, Absent | Unread)
        return
    links = [*outcome.links, *outcome.rel_me, *outcome.verified_links, *filter(None, [outcome.avatar_url])]
    assert [link for link in links if not link.startswith(("http://", "https://"))] == []
    assert len(outcome.joined) <= len("2026-01-15")
    assert all(isinstance(count, int) for _, count in outcome.counters)
    assert all(name and text for name, text in outcome.details)


# --- the shape of a module ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODULES)
def test_a_module_exports_one_thing_whose_id_is_its_file_name(name: str) -> None:
    loaded = load(name)
    module = name.partition("/")[2]
    if isinstance(loaded, Program):
        assert loaded.id == module
        site = loaded.at(EXAMPLE_BASE).site
        assert site.id == f"{module}:example.org"
    else:
        site = loaded.site
        assert site.id == module
    assert_well_described(site)


def assert_well_described(site: Site) -> None:
    assert site.name
    assert site.category
    assert site.source.startswith("https://")
    assert site.profile_url.startswith("https://")
    assert site.profile_url.count("{handle}") == 1
    assert not [host for host in site.hosts if "/" in host or host != host.lower()]


def test_discovery_gives_every_module_in_order_of_its_id() -> None:
    assert [collector.site.id for collector in deep_sites()] == sorted(n[6:] for n in MODULES if n.startswith("sites/"))
    assert list(programs()) == sorted(n[9:] for n in MODULES if n.startswith("software/"))


# --- hostile sites --------------------------------------------------------------------------------------------------


def answering_all(case: Case, status: int, body: bytes, kind: str) -> SavedDoor:
    headers = {"content-type": kind}
    return SavedDoor({key: Reply(reply.url, status, headers, body) for key, reply in case.replies.items()})


@pytest.mark.parametrize("path", FOUND, ids=name_of)
@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, CHALLENGE, Reason.BLOCKED),
        (403, CHALLENGE, Reason.BLOCKED),
        (404, CHALLENGE, Reason.BLOCKED),
        (429, b"<html><title>Too many requests</title></html>", Reason.RATE_LIMITED),
        (503, b"<html><title>Down</title></html>", Reason.SERVER_ERROR),
        (200, b"", None),
    ],
    ids=["challenge", "refused", "challenge instead of 404", "rate limit", "down", "nothing"],
)
def test_a_wall_is_never_an_answer(path: Path, status: int, body: bytes, reason: Reason | None) -> None:
    case = read_case(path)
    outcome = run(collector_for(path, case), case, answering_all(case, status, body, "text/html; charset=utf-8"))
    assert isinstance(outcome, Unread)
    assert reason in (None, outcome.reason)


STRANGE = [
    *(b"null", b"[]", b"{}", b"0", b'""', b"[[]]", b"[null, 1, {}]"),
    *(b"{", b"\xff\xfe\x00", b"[" * 500, b"<a><b", b"9" * 5000),
]


@pytest.mark.parametrize("path", FOUND, ids=name_of)
@pytest.mark.parametrize("status", [200, 302, 404])
def test_an_answer_of_any_shape_never_raises(path: Path, status: int) -> None:
    case = read_case(path)
    collector = collector_for(path, case)
    for body in STRANGE:
        for kind in ("application/json", "text/html"):
            assert isinstance(run(collector, case, answering_all(case, status, body, kind)), Absent | Unread | Profile)


def disfigured(value: object, leaf: object) -> object:
    """The same structure with every value at its ends replaced."""
    if isinstance(value, dict):
        return {key: disfigured(child, leaf) for key, child in value.items()}
    return [disfigured(child, leaf) for child in value] if isinstance(value, list) and value else leaf


@pytest.mark.parametrize("path", FOUND, ids=name_of)
@pytest.mark.parametrize(
    "leaf",
    [
        *(None, True, 10**30, -1.5, [], {}, [None], {"a": None}),
        *("\ud83d", "javascript:alert(1)", "http://[", "<p>", "9" * 5000),
    ],
    ids=lambda leaf: repr(leaf)[:20],
)
def test_values_of_an_unexpected_type_never_raise(path: Path, leaf: object) -> None:
    case = read_case(path)
    replies = {key: disfigured_reply(reply, leaf) for key, reply in case.replies.items()}
    assert isinstance(run(collector_for(path, case), case, SavedDoor(replies)), Absent | Unread | Profile)


def disfigured_reply(reply: Reply, leaf: object) -> Reply:
    try:
        value: object = json.loads(reply.body)
    except ValueError:
        return reply
    return replace(reply, body=json.dumps(disfigured(value, leaf)).encode())
