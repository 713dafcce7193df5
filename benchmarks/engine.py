"""How fast the engine loads and reads: `python benchmarks/engine.py [POSTS]`. CPU seconds, each beside its target.

POSTS: a file of JSON lines with a "text" each, to be read besides the posts that are made up here.
Loading is measured in fresh processes: the rules and their scanner, up to the first text, without the imports (told
apart). Memory is what the process holds more after that than before it.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from footprint_audit.engine import load_rules
from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import TermsMatch

ROUNDS = 7
LOADS = 9
POSTS = 20_000
COMMON = """the a to and of in my we you it is was for on that with this have just so not but all really love today
people time good day new work going home they what when from out can will one about like get up if there been more"""
PLANTED = (  # what a rule should look at, and what should only look like it
    "call me on +1 202-555-0143", "write to mara@example.org", "order 4929 1234 5678 9012", "season 1998/99, 2-1",
    "version 10.0.19045.3693", "my daughter Ana turns 6", "I hate my boss", "at 51.50735, -0.12776", "thanks @mara",
    "born 12 March 1987", "found at @mara@social.example", "https://example.org/a/b?id=123456789", "only 3 days left!",
    "naïve café 👩‍⚕️ ☕", "you idiot", "damn trains", "my patient today",
)  # fmt: skip
PERSONAL = ("privacy.contact.", "privacy.money.", "privacy.network.", "privacy.birth.", "privacy.id.", "privacy.place.",
            "privacy.credential.")  # fmt: skip
LOAD = """
import sys, time
started = time.process_time()
from footprint_audit.engine import load_rules
imported, before = time.process_time(), int(open("/proc/self/statm").read().split()[1])
scanner = load_rules().scanner
loaded, after = time.process_time(), int(open("/proc/self/statm").read().split()[1])
print(imported - started, loaded - imported, (after - before) * 4096 / 1e6)
"""


def main() -> None:
    """Print load time and memory, speed on posts, with thousands of terms more, and of personal data alone."""
    print(f"Python {sys.version.split()[0]}, load average {os.getloadavg()[0]:.1f}")
    ruleset = load_rules()
    print(f"{len(ruleset.rules)} rules")
    loads()
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if sys.argv[1:] else []
    given = [json.loads(line)["text"] for line in lines]
    for name, posts in (("posts made up here", corpus()), ("posts given", given)):
        if posts:
            speeds(ruleset, name, posts)
    print(f"load average {os.getloadavg()[0]:.1f}")


def loads() -> None:
    """Of fresh processes: the first reads the TOML files and writes the index, the others read that."""
    with tempfile.TemporaryDirectory() as cache:
        taken = [_load(cache) for _ in range(LOADS + 1)]
    first, (imports, load, memory) = taken[0], map(statistics.median, zip(*taken[1:], strict=True))
    print(f"imports                      {1000 * imports:7.1f} ms CPU")
    print(f"load, rules and scanner      {1000 * load:7.1f} ms CPU      (aim: 150)")
    print(f"  the first time, no cache  {1000 * first[1]:7.1f} ms CPU")
    print(f"  memory                     {memory:7.1f} MB          (aim: 30)")


def _load(cache: str) -> tuple[float, float, float]:
    """CPU seconds of the imports and of loading, and megabytes held by what was loaded."""
    environment = {**os.environ, "XDG_CACHE_HOME": cache, "PYTHONPATH": str(Path(__file__).parents[1])}
    ran = subprocess.run([sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True, check=True)
    imports, load, memory = map(float, ran.stdout.split())
    return imports, load, memory


def speeds(ruleset: RuleSet, name: str, posts: Sequence[str]) -> None:
    """Megabytes and characters a second: all rules, with 3,000 terms more, and the rules on personal data alone."""
    size, characters = sum(len(post.encode()) for post in posts), sum(map(len, posts))
    personal = [rule for rule in ruleset.rules if rule.slug.startswith(PERSONAL)]
    more = with_terms(ruleset, 3000)
    print(f"{name}: {len(posts)} of {size / len(posts):.0f} bytes")
    first, taken = seconds(ruleset.scanner, posts)
    _tell("all rules", size / taken / 1e6, "MB/s", 3, taken / len(posts))
    _tell("  the first time they are read", size / first / 1e6, "MB/s", None, first / len(posts))
    _, taken = seconds(more, posts)
    _tell("and 3,000 terms more", size / taken / 1e6, "MB/s", 3, taken / len(posts))
    _, taken = seconds(Scanner(personal, ruleset.slots), posts)
    _tell(f"{len(personal)} rules on personal data", characters / taken / 1e6, "M characters/s", 5, taken / len(posts))


def _tell(what: str, value: float, unit: str, aim: float | None, each: float) -> None:
    aimed = f"(aim: {aim:g})" if aim else ""
    print(f"  {what:31} {value:6.2f} {unit:15} {aimed:9} {1e6 * each:6.1f} µs a post")


def seconds(scanner: Scanner, posts: Sequence[str]) -> tuple[float, float]:
    """CPU seconds to read all posts: the first time, and the median of some times after that."""
    first = timed(partial(scan_all, scanner, posts))
    return first, statistics.median(timed(partial(scan_all, scanner, posts)) for _ in range(ROUNDS))


def scan_all(scanner: Scanner, posts: Sequence[str]) -> int:
    """How many sightings there are in all posts."""
    return sum(len(scanner.scan(post)) for post in posts)


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


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
    added = replace(spare, id="TST-001", slug="test.terms", match=TermsMatch(words))
    return Scanner((*ruleset.rules, added), ruleset.slots)


if __name__ == "__main__":
    main()
