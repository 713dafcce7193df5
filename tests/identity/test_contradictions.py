"""Only strong differences between professional profiles of one likely owner count, and never with much confidence."""

from __future__ import annotations

import pytest

from footprint_audit.identity.contradictions import differ
from footprint_audit.model import FactKind, Profile
from tests.identity.made import PERSONAL, PROFESSIONAL, RARE, UNKNOWN, facts, profile

CONTRADICTION = FactKind.CONTRADICTION


def fields(*profiles: Profile) -> list[str]:
    return [fact.value for fact in facts(CONTRADICTION, *profiles)]


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("Tallinn", "Porto", True),
        ("Tallinn, Estonia", "Toronto, Canada", True),
        ("Tallinn", "Tallinn, Estonia", False),
        ("TALLINN 🇪🇪", "tallinn", False),
        ("Estonia", "Tallinn", False),
        ("NYC", "New York City", False),
        ("San Francisco Bay Area", "SFBA", False),
        ("Tallinn", "Таллинн", False),
        ("Remote", "Tallinn", False),
        ("Earth 🌍", "Tallinn", False),
        ("München", "Munchen, Germany", False),
        ("", "Tallinn", False),
        ("Lisboa", "Lisbon", False),
        ("Tallinn", "Lisbon", False),  # short words are alike by chance; the bar is low on purpose
    ],
)
def test_locations(one: str, other: str, contradict: bool) -> None:
    found = fields(profile("a", RARE, PROFESSIONAL, location=one), profile("b", RARE, PROFESSIONAL, location=other))
    assert found == (["location"] if contradict else [])


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("@harbourmaps", "Harbourmaps OÜ", False),
        ("Harbour Maps", "Northern Dairy Cooperative", True),
        ("Freelance", "Harbour Maps", False),
        ("HMO", "Harbour Maps Office", False),
    ],
)
def test_employers(one: str, other: str, contradict: bool) -> None:
    found = fields(profile("a", RARE, PROFESSIONAL, company=one), profile("b", RARE, PROFESSIONAL, company=other))
    assert found == (["details.company"] if contradict else [])


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("Mara Vale", "Ilo Renn", True),
        ("Mara Vale", "Vale, Mara", False),
        ("Mara Vale", "M. Vale", False),
        ("Mara Vale", "kestrel", False),
        ("Mara Vale", "Мара Вейл", False),
    ],
)
def test_names(one: str, other: str, contradict: bool) -> None:
    found = fields(profile("a", RARE, PROFESSIONAL, name=one), profile("b", RARE, PROFESSIONAL, name=other))
    assert found == (["display_name"] if contradict else [])


def test_only_professional_profiles_that_are_surely_linked() -> None:
    there = profile("a", RARE, PROFESSIONAL, location="Tallinn")
    assert fields(there, profile("b", RARE, PERSONAL, location="Porto")) == []
    assert fields(there, profile("b", RARE, UNKNOWN, location="Porto")) == []
    assert fields(there, profile("b", "vorhauerskog", PROFESSIONAL, location="Porto")) == []
    common = [profile(site, "johnsmith", PROFESSIONAL, location=at) for site, at in (("a", "Tallinn"), ("b", "Porto"))]
    assert fields(*common) == []


def test_the_confidence_is_modest() -> None:
    found = facts(
        CONTRADICTION,
        profile("a", RARE, PROFESSIONAL, location="Tallinn", email="m@example.org"),
        profile("b", RARE, PROFESSIONAL, location="Porto", email="m@example.org"),
    )
    assert [fact.confidence <= 0.6 for fact in found] == [True]


def test_the_odd_one_out_is_named_once_against_what_most_say() -> None:
    odd = profile("b", RARE, PROFESSIONAL, location="Porto")
    usual = [profile(site, RARE, PROFESSIONAL, location="Tallinn") for site in "acde"]
    (fact,) = facts(CONTRADICTION, odd, *usual)
    assert fact.accounts == (f"a/{RARE}", f"b/{RARE}")
    assert (fact.clues[0].account, fact.clues[0].field) == (f"b/{RARE}", "location")


@pytest.mark.parametrize(
    ("one", "other"), [("tallinn", "porto"), ("tallinn", "tallinn estonia"), ("mara vale", "renn")]
)
def test_differing_is_mutual(one: str, other: str) -> None:
    assert differ(one, other) == differ(other, one)
    assert not differ(one, one)
