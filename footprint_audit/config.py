"""footprint-audit.toml, or [tool.footprint-audit] in pyproject.toml, as a `Config`. An unknown key is an error.

Whatever the command line says wins over the file. `allow_network` and `reveal` are for the command line alone:
a file that came with a repository must not open the network or unmask anybody.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from footprint_audit.errors import ConfigError
from footprint_audit.model import Context, Severity, Strategy
from footprint_audit.staff import Authority

__all__ = ["Config", "SuppressionEntry", "find_config", "load_config"]

FILE_NAME = "footprint-audit.toml"
MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class SuppressionEntry:
    """One `[[suppress]]` table: the finding's fingerprint, why, and until when."""

    fingerprint: str
    reason: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Config:
    """What a file may say; every key is optional."""

    profession: tuple[str, ...] = ()
    strategy: Strategy | None = None
    context: tuple[tuple[str, Context], ...] = ()
    sites: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    fail_on: Severity | None = None
    timeout: float | None = None
    concurrency: int | None = None
    language: str | None = None
    suppress: tuple[SuppressionEntry, ...] = ()
    organisation: Authority | None = None


def find_config(folder: Path) -> Path | None:
    """The configuration that stands in `folder`: its own file first, then a table in pyproject.toml."""
    own = folder / FILE_NAME
    if own.is_file():
        return own
    project = folder / "pyproject.toml"
    return project if project.is_file() and b"[tool.footprint-audit]" in project.read_bytes()[:MAX_BYTES] else None


def load_config(path: Path) -> Config:
    """The configuration in `path`. Raises ConfigError naming file and key."""
    data = _read(path)
    if path.name == "pyproject.toml":
        tool = data.get("tool")
        data = _table(path, "tool.footprint-audit", tool.get("footprint-audit") if isinstance(tool, dict) else None)
    values = {key.replace("-", "_"): _value(path, key, value) for key, value in data.items()}
    return Config(**values)  # type: ignore[arg-type]  # each key's reader gives the type its field asks for


def _read(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_BYTES // 1024} KiB", "a configuration is a few lines of TOML")
        return dict(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error})", "see examples/footprint-audit.toml") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})", "check the path given to --config") from None


def _value(path: Path, key: str, value: object) -> object:
    known = [field.name for field in fields(Config)]
    name = key.replace("-", "_")
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        advice = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        raise ConfigError(f"{path}: unknown key {key!r}", advice)
    try:
        return _READERS[name](value)
    except (ValueError, TypeError) as error:
        raise ConfigError(f"{path}: key {key!r}: {error}", "see examples/footprint-audit.toml") from None


def _texts(value: object) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        raise TypeError("a text or a list of texts is wanted")
    return tuple(listed)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is wanted")
    return value


def _positive(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise ValueError("a number above 0 is wanted")
    return float(value)


def _contexts(value: object) -> tuple[tuple[str, Context], ...]:
    if not isinstance(value, dict):
        raise TypeError("a table of SITE = 'personal' or 'professional' is wanted")
    return tuple((str(site), Context(_text(word))) for site, word in value.items())


def _suppressions(value: object) -> tuple[SuppressionEntry, ...]:
    if not isinstance(value, list):
        raise TypeError("[[suppress]] tables are wanted")
    return tuple(_suppression(item) for item in value)


def _suppression(item: object) -> SuppressionEntry:
    if not isinstance(item, dict) or not {"fingerprint", "reason"} <= item.keys() <= {"fingerprint", "reason", "until"}:
        raise ValueError("each [[suppress]] needs fingerprint and reason, and may have until")
    until = item.get("until")
    if until is not None and type(until) is not date:
        raise ValueError("until is a date, as in 2027-01-31, without quotes")
    if not _text(item["reason"]).strip():
        raise ValueError("a reason must say something")
    return SuppressionEntry(_text(item["fingerprint"]), _text(item["reason"]).strip(), until)


def _authority(value: object) -> Authority:
    if not isinstance(value, dict):
        raise TypeError("a table is wanted")
    known = [field.name for field in fields(Authority)]
    if unknown := sorted(set(value) - set(known)):
        raise ValueError(f"{unknown[0]!r} is not one of {', '.join(known)}")
    if missing := [name for name in known if name not in value and name not in ("dpia", "retention_days")]:
        raise ValueError(f"{missing[0]!r} is missing")
    texts = {name: _told(name, value[name]) for name in ("purpose", "legal_basis", "owner", "contact")}
    days = value.get("retention_days", 30)
    if type(days) is not int or not 1 <= days <= 365:
        raise ValueError("retention_days is a whole number from 1 to 365")
    notice, expires = _day("notice_date", value["notice_date"]), _day("expires", value["expires"])
    return Authority(
        **texts, notice_date=notice, expires=expires, dpia=_text(value.get("dpia", "")), retention_days=days
    )


def _told(name: str, value: object) -> str:
    """A text that says something: `init` leaves "..." where a person has to write."""
    text = _text(value).strip()
    if not text or set(text) <= {".", "…", "-", "?"}:
        raise ValueError(f"{name} says nothing yet")
    return text


def _day(name: str, value: object) -> date:
    if type(value) is not date:
        raise ValueError(f"{name} is a date, as in 2027-01-31, without quotes")
    return value


def _table(path: Path, name: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: [{name}] is not a table", "see examples/footprint-audit.toml")
    return value


_READERS: Mapping[str, Callable[[object], object]] = {
    "profession": _texts,
    "strategy": lambda value: Strategy(_text(value)),
    "context": _contexts,
    "sites": _texts,
    "skip": _texts,
    "on": _texts,
    "fail_on": lambda value: Severity.parse(_text(value)),
    "timeout": _positive,
    "concurrency": lambda value: int(_positive(value)),
    "language": _text,
    "suppress": _suppressions,
    "organisation": _authority,
}
