"""Words that people marked as toxic: `python benchmarks/derive_words.py DATA [--tune] > rules/words/en-derived.toml`.

DATA is a folder with toxic_spans.jsonl and toxic_typed.jsonl (both CC0). A word is a candidate if it stands in three
texts or more and three in ten of its uses are marked. Candidates are taken one by one, the most marked first, where
marking every use of them brings what is marked closer to what people marked: by the character F1 of each text, unmarked
texts weighing a fifth, and by more than `LEAST_GAIN`, so that chance alone takes few. None is taken that our own lists
of other kinds hold, none of the everyday words that insult beside a person only, and none of `LEFT_TO_PHRASES`: names
of groups and of people, acts of violence, and words that insult nobody by themselves. (Pairs of words were tried: they
fit the texts they were counted in and no others.)
`--tune` reads only the tune part (see benchmarks/offence.py), to estimate on the other what such a list is worth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

RULES = Path(__file__).parents[1] / "rules"
FEWEST_TEXTS, SHARE, LEAST_GAIN = 3, 0.3, 5e-5
UNMARKED = 0.197  # the share of unmarked texts in the test half of toxic_spans
SWEEPS = 2
WORD = re.compile(r"(?<![\w*@$!'-])[a-z][a-z'-]*[a-z](?![\w*@$])")
LEFT_TO_PHRASES = """
    absurdity abuser addicts american's anal anti-catholic anti-french anti-israel atheist bald balls baloney bang
    beast behalf belligerent bisexual black blatantly bloody blustering bolt bonkers brazen bullies bully bum butch
    butt castrate cave cdn chicken chinese chumps ck clitoris clown clowns clumsy cojones coke command condemn
    corrupted crazy creep crew crock cruel culo curse cut daft damaged damned darn dead dealers death definitions
    demagogue demeaning derangement detest deviants devil die dim ding disease disorder disruptive distasteful
    division donald donald's donkey donkeys dopey dork drunken duck ducks dumbed dumbed-down dummy dumpster dumpy
    egg eggs ethnicities evangelicals everytime excrement executed explosive f-----g f--k f-ing fart fascist favours
    feces ferry fiasco fighters fink fire flabbergasted flame fooled freak freaks garbage gay gays generate genitals
    goof grabber grabbers grabbin grieving groper gross hag handlers hang hapless hatter heads heritage hillary
    hippies holes homicide homophobe homophobic homosexual homosexuality homosexuals hooker hookers horrified
    humiliate humiliating icky ignorance illness immigrants impostor indian infested ing iranian islamic islamophobe
    jack jealous kick kicked kill killers killing kills kook koolaid lap latino laziness left's lenient lesbian
    lesbians liberal liberals liberation licking licks lilly litter lonely loon lovers loyalists mafia malaria
    malicious malignant man-boy manure marginal masse masturbation measly mediocre mediocrity messenger mexicans
    midgets mierda miserable monsef monsters moronski mouthed murderer murderers muslim muslims mute nationalists
    nauseating neck negligent negro neo-nazis newfoundland niger nigers nuts obama odious offender offenders
    opportunist opportunistic oral orangemen organ oxymoron pages parish patriot patsy pedestrian pedophile
    pedophiles pedophilia pendejo penis perpetrators pig pigs pinocchio pointless pond poo poof popo potheads
    predator predators primitive prostitute prostitutes pruitt psycho psychotic punch puppets puppy purge putin's
    putrid rabid racist racists radical rampant rape raped rapes raping rapist rapists rat rat's rats reproduce
    restraint ridicule ridiculousness rookie rotten rubbish russia's sadist scientists secretly seditious semen
    senile sex sexist sexual sh sham shameless shills shine shoot shovel signaling silly skilled slamming sloter
    slug slugs snot sobs sons spawn spoon squad stabs stalker stank steel stink stinky stomach stoned stooges
    strangle stronger suck sucked sucker suckered suckers sucking sucks suits summarily superiority swine sylvia
    sympathizer syndrome tearing teenager terribly terrorists thief thieving throwers tolerated trans transgenders
    trash trashing treacherous tricky troll trolls trump twisted uneducated ungrateful universities untrustworthy
    unwashed urine useless vagina vanity viciously vulgar walks warmongers warped weasel weaver's weirdo white
    white-trash woefully women worn wretched wrongful xenophobe xenophobic zealots
"""
HEADER = """# Derived by benchmarks/derive_words.py from toxic_spans and toxic_typed (CC0): what people marked as toxic.
# Made by a script: edit that, not this file.

[[words]]
category = "en.insult.derived"
language = "en"
grade = 1
licence = "CC0-1.0"
source = "ipavlopoulos/toxic_spans, development half"
terms = ["""


class Row(TypedDict, total=False):
    """A line of the data sets; each has some of these."""

    id: str
    text: str
    chars: list[int]
    annotators: int
    spans: list[tuple[int, int, str]]


@dataclass(slots=True)
class Text:
    """A text: what people marked in it, what a list marks so far, and where its words stand."""

    marked: frozenset[int]
    weight: float = 0.0
    found: Counter[int] = field(default_factory=Counter)
    words: dict[str, list[range]] = field(default_factory=dict)

    def score(self, found: Set[int]) -> float:
        """The character F1 of what is found, times the weight of the text."""
        if not self.marked or not found:
            return self.weight * (not self.marked and not found)
        return self.weight * 2 * len(self.marked & found) / (len(self.marked) + len(found))


def main() -> None:
    """Print the list as a word file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--tune", action="store_true", help="of the tune part alone")
    given = options.parse_args()
    texts = read(given.data, tune=given.tune)
    print(HEADER)
    for term in sorted(chosen(texts)):
        print(f"    {json.dumps(term)},")
    print("]")


def read(data: Path, *, tune: bool) -> list[Text]:
    """Both sets, each of the same weight; a text of both is of the part that toxic_spans has it in."""
    spans = [
        (row.get("id", number), row["text"], frozenset(row["chars"]))
        for number, row in rows(data / "toxic_spans.jsonl")
    ]
    names = {text: name for name, text, _ in spans}
    typed = [
        (names.get(row["text"], row.get("id", number)), row["text"], majority(row))
        for number, row in rows(data / "toxic_typed.jsonl")
    ]
    own = words_of("profanity", "slur", "sexual")
    return [
        text
        for lines in (spans, typed)
        for text in weighed([made(line, marks, own) for name, line, marks in lines if not tune or in_tune(str(name))])
    ]


def rows(file: Path) -> Iterator[tuple[int, Row]]:
    """Each line of the file and its number."""
    with file.open(encoding="utf-8") as lines:
        yield from enumerate(map(json.loads, lines))


def in_tune(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def majority(row: Row) -> frozenset[int]:
    """The characters that more than half of the annotators marked."""
    votes = Counter(place for start, end, _ in row["spans"] for place in range(start, end))
    return frozenset(place for place, count in votes.items() if 2 * count > row["annotators"])


def made(line: str, marked: frozenset[int], own: re.Pattern[str]) -> Text:
    low = line.lower().replace("’", "'")
    text = Text(marked)
    text.found.update(place for match in own.finditer(low) for place in range(*match.span()))
    for word in WORD.finditer(low):
        text.words.setdefault(word[0], []).append(range(*word.span()))
    return text


def weighed(texts: list[Text]) -> list[Text]:
    """The unmarked texts weigh as much together as they do in the test half."""
    unmarked = sum(not text.marked for text in texts)
    for text in texts:
        text.weight = (1 - UNMARKED) / (len(texts) - unmarked) if text.marked else UNMARKED / unmarked
    return texts


def chosen(texts: Sequence[Text]) -> set[str]:
    """The candidates that bring the texts closer to what people marked."""
    where: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        for term in text.words:
            where[term].append(text)
    worth = {term: share(term, holding) for term, holding in where.items() if len(holding) >= FEWEST_TEXTS}
    apart, left = words_of("insult", only=("near-person", "directed")), frozenset(LEFT_TO_PHRASES.split())
    held = words_of("profanity", "slur", "sexual")
    allowed = [
        term
        for term, (part, _) in worth.items()
        if part >= SHARE and term not in left and not apart.fullmatch(term) and not held.fullmatch(term)
    ]
    taken: set[str] = set()
    for _ in range(SWEEPS):
        for term in sorted(allowed, key=lambda term: (-worth[term][1], term)):
            sign = -1 if term in taken else 1
            gain = change(term, where[term], sign)
            if gain > LEAST_GAIN if sign > 0 else gain > 0:
                mark(term, where[term], sign)
                taken ^= {term}
    return taken


def share(term: str, texts: Sequence[Text]) -> tuple[float, int]:
    """Which share of the uses of a term is marked, and how many are."""
    uses = [(text, place) for text in texts for place in text.words[term]]
    marked = sum(2 * len(text.marked.intersection(place)) > len(place) for text, place in uses)
    return marked / len(uses), marked


def change(term: str, texts: Sequence[Text], sign: int) -> float:
    """What marking every use of the term (or, with -1, marking it no more) changes."""
    total = 0.0
    for text in texts:
        before = text.found.keys()
        own = Counter(place for places in text.words[term] for place in places)
        after = {place for place in before | own.keys() if text.found[place] + sign * own[place] > 0}
        total += text.score(after) - text.score(before)
    return total


def mark(term: str, texts: Sequence[Text], sign: int) -> None:
    for text in texts:
        for place in (place for places in text.words[term] for place in places):
            text.found[place] += sign
        text.found = +text.found


def words_of(*kinds: str, only: Sequence[str] = ()) -> re.Pattern[str]:
    """What our English lists of these kinds hold already; of a kind, `only` the categories that end so."""
    files = (RULES / "words" / f"en-{kind}.toml" for kind in kinds)
    tables = (table for file in files for table in tomllib.loads(file.read_text(encoding="utf-8"))["words"])
    terms = [term for table in tables if not only or table["category"].endswith(tuple(only)) for term in table["terms"]]
    longest = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(term).replace(r"\*", r"\w*") for term in longest) + r")(?!\w)")


if __name__ == "__main__":
    main()
