"""The baseline: findings somebody has decided about, each with a reason and a last day. JSON, read strictly.

What is in it is known; what is not is new. An entry past its day holds no longer. There is no way to leave the reason
or the day out, since a list of exceptions that nobody has to look at again only grows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from pathlib import Path

from footprint_audit.errors import ConfigError

__all__ = ["FILE_NAME", "Baseline", "Entry", "dump", "read_baseline"]

FILE_NAME = "footprint-audit.baseline.json"
VERSION = 1
LONGEST = timedelta(days=365)
MAX_BYTES = 32 * 1024 * 1024
MAX_TEXT = 1000

_HEX = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision. `account` and `fingerprint` are keyed hashes; `field` is the kind of field, as `posts`.

    `dated` is the day of the post it stands in, or empty: who looks again must know how far back to look.
    """

    fingerprint: str
    rule: str
    subject: str
    account: str
    field: str
    dated: str
    first_seen: date
    reason: str
    approved_by: str
    expires: date

    def holds(self, today: date) -> bool:
        return self.expires >= today


@dataclass(frozen=True, slots=True)
class Baseline:
    """Every decision, by fingerprint."""

    entries: Mapping[str, Entry]

    def with_entries(self, more: Iterable[Entry]) -> Baseline:
        """This and more; a newer decision on a fingerprint takes the place of the older."""
        return Baseline({**self.entries, **{entry.fingerprint: entry for entry in more}})

    def without(self, fingerprints: Iterable[str]) -> Baseline:
        gone = set(fingerprints)
        return Baseline({name: entry for name, entry in self.entries.items() if name not in gone})


def read_baseline(path: Path, *, required: bool = False) -> Baseline:
    """The baseline in `path`; an empty one where there is no file and none is required. Raises ConfigError."""
    if not required and not path.exists():
        return Baseline({})
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_BYTES >> 20} MiB", "prune it")
        data = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})", "check the path") from None
    except (ValueError, RecursionError):  # JSON, UTF-8, or a key twice
        raise ConfigError(f"{path}: not a baseline: the JSON is broken or says a key twice", _WRITE) from None
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("entries"), list):
        raise ConfigError(f"{path}: not a baseline of version {VERSION}", _WRITE)
    entries = [_entry(path, number, item) for number, item in enumerate(data["entries"], 1)]
    by_name = {entry.fingerprint: entry for entry in entries}
    if len(by_name) < len(entries):
        raise ConfigError(f"{path}: one fingerprint stands twice", _WRITE)
    return Baseline(by_name)


def dump(baseline: Baseline) -> str:
    """The file's text: sorted by subject, rule and fingerprint, so that a review sees only what changed."""
    entries = sorted(baseline.entries.values(), key=lambda entry: (entry.subject, entry.rule, entry.fingerprint))
    rows = [{name: str(value) for name, value in asdict(entry).items()} for entry in entries]
    return json.dumps({"version": VERSION, "entries": rows}, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def is_baseline(text: str) -> bool:
    """Whether a file of this text is one we may write over."""
    return text.startswith(f'{{\n  "version": {VERSION},\n  "entries": ')


_WRITE = "write it with 'footprint-audit baseline add'"
_KEYS = tuple(item.name for item in fields(Entry))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key stands twice")
    return table


def _entry(path: Path, number: int, item: object) -> Entry:
    where = f"{path}: entry {number}"
    if not isinstance(item, dict) or set(item) != set(_KEYS):
        raise ConfigError(f"{where}: needs {', '.join(_KEYS)}, and nothing else", _WRITE)
    texts = {key: value for key, value in item.items() if isinstance(value, str) and len(value) <= MAX_TEXT}
    if len(texts) < len(item):
        raise ConfigError(f"{where}: texts of at most {MAX_TEXT} characters are wanted", _WRITE)
    for key in ("fingerprint", "account"):
        if not _HEX.fullmatch(texts[key]):
            raise ConfigError(f"{where}: {key} is not 32 hex digits", _WRITE)
    if texts["dated"]:
        _date(where, "dated", texts["dated"])
    if not texts["reason"].strip():
        raise ConfigError(f"{where}: the reason says nothing", "say why this finding may stay")
    first, last = (_date(where, key, texts[key]) for key in ("first_seen", "expires"))
    if last - first > LONGEST:
        raise ConfigError(f"{where}: holds for more than {LONGEST.days} days", "look at it again within a year")
    return Entry(
        texts["fingerprint"], texts["rule"], texts["subject"], texts["account"], texts["field"], texts["dated"],
        first,
        texts["reason"].strip(), texts["approved_by"], last,
    )  # fmt: skip


def _date(where: str, key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{where}: {key} is not a date, as in 2026-11-28", _WRITE) from None
