"""What `init` writes for an organisation that begins: settings, roster, notice for staff, pipelines, salt, ignores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files

from footprint_audit.organisation.fingerprints import SALT_FILE, make_salt

__all__ = ["IGNORED", "PIPELINES", "starting_files"]

IGNORED = (SALT_FILE, "subject-reports/", "footprint-audit-runs.jsonl")
_DAYS = 30

_FILES = {  # template -> where it goes
    "footprint-audit.toml": "footprint-audit.toml",
    "roster.csv": "roster.csv",
    "staff-notice.md": "staff-notice.md",
}
_PIPELINES = {
    "github": ("workflow.yml", ".github/workflows/footprint-audit.yml"),
    "gitlab": ("gitlab-ci.yml", "footprint-audit.gitlab-ci.yml"),
}
PIPELINES = tuple(_PIPELINES)


def starting_files(pipeline: str, today: date) -> Iterator[tuple[str, str]]:
    """Each file's path below the project, and its text. `pipeline` is one of PIPELINES."""
    notice = today + timedelta(days=14)
    filled = {"{notice}": notice.isoformat(), "{expires}": _year_after(notice).isoformat(), "{days}": str(_DAYS)}
    for template, place in (*_FILES.items(), _PIPELINES[pipeline]):
        text = (files("footprint_audit.organisation") / "templates" / template).read_text(encoding="utf-8")
        for name, value in filled.items():
            text = text.replace(name, value)
        yield place, text
    yield SALT_FILE, make_salt() + "\n"


def _year_after(day: date) -> date:
    return day + timedelta(days=364)
