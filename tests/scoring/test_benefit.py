"""The opportunity score counts only what applies, says why, and knows nothing of findings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from footprint_audit.model import (
    AuthoredBy,
    Context,
    Fact,
    FactKind,
    Handle,
    OpportunityItem,
    Post,
    Profile,
    Strategy,
    Subject,
)
from footprint_audit.scoring import opportunity
from tests.scoring.made import NOW, account

SUBJECT = Subject((Handle("mara"),), strategy=Strategy.INTEGRATED)


def made(
    site: str,
    context: Context = Context.PROFESSIONAL,
    *,
    display_name: str = "",
    bio: str = "",
    links: tuple[str, ...] = (),
    details: tuple[tuple[str, str], ...] = (),
    posts: tuple[Post, ...] = (),
) -> Profile:
    where = account(site, context=context)
    return Profile(where, NOW, display_name, bio, links=links, details=details, posts=posts)


def items(*profiles: Profile, facts: tuple[Fact, ...] = (), subject: Subject = SUBJECT) -> dict[str, OpportunityItem]:
    return {item.id: item for item in opportunity(profiles, facts, subject, NOW).items}


def verified(*sites: str) -> Fact:
    return Fact(FactKind.VERIFIED, tuple(f"{site}/mara" for site in sites), "", (), 0.98)


def test_no_profile_is_no_value_and_never_zero() -> None:
    assert opportunity((), (), SUBJECT, NOW).value is None


def test_one_personal_profile_has_nothing_that_applies() -> None:
    result = opportunity([made("chat", Context.PERSONAL)], (), SUBJECT, NOW)
    assert result.value is None
    assert not any(item.applies for item in result.items)
    assert all(item.reason for item in result.items)


def test_everything_there_is_a_hundred() -> None:
    profile = made(
        "work",
        display_name="Mara Vale",
        bio="Paediatric nurse in Tallinn. press@example.org",
        links=("https://mara.example.org/",),
        posts=(Post("", "2026-02-01", "hello"),),
    )
    other = made("code", display_name="mara  vale")
    result = opportunity([profile, other], [verified("work", "code")], SUBJECT, NOW)
    assert result.value == 100
    assert [(item.id, item.got, item.of) for item in result.items if item.applies] == [
        ("verified", 20, 20),
        ("role", 15, 15),
        ("same_name", 15, 15),
        ("portfolio", 15, 15),
        ("active", 15, 15),
        ("contact", 10, 10),
    ]


def test_only_what_applies_is_counted() -> None:
    result = opportunity([made("work", bio="Nurse for premature babies")], (), SUBJECT, NOW)
    assert {item.id for item in result.items if item.applies} == {"role", "portfolio", "contact"}
    assert result.value == round(100 * 15 / 40)


def test_the_audience_item_says_that_it_cannot_be_told_yet() -> None:
    audience = items(made("work"))["audience"]
    assert (audience.applies, audience.got) == (False, 0)
    assert "this version" in audience.reason


@pytest.mark.parametrize(
    ("bio", "got"),
    [
        ("Paediatric nurse", 15),
        ("Maintainers of small compilers", 15),
        ("Lehrerin für Physik", 15),
        ("Enfermera pediátrica en Tartu", 15),
        ("nurse", 0),
        ("Nurse. Cats, mostly.", 0),
        ("I like long walks", 0),
        ("nursery rhymes about engineering", 0),
    ],
)
def test_a_role_counts_with_its_field(bio: str, got: int) -> None:
    role = items(made("work", bio=bio))["role"]
    assert (role.applies, role.got) == (True, got)


@pytest.mark.parametrize("bio", ["", "🌱🌱", "педиатр из Тарту", "看護師です", "12345"])
def test_a_bio_our_list_cannot_read_is_not_held_against_anybody(bio: str) -> None:
    assert not items(made("work", bio=bio))["role"].applies


def test_two_professional_names_must_agree() -> None:
    same = items(made("a", display_name="Ma\u0301ra Vale"), made("b", display_name="MÁRA VALE"))["same_name"]
    other = items(made("a", display_name="Mara Vale"), made("b", display_name="M. V."))["same_name"]
    personal = items(made("a", display_name="Mara Vale"), made("b", Context.PERSONAL, display_name="x"))["same_name"]
    assert (same.got, other.got, other.applies, personal.applies) == (15, 0, True, False)


@pytest.mark.parametrize(
    ("link", "got"),
    [
        ("https://mara.example.org", 15),
        ("https://orcid.org/0000-0000-0000-0000", 15),
        ("https://x.com/mara", 0),
        ("https://www.facebook.com/mara", 0),
        ("https://work.example/mara/about", 0),
        ("https://[broken", 0),
    ],
)
def test_a_link_counts_where_it_leaves_the_social_networks(link: str, got: int) -> None:
    assert items(made("work", links=(link,)))["portfolio"].got == got


@pytest.mark.parametrize(
    ("date", "applies", "got"),
    [
        ("2026-02-28T10:00:00Z", True, 15),
        ("2025-09-02", True, 15),  # 180 days before the first of March
        ("2025-09-01", True, 0),
        ("2026-03-02", True, 15),
        ("2031-01-01", True, 0),
        ("yesterday", False, 0),
        ("", False, 0),
    ],
)
def test_activity_is_counted_for_180_days(date: str, applies: bool, got: int) -> None:
    active = items(made("work", posts=(Post("", date, "text"),)))["active"]
    assert (active.applies, active.got) == (applies, got)


def test_what_others_wrote_is_no_activity() -> None:
    boost = Post("", "2026-02-28", "text", AuthoredBy.OTHER)
    assert not items(made("work", posts=(boost,)))["active"].applies


@pytest.mark.parametrize(
    ("profile", "got"),
    [
        (made("work", bio="write to info@example.org"), 10),
        (made("work", details=(("email", "press@example.org"),)), 10),
        (made("work", links=("https://example.org/contact",)), 10),
        (made("work", bio="write to mara.vale@example.org"), 0),
        (made("work", bio="write to myinfo@example.org"), 0),
        (made("work"), 0),
    ],
)
def test_a_contact_counts_where_it_is_no_personal_one(profile: Profile, got: int) -> None:
    assert items(profile)["contact"].got == got


def test_verified_accounts_that_join_what_is_kept_apart_are_no_benefit() -> None:
    profiles = (made("work"), made("chat", Context.PERSONAL))
    facts = (verified("work", "chat"),)
    apart = Subject((Handle("mara"),), strategy=Strategy.SEPARATE)
    assert items(*profiles, facts=facts)["verified"].got == 20
    kept_apart = items(*profiles, facts=facts, subject=apart)["verified"]
    assert (kept_apart.applies, kept_apart.got) == (True, 0)
    assert "keep apart" in kept_apart.reason


def test_the_clock_may_be_naive_or_aware() -> None:
    profile = made("work", posts=(Post("", "2026-02-28", "text"),))
    aware = opportunity([profile], (), SUBJECT, datetime(2026, 3, 1, tzinfo=UTC))
    naive = opportunity([profile], (), SUBJECT, datetime(2026, 3, 1))  # noqa: DTZ001 - the point of the test
    assert aware == naive
