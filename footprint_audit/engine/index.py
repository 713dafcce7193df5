"""Our own rules as they were read once, with the plan of their scanner, as JSON: in the wheel, or in the user's cache.

To read the TOML files, check every value and work out which words call which rule takes ten times as long. A wheel
carries the index beside its rules, and it is as trusted as they are; a checkout keeps one in the cache. It is known by
a digest of the rule files and of the code that read them, so that a changed file is never read from here. Whatever
looks odd in the cache (another owner, another shape) is ignored, and so is a disk that cannot be written. The file is
data: the worst that one of ours altered by its owner can do is to change rules, as altering the rule files would.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from footprint_audit.engine import stored
from footprint_audit.engine.plan import Plan, PlanError
from footprint_audit.engine.ruleset import RuleSet

__all__ = ["name", "read", "sealed", "write"]

MOST_BYTES = 16 * 1024 * 1024
_SHIPPED = Path(__file__).parents[1] / "rules"  # of an installed wheel; a checkout has none there


def read(digest: str) -> RuleSet | None:
    """The rules of the files of this digest, if they were shipped so or kept."""
    return _read(_SHIPPED, digest, shipped=True) or _read(None, digest, shipped=False)


def _read(folder: Path | None, digest: str, *, shipped: bool) -> RuleSet | None:
    try:
        with ((folder or _folder()) / name(digest)).open("rb") as file:
            if not shipped and not _is_ours(os.fstat(file.fileno())):
                return None
            seal, _, content = file.read(MOST_BYTES).partition(b"\n")
        if seal != _seal(content):
            return None
        with _undisturbed():
            return _ruleset(json.loads(content), digest)
    except (OSError, ValueError, TypeError, KeyError, RecursionError, RuntimeError):
        return None


def write(ruleset: RuleSet) -> None:
    """Keep them, and forget those of other digests."""
    try:
        place = _folder() / name(ruleset.digest)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(place.parent.stat()):
            return
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(sealed(ruleset))
        Path(file.name).replace(place)
        for other in place.parent.glob("rules-*.json"):
            if other != place:
                other.unlink()
    except (OSError, RuntimeError):
        return


def sealed(ruleset: RuleSet) -> bytes:
    """What the file of a planned ruleset holds."""
    content = json.dumps(_values(ruleset), separators=(",", ":")).encode()
    return _seal(content) + b"\n" + content


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No looking for garbage meanwhile: among so many new lists, none of it garbage, that takes as long as reading."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _seal(content: bytes) -> bytes:
    """Tells what was cut short or altered by accident."""
    return hashlib.sha256(content).hexdigest().encode()


def _values(ruleset: RuleSet) -> Mapping[str, object]:
    plan = ruleset.plan
    return {
        "rules": stored.plain(ruleset.rules),
        "off": stored.plain(ruleset.off),
        "slots": {name: list(words) for name, words in ruleset.slots.items()},
        "plan": plan.values() if plan else None,
    }


def _ruleset(kept: object, digest: str) -> RuleSet:
    """Raises ValueError, TypeError or KeyError where these are no rules of ours."""
    if not isinstance(kept, dict) or not isinstance(kept["slots"], dict):
        raise PlanError("no table")
    rules, off = stored.rules(kept["rules"]), stored.rules(kept["off"])
    slots = {name: stored.texts(words) for name, words in kept["slots"].items()}
    return RuleSet(rules, digest, off, slots, plan=Plan.of(kept["plan"], (*rules, *off)))


def name(digest: str) -> str:
    """Of the file for the rules of this digest, read by this code. Raises OSError where that cannot be read."""
    return f"rules-{digest}-{_code()}.json"


def _folder() -> Path:
    """Of the cache. Raises RuntimeError where there is no home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return root / "footprint-audit"


def _code() -> str:
    """16 hex digits over the code that rules are read by: another version of it may read them otherwise."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for place in (folder, folder / "matchers", folder / "detect"):
        with os.scandir(place) as files:
            for name in sorted(file.path for file in files if file.name.endswith(".py")):
                digest.update(Path(name).read_bytes())
    return digest.hexdigest()[:16]


def _is_ours(found: os.stat_result) -> bool:
    """Of this user, and nobody else may write to it. Where there are no users (Windows), the home is enough."""
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o022
