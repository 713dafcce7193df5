"""How far the run is, on standard error: one line that changes on a terminal, two lines in a log."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from footprint_audit.model import Absent, Outcome, Profile

__all__ = ["Progress"]

EVERY = 0.1  # seconds between two writings of the line
ENOUGH = 20  # outcomes before the time left is guessed
MAX_REASONS = 3  # told on the line


class Progress:
    """Counts outcomes as they come. Names no handle and no site: a log is read by others."""

    def __init__(self, total: int, stream: TextIO, *, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._stream = stream
        self._quiet = quiet
        self._clock = clock
        self._live = stream.isatty() and not quiet
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._began = self._written = clock()

    def __enter__(self) -> Self:
        self._say(f"collecting {self._total} accounts")
        return self

    def step(self, outcome: Outcome) -> None:
        """One more outcome is known."""
        if isinstance(outcome, Profile):
            self._counts["found"] += 1
        elif isinstance(outcome, Absent):
            self._counts["absent"] += 1
        else:
            self._counts["unread"] += 1
            self._reasons[outcome.reason.value.replace("_", " ")] += 1
        if self._live and self._clock() - self._written >= EVERY:
            self._written = self._clock()
            self._say(f"{self._line()}{self._time_left()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._say(self._line())
        if self._live:
            self._stream.write("\n")

    def _line(self) -> str:
        parts = ", ".join(f"{self._counts[kind]} {kind}" for kind in ("found", "absent", "unread"))
        return f"collected {self._counts.total()} of {self._total} accounts: {parts}{self._why()}"

    def _why(self) -> str:
        """The reasons of what is unread, the most common ones first."""
        if not self._reasons:
            return ""
        told = self._reasons.most_common(MAX_REASONS)
        rest = self._reasons.total() - sum(count for _, count in told)
        words = [f"{count} {reason}" for reason, count in told] + [f"{rest} other"] * bool(rest)
        return f" ({', '.join(words)})"

    def _time_left(self) -> str:
        """How long it may still take, if the rest goes as what is done."""
        done = self._counts.total()
        if done < ENOUGH or done == self._total:
            return ""
        seconds = (self._clock() - self._began) / done * (self._total - done)
        return f"; about {seconds / 60:.0f} min left" if seconds >= 90 else f"; about {seconds:.0f} s left"

    def _say(self, line: str) -> None:
        if self._quiet:
            return
        # On a terminal the line is written over itself; \x1b[K clears what a longer one left behind.
        self._stream.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        self._stream.flush()
