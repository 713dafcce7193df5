"""Words that people marked as toxic more often than not: `python benchmarks/derive_words.py DATA > en-derived.toml`.

DATA is a folder with toxic_spans.jsonl (CC0). A word is taken if it occurs three times or more, at least half of them
marked, if none of our own lists of other kinds has it, and if it is not among `LEFT_TO_PHRASES`: names of groups and
everyday words, which insult nobody by themselves. What is left are insults.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

RULES = Path(__file__).parents[1] / "rules"
LEAST, SHARE = 3, 0.5
WORD = re.compile(r"(?<![\w*@$!'-])[a-z][a-z'-]*[a-z](?![\w*@$!])")
LEFT_TO_PHRASES = """
    gay gays homosexual homosexuals homosexuality lesbian bisexual negro iranian patriot evangelicals nationalists
    loyalists orangemen fascist atheist mexicans donald's russia's pruitt monsef sylvia cdn left's american's niger
    malignant kill hang rape raped rapist rapists murderer murderers punch castrate purge reproduce executed litter
    anal oral penis genitals masturbation sexual licking urine excrement manure malaria pedophile pedophiles pedophilia
    clown clowns pig pigs donkey donkeys rat rats duck puppy swine beast butch slugs egg eggs weasel monsters spawn
    crazy silly nuts bald dim dumpy gross icky stink suck sucking lonely senile hapless shameless holes ding ck sobs
    garbage trash rubbish dumpster baloney devil thief predator troll trolls butt bloody bum freak freaks dummy sham
    derangement syndrome sympathizer superiority offender universities neck dealers division handlers lovers squad
    suits pedestrian rookie sons mute damaged lap generate marginal patsy puppets shovel shine skilled tolerated
    wrongful tricky clumsy daft treacherous curse vanity fart poo popo purge koolaid infested ridicule fooled detest
    signaling lenient everytime masse anti-catholic anti-french anti-israel summarily terribly blatantly brazen rabid
    warped twisted distasteful demeaning malicious untrustworthy opportunist messenger stooges zealots shills potheads
    deviants goof jealous laziness cave stronger messenger parish disorder bolt grabbin command drunken tearing rampant
    homophobe homophobic xenophobic sexist pointless rotten miserable thieving negligent wretched odious bonkers psycho
    deadbeat hag suckers sucker bully bullies damned darn
    shoot cruel xenophobe creep dork weirdo sadist stabs nauseating useless dirtbag stabs parasite chumps niger
"""
HEADER = """# Derived by benchmarks/derive_words.py from toxic_spans (CC0): words marked in half their uses or more.
# Made by a script: edit that, not this file.

[[words]]
category = "en.insult.derived"
language = "en"
grade = 1
licence = "CC0-1.0"
source = "ipavlopoulos/toxic_spans, development half"
terms = ["""


def main() -> None:
    """Print the list as a word file."""
    seen, marked = marks(Path(sys.argv[1]) / "toxic_spans.jsonl")
    left, own = LEFT_TO_PHRASES.split(), own_words()
    print(HEADER)
    for word in sorted(seen):
        often = seen[word] >= LEAST and marked[word] / seen[word] >= SHARE
        if often and word not in left and not own.fullmatch(word):
            print(f"    {json.dumps(word)},")
    print("]")


def marks(file: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each word occurs, and how often most of its letters are marked."""
    seen: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        toxic = set(row["chars"])
        for found in WORD.finditer(row["text"].lower().replace("’", "'")):
            seen[found[0]] += 1
            marked[found[0]] += 2 * len(toxic.intersection(range(*found.span()))) > len(found[0])
    return seen, marked


def own_words() -> re.Pattern[str]:
    """What our lists of swear words, slurs and sexual words hold already."""
    files = (RULES / "words" / f"en-{kind}.toml" for kind in ("profanity", "slur", "sexual"))
    tables = (table for file in files for table in tomllib.loads(file.read_text(encoding="utf-8"))["words"])
    terms = (term for table in tables for term in table["terms"])
    return re.compile("|".join(re.escape(term).replace(r"\*", r"\w*") for term in terms))


if __name__ == "__main__":
    main()
