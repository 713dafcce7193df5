"""A look-alike uses your name unvouched; nothing is called one without a verified group to compare it with."""

from __future__ import annotations

import pytest

from footprint_audit.model import Fact, FactKind, Profile
from tests.identity.made import RARE, facts, only, profile, url

LOOK_ALIKE = FactKind.LOOK_ALIKE
BIO = "I draw maps of places that are not there yet."
GROUP = (
    profile("a", RARE, name="Mara Vale", bio=BIO, avatar="https://a.example/1.png", rel_me=(url("b"),)),
    profile("b", RARE, name="Mara Vale", links=(url("a"),)),
)


def seen(*others: Profile) -> list[Fact]:
    return facts(LOOK_ALIKE, *GROUP, *others)


@pytest.mark.parametrize(
    ("other", "confidence", "kinds"),
    [
        (profile("c", RARE.upper()), 0.4, ["same_handle"]),
        (profile("c", "x1", name="MARA VALE"), 0.4, ["same_name"]),
        (profile("c", RARE, name="Mara Vale"), 0.4, ["same_handle", "same_name"]),
        (profile("c", "x1", name="Mara Vale", bio=f"hi! {BIO}"), 0.6, ["same_name", "same_bio"]),
        (profile("c", "x1", name="Mara Vale", avatar="http://a.example/1.png"), 0.6, ["same_name", "same_picture"]),
        (profile("c", RARE, bio=BIO), 0.4, ["same_handle"]),
    ],
)
def test_an_unvouched_account_of_your_name(other: Profile, confidence: float, kinds: list[str]) -> None:
    (fact,) = seen(other)
    assert (fact.accounts, fact.confidence) == ((other.account.id,), confidence)
    assert [clue.kind for clue in fact.clues] == kinds
    assert fact.value == "uses your name, and none of your verified accounts vouches for it"


@pytest.mark.parametrize(
    "other",
    [
        profile("c", "x1", name="Mara Vane"),
        profile("c", "x1", name="Mara"),
        profile("c", RARE, links=(url("b"),)),
        profile("c", RARE, name="Mara Vale", declared=True),
        profile("c", "x1", name="", bio=BIO, avatar="https://a.example/1.png"),
    ],
)
def test_other_names_vouched_and_declared_accounts_are_none(other: Profile) -> None:
    assert seen(other) == []


def test_an_account_that_a_member_links_to_is_none() -> None:
    member = profile("b", RARE, links=(url("a"), url("c")))
    assert facts(LOOK_ALIKE, GROUP[0], member, profile("c", RARE)) == []


def test_without_a_verified_group_nobody_is_a_look_alike() -> None:
    assert facts(LOOK_ALIKE, profile("a"), profile("b"), profile("c")) == []


def test_impostors_that_vouch_for_each_other_are_seen_where_you_declared_yours() -> None:
    impostors = (profile("c", RARE, rel_me=(url("d"),)), profile("d", RARE, links=(url("c"),)))
    assert facts(LOOK_ALIKE, *GROUP, *impostors) == []
    declared = profile("a", RARE, rel_me=(url("b"),), declared=True)
    found = facts(LOOK_ALIKE, declared, GROUP[1], *impostors)
    assert [fact.accounts for fact in found] == [(f"c/{RARE}",), (f"d/{RARE}",)]


def test_a_look_alike_of_two_verified_groups_is_said_once() -> None:
    second = (profile("c", RARE, rel_me=(url("d"),)), profile("d", RARE, links=(url("c"),)))
    assert [fact.accounts for fact in seen(*second, profile("e", RARE))] == [(f"e/{RARE}",)]
    assert seen(*second, profile("e", RARE, links=(url("d"),))) == []


def test_the_clue_says_what_is_alike_and_to_which_sites() -> None:
    fact = only(LOOK_ALIKE, *GROUP, profile("c", RARE))
    assert fact.clues[0].text == "the account on C uses the handle of yours on A and B"
