"""How far the run is, on standard error: one line that changes on a terminal, two lines in a log."""

from __future__ import annotations

from collections import Counter
from types import TracebackType
from typing import Self, TextIO

from footprint_audit.model import Absent, Outcome, Profile

__all__ = ["Progress"]


class Progress:
    """Counts outcomes as they come. Names no handle and no site: a log is read by others."""

    def __init__(self, total: int, stream: TextIO, *, quiet: bool) -> None:
        self._total = total
        self._stream = stream
        self._quiet = quiet
        self._live = stream.isatty()
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._say(f"collecting {self._total} accounts")
        return self

    def step(self, outcome: Outcome) -> None:
        """One more outcome is known."""
        kind = "found" if isinstance(outcome, Profile) else "absent" if isinstance(outcome, Absent) else "unread"
        self._counts[kind] += 1
        if self._live:
            self._say(self._line())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._say(self._line())
        if self._live and not self._quiet:
            self._stream.write("\n")

    def _line(self) -> str:
        parts = ", ".join(f"{self._counts[kind]} {kind}" for kind in ("found", "absent", "unread"))
        return f"collected {self._counts.total()} of {self._total} accounts: {parts}"

    def _say(self, line: str) -> None:
        if self._quiet:
            return
        # On a terminal the line is written over itself; \x1b[K clears what a longer one left behind.
        self._stream.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        self._stream.flush()
