"""The word lists we ship, and the harmless people they must leave alone."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from footprint_audit.engine import load_rules
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import Severity

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
    "Mother of a lapdog and two teenagers", "Troll doll collector since 1994", "Norwegian fjords, trolls and waffles",
    "This dirty chai is so good", "Dirty hands, clean conscience: that gardener", "Selfish gene fan, biologist",
    "Killer whales are my life", "Killer heels and bad knees", "Just a dirty martini, please",
    "Filthy rich in friends", "So what if I am a bit daft", "The rats are my pets, all four named after planets",
    "Paranoid Android on repeat", "This is a cruel summer, Taylor", "Greedy algorithms are my favourite lecture",
    "Class clown turned head teacher", "Clown fish keeper, salt water since 2003", "Garbage collector, proud of it",
    "Rubbish at golf, good at pies", "Sucker for a sunset", "Basket case? No, basket weaver",
    "Fool for love, father of three", "Silly puns daily", "Psycho, Vertigo, The Birds: a Hitchcock thread",
    "Sissy Spacek film club", "Twit-twoo, owl rescue volunteer", "Sick kids hospital nurse",
    "Freak storms and cloud spotting", "Dumbbell collection in the hallway", "Bloody good blood donor: 50 pints",
    "Nut allergy mum, nuts about tennis", "Lunatic Fringe hair salon, Camden",
    "Coward by name, brave by nature: Noel Coward society", "Trash pandas of Toronto: raccoon photos",
    "Thug Life tattoo removal specialist", "Beaver scout leader, moron-free zone", "Toxic waste chemist",
    "Bully XL rescue and rehab", "Bullies have no place in this school", "Anti-bullying lead, year 7",
    "Fraud investigator, chess on Sundays", "Terrorism scholar at a northern university",
    "I research fascists and their fashion", "Nazi-era archives, Leipzig", "Crooked House pub regular",
    "Crook, County Durham", "Liar Liar fan, Jim Carrey forever", "Hypocrisy is a metal band from Sweden",
    "Arrogant Worms tickets on sale", "Pathetic fallacy explained in 200 words", "Kick-ass cello teacher",
    "Inept gardener, decent cook", "Incompetent cervix awareness", "Worthless banknotes collected since 1970",
    "Nasty Women podcast producer", "She's a beast at chess", "Killer sudoku daily",
    "Creepy crawly club, ages 6 to 9", "Paranoid about sunscreen, dermatology nurse",
    "That was just silly fun, thanks all", "So insane how good this bread is", "My dog is an idiot and I love him",
    "Charlatan the racehorse", "Dunce's cap in the museum of education",
    "Parasites under the microscope: vet student", "Useless facts every Friday",
    "Muppet, Fraggle, Sesame: puppet maker", "The Traitors, BBC, no spoilers",
    "Perverse incentives: economics for all", "Cockfosters line driver, weekend brewer",
    "Gynaecologist. Vaginas are organs, let's talk", "Prostate cancer survivor, cyclist",
    "Breastfeeding counsellor in Leeds", "Semen analysis lab lead, bad jokes", "Nutcracker ballet, third cast",
    "Shag carpets restored", "Shag (the seabird) counter on Lundy", "Great tit ringer, Wytham Woods",
    "Booby birds of the Galapagos, photo essay", "Dildo, Newfoundland, born and raised",
    "Intercourse, Pennsylvania: quilts and jam", "Assam tea taster", "Assassin's Creed speedrunner",
    "Massachusetts bassist, class of 99", "Analyst, cannabis policy", "Sextant maker and navigator",
    "Sussex, Essex, Middlesex, Wessex: all four", "Hore-Belisha road history society",
    "Pornsak, Thai chef in Bristol", "Dr Dick Hardwick, dentist", "Willie and Fanny's B&B, Skye",
    "Roger Cox, coxswain", "Black hair stylist, natural curls", "Fat quarter quilter", "Old maid card champion",
    "White noise machine reviewer", "Bi-weekly newsletter about buses", "Queer history walks, Soho",
    "Lesbian bar owner, retired", "Deaf poet, BSL first", "Wheelchair dancer; cripple is my word, not yours",
    "Fag packet collector, tobacco museum", "Faggots and peas, Black Country chef", "Queen bee breeder",
    "Bastard toadflax spotted, county first", "Bastille Day baker", "Blackcock lek survey",
    "Hoare & Sons, bell founders", "Hookers Green watercolours only", "Hooker for Bath RFC, number two shirt",
    "Prop, hooker, lock: rugby dad", "Tit Bits magazine archive", "Rape crisis volunteer",
    "Suicide prevention trainer", "Murder mystery weekends", "Shoot me a message", "Killing it at karaoke",
    "Dead tired nurse", "Bomb disposal, retired", "Blow dry bar owner", "Crack team of librarians",
    "Coke, pepsi, whatever: soda historian", "Weed control contractor", "Pot maker, kiln owner",
    "Hash tables and hash browns", "Speed skater", "Heroin and heroines: spelling teacher",
    "Horny goat weed botanist", "Hard drive recovery", "Stripper: paint, varnish, floors",
    "Escort Mk2 owner, Ford club", "Pimp my ride, restored Minis", "Spanking new bakery",
    "Bondage of the will, Luther scholar", "Rubber duck debugging", "Strapping young ladder salesman",
    "Moist cake enthusiast", "Nude lipstick reviewer", "Naked mole rat keeper", "Dyke warden, fens",
    "Jap Desserts cookbook collector", "Nip slip knot crochet", "Paddy field engineer",
    "Spade, rake, hoe and a bad back", "Chink of light photography", "Gyp rosebery walk leader",
    "Cracker barrel night host", "Monkey puzzle tree surgeon", "Ape researcher, chimps mostly",
    "Pig farmer, third generation", "Cow vet, sheep dip", "Snake charmer of Python code", "Rat race dropout",
    "Dog groomer: bitches and boys welcome", "Vixen watcher", "Cougar town? no, puma keeper", "Beaver believer",
    "Gay Gordons dancer", "Hell bent on finishing my PhD",
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


@pytest.mark.xfail(strict=True, reason="known misses, counted in benchmarks/offence.md")
@pytest.mark.parametrize(
    "bio",
    [
        "Cocktail maker, shuttlecock loser of note",
        "The Jerk (1979) is the funniest film",
        "Stupid cancer, we beat it",
        "Foolish Games on the piano",
        "This cake is stupid good",
        "Ignorant Schoolmaster reading group",
        "Wanker County? No, Wankaner, Gujarat, with temples",
    ],
)
def test_a_title_and_a_joke_are_left_alone(bio: str) -> None:
    assert scanner().scan(bio) == []


@pytest.mark.parametrize(
    "text",
    ['"You absolute moron", wrote a reader', 'The word "idiot" is Greek', "He called me a liar and sat down"],
)
def test_what_others_said_is_no_insult_of_ones_own(text: str) -> None:
    assert [sighting.rule.slug for sighting in scanner().scan(text) if sighting.rule.slug.startswith(CONDUCT)] == []


def test_a_word_in_quotation_marks_that_name_nobody_is_a_note_and_no_more() -> None:
    found = scanner().scan('Our "useful idiots" in the council have voted again')
    assert {(sighting.rule.id, sighting.rule.severity) for sighting in found} == {("PRO-204", Severity.INFO)}


@pytest.mark.parametrize("text", ["this f*** queue", "f*****g rain", "s**t again", "B**** please"])
def test_a_masked_word_is_never_called_a_slur(text: str) -> None:
    slugs = {sighting.rule.slug for sighting in scanner().scan(text)}
    assert slugs
    assert not any(slug.startswith(("conduct.slur", "conduct.hate")) for slug in slugs)


@pytest.mark.parametrize("text", ["what a fuuuucking mess", "this is sh1t", "total b!tch of a hill", "f*ck this rain"])
def test_a_disguise_does_not_help(text: str) -> None:
    assert "PRO-302" in {sighting.rule.id for sighting in scanner().scan(text)}
