"""How often a rule has to look at ordinary texts, and what that costs.

A rule that looks at every other post costs more than all others together, so the linter refuses what is careless. The
texts are made up here: many words, none of them in many texts, so that what looks at a tenth of them is looking for
something frequent. Time is told as a share of what reading the same texts takes, which holds on any machine.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from footprint_audit.engine.scanner import Scanner

__all__ = ["MOST_COST", "MOST_SHARE", "ORDINARY", "Care", "careless", "measured"]

MOST_SHARE = 0.25  # of the ordinary texts that one rule may look at
MOST_COST = 1.0  # of one rule: as long as it takes to read the texts themselves
_ROUNDS = 3

_WHO = (
    "The neighbours", "Our choir", "The old bakery", "Somebody from the ferry", "The village library", "My cousin",
    "That tall gardener", "The postman", "A lady in the queue", "The brass band", "Half the street", "The new barber",
    "Everyone at the allotment", "The lighthouse crew", "An owl", "Grandpa's radio", "The chess club", "Two tourists",
    "The mayor's parrot", "Whoever runs the kiosk", "The twins next door", "A street musician", "The quiz team",
    "Our plumber", "The museum guide", "One of the swimmers", "The cheese stall", "A beekeeper", "The night bus",
    "The potter across the yard", "Some cyclists", "The orchard people", "The weather service", "A stray cat",
    "The knitting circle", "The projectionist", "The bookbinder",
)  # fmt: skip
_WHAT = (
    "sold the last loaf before noon", "fixed the roof with blue tiles", "sang three songs under the bridge",
    "painted the door green again", "lost a kite over the lake", "found an umbrella in the hedge",
    "made soup out of nettles", "planted beans along the fence", "read a long novel about whales",
    "built a shelf from pallets", "won a prize for pumpkins", "cleaned the fountain in the square",
    "repaired the clock tower", "swapped stamps with a sailor", "learned to juggle lemons", "taught the dog to dance",
    "drew a map of wells", "carved a spoon out of ash", "borrowed a ladder and a drum", "watched the eclipse twice",
    "translated a poem from Welsh", "counted herons by the weir", "picked plums till sunset", "rode to the coast",
    "burned the porridge badly", "opened a tiny cinema", "polished every trombone", "missed the train by a minute",
    "photographed moss for hours", "ironed the flags for Sunday", "told the same joke again", "rang the bells at six",
    "filmed a heron stealing lunch", "hung lanterns in the elm", "solved the crossword in pencil",
    "collected driftwood and shells", "knitted a scarf for the statue", "froze the marmalade by mistake",
    "followed a rainbow to the quarry", "tuned the piano with a spoon", "wrapped the bicycle in ribbon",
    "wrote a waltz for accordion", "stacked firewood like a castle", "let the balloons go", "mended nets on the pier",
)  # fmt: skip
_AND = (
    "and it rained all the same.", "which nobody expected!", "so the evening was lovely.", "- what a picture 🌧️",
    "and I would do it again", "#autumn #garden", "at 10:30 already", "for the 3rd time this year",
    "says @river_daily", "https://example.org/p/482", "just because", "but honestly, why not?", "in the middle of May",
    "with 12 friends and a cake", "… as one does", "(photos later)", "and got €40 for it", "on the very first try",
    "haha", "so there is hope", "before the shops closed", "while we were having coffee", "and everybody was there",
)  # fmt: skip
ORDINARY = tuple(
    f"{_WHO[number % len(_WHO)]} {_WHAT[number % len(_WHAT)]}, {_AND[number % len(_AND)]}" for number in range(500)
)  # their lengths have no common divisor, so that every word meets many others


@dataclass(frozen=True, slots=True)
class Care:
    """The share of the ordinary texts that a rule looks at, and the time it takes, as a share of reading them."""

    share: float
    cost: float


def measured(scanner: Scanner) -> Mapping[str, Care]:
    """Of each rule that has to look at some of the ordinary texts."""
    least: dict[tuple[str, int], float] = {}
    for _ in range(_ROUNDS):
        for key, taken in _times(scanner):
            least[key] = min(taken, least.get(key, taken))
    looks: dict[str, list[float]] = defaultdict(list)
    for (rule, _), taken in least.items():
        looks[rule].append(taken)
    reading = sum(looks.pop("", ())) or 1.0
    return {rule: Care(len(each) / len(ORDINARY), sum(each) / reading) for rule, each in looks.items()}


def careless(care: Care) -> str:
    """What is wrong with a rule that looks so often; nothing, if it is careful enough."""
    if care.share > MOST_SHARE:
        return f"looks at {care.share:.0%} of ordinary texts: at most {MOST_SHARE:.0%} may open one of its branches"
    if care.cost > MOST_COST:
        return f"takes {care.cost:.1f} times as long as to read ordinary texts: ask for a rarer word, or more digits"
    return ""


def _times(scanner: Scanner) -> Iterator[tuple[tuple[str, int], float]]:
    """CPU seconds of each rule for each text that it looks at; under no name, of reading the text."""
    for number, text in enumerate(ORDINARY):
        started = time.process_time()
        looks = scanner.looks(text)
        yield ("", number), time.process_time() - started
        for rule, look in looks:
            started = time.process_time()
            look()
            yield (rule, number), time.process_time() - started
