"""Any manifest: told by its content, limited, complained of once a key, read once a site."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.collectors.catalogue import manifest as manifests
from footprint_audit.collectors.catalogue.choice import choose
from footprint_audit.collectors.catalogue.manifest import Manifest, place_of, read, read_file
from footprint_audit.errors import ConfigError
from footprint_audit.model import Site

from .test_maigret import manifest as maigret
from .test_sherlock import manifest as sherlock
from .test_whatsmyname import SITE as WMN_SITE
from .test_whatsmyname import manifest as whatsmyname
from .test_whatsmyname import site as wmn_site


def made(data: object, name: str = "made.json") -> Manifest:
    return read(json.dumps(data).encode(), name)


@pytest.mark.parametrize(
    ("data", "format_name"),
    [(whatsmyname(WMN_SITE), "whatsmyname"), (sherlock(), "sherlock"), (maigret(), "maigret")],
)
def test_the_format_is_told_by_what_is_in_the_file(data: object, format_name: str) -> None:
    assert made(data).format == format_name


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"3", b'"x"', b'{"sites": 3}', b'{"sites": []}', b'{"sites": {}}', b'{"a": {"url": "x"}}',
        b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"{" + b'"a":1,' * 10, b'{"sites": [' + b"[" * 3000,
        b'{"sites": {"a": {"engine": ["x"]}}}', b'{"sites": {"a": {}}, "engines": []}',
    ],
    ids=lambda content: repr(content[:16]),
)  # fmt: skip
def test_what_is_no_manifest_is_one_error_with_advice(content: bytes) -> None:
    with pytest.raises(ConfigError, match=r"^x\.json") as caught:
        read(content, "x.json")
    assert caught.value.advice
    assert "\n" not in caught.value.message


def test_an_unknown_key_is_complained_of_once_with_a_count_and_the_first_entry() -> None:
    sites = [wmn_site(name=f"Site {i}", **({"e_strnig": "x"} if i > 3 else {})) for i in range(9)]
    assert made(whatsmyname(*sites)).notes == (
        "made.json: key 'e_strnig' is not known and not read (5 sites, first in 'Site 4')",
    )


def test_an_unknown_key_at_the_top_is_complained_of_too() -> None:
    assert "at the top" in made({**whatsmyname(WMN_SITE), "extra": 1}).notes[0]
    assert "at the top" in made({**maigret(), "extra": 1}).notes[0]


def test_sizes_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifests, "MOST_SITES", 3)
    with pytest.raises(ConfigError, match="more than 3 sites"):
        made(whatsmyname(*[wmn_site(name=f"S{i}") for i in range(4)]))
    monkeypatch.setattr(manifests, "MOST_BYTES", 10)
    (tmp_path / "big.json").write_text(json.dumps(sherlock()))
    with pytest.raises(ConfigError, match="larger than"):
        read_file(tmp_path / "big.json")


def test_a_missing_file_a_folder_and_a_pipe_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.json", tmp_path, Path("/dev/zero")):
        with pytest.raises(ConfigError) as caught:
            read_file(path)
        assert caught.value.advice


def test_thousands_of_one_name_get_an_id_each_and_take_no_longer() -> None:
    started = time.process_time()
    entries = made(whatsmyname(*[WMN_SITE] * 5000)).entries
    assert len({entry.site.id for entry in entries}) == 5000
    assert time.process_time() - started < 5


# --- several at once ------------------------------------------------------------------------------------------------


def test_a_site_of_two_manifests_is_asked_once_by_the_first() -> None:
    first = made(sherlock(url="https://www.ink.example.org/u/{}/"))
    second = made(whatsmyname(WMN_SITE, wmn_site(name="Other", uri_check="https://other.example.org/{account}")))
    entries, notes = choose([first, second])
    assert [entry.site.id for entry in entries] == ["sherlock:ink-well", "wmn:other"]
    assert notes == ("left out, since the site is asked already: 1 of the manifests' entries",)
    assert [entry.site.id for entry in choose([second, first])[0]] == ["wmn:ink-well", "wmn:other"]


def test_an_entry_that_is_not_asked_takes_nobodys_place() -> None:
    first = made(maigret(disabled=True))
    assert [entry.site.id for entry in choose([first, made(whatsmyname(WMN_SITE))])[0]] == ["wmn:ink-well"]


def test_a_deep_site_is_asked_by_its_own_collector() -> None:
    deep = Site("ink", "Ink", "https://ink.example.org/u/{handle}", "social")
    assert choose([made(whatsmyname(WMN_SITE))], [deep])[0] == ()


def test_two_entries_of_one_manifest_stand() -> None:
    assert len(choose([made(whatsmyname(WMN_SITE, wmn_site(name="Two")))])[0]) == 2


def test_a_query_tells_two_places_apart_only_where_the_handle_stands_in_it() -> None:
    def place(address: str) -> str:
        return place_of(made(whatsmyname(wmn_site(uri_check=address))).entries[0])

    assert place("https://a.example.org/x?u={account}") != place("https://a.example.org/x?name={account}")
    assert place("https://a.example.org/{account}?tab=1") == place("http://www.A.example.org/{account}/")


def test_who_is_left_out_is_said_in_one_line() -> None:
    sites = [
        wmn_site(valid=False),
        wmn_site(name="B", cat="dating"),
        wmn_site(name="C", valid=False),
        wmn_site(name="D"),
    ]
    entries, notes = choose([made(whatsmyname(*sites))])
    assert [entry.site.name for entry in entries] == ["D"]
    assert len(notes) == 1
    assert "3 of 4 sites are not asked (2 of them because the manifest says" in notes[0]


# --- companions -----------------------------------------------------------------------------------------------------


def test_sherlocks_list_of_failing_entries_beside_it_turns_them_off(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(sherlock()))
    (tmp_path / "false_positive_exclusions.txt").write_text("Ink Well\nSomebody Else\n")
    assert "daily check" in read_file(path).entries[0].disabled


@pytest.mark.parametrize("right", [True, False])
def test_maigrets_checksum_beside_it_is_compared(tmp_path: Path, right: bool) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(maigret()))
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if right else "0" * 64
    (tmp_path / "db_meta.json").write_text(json.dumps({"data_sha256": digest}))
    assert bool(read_file(path).notes) is not right


# --- documentation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", manifests.FORMATS)
def test_the_page_on_manifests_says_what_every_key_means(name: str) -> None:
    titles = {"whatsmyname": "WhatsMyName", "sherlock": "Sherlock", "maigret": "Maigret"}
    page = (Path(__file__).parents[3] / "docs" / "manifests.md").read_text(encoding="utf-8")
    section = page.partition(f"### {titles[name]}")[2].partition("\n#")[0]
    rows = "".join(line.split("|")[1] for line in section.splitlines() if line.startswith("| `"))
    assert {key for key in manifests.FORMATS[name].KEYS if f"`{key}`" not in rows} == set()


# --- anything at all ------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_one_value_turned_into_anything_is_read_or_is_one_error(data: st.DataObject) -> None:
    whole = json.loads(
        json.dumps(data.draw(st.sampled_from([whatsmyname(WMN_SITE), sherlock(), maigret({"errors": {}})])))
    )
    node: object = whole
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        key = data.draw(st.sampled_from(keys))
        child = node[key]  # type: ignore[index]  # a key of its own
        if not isinstance(child, dict | list) or not child or data.draw(st.booleans()):
            node[key] = data.draw(JSON)  # type: ignore[index]
            break
        node = child
    try:
        read(json.dumps(whole).encode(), "made.json")
    except ConfigError as error:
        assert error.message.startswith("made.json")  # noqa: PT017 - either answer is right
