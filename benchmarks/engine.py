"""How fast the engine loads and reads: `python benchmarks/engine.py`. CPU seconds of this process, medians."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from footprint_audit.engine import load_rules
from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import TermsMatch

ROUNDS = 5
POSTS = 20_000
COMMON = """the a to and of in my we you it is was for on that with this have just so not but all really love today
people time good day new work going home they what when from out can will one about like get up if there been more"""
PLANTED = (  # what a rule should look at, and what should only look like it
    "call me on +1 202-555-0143", "write to mara@example.org", "order 4929 1234 5678 9012", "season 1998/99, 2-1",
    "version 10.0.19045.3693", "my daughter Ana turns 6", "I hate my boss", "at 51.50735, -0.12776", "thanks @mara",
    "born 12 March 1987", "found at @mara@social.example", "https://example.org/a/b?id=123456789", "only 3 days left!",
    "naïve café 👩‍⚕️ ☕", "you idiot", "damn trains", "my patient today",
)  # fmt: skip


def main() -> None:
    """Print load time, speed on posts of the usual length, and the same with thousands of terms more."""
    posts = corpus()
    size = sum(len(post.encode()) for post in posts)
    ruleset = load_rules()
    print(f"{len(ruleset.rules)} rules, {len(posts)} posts of {size / len(posts):.0f} bytes")
    load, build = median(load_rules), median(lambda: Scanner(ruleset.rules, ruleset.slots))
    print(f"load     {1000 * load:7.1f} ms  read all rule files")
    print(f"         {1000 * build:7.1f} ms  make the scanner")
    for name, scanner in (("scan", ruleset.scanner), ("+ terms", with_terms(ruleset, 3000))):
        taken = median(partial(scan_all, scanner, posts))
        print(f"{name:8} {size / taken / 1e6:7.2f} MB/s  {1e6 * taken / len(posts):.1f} µs a post")


def scan_all(scanner: Scanner, posts: list[str]) -> int:
    """How many sightings there are in all posts."""
    return sum(len(scanner.scan(post)) for post in posts)


def median(work: Callable[[], object]) -> float:
    """CPU seconds of one run, the middle of several."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds)


def corpus() -> list[str]:
    """Posts shaped like people's: half frequent words, half rare ones, one in eight with something to look at."""
    chance = random.Random(1)
    common, rare = COMMON.split(), invented(chance, 3000)
    posts = []
    for _ in range(POSTS):
        words = [chance.choice(common if chance.random() < 0.5 else rare) for _ in range(chance.randint(6, 26))]
        if chance.random() < 0.125:
            words.insert(chance.randrange(len(words)), chance.choice(PLANTED))
        posts.append(" ".join(words).capitalize() + chance.choice((".", "!", "?", " 😀", " #friday", "…")))
    return posts


def invented(chance: random.Random, count: int) -> list[str]:
    """Words that look like words and mean nothing."""
    return ["".join(map(chance.choice, ("bcdfglmnprst", "aeiou") * chance.randint(2, 4))) for _ in range(count)]


def with_terms(ruleset: RuleSet, count: int) -> Scanner:
    """The same rules, and one with `count` invented words."""
    words = tuple(dict.fromkeys(invented(random.Random(2), count)))
    spare = next(rule for rule in ruleset.rules if isinstance(rule.match, TermsMatch))
    return Scanner((*ruleset.rules, replace(spare, id="TST-001", match=TermsMatch(words))), ruleset.slots)


if __name__ == "__main__":
    main()
