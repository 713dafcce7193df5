"""What accounts share, one tie for each thing: a handle, a name, a sentence of the bio, a way to be reached.

The texts themselves stay out of what is said about them: a clue says that an address is the same, never which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from footprint_audit.identity.folding import folded, words_of, written_without_spaces
from footprint_audit.identity.names import GIVEN_NAMES, SURNAMES
from footprint_audit.identity.surprisal import same_owner
from footprint_audit.model import Profile

__all__ = ["Shared", "name_of", "sentences_of", "shared_by"]

SAME_NAME, COMMON_NAME = 0.30, 0.15
SAME_BIO = 0.70
SAME_CONTACT = 0.95
SENTENCE_WORDS = 6
SENTENCE_LETTERS = 12  # where the script sets no spaces
MOST_TEXT = 4_000  # characters of one text; what comes after is not looked at
MOST_PARTS = 50  # sentences or contacts of one profile

_ENDS = re.compile(r"[.!?。！？؟।\n|•·;]+")
_DISCLAIMER = re.compile(r"\b(?:my|mine|our) own\b|\bendorse|\b(?:views|opinions|tweets|posts)\b.{0,40}\bmine\b")
_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63})+)")
_PHONE = re.compile(r"(?<![\w.-])\+?\(?\d(?:[ ().\u00a0/-]{0,3}\d){8,14}(?![\w-]|[ ./]?\d)")
_OFFICE = frozenset(
    ("admin", "contact", "enquiries", "hello", "help", "info", "inquiries", "mail", "media", "noreply", "office",
     "press", "sales", "support", "team")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing two or more accounts (ids, in order) have in common; `fields` say where each has it."""

    kind: str
    accounts: tuple[str, ...]
    says: str  # the rest of a sentence that begins with the accounts
    weight: float
    fields: tuple[str, ...]

    def field_of(self, profile: Profile) -> str:
        return self.fields[self.accounts.index(profile.account.id)]


Place = tuple[str, str]  # Account.id, field


def shared_by(profiles: Sequence[Profile]) -> Iterator[Shared]:
    """Every tie among `profiles`, which come in the order of their ids."""
    for handle, places in _same(profiles, _handles):
        says = f'share the handle "{handle}", which {_how_rare(same_owner(handle))}'
        yield _tie("same_handle", places, says, same_owner(handle))
    for name, places in _same(profiles, _names):
        yield from _name_tie(name, places, profiles)
    for _, places in _same(profiles, _sentences):
        yield _tie("same_bio", places, "share a sentence of the bio", SAME_BIO)
    for contact, places in _same(profiles, _contacts):
        what = "e-mail address" if "@" in contact else "telephone number"
        yield _tie("same_contact", places, f"show the same {what}", SAME_CONTACT)


def _same(
    profiles: Sequence[Profile], keys_of: Callable[[Profile], Iterable[tuple[str, str]]]
) -> Iterator[tuple[str, list[Place]]]:
    """Each key (with the place it stands at) that two or more profiles have."""
    places: dict[str, dict[str, str]] = {}
    for profile in profiles:
        for key, where in keys_of(profile):
            places.setdefault(key, {}).setdefault(profile.account.id, where)
    yield from ((key, list(held.items())) for key, held in sorted(places.items()) if len(held) > 1)


def _tie(kind: str, places: Sequence[Place], says: str, weight: float) -> Shared:
    return Shared(kind, tuple(account for account, _ in places), says, weight, tuple(where for _, where in places))


def _handles(profile: Profile) -> Iterator[tuple[str, str]]:
    yield profile.account.handle.folded, "handle"


def _how_rare(weight: float) -> str:
    if weight >= 0.6:
        return "few others would choose"
    return "some others may use" if weight >= 0.1 else "many others use"


def name_of(profile: Profile) -> str:
    """The display name for comparing; empty where it is one word, which too many people share."""
    name = folded(profile.display_name[:MOST_TEXT])
    words = words_of(name)
    telling = len(words) > 1 or (written_without_spaces(name) and len(name) > 2)
    return " ".join(words) if telling else ""


def _names(profile: Profile) -> Iterator[tuple[str, str]]:
    name = name_of(profile)
    if name:
        yield name, "display_name"


def _name_tie(name: str, places: Sequence[Place], profiles: Sequence[Profile]) -> Iterator[Shared]:
    """No tie where the accounts have one handle and the name only spells it: that is the handle said twice."""
    handles = {profile.account.id: profile.account.handle.folded for profile in profiles}
    used = {handles[account] for account, _ in places}
    if len(used) == 1 and _letters(name) == _letters(used.pop()):
        return
    words = name.split()
    common = words[0] in GIVEN_NAMES and words[-1] in SURNAMES
    weight, rarity = (COMMON_NAME, ", a common one") if common else (SAME_NAME, "")
    yield _tie("same_name", places, f"show the same name{rarity}", weight)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


def _sentences(profile: Profile) -> Iterator[tuple[str, str]]:
    yield from ((sentence, "bio") for sentence in sentences_of(profile))


def sentences_of(profile: Profile) -> list[str]:
    """The sentences of the bio that are long enough to be somebody's own, without the usual disclaimers."""
    parts = (" ".join(words_of(folded(part))) for part in _ENDS.split(profile.bio[:MOST_TEXT]))
    return [part for part in parts if _is_own(part)][:MOST_PARTS]


def _is_own(sentence: str) -> bool:
    long = len(sentence.split()) >= SENTENCE_WORDS
    long = long or (len(sentence) >= SENTENCE_LETTERS and written_without_spaces(sentence))
    return long and not _DISCLAIMER.search(sentence)


def _contacts(profile: Profile) -> Iterator[tuple[str, str]]:
    """Addresses and numbers in what the person says of themselves; an office's address is not a person's."""
    texts = [("bio", profile.bio), ("location", profile.location)]
    texts += [(f"details.{name}", text) for name, text in profile.details]
    found: dict[str, str] = {}
    for where, text in texts:
        for match in _EMAIL.finditer(text[:MOST_TEXT]):
            if match[1].casefold() not in _OFFICE:
                found.setdefault(folded(match[0]), where)
        for match in _PHONE.finditer(text[:MOST_TEXT]):
            digits = re.sub(r"\D", "", match[0])
            found.setdefault(digits[-9:], where)  # with or without the country's code
    yield from list(found.items())[:MOST_PARTS]
