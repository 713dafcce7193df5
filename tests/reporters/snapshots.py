"""The golden files of tests/reporters/expected, and how they are made again: `python -m tests.reporters.snapshots`."""

from __future__ import annotations

from pathlib import Path

from footprint_audit.reporters import Style, named
from tests import samples

__all__ = ["EXPECTED", "SNAPSHOTS", "rendered"]

EXPECTED = Path(__file__).with_name("expected")

SNAPSHOTS = {  # file name -> format and style
    "report.txt": ("console", Style(width=80)),
    "report-60.txt": ("console", Style(width=60)),
    "report-revealed.txt": ("console", Style(width=80, reveal=True)),
    "report-summary.txt": ("summary", Style(width=80)),
    "report.json": ("json", Style()),
    "report-withheld.json": ("json", Style(withhold=True)),
    "report.ndjson": ("ndjson", Style()),
    "report.csv": ("csv", Style()),
    "report.html": ("html", Style()),
    "report.md": ("markdown", Style()),
    "report.sarif": ("sarif", Style()),
    "report.junit.xml": ("junit", Style()),
    "report.gitlab.json": ("gitlab", Style()),
    "report.github.txt": ("github", Style()),
}


def rendered(name: str) -> str:
    """What should stand in the golden file of this name."""
    format_name, style = SNAPSHOTS[name]
    return named(format_name).render(samples.mara(), style)


def main() -> None:
    """Write the golden files; read the difference before you commit it."""
    EXPECTED.mkdir(exist_ok=True)
    for name in SNAPSHOTS:
        (EXPECTED / name).write_text(rendered(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
