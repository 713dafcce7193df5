"""How long it takes to connect one person's accounts: CPU time, median of five runs, for several shapes of person.

Run: python benchmarks/identity.py. The promise is 200 accounts in at most 0.5 s.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from footprint_audit.identity import connect
from footprint_audit.model import Account, Context, Handle, Profile

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONTEXTS = (Context.PERSONAL, Context.PROFESSIONAL, Context.UNKNOWN)


def account(number: int, handle: str) -> Account:
    site = f"site{number}"
    return Account(site, site.title(), "test", Handle(handle), f"https://{site}.example/{handle}", CONTEXTS[number % 3])


def ordinary(number: int, count: int) -> Profile:
    """One handle everywhere, one name and one bio on most, a link to the next account."""
    after = account((number + 1) % count, "kestrel_harbour")
    return Profile(
        account(number, "kestrel_harbour"),
        NOW,
        display_name="Mara Vale" if number % 4 else "mv",
        bio="I draw maps of places that are not there yet. Write to mara@example.org" if number % 2 else "",
        location="Tallinn, Estonia" if number % 5 else f"Town {number}, Elsewhere",
        links=(after.url, "https://mara.example.org/"),
        rel_me=(after.url,) if number % 3 == 0 else (),
        details=(("company", f"Company number {number}"),),
    )


def everything_linked(number: int, count: int) -> Profile:
    """Every account links to every other one with rel=me."""
    links = tuple(account(other, "kestrel_harbour").url for other in range(count))
    return Profile(account(number, "kestrel_harbour"), NOW, display_name="Mara Vale", links=links, rel_me=links)


def nothing_shared(number: int, count: int) -> Profile:
    return Profile(
        account(number, f"mara{number}of{count}"), NOW, bio=f"This is sentence number {number} of my own bio"
    )


def full_of_links(number: int, count: int) -> Profile:
    """A page made to keep us busy."""
    links = tuple(f"https://host{i}.example/{number}/{count}" for i in range(5_000))
    return Profile(
        account(number, "kestrel_harbour"), NOW, bio="one two three four five six seven. " * 2_000, links=links
    )


def seconds(make: Callable[[int, int], Profile], count: int) -> tuple[float, int]:
    profiles = [make(number, count) for number in range(count)]
    times, facts = [], 0
    for _ in range(5):
        start = time.process_time()
        facts = len(connect(profiles))
        times.append(time.process_time() - start)
    return statistics.median(times), facts


def main() -> None:
    connect([ordinary(0, 2), ordinary(1, 2)])  # imports and caches are not what is measured
    print(f"{'shape':20} {'accounts':>8} {'CPU s':>7} {'facts':>6}")
    for make in (ordinary, everything_linked, nothing_shared, full_of_links):
        for count in (50, 200):
            taken, facts = seconds(make, count)
            print(f"{make.__name__:20} {count:8} {taken:7.3f} {facts:6}")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
