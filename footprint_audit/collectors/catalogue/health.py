"""Whether an entry still tells the truth: its site is asked for a handle said to exist, and for one that nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from footprint_audit.collectors.catalogue.entry import Entry
from footprint_audit.model import Absent, Handle, Outcome, Profile, Reason, Unread

__all__ = ["Health", "State", "health", "known_handle"]


class State(StrEnum):
    """How an entry is."""

    HEALTHY = "healthy"  # both answers came out right
    STALE = "stale"  # an answer came out wrong, or fits nothing that is written down
    WALLED = "walled"  # the site does not answer programs, or not from here
    UNREACHABLE = "unreachable"  # the network failed: nothing is known of the entry


@dataclass(frozen=True, slots=True)
class Health:
    """How an entry is, and why, in one line."""

    state: State
    why: str


_WALLS = frozenset(
    {Reason.BLOCKED, Reason.RATE_LIMITED, Reason.LOGIN_WALL, Reason.CONSENT_WALL, Reason.ROBOTS, Reason.REDIRECT}
)
_WRONG = frozenset({Reason.CHANGED, Reason.UNCLEAR, Reason.ILLEGAL_HANDLE, Reason.TOO_LARGE})


def known_handle(entry: Entry) -> Handle | None:
    """The first handle said to exist that we can ask for unaltered; None if there is none."""
    for text in entry.known:
        try:
            handle = Handle.parse(text)
        except ValueError:
            continue
        if not handle.instance and not set(entry.altered) & set(handle.value):
            return handle
    return None


def health(known: Outcome | None, impossible: Outcome | None) -> Health:
    """How the entry is, by its outcomes for a handle said to exist and one that nobody has (None: not asked)."""
    for outcome, who in ((known, "the known handle"), (impossible, "a handle that nobody has")):
        if isinstance(outcome, Unread) and outcome.reason not in _WRONG:
            state = State.WALLED if outcome.reason in _WALLS else State.UNREACHABLE
            return Health(state, f"asked for {who}: {outcome.reason.value}; {outcome.advice}")
    if isinstance(known, Absent):
        return Health(State.STALE, f"it no longer finds the known handle {known.account.handle.value!r}")
    if isinstance(impossible, Profile):
        return Health(State.STALE, "it finds a handle that nobody has")
    for outcome, who in ((known, "the known handle"), (impossible, "a handle that nobody has")):
        if isinstance(outcome, Unread):
            return Health(State.STALE, f"its answer for {who} fits nothing that is written down")
    if known is None:
        return Health(State.STALE, "no handle is written down that could be asked for")
    missing = impossible is None
    return Health(State.HEALTHY, "only the known handle was asked for" if missing else "both answers are right")
