"""The word lists we ship, and the harmless people they must leave alone."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from footprint_audit.engine import load_rules
from footprint_audit.engine.scanner import Scanner

WORDS = Path(__file__).parents[1] / "rules" / "words"
CONDUCT = ("conduct.profanity", "conduct.insult", "conduct.slur", "conduct.hate", "conduct.threat", "conduct.sexual")
NEXT_TO_SOMEBODY = ("en.insult.near-person", "en.insult.directed")  # match beside a person only
GROUPS_AND_EVERYDAY_WORDS = (
    "gay", "lesbian", "trans", "queer", "black", "white", "muslim", "jew", "jewish", "woman", "women", "immigrant",
    "arab", "gypsy", "disabled", "autistic", "kill", "rape", "shoot", "nuts", "crack", "cracker", "sex", "penis",
    "vagina", "breast", "god", "fat", "old", "mexican", "chinese", "christian", "atheist", "liberal",
    "conservative", "refugee",
)  # fmt: skip
HARMLESS = (
    "ICU nurse, mum of twins, slow runner", "Student nurse. Bedpans, banter and biscuits",
    "Midwife in Cockermouth, wild swimmer", "Oncology nurse; breast cancer awareness all year",
    "Urology registrar: kidneys, bladders, bad puns", "Sexual health adviser, ask me anything",
    "Year 4 teacher and unpaid glue stick buyer", "Chemistry teacher, things go bang on Fridays",
    "Head of maths. Cats, chess, cryptic crosswords", "PE teacher, left knee held by tape",
    "Teaching assistant, phonics and patience", "Retired headmistress, growing leeks",
    "Dick Van Dyke tribute act and chimney sweep", "Uncle Dick's allotment diary",
    "Named after Dick Whittington, no cat", "Richard, Dick to friends, bell ringer", "Moby Dick, third reading",
    "Fan of Philip K. Dick and cold tea", "Scunthorpe United season ticket holder",
    "Born in Penistone, lives in Lightwater", "Middlesex cricket, Sussex sea", "Clitheroe castle volunteer guide",
    "Essex analyst and class assistant", "Scunthorpe born, Arsenal bred", "Shiitake grower and compost bore",
    "Cocktail maker, shuttlecock hobbyist", "Peacock butterfly counter", "Hancock's Half Hour on repeat",
    "Matsushita radios restored", "Therapist in Titchfield", "Bird ringer: blue tits, great tits and one rude owl",
    "Cock robin outside, kettle on", "I breed poultry: one cock, nine hens", "Pussy willow florist",
    "Dog breeder: our bitch Juno has eight puppies", "Donkey sanctuary: every ass has a name",
    "Garden hoe, rake, and a bad back", "Offa's Dyke walker, stage three", "Ginger cat, crackers and cheese",
    "Maine coon owner, lint roller sponsor", "Flame retardant textiles, PhD", "Homo erectus dig, season two",
    "Spastic diplegia and a fast wheelchair", "Proudly gay dad of two", "Queer theatre maker, they/them",
    "Trans woman, welder, trumpet", "Black British historian", "Muslim, engineer, five-a-side captain",
    "Jewish baker; challah on Fridays", "Autistic train driver, happy", "Lesbian librarian with opinions on spines",
    "Disabled climber, one arm, all the routes", "Immigrant, nurse, taxpayer, dancer", "Killer whale researcher",
    "Shooting guard, then physiotherapist", "I shoot weddings and landscapes",
    "Crime novelist: bodies by breakfast", "Therapy clown on the children's ward", "Jerk chicken van, Leeds market",
    "Nuts about squirrels", "Rapeseed farmer and beekeeper", "Porn-free internet campaigner's tired neighbour",
    "Magna cum laude, still cannot park", "Kick-off at three, pies at half time", "Cumbria, Cumberland, cucumber",
     "Beaver dam surveyor", "Damson jam, dam good",
    "Bloody Mary mixologist", "Ask me about parasitology", "Horny toads of Texas, a photo diary",
    "Blind date survivor, married to him now", "Pricked by every cactus in the county",
    "Hospital porter and chess hustler", "Crap? No: craps table croupier, retired",
    "Git, docker and strong coffee", "Muppet fan since 1979",
)  # fmt: skip


@cache
def scanner() -> Scanner:
    return load_rules().scanner


def lists() -> list[dict[str, object]]:
    return [table for file in sorted(WORDS.glob("*.toml")) for table in tomllib.loads(file.read_text())["words"]]


def terms() -> list[tuple[str, str]]:
    return [(str(table["category"]), term) for table in lists() for term in texts(table["terms"])]


def texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(entry) for entry in value]


@pytest.mark.parametrize("table", lists(), ids=lambda table: str(table["category"]))
def test_a_list_says_where_its_words_are_from(table: dict[str, object]) -> None:
    assert table["licence"] in ("MIT", "CC0-1.0")
    assert table["source"]
    assert table["grade"] in (1, 2, 3)
    assert str(table["category"]).split(".")[0] == table["language"]


@pytest.mark.parametrize("word", GROUPS_AND_EVERYDAY_WORDS)
def test_no_list_holds_the_name_of_a_group_or_an_everyday_word(word: str) -> None:
    alone = ((category, term) for category, term in terms() if category not in NEXT_TO_SOMEBODY)
    assert [category for category, term in alone if covers(term, word)] == []


def covers(term: str, word: str) -> bool:
    return term == word or (term.endswith("*") and word.startswith(term[:-1]))


def test_no_word_stands_twice_in_a_list() -> None:
    assert len(terms()) == len(set(terms()))


@pytest.mark.parametrize("bio", HARMLESS)
def test_harmless_people_are_left_alone(bio: str) -> None:
    found = [sighting.rule.slug for sighting in scanner().scan(bio)]
    assert [slug for slug in found if slug.startswith(CONDUCT)] == []


@pytest.mark.parametrize(
    "text",
    ["This traffic is fucking endless", "What a shitty day", "bloody hell, my feet", "Damn, that is good bread"],
)
def test_swearing_is_never_called_hate(text: str) -> None:
    slugs = [sighting.rule.slug for sighting in scanner().scan(text)]
    assert slugs
    assert not any(slug.startswith(("conduct.hate", "conduct.slur", "conduct.threat")) for slug in slugs)


@pytest.mark.xfail(strict=True, reason="a known miss, counted in benchmarks/offence.md")
def test_a_loser_of_note_is_left_alone() -> None:
    assert scanner().scan("Cocktail maker, shuttlecock loser of note") == []


@pytest.mark.parametrize("text", ["what a fuuuucking mess", "this is sh1t", "total b!tch of a hill", "f*ck this rain"])
def test_a_disguise_does_not_help(text: str) -> None:
    assert "PRO-302" in {sighting.rule.id for sighting in scanner().scan(text)}
