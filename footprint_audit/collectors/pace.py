"""How fast one host is asked: few requests at once, a pause between them, and what its Retry-After says."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["Pace", "retry_after", "seconds_left", "stopped"]

_SECONDS = re.compile(r"\d+", re.ASCII)
FOR_EVER = 1e9  # seconds; any longer wish is this one
SLOWER = 0.5  # seconds from start to start at a host that said we were too fast

# Failures in a row after which a host is left alone for the rest of the run; of other kinds, any number.
_ENOUGH = {
    Reason.RATE_LIMITED: 2, Reason.TIMEOUT: 3, Reason.UNREACHABLE: 3, Reason.DNS: 3, Reason.TLS: 3, Reason.TOO_LARGE: 3,
}  # fmt: skip


def retry_after(text: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks to wait; None where it says nothing we understand."""
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), FOR_EVER)
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):  # what `email` raises differs between releases
        return None
    date = date.replace(tzinfo=UTC) if date.tzinfo is None else date
    return min(max(0.0, (date - now).total_seconds()), FOR_EVER)


def seconds_left(clock: asyncio.Timeout) -> float:
    """What is left of a running time-out."""
    when = clock.when()
    return float("inf") if when is None else when - asyncio.get_running_loop().time()


@asynccontextmanager
async def stopped(clock: asyncio.Timeout) -> AsyncIterator[None]:
    """Let a time-out stand still: the time spent inside is not the request's own."""
    left = seconds_left(clock)
    clock.reschedule(None)
    try:
        yield
    finally:
        clock.reschedule(asyncio.get_running_loop().time() + left)


class _Host:
    """Requests of one run to one host."""

    def __init__(self, at_once: int) -> None:
        self.places = asyncio.Semaphore(at_once)
        self.starting = asyncio.Lock()
        self.not_before = 0.0  # by the monotonic clock
        self.pause = 0.0
        self.failures: list[NoReply] = []  # of one kind, in a row


class Pace:
    """Whose turn it is. The pause of a host runs from start to start; `overall` caps requests of the whole run."""

    def __init__(self, *, overall: int, per_host: int, pause: float, longest_wait: float, longest_hold: float) -> None:
        self._overall = asyncio.Semaphore(overall)
        self._per_host = per_host
        self._pause = pause
        self._longest_wait = longest_wait
        self._longest_hold = longest_hold
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, clock: asyncio.Timeout, *, pause: bool = True) -> AsyncIterator[None]:
        """Wait for a turn at `host`, the request's own clock stopped, and hold it. Raises NoReply(rate_limited) where
        the wait would be too long.
        """
        lane = self._lane(host)
        gap = self._pause if pause else 0.0
        if self._is_free(lane):  # nothing to wait for: no timers
            await self._enter(lane, gap)
        else:
            await self._queue(lane, gap, clock)
        try:
            yield
        finally:
            self._overall.release()
            lane.places.release()

    def hold(self, host: str, seconds: float) -> None:
        """Ask `host` nothing for so long, and more slowly after that: its own wish."""
        lane = self._lane(host)
        lane.not_before = max(lane.not_before, time.monotonic() + seconds)
        lane.pause = SLOWER

    def note(self, host: str, failure: NoReply | None) -> None:
        """How the last request to `host` ended. After a few failures of one kind it is asked nothing more."""
        lane = self._lane(host)
        if isinstance(failure, _LeftAlone):
            return
        if failure is None or failure.reason not in _ENOUGH:
            lane.failures.clear()
        elif lane.failures and lane.failures[0].reason is not failure.reason:
            lane.failures = [failure]
        else:
            lane.failures.append(failure)

    def _is_free(self, lane: _Host) -> bool:
        busy = lane.starting.locked() or lane.places.locked() or self._overall.locked()
        return not busy and lane.not_before <= time.monotonic()

    async def _queue(self, lane: _Host, pause: float, clock: asyncio.Timeout) -> None:
        try:
            async with stopped(clock), asyncio.timeout(self._longest_wait):
                await self._enter(lane, pause)
        except TimeoutError:
            raise _too_busy("too many requests to this host were waiting; ask for fewer handles at once") from None

    async def _enter(self, lane: _Host, pause: float) -> None:
        async with lane.starting:
            await lane.places.acquire()
            with ExitStack() as undo:
                undo.callback(lane.places.release)
                _give_up(lane)
                await self._wait(lane)
                await self._overall.acquire()
                undo.pop_all()
            lane.not_before = max(lane.not_before, time.monotonic() + max(pause, lane.pause))

    async def _wait(self, lane: _Host) -> None:
        while (wait := lane.not_before - time.monotonic()) > 0:
            if wait > max(self._longest_hold, self._pause):
                raise _too_busy("the site asked us to stay away for a while; run the audit again later")
            await asyncio.sleep(wait)

    def _lane(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(self._per_host)
        return self._hosts[host]


class _LeftAlone(NoReply):
    """Not asked at all: the host has failed too often."""


def _give_up(lane: _Host) -> None:
    """Raise the failure that a host has shown too often to be asked again."""
    if lane.failures and len(lane.failures) >= _ENOUGH[lane.failures[0].reason]:
        last = lane.failures[-1]
        raise _LeftAlone(last.reason, f"{last.advice} (the same {len(lane.failures)} times, so it was not asked again)")


def _too_busy(advice: str) -> NoReply:
    return NoReply(Reason.RATE_LIMITED, advice)
