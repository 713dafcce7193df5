"""The progress line: what it counts, when it guesses, and what it never names."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

from footprint_audit.cli.progress import Progress
from footprint_audit.model import Absent, Account, Handle, Outcome, Profile, Reason, Unread

ACCOUNT = Account("quill", "Quill", "writing", Handle("maravoss"), "https://quill.example.org/w/maravoss")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def outcomes() -> list[Outcome]:
    unread = [Unread(ACCOUNT, reason, "") for reason in (Reason.TIMEOUT, Reason.TIMEOUT, Reason.RATE_LIMITED)]
    return [Profile(ACCOUNT, datetime(2026, 1, 15, tzinfo=UTC)), Absent(ACCOUNT, "gone"), *unread]


def told(stream: StringIO, total: int = 100, *, quiet: bool = False, times: int = 5) -> list[str]:
    clock = Clock()
    with Progress(total, stream, quiet=quiet, clock=clock) as progress:
        for _ in range(times):
            for outcome in outcomes():
                clock.now += 0.2
                progress.step(outcome)
    return stream.getvalue().replace("\r\x1b[K", "\n").strip().splitlines()


def test_on_a_terminal_one_line_says_what_is_done_found_unread_by_reason_and_left() -> None:
    lines = told(Terminal())
    expected = "collected 25 of 100 accounts: 5 found, 5 absent, 15 unread (10 timeout, 5 rate limited)"
    assert lines[-2] == f"{expected}; about 15 s left"
    assert lines[-1] == expected
    assert "left" not in lines[3]  # too early to guess


def test_minutes_are_told_as_minutes() -> None:
    assert told(Terminal(), 1000)[-2].endswith("; about 3 min left")


def test_in_a_log_it_is_two_lines() -> None:
    lines = told(StringIO())
    assert len(lines) == 2
    assert lines[0] == "collecting 100 accounts"


def test_quiet_says_nothing() -> None:
    assert told(Terminal(), quiet=True) == []


def test_no_handle_and_no_site_is_named() -> None:
    text = "\n".join(told(Terminal()))
    assert "mara" not in text
    assert "uill" not in text


def test_a_fast_run_does_not_write_a_line_for_every_outcome() -> None:
    stream, clock = Terminal(), Clock()
    with Progress(1000, stream, quiet=False, clock=clock) as progress:
        for _ in range(200):
            clock.now += 0.001
            progress.step(outcomes()[0])
    assert stream.getvalue().count("\r") < 6
