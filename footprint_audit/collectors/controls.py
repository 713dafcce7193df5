"""Controls: what a site answers to a handle that cannot exist, and to one that is known to, asked in the same run.

A site is asked once for each, however many handles wait for the answer. What was seen is kept for the rest of the day,
for the same way out to the network; a kept file is read as if an attacker had written it.
"""

from __future__ import annotations

import asyncio
import json
import random
from array import array
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256

from footprint_audit import cache
from footprint_audit.collectors.made_up import impossible_handle
from footprint_audit.collectors.similarity import MAX_PARTS, Shape
from footprint_audit.errors import NoReply
from footprint_audit.model import Site

__all__ = ["Controls", "Kept", "Look", "kind_of"]

MAX_FILE = 16 << 20  # bytes: a thousand doubtful sites
MAX_PLACE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Look:
    """What is kept of an answer: enough to compare it with another, nothing of what it says.

    `place` is where a redirect leads, without the handle. `found` and `absent` are the entry's signs. `names` tells
    whether the handle stands in it, `described` whether its data describes an account of that handle, `private` whether
    it says that one is closed.
    """

    status: int
    place: str
    found: bool
    absent: bool
    names: bool
    described: bool
    private: bool
    shape: Shape


# --- handles that cannot exist --------------------------------------------------------------------------------------


def kind_of(handle: str) -> str:
    """What may make a site refuse a handle by its form: marks, capitals and length; empty for a plain short one."""
    marks = "".join(sorted({letter for letter in handle if not letter.isascii() or not letter.isalnum()}))
    return f"{marks}{len(handle) // 8}" if marks or len(handle) > 15 else ""


# --- one run's memory -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Controls:
    """The controls of one run. `kept` is what another run of today saw; `made` are the handles made up in this one."""

    kept: Kept | None = None
    dice: random.Random = field(default_factory=random.SystemRandom)
    _seen: dict[str, Look | NoReply] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _made: dict[str, str] = field(default_factory=dict)

    async def look(self, key: str, ask: Callable[[], Awaitable[Look]]) -> Look:
        """What was seen under `key`, else what `ask` sees now. Raises NoReply, the same one to everybody."""
        async with self._locks.setdefault(key, asyncio.Lock()):
            if key not in self._seen:
                self._seen[key] = await self._first(key, ask)
        self._locks.pop(key, None)
        seen = self._seen[key]
        if isinstance(seen, NoReply):
            raise NoReply(seen.reason, seen.advice)
        return seen

    async def _first(self, key: str, ask: Callable[[], Awaitable[Look]]) -> Look | NoReply:
        if self.kept is not None and (known := self.kept.get(key)) is not None:
            return known
        try:
            look = await ask()
        except NoReply as failure:
            return failure
        if self.kept is not None:
            self.kept.put(key, look)
        return look

    def impossible(self, site: Site, role: str, like: str = "", without: str = "") -> str:
        """The handle that cannot exist, the same for a site's role (and a form of handles) throughout the run."""
        key = f"{site.id} {role} {kind_of(like)}"
        if key not in self._made:
            made = impossible_handle(site, self.dice, like=like, without=without)
            self._made[key] = made.value if made else ""
        return self._made[key]


# --- from run to run ------------------------------------------------------------------------------------------------


class Kept:
    """Controls of one day in the user's cache. `vantage` tells the way out to the network, once something was asked."""

    def __init__(self, day: date, vantage: Callable[[], str]) -> None:
        self._name = f"controls-{day.isoformat()}.json"
        self._vantage = vantage
        self._looks: dict[str, Look] | None = None
        self._is_new = False

    def get(self, key: str) -> Look | None:
        return self._all().get(self._key(key))

    def put(self, key: str, look: Look) -> None:
        self._all()[self._key(key)] = look
        self._is_new = True

    def save(self) -> None:
        """Write what is new, and forget other days."""
        if not self._is_new or self._looks is None:
            return
        content = json.dumps({key: _written(look) for key, look in self._looks.items()}).encode()
        try:
            path = cache.place(self._name)
        except RuntimeError:  # no home
            return
        if len(content) <= MAX_FILE and cache.write(path, content):
            cache.forget(path, "controls-*.json")

    def _key(self, key: str) -> str:
        return sha256(f"{self._vantage()}\x1f{key}".encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _all(self) -> dict[str, Look]:
        if self._looks is None:
            self._looks = _read(self._name)
        return self._looks


def _read(name: str) -> dict[str, Look]:
    try:
        content = cache.read(cache.place(name), MAX_FILE)
        table = json.loads(content) if content else {}
    except (RuntimeError, ValueError, RecursionError):
        return {}
    if not isinstance(table, dict):
        return {}
    looks = {key: look for key, value in table.items() if (look := _look(value)) is not None}
    return looks if len(looks) == len(table) else {}  # one odd entry: nothing in the file is believed


def _written(look: Look) -> Mapping[str, object]:
    flat = [number for pair in look.shape.whole for number in pair]
    shape = {"parts": _packed(look.shape.parts), "whole": _packed(flat)}
    return asdict(replace(look, shape=Shape(()))) | {"shape": shape}


def _packed(numbers: Sequence[int]) -> str:
    return b64encode(array("I", numbers).tobytes()).decode()


_TRUTHS = ("found", "absent", "names", "described", "private")


def _look(value: object) -> Look | None:
    """The look as it was written; None for anything else."""
    if not isinstance(value, dict) or set(value) != {"status", "place", "shape", *_TRUTHS}:
        return None
    status, place, shape = value["status"], value["place"], value["shape"]
    truths = [value[name] for name in _TRUTHS]
    if type(status) is not int or not 100 <= status <= 999 or not isinstance(place, str) or len(place) > MAX_PLACE:
        return None
    if (
        not all(type(truth) is bool for truth in truths)
        or not isinstance(shape, dict)
        or set(shape) != {"parts", "whole"}
    ):
        return None
    parts, whole = _numbers(shape["parts"]), _numbers(shape["whole"])
    if parts is None or whole is None or len(whole) % 2 or any(place >= len(parts) for place in whole[::2]):
        return None
    pairs = tuple(zip(whole[::2], whole[1::2], strict=True))
    return Look(status, place, **dict(zip(_TRUTHS, truths, strict=True)), shape=Shape(parts, pairs))


def _numbers(text: object) -> tuple[int, ...] | None:
    if not isinstance(text, str) or len(text) > MAX_PARTS * 12:
        return None
    numbers = array("I")
    try:
        numbers.frombytes(b64decode(text, validate=True))
    except (Base64Error, ValueError):
        return None
    return tuple(numbers)
