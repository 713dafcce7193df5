"""What was read is kept for the next run, for this user alone, and anything odd is ignored."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine import index, load_rules, loader
from footprint_audit.engine.packed import pack
from footprint_audit.engine.plan import Plan
from footprint_audit.engine.ruleset import RuleSet
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import Gate
from tests.engine.making import TOML, ruleset, terms

SMALL = ruleset(terms("flurble", "my glorp", gate=Gate(any=("please",))))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "footprint-audit"


@pytest.fixture
def small() -> RuleSet:
    return loader.planned(SMALL)


def kept(cache: Path) -> Path:
    (file,) = cache.iterdir()
    return file


def test_what_was_written_is_read_and_others_are_forgotten(cache: Path, small: RuleSet) -> None:
    index.write(replace(small, digest="f" * 16))
    index.write(small)
    read = index.read(small.digest)
    assert read == small
    assert index.read("f" * 16) is None
    assert kept(cache).name.startswith(f"rules-{small.digest}-")
    assert cache.stat().st_mode & 0o077 == 0
    assert kept(cache).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"{", b"{}", b"[1]", b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("sealed", [True, False])
def test_what_is_no_index_of_ours_is_ignored(cache: Path, small: RuleSet, content: bytes, sealed: bool) -> None:
    index.write(small)
    seal = hashlib.sha256(content).hexdigest().encode() + b"\n" if sealed else b""
    kept(cache).write_bytes(seal + content)
    assert index.read(small.digest) is None


def test_what_was_cut_short_or_altered_is_ignored(cache: Path, small: RuleSet) -> None:
    index.write(small)
    content = kept(cache).read_bytes()
    for altered in (content[:-1], content.replace(b"flurble", b"flurblf"), content + b" "):
        kept(cache).write_bytes(altered)
        assert index.read(small.digest) is None


def sealed(values: object) -> bytes:
    content = json.dumps(values).encode()
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def at(values: Any, *path: Any) -> Any:
    for step in path:
        values = values[step]
    return values


@pytest.mark.parametrize(
    "path",
    [
        ("rules", 0), ("rules", 0, 0), ("rules", 0, 3), ("rules", 0, 4), ("rules", 0, 6), ("rules", 0, 6, 0),
        ("rules", 0, 6, 1, 0), ("rules", 0, 9), ("rules", 0, 17), ("slots",), ("slots", "negation"),
        ("plan",), ("plan", "words"), ("plan", "words", 0), ("plan", "words", 1), ("plan", "words", 2),
        ("plan", "words", 2, 0), ("plan", "words", 2, 1), ("plan", "needs"), ("plan", "needs", 0), ("plan", "needs", 1),
        ("plan", "ways_to_meet", 0), ("plan", "ways_to_meet", 1), ("plan", "sets"), ("plan", "literals"),
        ("plan", "literals", 2, 0), ("plan", "digits"), ("plan", "frequent", 0), ("plan", "disguised"),
        ("plan", "ways"), ("plan", "traits"), ("plan", "callings"), ("plan", "callings", 0),
        *(("plan", "callings", 0, field) for field in range(5)), ("plan", "callings", 0, 2, 0),
        ("plan", "callings", 0, 2, 0, 0), ("plan", "callings", 0, 2, 0, 0, 0), ("plan", "callings", 0, 2, 0, 1),
        ("plan", "callings", 0, 2, 0, 1, 0), ("plan", "callings", 0, 2, 0, 1, 1), ("plan", "callings", 0, 2, 0, 1, 2),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "other", [None, [], [[]], {"a": {}}, -1, 10**6, 1e9, "\udc00x", {"x": ["y"]}, pack((10**6,)), True]
)
def test_a_value_of_another_shape_is_no_index_or_at_least_breaks_nothing(
    cache: Path, small: RuleSet, path: tuple[str | int, ...], other: object
) -> None:
    index.write(small)
    values = json.loads(kept(cache).read_bytes().partition(b"\n")[2])
    at(values, *path[:-1])[path[-1]] = other
    kept(cache).write_bytes(sealed(values))
    read = index.read(small.digest)
    if read is not None:
        read.scanner.scan("please, a flurble: not my glorp")


@pytest.mark.parametrize(
    ("path", "other"),
    [
        (("slots", "negation"), ["not"]),
        (("plan", "words", 0), ""),
        (("plan", "sets"), ""),
        (("plan", "digits"), pack(())),
        (("plan", "words", 1), pack((0, 10**6))),
        (("plan", "words", 2, 0), pack((0, 10**6, 1, 0))),
        (("plan", "words", 2, 0), pack((10**6, 0, 1, 0))),
        (("plan", "words", 2, 1), pack((1, 3))),
        (("plan", "needs", 0), pack((10**6,))),
        (("plan", "ways_to_meet", 0), pack((10**6,))),
        (("plan", "ways_to_meet", 1), pack((1, 0))),
        (("plan", "literals", 2, 0), pack((10**6,))),
        (("plan", "callings"), []),
        (("plan", "callings", 0, 0), [10**6]),
        (("plan", "callings", 0, 1), [-1]),
        (("plan", "callings", 0, 2, 0, 0), ["0"]),
        (("plan", "callings", 0, 2, 0, 1), [[0.5], [], []]),
        (("plan", "callings", 0, 2, 0, 1), [[], [[10**6]], []]),
        (("plan", "callings", 0, 2, 0, 1), [[], [], [[[[], [], [[[[10**6], [], []]]]]]]]),
        (("plan", "callings", 0, 3), "1"),
        (("plan", "callings", 0, 4), 1),
        (("rules", 0, 6), []),
        (("rules", 0, 6), ["TermsMatch", [], [], False, False, [], False, False]),
    ],
)
def test_what_is_of_another_kind_or_out_of_bounds_is_no_index(
    cache: Path, small: RuleSet, path: tuple[str | int, ...], other: object
) -> None:
    index.write(small)
    values = json.loads(kept(cache).read_bytes().partition(b"\n")[2])
    at(values, *path[:-1])[path[-1]] = other
    kept(cache).write_bytes(sealed(values))
    assert index.read(small.digest) is None


def test_what_others_may_write_is_not_read(cache: Path, small: RuleSet) -> None:
    index.write(small)
    kept(cache).chmod(0o666)
    assert index.read(small.digest) is None


def test_a_folder_that_others_may_write_is_not_written(cache: Path, small: RuleSet) -> None:
    cache.mkdir()
    cache.chmod(0o777)
    index.write(small)
    assert list(cache.iterdir()) == []


def test_a_place_that_cannot_be_written_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: RuleSet
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    index.write(small)
    assert index.read(small.digest) is None


def test_other_code_reads_for_itself(cache: Path, small: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    index.write(small)
    monkeypatch.setattr(index, "_code", lambda: "0" * 16)
    assert index.read(small.digest) is None


def test_our_rules_are_the_same_from_the_index(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_BUILT", ())  # what an editable install brings along
    first = load_rules()
    assert len(list(cache.iterdir())) == 1
    second = load_rules()
    assert first.book is not None
    assert second.book is None, "they were not read from the index"
    assert (second.rules, second.off, second.slots) == (first.rules, first.off, first.slots)


def test_our_rules_are_read_anew_where_a_file_was_changed(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "rules"
    place.mkdir()
    (place / "x.toml").write_text(TOML)
    monkeypatch.setattr(loader, "builtin_rules", lambda: place)
    assert [load_rules().rules[0].title for _ in range(2)] == ["A test"] * 2
    (place / "x.toml").write_text(TOML.replace("A test", "Another"))
    assert load_rules().rules[0].title == "Another"


def test_rules_of_other_people_are_not_kept(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(TOML)
    load_rules(tmp_path / "x.toml")
    assert not cache.exists()


def test_reading_the_index_leaves_the_collector_of_garbage_as_it_was(cache: Path, small: RuleSet) -> None:
    import gc

    index.write(small)
    assert gc.isenabled()
    assert index.read(small.digest) is not None
    assert gc.isenabled()


EAGER = load_rules()
PLANNED = loader.planned(replace(EAGER, plan=None))
FRESH = Scanner(EAGER.rules, EAGER.slots)
examples = [text for rule in EAGER.rules for text in (*rule.examples.match, *rule.examples.passes)]


@pytest.fixture(scope="module")
def lazy(tmp_path_factory: pytest.TempPathFactory) -> Scanner:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        index.write(PLANNED)
        read = index.read(PLANNED.digest)
    assert read is not None
    return read.scanner


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(examples), min_size=1, max_size=3).map(" ".join))
def test_from_the_index_the_same_is_seen_as_from_the_files(lazy: Scanner, text: str) -> None:
    assert lazy.scan(text, every=True) == FRESH.scan(text, every=True)
    assert lazy.opened(text) == FRESH.opened(text)


def test_rules_the_plan_does_not_know_are_seen_as_well(lazy: Scanner) -> None:
    own = terms("quibberish")
    plan = copy.deepcopy(PLANNED.plan)
    assert isinstance(plan, Plan)
    both = Scanner((*EAGER.rules, own), EAGER.slots, plan=plan)
    text = "quibberish! call me on +1 202-555-0143"
    assert {s.rule.id for s in both.scan(text)} == {s.rule.id for s in lazy.scan(text)} | {own.id}


def test_what_is_shipped_needs_no_owner_and_no_cache_and_must_fit_the_rules_and_be_whole(
    cache: Path, small: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_BUILT", (tmp_path,))
    shipped = tmp_path / index.name(small.digest)
    shipped.write_bytes(index.sealed(small))
    shipped.chmod(0o666)  # whoever may write it may write the rules and the code beside it as well
    assert index.read(small.digest) == small
    assert index.read("f" * 16) is None
    assert not cache.exists()
    shipped.write_bytes(index.sealed(small)[:-9])
    assert index.read(small.digest) is None
    monkeypatch.setattr(index, "_code", lambda: "0" * 16)
    shipped.write_bytes(index.sealed(small))
    assert index.read(small.digest) is None


def test_rules_read_from_their_files_are_those_that_are_loaded(cache: Path) -> None:
    assert loader.rules_from_files() == load_rules()
