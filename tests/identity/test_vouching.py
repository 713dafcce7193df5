"""Accounts vouch for each other where a link with rel=me is returned; one side alone vouches for nobody."""

from __future__ import annotations

import pytest

from footprint_audit.model import FactKind, Profile
from tests.identity.made import PERSONAL, facts, only, profile, url

VERIFIED = FactKind.VERIFIED
A, B, C = url("a", "x1"), url("b", "y2"), url("c", "z3")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("a", "x1", rel_me=(B,)), profile("b", "y2", links=(A,))),
        (profile("a", "x1", verified=(B,)), profile("b", "y2", links=(A,))),
        (profile("a", "x1", rel_me=(B,)), profile("b", "y2", rel_me=(A,))),
        (profile("a", "x1", links=(B,)), profile("b", "y2", rel_me=(A,))),
        (profile("a", "x1", rel_me=("http://www.B.example/Y2/",)), profile("b", "y2", links=("a.example/x1?ref=b",))),
    ],
)
def test_a_returned_rel_me_is_verified(one: Profile, other: Profile) -> None:
    fact = only(VERIFIED, one, other)
    assert (fact.accounts, fact.confidence) == (("a/x1", "b/y2"), 0.98)
    assert [clue.kind for clue in fact.clues] == ["rel_me"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("a", "x1", rel_me=(B,)), profile("b", "y2")),
        (profile("a", "x1", links=(B,)), profile("b", "y2", links=(A,))),
        (profile("a", "x1", rel_me=(A,)), profile("b", "y2", rel_me=(B,))),
        (profile("a", "x1", rel_me=(B,)), profile("b", "y2", links=("https://a.example/",))),
    ],
)
def test_anything_less_is_not(one: Profile, other: Profile) -> None:
    assert facts(VERIFIED, one, other) == []


def test_the_clue_names_the_link_to_take_away_on_the_personal_side() -> None:
    fact = only(VERIFIED, profile("a", "x1", links=(B,), rel_me=(B,)), profile("b", "y2", PERSONAL, links=(C, A)))
    assert (fact.clues[0].account, fact.clues[0].field) == ("b/y2", "links[1]")


def test_accounts_vouched_for_in_a_row_are_one_group() -> None:
    fact = only(
        VERIFIED, profile("a", "x1", rel_me=(B,)), profile("b", "y2", links=(A, C)), profile("c", "z3", rel_me=(B,))
    )
    assert fact.accounts == ("a/x1", "b/y2", "c/z3")
    assert len(fact.clues) == 2
