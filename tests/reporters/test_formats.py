"""A format is found by its file, named as its file, and renders purely what the golden files hold."""

from __future__ import annotations

import inspect
import json
import pkgutil
from importlib import import_module

import pytest
from jsonschema import Draft202012Validator

from footprint_audit import reporters, wire
from footprint_audit.errors import UsageError
from footprint_audit.reporters import Reporter, Style, named, names
from tests import samples
from tests.reporters.snapshots import EXPECTED, SNAPSHOTS, rendered


def test_the_formats_are_the_files() -> None:
    assert {"console", "json"} <= set(names())
    assert names() == tuple(sorted(names()))


@pytest.mark.parametrize("name", names())
def test_each_format_exports_exactly_its_reporter_and_is_called_as_its_file(name: str) -> None:
    module = import_module(f"footprint_audit.reporters.{name}")
    assert module.__all__ == ["reporter"]
    assert isinstance(named(name), Reporter)
    assert named(name).name == name


def test_no_part_of_a_format_is_taken_for_one() -> None:
    parts = {module.name for module in pkgutil.iter_modules(reporters.__path__)} - set(names())
    assert parts
    assert not [part for part in parts if hasattr(import_module(f"footprint_audit.reporters.{part}"), "reporter")]


@pytest.mark.parametrize(
    ("wrong", "hint"), [("jsno", "did you mean json"), ("konsole", "did you mean console"), ("zzz", "zzz")]
)
def test_a_wrong_format_is_answered_with_the_nearest_and_the_list(wrong: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint) as caught:
        named(wrong)
    assert all(name in caught.value.advice for name in names())


@pytest.mark.parametrize("wrong", ["../wire", "console_lines", "", "a" * 10_000, "\x1b[2J"])
def test_a_hostile_format_is_refused_and_not_repeated_raw(wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        named(wrong)
    assert len(caught.value.message) < 200
    assert "\x1b" not in caught.value.message


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_rendering_gives_the_golden_file(name: str) -> None:
    golden = (EXPECTED / name).read_text(encoding="utf-8")
    assert rendered(name) == golden, "if this is what you want: make snapshots, and read the difference"


@pytest.mark.parametrize("name", names())
def test_rendering_is_pure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [named(name).render(samples.mara(), Style(colour=colour)) for colour in (False, True)]
    for variable, value in (("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("COLUMNS", "33"), ("TERM", "dumb"), ("CI", "1")):
        monkeypatch.setenv(variable, value)
        assert [named(name).render(samples.mara(), Style(colour=colour)) for colour in (False, True)] == before


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("sample", [samples.empty, samples.nothing_read, samples.nothing_found, samples.large])
def test_extreme_reports_render(name: str, sample: type) -> None:
    assert named(name).render(sample(), Style())


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("secret", ["1632 960123", "Lily starts", "bay 4 with", "mara.vale@example.org"])
def test_no_format_shows_withheld_evidence_even_when_asked_to_reveal(name: str, secret: str) -> None:
    assert secret not in named(name).render(samples.mara(), Style(reveal=True, withhold=True))


def test_json_is_what_wire_writes_and_reads() -> None:
    render = named("json").render
    assert render(samples.mara(), Style()) == wire.dump(samples.mara())
    assert wire.load(render(samples.mara(), Style(reveal=True))) == samples.mara()
    Draft202012Validator(wire.schema()).validate(json.loads(render(samples.mara(), Style(withhold=True))))


def test_a_reporter_takes_a_report_and_a_style_and_nothing_else() -> None:
    for name in names():
        assert list(inspect.signature(named(name).render).parameters) == ["report", "style"]
