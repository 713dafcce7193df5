"""What starting up may import: `--version` next to nothing, `--help` nothing heavy. CPU is measured in benchmarks/."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "httpx",
    "h11",
    "bs4",
    "lxml",
    "rich",
    "rapidfuzz",
    "ahocorasick_rs",
    "phonenumbers",
    "asyncio",
    "pydantic",
    "jinja2",
}
OURS = {"footprint_audit.model", "footprint_audit.engine", "footprint_audit.collectors", "footprint_audit.audit"}


def imported(*args: str) -> set[str]:
    code = (
        "import sys\n"
        f"sys.argv = ['footprint-audit', *{args!r}]\n"
        "from footprint_audit.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_version_imports_neither_typer_nor_anything_of_ours() -> None:
    modules = imported("--version")
    assert not modules & (HEAVY | OURS | {"typer", "dataclasses"})


@pytest.mark.parametrize(
    "args", [["--help"], ["audit", "--help"], ["demo", "--help"], ["rules", "--help"], ["sites", "--help"]]
)
def test_help_imports_nothing_heavy(args: list[str]) -> None:
    modules = imported(*args)
    assert "typer" in modules
    assert not modules & (HEAVY | OURS)


def test_an_audit_reads_its_command_line_without_pydantic() -> None:
    modules = imported(
        "audit", "mara", "--sites", "none", "--timeout", "5", "--concurrency", "9", "--manifest", "none.json",
        "--quiet", "--allow-network", "127.0.0.0/8", "--fail-on", "never", "--format", "json",
    )  # fmt: skip
    assert "footprint_audit.cli.settings" in modules
    assert "pydantic" not in modules
