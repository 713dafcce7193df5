"""Controls: handles that cannot exist, answers asked for once, and a cache that an attacker may have written."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from footprint_audit import cache
from footprint_audit.collectors.controls import Controls, Kept, Look, kind_of
from footprint_audit.collectors.similarity import Shape
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason, Site

TODAY = date(2026, 1, 15)
LOOK = Look(
    status=404, place="", found=False, absent=True, names=False, described=False, private=False,
    shape=Shape((1, 2, 3), ((1, 9),)),
)  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "footprint-audit"


def site(site_id: str) -> Site:
    return Site(site_id, site_id, f"https://{site_id}.example.org/{{handle}}", "test", handle_pattern=r"\w+")


def test_one_run_uses_one_handle_a_site() -> None:
    controls = Controls(dice=Random(7))
    assert controls.impossible(site("a"), "nobody") == controls.impossible(site("a"), "nobody")
    assert controls.impossible(site("a"), "nobody") != controls.impossible(site("b"), "nobody")


def test_the_form_of_a_handle_is_what_a_site_may_refuse_it_for() -> None:
    assert kind_of("the.amber") == kind_of("old.ochre") != kind_of("ochre")
    assert kind_of("maravoss") == kind_of("kit77") == ""


# --- asked once -------------------------------------------------------------------------------------------------------


def asking(controls: Controls, ask: Callable[[], object], times: int = 5) -> list[object]:
    async def asked() -> Look:
        await asyncio.sleep(0)
        result = ask()
        assert isinstance(result, Look)
        return result

    async def main() -> list[object]:
        return list(await asyncio.gather(*(controls.look("key", asked) for _ in range(times)), return_exceptions=True))

    return asyncio.run(main())


def test_many_at_once_ask_once() -> None:
    calls: list[int] = []

    def answer() -> Look:
        calls.append(1)
        return LOOK

    seen = asking(Controls(), answer)
    assert seen == [LOOK] * 5
    assert calls == [1]


def test_a_failure_is_everybodys_and_is_not_asked_for_again() -> None:
    calls: list[int] = []

    def fail() -> Look:
        calls.append(1)
        raise NoReply(Reason.TIMEOUT, "too slow")

    seen = asking(Controls(), fail)
    assert [failure.reason for failure in seen if isinstance(failure, NoReply)] == [Reason.TIMEOUT] * 5
    assert calls == [1]


# --- kept for the day -------------------------------------------------------------------------------------------------


def keep(look: Look = LOOK, vantage: str = "192.0.2.1", day: date = TODAY) -> None:
    kept = Kept(day, lambda: vantage)
    kept.put("key", look)
    kept.save()


def kept_look(vantage: str = "192.0.2.1", day: date = TODAY) -> Look | None:
    return Kept(day, lambda: vantage).get("key")


def test_what_was_seen_is_kept_for_the_day_and_the_way_out(home: Path) -> None:
    keep()
    assert kept_look() == LOOK
    assert kept_look(vantage="198.51.100.7") is None
    assert kept_look(day=date(2026, 1, 16)) is None
    (file,) = home.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_other_days_are_forgotten_when_something_new_is_kept(home: Path) -> None:
    keep()
    keep(day=date(2026, 1, 16))
    assert [file.name for file in home.iterdir()] == ["controls-2026-01-16.json"]


def test_a_run_that_saw_nothing_new_writes_nothing(home: Path) -> None:
    Kept(TODAY, lambda: "").save()
    assert not home.exists()


def test_what_is_kept_is_not_asked_for() -> None:
    keep()
    controls = Controls(Kept(TODAY, lambda: "192.0.2.1"))
    assert asking(controls, lambda: pytest.fail("asked all the same")) == [LOOK] * 5


def test_no_handle_and_no_text_of_a_page_is_in_the_file(home: Path) -> None:
    keep()
    assert set(json.loads(next(home.iterdir()).read_text())) == {
        key for key in json.loads(next(home.iterdir()).read_text()) if re.fullmatch("[0-9a-f]{32}", key)
    }


POISON: dict[str, Callable[[dict[str, object]], object]] = {
    "another type": lambda look: look | {"found": 1},
    "a status that is none": lambda look: look | {"status": 7},
    "a truth for a status": lambda look: look | {"status": True},
    "a key too many": lambda look: look | {"handle": "mara"},
    "a key too few": lambda look: {key: value for key, value in look.items() if key != "names"},
    "a long place": lambda look: look | {"place": "x" * 2000},
    "no numbers": lambda look: look | {"shape": {"parts": "?", "whole": ""}},
    "half a number": lambda look: look | {"shape": {"parts": "AAA=", "whole": ""}},
    "a place beyond the parts": lambda look: look | {"shape": {"parts": "", "whole": "AQAAAAEAAAA="}},
    "too many numbers": lambda look: look | {"shape": {"parts": "AAAA" * 20_000, "whole": ""}},
    "a list": lambda look: [look],
    "null": lambda look: None,
}


@pytest.mark.parametrize("name", POISON)
def test_a_poisoned_entry_makes_the_whole_file_worthless(name: str, home: Path) -> None:
    keep()
    file = next(home.iterdir())
    table = json.loads(file.read_text())
    key, look = next(iter(table.items()))
    file.write_text(json.dumps(table | {"0" * 32: POISON[name](look)}))
    assert kept_look() is None
    file.write_text(json.dumps({key: POISON[name](look)}))
    assert kept_look() is None


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}'])
def test_a_file_that_is_something_else_is_ignored(content: bytes, home: Path) -> None:
    home.mkdir()
    (home / f"controls-{TODAY}.json").write_bytes(content)
    assert kept_look() is None


def test_a_file_that_others_may_write_is_ignored(home: Path) -> None:
    keep()
    next(home.iterdir()).chmod(0o666)
    assert kept_look() is None


def test_a_file_of_any_size_is_not_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep()
    assert cache.read(next(home.iterdir()), 10) is None


def test_a_disk_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep()
    assert kept_look() is None
