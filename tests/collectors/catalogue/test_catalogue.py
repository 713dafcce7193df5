"""Our own catalogue: what is written is what runs, and the check of `make check` sees what is wrong."""

from __future__ import annotations

import json
import re
import time
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from footprint_audit.collectors import catalogue_entries, deep_sites, programs
from footprint_audit.collectors.catalogue.compile import COMPILED, DATA, ORIGINS, compiled
from footprint_audit.collectors.catalogue.entry import EvidenceKind, Sign
from footprint_audit.collectors.catalogue.lint import main, problems
from footprint_audit.collectors.catalogue.load import parse, provenance
from footprint_audit.collectors.catalogue.written import SENSITIVE, Written, read_catalogue, read_origins
from footprint_audit.errors import ConfigError
from footprint_audit.model import Context, Handle

TODAY = date(2026, 11, 28)
SCHEMA = json.loads(
    files("footprint_audit.collectors.catalogue").joinpath("catalogue-v1.schema.json").read_text(encoding="utf-8")
)
GOOD = """
[inkwell]
name = 'Inkwell'
profile = 'https://ink.example.org/@{handle}'
ask = 'https://api.ink.example.org/people/{handle}'
evidence = 'api'
handle = '[a-z0-9_]{2,30}'
found = { status = 200, text = '"pen_name":"{handle}"' }
absent = { status = 404, text = 'no such writer' }
known = ['inkwell']
context = 'professional'
docs = 'https://docs.ink.example.org/people'
from = { request = 'docs', found = 'docs', absent = 'sherlock+maigret', handle = 'own', known = 'own', date = 2026-11-01 }
"""  # noqa: E501 - TOML 1.0 wants an inline table on one line


def write(folder: Path, text: str, name: str = "writing") -> Path:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def edited(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def wrong(folder: Path) -> list[str]:
    origins = read_origins(ORIGINS)
    return [*problems(read_catalogue(folder), origins, [c.site for c in deep_sites()], today=TODAY)]


# --- the one we ship --------------------------------------------------------------------------------------------------


def test_the_catalogue_we_ship_has_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().err


def test_what_runs_is_what_is_written() -> None:
    catalogue, origins = read_catalogue(DATA), read_origins(ORIGINS)
    assert COMPILED.read_text(encoding="utf-8") == compiled(catalogue, origins), "run make snapshots"
    assert catalogue_entries() == tuple(written.entry for written in catalogue)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.toml")), ids=lambda path: path.stem)
def test_each_file_is_valid_by_the_published_schema(path: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(tomllib.loads(path.read_text(encoding="utf-8")))


def test_no_handle_makes_a_pattern_slow() -> None:
    evil = ["a" * 64, "a-" * 32, "_" * 63 + "!", "a" * 63 + "\u00e9", "." * 64]
    start = time.process_time()
    for entry in catalogue_entries():
        for handle in evil:
            re.fullmatch(entry.site.handle_pattern, handle)
    assert time.process_time() - start < 2


def test_it_is_broad_and_covers_every_kind_of_a_professional_reputation() -> None:
    entries = catalogue_entries()
    assert len(entries) >= 200
    kinds = {"developer", "academic", "creative", "social", "writing", "video", "music", "questions", "career", "games"}
    assert kinds <= {entry.site.category for entry in entries}


def test_no_site_is_asked_twice_by_a_deep_collector_or_a_program() -> None:
    taken = {collector.site.id for collector in deep_sites()} | set(programs())
    assert taken.isdisjoint(entry.site.id for entry in catalogue_entries())


def test_what_tells_something_protected_is_marked() -> None:
    marked = {entry.site.id for entry in catalogue_entries() if entry.site.sensitive}
    assert {entry.site.id for entry in catalogue_entries() if entry.site.category in SENSITIVE} <= marked
    assert "pronouns-page" in marked


def test_the_great_walls_are_there_and_say_what_stands_before_them() -> None:
    walled = {entry.site.id: entry for entry in catalogue_entries() if entry.protection}
    for name in ("linkedin", "x", "instagram", "facebook", "tiktok"):
        assert walled[name].protection
    assert all(entry.found and entry.absent for entry in catalogue_entries() if not entry.protection)


def test_every_fact_says_where_it_comes_from_and_when() -> None:
    for entry in catalogue_entries():
        lines = provenance(entry.site.id)
        assert {"request", "handle", "known"} <= {line.fact for line in lines}
        assert all(line.title and re.fullmatch(r"\d{4}-\d\d-\d\d", line.date) for line in lines)
        assert all(line.url for line in lines if line.sure != "assumed")
    assert provenance("no-such-site") == ()


def test_what_comes_from_a_list_under_a_licence_is_credited_in_the_notice() -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text(encoding="utf-8")
    for origin in read_origins(ORIGINS).values():
        if origin.licence:
            assert origin.licence.partition(", ")[2] in notice
            assert origin.url in notice
    assert not any("whatsmyname" in origin.url.lower() for origin in read_origins(ORIGINS).values())


def test_the_page_on_adding_a_site_is_true_of_the_catalogue(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "add-a-site.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert block
    assert wrong(write(tmp_path, block[1])) == []
    catalogue = read_catalogue(DATA)
    documented = sum(any("docs" in one.origins.get(fact, ()) for fact in ("found", "absent")) for one in catalogue)
    walls = sum(not one.entry.found for one in catalogue)
    counts = re.search(r"Of its (\d+) sites, (\d+) have .*?; (\d+) of them are walls", page, re.DOTALL)
    assert counts
    assert [int(count) for count in counts.groups()] == [len(catalogue), documented, walls]


# --- one entry --------------------------------------------------------------------------------------------------------


def the_one(folder: Path, text: str = GOOD) -> Written:
    (written,) = read_catalogue(write(folder, text))
    return written


def test_an_entry_reads_as_it_is_written(tmp_path: Path) -> None:
    entry = the_one(tmp_path).entry
    assert (entry.site.id, entry.site.category, entry.site.context) == ("inkwell", "writing", Context.PROFESSIONAL)
    assert entry.site.hosts == ("api.ink.example.org", "ink.example.org")
    assert entry.request.url == "https://api.ink.example.org/people/{handle}"
    assert entry.evidence is EvidenceKind.API
    assert entry.request.accept == "application/json"
    assert entry.found == (Sign((200,), ('"pen_name":"{handle}"', '"pen_name": "{handle}"')),)
    assert entry.absent == (Sign((404,), ("no such writer",)),)
    assert (entry.known, entry.checked) == (("inkwell",), "2026-11-01")
    assert entry.site.admits(Handle("mara_voss"))
    assert not entry.site.admits(Handle("mara.voss"))


def test_compiled_and_decoded_it_is_the_same_entry(tmp_path: Path) -> None:
    written = the_one(tmp_path)
    assert parse(compiled([written], read_origins(ORIGINS))) == (written.entry,)


def test_an_address_stands_for_the_ways_a_page_writes_it(tmp_path: Path) -> None:
    text = edited("""text = '"pen_name":"{handle}"'""", "text = '{address}'")
    (sign,) = the_one(tmp_path, text).entry.found
    assert sign.texts == (
        "ink.example.org/@{handle}",
        r"ink.example.org\/@{handle}",
        '"/@{handle}"',
        '"/@{handle}/"',
    )


def test_a_handle_in_the_host_is_no_host_of_the_site(tmp_path: Path) -> None:
    text = edited("https://ink.example.org/@{handle}", "https://{handle}.ink.example.org/").replace("_]", "]")
    assert the_one(tmp_path, text).entry.site.hosts == ("api.ink.example.org",)
    assert wrong(tmp_path) == []


def test_a_site_of_a_sensitive_category_is_sensitive_without_saying_so(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "health")
    (written,) = read_catalogue(tmp_path)
    assert written.entry.site.sensitive


# --- the check has been seen to fail ----------------------------------------------------------------------------------

TWICE = GOOD + GOOD.replace("[inkwell]", "[inkwell-two]")
FOUND, ABSENT = """{ status = 200, text = '"pen_name":"{handle}"' }""", "{ status = 404, text = 'no such writer' }"
WRONG: list[tuple[str, str]] = [
    (edited("https://ink.example.org", "http://ink.example.org"), "https address"),
    (edited("//ink.example.org", "//ink.example.org:8080"), "without port"),
    (edited("//ink.example.org/@{handle}", "//ink.example.org/"), "'profile' must hold {handle} once"),
    (edited("people/{handle}", "people/all"), "what is sent"),
    (edited("people/{handle}", "people/{handle}?q={handle}"), "what is sent"),
    (edited("people/{handle}", "people#{handle}"), "fragment"),
    (edited("evidence = 'api'", "method = 'POST'"), "go together"),
    (
        edited(
            "people/{handle}'", "people'\nmethod = 'POST'\ncontent = '{ {handle} }'\ncontent_type = 'application/json'"
        ),
        "not the JSON",
    ),
    (edited("[a-z0-9_]{2,30}", "([a-z]+)+"), "no plain pattern"),
    (edited("[a-z0-9_]{2,30}", "[a-z]+"), "no plain pattern"),
    (edited("[a-z0-9_]{2,30}", "(?:[a-z]{1,9}){1,9}"), "no plain pattern"),
    (edited("[a-z0-9_]{2,30}", "[a-z]{1,9}[a-z]{1,9}[a-z]{1,9}[a-z]{1,9}"), "no plain pattern"),
    (edited("[a-z0-9_]{2,30}", "(a"), "no plain pattern"),
    (
        edited("ink.example.org/@{handle}", "{handle}.ink.example.org/").replace("[a-z0-9_]", r"[\w-]"),
        "part of a host",
    ),
    (
        edited("ink.example.org/@{handle}", "{handle}.ink.example.org/").replace("[a-z0-9_]", "[a-z0-9./]"),
        "part of a host",
    ),
    (edited("known = ['inkwell']", "known = []"), "'known' must name"),
    (edited("known = ['inkwell']", "known = ['ink.well']"), "does not fit"),
    (edited("known = ['inkwell']", "known = ['ink/well']"), "not a handle"),
    (edited(f"found = {FOUND}\n", ""), "go together"),
    (edited(f"found = {FOUND}\nabsent = {ABSENT}\n", ""), "'protection' must say"),
    (edited("'no such writer'", "'none'"), "shorter than 6"),
    (edited("""'"pen_name":"{handle}"'""", "'{handle}'"), "bare {handle}"),
    (edited(ABSENT, FOUND), "stand in one another"),
    (edited(ABSENT, """{ status = [200, 404], text = 'no "pen_name":"{handle}" here' }"""), "stand in one another"),
    (edited(FOUND, "{ status = 200 }").replace(ABSENT, "{ status = 200 }"), "share a status"),
    (edited("text = 'no such writer'", "location = '/nobody'"), "must be 3xx"),
    (edited("found = 'docs', ", ""), "does not say where 'found'"),
    (edited("known = 'own', ", ""), "does not say where 'known'"),
    (edited("'sherlock+maigret'", "'hearsay'"), "'hearsay', which is not in sources.toml"),
    (edited("docs = 'https://docs.ink.example.org/people'\n", ""), "both or neither"),
    (edited("'https://docs.ink", "'ftp://docs.ink"), "'docs' must be"),
    (edited("2026-11-01", "2027-11-01"), "lies ahead"),
    (TWICE, "the host ink.example.org is taken"),
    (TWICE, "asks what writing.toml: [inkwell] asks"),
    (edited("[inkwell]", "[github]"), "the id is taken"),
    (edited("[inkwell]", "[Ink_Well]"), "small letters"),
    (edited("//ink.example.org", "//www.github.com"), "the host github.com is taken by github"),
]


def test_a_good_entry_has_no_problem(tmp_path: Path) -> None:
    assert wrong(write(tmp_path, GOOD)) == []


@pytest.mark.parametrize(("text", "says"), WRONG, ids=[f"{number}-{says}" for number, (_, says) in enumerate(WRONG)])
def test_a_broken_entry_is_seen_and_named(tmp_path: Path, text: str, says: str) -> None:
    found = wrong(write(tmp_path, text))
    assert any(says in line and line.startswith("writing.toml: [") for line in found), found


UNREADABLE: list[tuple[str, str]] = [
    ("[inkwell", "not a TOML file"),
    ("inkwell = 3", "[inkwell]: not a table"),
    (edited("name = 'Inkwell'\n", ""), "'name' must be a text"),
    (edited("handle = '", "hanlde = '"), "'handle' must be a text"),
    (GOOD + "adress = 'https://ink.example.org'\n", "unknown key 'adress'"),
    (edited("status = 200", "status = '200'"), "'status' must be an HTTP status"),
    (edited("status = 200", "status = true"), "'status' must be an HTTP status"),
    (edited("status = 200", "status = 20"), "'status' must be an HTTP status"),
    (edited("text = 'no such writer'", "texts = 'no such writer'"), "unknown key 'texts'"),
    (edited("['inkwell']", "[7]"), "'known' must be a text or a list of texts"),
    (edited("'professional'", "'work'"), "'context' must be one of"),
    (edited("evidence = 'api'", "evidence = 'rumour'"), "'evidence' must be one of"),
    (edited("2026-11-01", "'2026-11-01'"), "'date' must be a date"),
    (edited(", date = 2026-11-01", ""), "'date' must be the day"),
    (edited(FOUND, "200"), "'found' must be a table"),
    (GOOD + "sensitive = 'yes'\n", "'sensitive' must be true or false"),
]


@pytest.mark.parametrize(("text", "says"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_error_with_file_and_entry(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_catalogue(write(tmp_path, text))
    assert says in caught.value.message
    assert caught.value.message.startswith("writing.toml")
    assert caught.value.advice


def refused(values: dict[str, Any]) -> bool:  # Any: whatever TOML holds
    return not jsonschema.Draft202012Validator(SCHEMA).is_valid(values)


def test_the_schema_refuses_what_the_reader_refuses_for_its_shape() -> None:
    assert not refused(tomllib.loads(GOOD))
    for text, says in UNREADABLE:
        if "not a TOML" in says or "'date' must be a date" in says:  # JSON has no dates, so the schema cannot tell
            continue
        assert refused(tomllib.loads(text)), says


def test_a_stale_compiled_file_fails_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "compiled.json"
    stale.write_text(COMPILED.read_text(encoding="utf-8").replace("GIPHY", "Giphy"), encoding="utf-8")
    monkeypatch.setattr("footprint_audit.collectors.catalogue.lint.COMPILED", stale)
    assert main() == 1
    assert "compiled.json is stale" in capsys.readouterr().err
