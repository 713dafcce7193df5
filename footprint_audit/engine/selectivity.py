"""How often a rule has to look at ordinary texts. A rule that looks at every other post costs more than all others."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping

from footprint_audit.engine.scanner import Scanner

__all__ = ["ORDINARY", "openings", "seconds"]

_WHO = (
    "The neighbours",
    "Our choir",
    "The old bakery",
    "A friend from school",
    "The village library",
    "The ferry crew",
)
_WHAT = (
    "sold the last loaf before noon", "fixed the roof with blue tiles", "sang three songs under the bridge",
    "painted the door green again", "lost a kite over the lake", "found an umbrella in the hedge",
    "made soup for the whole street", "planted beans along the fence", "read a long novel about whales",
    "built a shelf from pallets", "won a prize for its pumpkins", "cleaned the fountain in the square",
)  # fmt: skip
_AND = ("and it rained all the same.", "which nobody expected!", "so the evening was lovely.", "- what a picture 🌧️")
ORDINARY = tuple(f"{who} {what}, {end}" for who in _WHO for what in _WHAT for end in _AND)


def openings(scanner: Scanner) -> Mapping[str, float]:
    """Of each rule that had to look at some, the share of the ordinary texts."""
    counted = Counter(rule for text in ORDINARY for rule in scanner.opened(text))
    return {rule: count / len(ORDINARY) for rule, count in counted.items()}


def seconds(scanner: Scanner, rule: str, rounds: int = 3) -> float:
    """CPU seconds that one rule, alone in its scanner, takes for a text: the least of some rounds."""

    def measured() -> Iterator[float]:
        for _ in range(rounds):
            started = time.process_time()
            for text in ORDINARY:
                scanner.scan(text, {rule})
            yield (time.process_time() - started) / len(ORDINARY)

    return min(measured())
