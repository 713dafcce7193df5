"""A stranger's minute: names, places, work and masked contacts; other people are counted and never named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footprint_audit.model import AuthoredBy, Post, Profile, Report
from footprint_audit.reporters.stranger_view import stranger_view
from tests import samples


def saying(bio: str = "", **fields: object) -> Report:
    profile = Profile(samples.SOCIAL, samples.STARTED, bio=bio)
    for name, value in fields.items():
        profile = replace(profile, **{name: value})  # type: ignore[arg-type]  # the field's own type is its business
    return replace(samples.empty(), outcomes=(profile,))


def test_values_are_distinct_and_in_reading_order() -> None:
    view = stranger_view(samples.mara(), reveal=False)
    assert view.names == ("Mara Vale", "mara_vale", "mara 🍞", "Mara")
    assert view.places == ("Leeds", "Leeds, Yorkshire")
    assert view.work == ("Example General Hospital", "Care assistant")


def test_contacts_are_masked_unless_revealed() -> None:
    assert stranger_view(samples.mara(), reveal=False).contacts == ("+44 ***** **123", "m***@e***.org")
    assert "+44 1632 960123" in stranger_view(samples.mara(), reveal=True).contacts


@pytest.mark.parametrize(
    ("bio", "contacts"),
    [
        ("write to jane@example.org!", ("j***@e***.org",)),
        ("I am @mara@social.example", ()),  # a federated handle is no address
        ("a@b", ()),
        ("nothing", ()),
    ],
)
def test_addresses_in_a_text_are_contacts(bio: str, contacts: tuple[str, ...]) -> None:
    assert stranger_view(saying(bio), reveal=False).contacts == contacts


@pytest.mark.parametrize(
    ("bio", "number"),
    [
        ("with @ada and @bob", 2),
        ("with @ada, @ADA. and @ada", 1),
        ("I am @mara_vale", 0),
        ("jane@example.org, https://social.example/@ada", 0),
    ],
)
def test_other_people_are_counted_once_each(bio: str, number: int) -> None:
    assert stranger_view(saying(bio), reveal=False).mentioned == number


def test_posts_of_others_are_counted() -> None:
    posts = (Post("", "", "mine"), Post("", "", "theirs", AuthoredBy.OTHER))
    assert stranger_view(saying(posts=posts), reveal=False).written_by_others == 1
