"""One host is asked a few things at once, with a pause between, and not before it wants to be."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.pace import Pace, retry_after
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

NOW = datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Wed, 01 May 2024 12:00:30 GMT", 30.0),
        ("Wed, 01 May 2024 11:00:00 GMT", 0.0),
        ("Wed, 01 May 2024 14:00:10 +0200", 10.0),
        ("Wed, 01 May 2024 12:00:05 -0000", 5.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("١٢", None),
        ("9" * 5000, 1e9),
        ("Wed, 99 Foo 2024 99:99:99 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


@given(st.text())
def test_no_retry_after_makes_the_reader_fail(text: str) -> None:
    seconds = retry_after(text, NOW)
    assert seconds is None or seconds >= 0


def pace(
    *, overall: int = 100, per_host: int = 2, pause: float = 0.0, longest_wait: float = 5.0, longest_hold: float = 5.0
) -> Pace:
    return Pace(overall=overall, per_host=per_host, pause=pause, longest_wait=longest_wait, longest_hold=longest_hold)


class Crowd:
    """Many who want a turn at once; what happened is written down."""

    def __init__(self, pace: Pace, *, stay: float = 0.01, total: float | None = None) -> None:
        self.pace = pace
        self.stay = stay
        self.total = total
        self.inside: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.starts: list[float] = []

    async def visit(self, host: str, *, pause: bool = True) -> None:
        async with asyncio.timeout(self.total) as clock, self.pace.turn(host, clock, pause=pause):
            self.starts.append(time.monotonic())
            for name in (host, "all"):
                self.inside[name] = self.inside.get(name, 0) + 1
                self.most[name] = max(self.most.get(name, 0), self.inside[name])
            await asyncio.sleep(self.stay)
            for name in (host, "all"):
                self.inside[name] -= 1


def test_a_host_is_asked_only_so_many_things_at_once_and_so_is_the_world() -> None:
    async def main() -> Crowd:
        crowd = Crowd(pace(overall=5, per_host=2))
        hosts = [f"{i}.example.org" for i in range(3)]
        await asyncio.gather(*(crowd.visit(host) for host in hosts * 8))
        return crowd

    most = asyncio.run(main()).most
    assert most.pop("all") == 5
    assert max(most.values()) == 2


def test_the_first_request_is_immediate_and_the_next_ones_keep_their_distance() -> None:
    async def main() -> tuple[float, list[float]]:
        crowd = Crowd(pace(pause=0.2), stay=0)
        began = time.monotonic()
        await asyncio.gather(*(crowd.visit("example.org") for _ in range(4)))
        return began, crowd.starts

    began, starts = asyncio.run(main())
    assert starts[0] - began < 0.2
    gaps = [after - before for before, after in pairwise(starts)]
    assert min(gaps) >= 0.19


def test_ones_own_servers_are_asked_without_a_pause() -> None:
    async def main() -> float:
        crowd = Crowd(pace(pause=60), stay=0)
        began = time.monotonic()
        await asyncio.gather(*(crowd.visit("own.example.org", pause=False) for _ in range(20)))
        return time.monotonic() - began

    assert asyncio.run(main()) < 5


def test_waiting_for_a_turn_does_not_use_up_the_requests_own_time() -> None:
    async def main() -> list[float]:
        crowd = Crowd(pace(per_host=1), stay=0.08, total=0.2)
        await asyncio.gather(*(crowd.visit("example.org") for _ in range(6)))  # the last waits 0.4 s
        return crowd.starts

    assert len(asyncio.run(main())) == 6


def test_the_wait_for_a_turn_is_bounded() -> None:
    async def main() -> None:
        crowd = Crowd(pace(per_host=1, longest_wait=0.05), stay=0.5)
        first = asyncio.create_task(crowd.visit("example.org"))
        await asyncio.sleep(0)
        with pytest.raises(NoReply) as failure:
            await crowd.visit("example.org")
        assert failure.value.reason is Reason.RATE_LIMITED
        await first
        await crowd.visit("example.org")  # the place given up is free again

    asyncio.run(main())


def test_a_host_that_wants_to_be_left_alone_for_a_moment_is() -> None:
    async def main() -> float:
        crowd = Crowd(pace(), stay=0)
        crowd.pace.hold("example.org", 0.5)
        began = time.monotonic()
        await crowd.visit("other.example.org")
        assert time.monotonic() - began < 0.5
        await crowd.visit("example.org")
        return time.monotonic() - began

    assert asyncio.run(main()) >= 0.49


def test_a_host_that_wants_to_be_left_alone_for_long_is_not_asked_again() -> None:
    async def main() -> None:
        crowd = Crowd(pace(longest_wait=3600, longest_hold=1.0), total=5)
        crowd.pace.hold("example.org", 3600)
        for _ in range(3):  # no place is lost on the way
            async with asyncio.timeout(5):
                with pytest.raises(NoReply) as failure:
                    await crowd.visit("example.org")
            assert failure.value.reason is Reason.RATE_LIMITED
        assert crowd.starts == []

    asyncio.run(main())


def test_who_gives_up_leaves_every_place_free() -> None:
    async def main() -> None:
        crowd = Crowd(pace(overall=1, per_host=1), stay=0.02)
        tasks = [asyncio.create_task(crowd.visit("example.org")) for _ in range(10)]
        await asyncio.sleep(0.03)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(1):
            await crowd.visit("example.org")
            await crowd.visit("other.example.org")

    asyncio.run(main())
