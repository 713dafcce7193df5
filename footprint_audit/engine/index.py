"""Our own rules as they were read once, with the plan of their scanner, as JSON: in the wheel, or in the user's cache.

To read the TOML files, check every value and work out which words call which rule takes thirty times as long. A wheel
carries the index beside its rules, an editable install below `build`, as trusted as the rules themselves; where that
does not fit (any more), one is kept in the cache. It is known by a digest of the rule files and of the code that read
them, so that a changed file is never read from here. Whatever looks odd in the cache (another owner, another shape) is
ignored, and so is a disk that cannot be written. The file is data: the worst that one of ours altered by its owner can
do is to change rules, as altering the rule files would.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from footprint_audit import cache
from footprint_audit.engine import stored
from footprint_audit.engine.packed import Lists, join
from footprint_audit.engine.plan import Plan, PlanError
from footprint_audit.engine.ruleset import RuleSet
from footprint_audit.undisturbed import undisturbed

__all__ = ["name", "read", "sealed", "write"]

MOST_BYTES = 16 * 1024 * 1024
_BUILT = (  # in an installed wheel; in the checkout of an editable install, as trusted as the rules beside it
    Path(__file__).parents[1] / "rules",
    Path(__file__).parents[2] / "build" / "rules-index",
)


def read(digest: str) -> RuleSet | None:
    """The rules of the files of this digest, if they were shipped so or kept."""
    try:
        file = name(digest)
    except OSError:  # our own code cannot be read
        return None
    return _read(_built(file), digest) or _read(_kept(file), digest)


def _read(content: bytes | None, digest: str) -> RuleSet | None:
    if content is None:
        return None
    seal, _, values = content.partition(b"\n")
    if seal != _seal(values):
        return None
    try:
        with undisturbed():
            return _ruleset(json.loads(values), digest)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _built(file: str) -> bytes | None:
    try:
        place = next((path for folder in _BUILT if (path := folder / file).is_file()), None)
        return place.read_bytes() if place else None
    except OSError:
        return None


def _kept(file: str) -> bytes | None:
    try:
        return cache.read(cache.place(file), MOST_BYTES)
    except RuntimeError:  # no home
        return None


def write(ruleset: RuleSet) -> None:
    """Keep them, and forget those of other digests."""
    try:
        place = cache.place(name(ruleset.digest))
    except (RuntimeError, OSError):
        return
    if cache.write(place, sealed(ruleset)):
        cache.forget(place, "rules-*.json")


def sealed(ruleset: RuleSet) -> bytes:
    """What the file of a planned ruleset holds."""
    content = json.dumps(_values(ruleset), separators=(",", ":")).encode()
    return _seal(content) + b"\n" + content


def _seal(content: bytes) -> bytes:
    """Tells what was cut short or altered by accident."""
    return hashlib.sha256(content).hexdigest().encode()


def _values(ruleset: RuleSet) -> Mapping[str, object]:
    plan = ruleset.plan
    return {
        "rules": stored.plain(ruleset.rules),
        "off": stored.plain(ruleset.off),
        "slots": {name: join(words) for name, words in ruleset.slots.items()},
        "plan": plan.values((*ruleset.rules, *ruleset.off)) if plan else None,
    }


def _ruleset(kept: object, digest: str) -> RuleSet:
    """Raises ValueError, TypeError or KeyError where these are no rules of ours."""
    if not isinstance(kept, dict):
        raise PlanError("no table")
    rules, off = stored.rules(kept["rules"]), stored.rules(kept["off"])
    return RuleSet(rules, digest, off, Lists(kept["slots"]), plan=Plan.of(kept["plan"], (*rules, *off)))


def name(digest: str) -> str:
    """Of the file for the rules of this digest, read by this code. Raises OSError where that cannot be read."""
    return f"rules-{digest}-{_code()}.json"


def _code() -> str:
    """16 hex digits over the code that rules are read by: another version of it may read them otherwise."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for place in (folder, folder / "matchers", folder / "detect"):
        with os.scandir(place) as files:
            for name in sorted(file.path for file in files if file.name.endswith(".py")):
                digest.update(Path(name).read_bytes())
    return digest.hexdigest()[:16]
