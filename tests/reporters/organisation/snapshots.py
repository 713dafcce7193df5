"""The golden files of an organisation's report: `python -m tests.reporters.organisation.snapshots` makes them again."""

from __future__ import annotations

from pathlib import Path

from footprint_audit.reporters.organisation import named
from tests.organisation.made import organisation_report

__all__ = ["EXPECTED", "SNAPSHOTS", "rendered"]

EXPECTED = Path(__file__).with_name("expected")

SNAPSHOTS = {
    "organisation.txt": "console",
    "organisation.md": "markdown",
    "organisation.json": "json",
    "organisation.sarif": "sarif",
    "organisation.junit.xml": "junit",
    "organisation.gitlab.json": "gitlab",
    "organisation.github.txt": "github",
}


def rendered(name: str) -> str:
    """What should stand in the golden file of this name."""
    return named(SNAPSHOTS[name]).render(organisation_report())


def main() -> None:
    """Write the golden files; read the difference before you commit it."""
    EXPECTED.mkdir(exist_ok=True)
    for name in SNAPSHOTS:
        (EXPECTED / name).write_text(rendered(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
