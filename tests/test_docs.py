"""What the documentation says is true: its code runs, its commands exist, its tables match."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import types
from pathlib import Path

import pytest

import footprint_audit
from footprint_audit import engine
from footprint_audit.cli import options
from footprint_audit.cli.app import run
from footprint_audit.cli.exit import Exit
from footprint_audit.collectors import deep_sites, programs
from footprint_audit.collectors.visit import Visit
from footprint_audit.config import load_config
from footprint_audit.engine.lint import lint
from footprint_audit.engine.trial import try_rule
from footprint_audit.model import Absent, Handle, Profile
from footprint_audit.reporters import Style
from tests.collectors.saved import SavedDoor, read_case
from tests.samples import mara

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def block(page: str, language: str) -> str:
    """The first code block of that language on a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found, f"{page} has no {language} block"
    return found[1]


def module_from(page: str) -> types.ModuleType:
    """The page's Python block, run as a module."""
    module = types.ModuleType(page.removesuffix(".md").replace("-", "_"))
    sys.modules[module.__name__] = module  # dataclasses and annotations look their module up
    exec(compile(block(page, "python"), page, "exec"), module.__dict__)
    return module


def test_the_site_in_the_docs_reads_its_saved_answer(tmp_path: Path) -> None:
    (tmp_path / "found.json").write_text(block("add-a-site.md", "json"))
    case = read_case(tmp_path / "found.json")
    collector = module_from("add-a-site.md").collector
    visit = Visit(SavedDoor(case.replies).fetch, collector.site, case.now)
    outcome = asyncio.run(collector.collect(collector.site.account(Handle(case.handle)), visit))
    assert isinstance(outcome, Profile)
    wanted = {key: value for key, value in case.expect.items() if key != "outcome"}
    assert {key: list(v) if isinstance(v := getattr(outcome, key), tuple) else v for key in wanted} == wanted


def test_the_program_in_the_docs_reads_its_saved_answer(tmp_path: Path) -> None:
    (tmp_path / "absent.json").write_text(block("add-a-program.md", "json"))
    case = read_case(tmp_path / "absent.json")
    collector = module_from("add-a-program.md").program.at(case.base)
    visit = Visit(SavedDoor(case.replies).fetch, collector.site, case.now)
    outcome = asyncio.run(collector.collect(collector.site.account(Handle(case.handle)), visit))
    assert isinstance(outcome, Absent)


def test_the_rule_in_the_docs_loads_and_its_examples_hold(tmp_path: Path) -> None:
    path = tmp_path / "privacy" / "tickets.toml"
    path.parent.mkdir()
    path.write_text(block("add-a-rule.md", "toml"))
    ruleset = engine.load_rules(path)
    assert [rule.id for rule in ruleset.rules] == ["PRV-182"]
    assert [failure for rule in ruleset.rules for failure in try_rule(rule, ruleset.scanner)] == []
    assert lint(ruleset) == ()


def test_the_format_in_the_docs_renders_the_sample_report() -> None:
    reporter = module_from("add-a-format.md").reporter
    assert reporter.name == "oneline"
    assert re.fullmatch(r"[^\n]+: (\d+|\?), \d+ findings\n", reporter.render(mara(), Style()))


def test_the_example_configuration_loads() -> None:
    config = load_config(ROOT / "examples" / "footprint-audit.toml")
    assert config.suppress
    assert config.context


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_to_a_file_of_ours_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_prints_the_help_of_audit_as_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERMINAL_WIDTH", "100")
    assert run(["audit", "--help"]) == 0
    shown = capsys.readouterr().out.strip()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert shown in text, "README's help block is not what --help prints; paste it again"


def test_the_readme_lists_every_exit_code() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", text, re.MULTILINE) == [str(code.value) for code in Exit]


def test_the_readme_names_every_site_and_program() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [collector.site.name for collector in deep_sites()] + [program.name for program in programs().values()]
    assert [name for name in names if name not in text] == []


def test_the_readme_shows_how_many_rules_there_are() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(engine.load_rules().rules)} rules" in text


def test_the_changelog_knows_this_version() -> None:
    assert f"## {footprint_audit.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_option_has_a_help_line() -> None:
    for name in options.__all__:
        annotated = getattr(options, name)
        assert annotated.__metadata__[0].help, name


def test_the_published_schema_is_the_one_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "report"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
