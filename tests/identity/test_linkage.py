"""What accounts share makes them linkable, as sure as its kind allows, and the clue says where to edit."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.identity import connect
from footprint_audit.identity.linkage import LEVELS
from footprint_audit.model import Fact, FactKind, Profile
from tests.identity.made import PERSONAL, PROFESSIONAL, RARE, UNKNOWN, facts, only, profile, url

LINKED = FactKind.LINKED
SENTENCE = "I draw maps of places that are not there yet."


def linked(*profiles: Profile) -> Fact:
    return only(LINKED, *profiles)


def kinds(fact: Fact) -> list[str]:
    return [clue.kind for clue in fact.clues]


# --- one kind of tie at a time --------------------------------------------------------------------------------------


def test_a_rare_shared_handle_links_but_never_beyond_its_cap() -> None:
    fact = linked(profile("a"), profile("b", RARE.upper()))
    assert (fact.confidence, kinds(fact)) == (0.9, ["same_handle"])
    assert "few others would choose" in fact.clues[0].text


def test_a_common_shared_handle_hardly_links() -> None:
    fact = linked(profile("a", "johnsmith"), profile("b", "johnsmith"))
    assert fact.confidence < 0.1
    assert "many others use" in fact.clues[0].text


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ("Mara Vale", "mara  VALE 🌱", 0.30),
        ("Ma\u0301ra Vale", "M\u00e1ra Vale", 0.30),
        ("王小明", "王小明", 0.30),
        ("John Smith", "john smith", 0.15),
        ("Mara", "Mara", 0.0),
        ("Mara Vale", "Mara Vane", 0.0),
        ("Mara Vale", "Мара Вейл", 0.0),
        ("", "", 0.0),
    ],
)
def test_the_same_name(one: str, other: str, weight: float) -> None:
    found = facts(LINKED, profile("a", "x1", name=one), profile("b", "y2", name=other))
    assert [fact.confidence for fact in found] == ([weight] if weight else [])


def test_a_name_that_only_spells_the_shared_handle_says_nothing_more() -> None:
    fact = linked(
        profile("a", "kestrelharbour", name="Kestrel Harbour"), profile("b", "kestrelharbour", name="Kestrel Harbour")
    )
    assert kinds(fact) == ["same_handle"]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (SENTENCE, f"Hello! {SENTENCE.upper()} Bye.", True),
        ("我喜欢在塔林的海边画不存在的地图", "我喜欢在塔林的海边画不存在的地图。", True),
        ("I draw maps of places.", "I draw maps of places.", False),
        ("Opinions are my own and not those of my employer", "Opinions are my own and not those of my employer", False),
        (
            "Retweets and likes are not endorsements of any kind",
            "Retweets and likes are not endorsements of any kind",
            False,
        ),
        (SENTENCE, "I paint maps of places that are not there yet.", False),
    ],
)
def test_the_same_sentence_of_the_bio(one: str, other: str, shared: bool) -> None:
    found = facts(LINKED, profile("a", "x1", bio=one), profile("b", "y2", bio=other))
    assert [(fact.confidence, kinds(fact)) for fact in found] == ([(0.7, ["same_bio"])] if shared else [])


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("write mara.vale@example.org", "Mara.Vale@Example.org!", True),
        ("call +44 1632 960123", "tel. (01632) 960-123", True),
        ("call 01632 960123", "call 01632 960124", False),
        ("info@example.org", "info@example.org", False),
        ("since 2019-2024", "since 2019-2024", False),
        ("orcid 0000-0002-1825-0097", "orcid 0000-0002-1825-0097", False),
        ("mara@example.org", "mara@example.net", False),
    ],
)
def test_the_same_contact(one: str, other: str, shared: bool) -> None:
    found = facts(LINKED, profile("a", "x1", bio=one), profile("b", "y2", bio=other))
    assert [(fact.confidence, kinds(fact)) for fact in found] == ([(0.95, ["same_contact"])] if shared else [])


def test_a_contact_may_stand_in_different_fields_and_its_clue_never_says_it() -> None:
    fact = linked(profile("a", "x1", email="mara@example.org"), profile("b", "y2", PERSONAL, bio="mara@example.org"))
    (clue,) = fact.clues
    assert (clue.account, clue.field) == ("b/y2", "bio")
    assert "mara" not in clue.text
    assert "mara" not in fact.value


def test_one_account_links_to_the_other() -> None:
    plain = linked(profile("a", "x1", links=("https://example.org", url("b", "y2"))), profile("b", "y2"))
    claimed = linked(profile("a", "x1", rel_me=(url("b", "y2"),)), profile("b", "y2"))
    assert (plain.confidence, kinds(plain)) == (0.7, ["names"])
    assert (plain.clues[0].account, plain.clues[0].field) == ("a/x1", "links[1]")
    assert (claimed.confidence, kinds(claimed)) == (0.7, ["rel_me"])


def test_both_link_to_each_other() -> None:
    there, back = (url("b", "y2"),), (url("a", "x1"),)
    plain = linked(profile("a", "x1", links=there), profile("b", "y2", links=back))
    vouched = linked(profile("a", "x1", links=there, rel_me=there), profile("b", "y2", links=back))
    assert (plain.confidence, kinds(plain)) == (0.91, ["names", "names"])
    assert (vouched.confidence, kinds(vouched)) == (0.98, ["rel_me"])


@pytest.mark.parametrize(
    "link", ["https://b.example/y2/cats", "https://evil.example/?u=https://b.example/y2", "mailto:y2@b.example", "b"]
)
def test_a_near_miss_is_no_link(link: str) -> None:
    assert facts(LINKED, profile("a", "x1", links=(link,)), profile("b", "y2")) == []


def test_a_link_with_a_needless_query_is_one() -> None:
    assert linked(profile("a", "x1", links=("http://www.b.example/Y2/?lang=en",)), profile("b", "y2")).confidence == 0.7


def test_accounts_that_share_nothing_are_not_linked() -> None:
    assert connect([profile("a", "x1", name="Mara Vale"), profile("b", "y2", name="Ilo Renn")]) == ()
    assert connect([profile("a")]) == connect([]) == ()


# --- together -------------------------------------------------------------------------------------------------------


def test_ties_of_different_kinds_add_by_noisy_or() -> None:
    fact = linked(profile("a", name="Mara Vale", bio=SENTENCE), profile("b", name="Mara Vale", bio=SENTENCE))
    assert kinds(fact) == ["same_handle", "same_bio", "same_name"]
    assert fact.confidence == round(1 - 0.1 * 0.3 * 0.7, 4)
    assert fact.value == "linkable: same handle, same bio, same name"


def test_a_second_shared_sentence_is_no_new_evidence() -> None:
    bio = f"{SENTENCE} My cat has seen more of the world than I have."
    fact = linked(profile("a", "x1", bio=bio), profile("b", "y2", bio=bio))
    assert (fact.confidence, kinds(fact)) == (0.7, ["same_bio"])


def test_the_edit_is_the_personal_account_s() -> None:
    for contexts in ((PERSONAL, PROFESSIONAL), (PROFESSIONAL, PERSONAL), (PROFESSIONAL, UNKNOWN)):
        fact = linked(profile("a", context=contexts[0]), profile("b", context=contexts[1]))
        (clue,) = fact.clues
        edited = "ab"[[c is not PROFESSIONAL for c in contexts].index(True)]
        assert (clue.account, clue.field) == (f"{edited}/{RARE}", "handle")


def test_a_group_says_every_link_it_rests_on() -> None:
    chain = [profile(site, f"{site}1", links=(url(to, f"{to}1"),)) for site, to in zip("abcd", "bcde", strict=True)]
    fact = linked(*chain, profile("e", "e1"))
    assert [(clue.kind, clue.account) for clue in fact.clues] == [("names", f"{site}/{site}1") for site in "abcd"]


def test_many_accounts_of_one_handle_are_one_fact() -> None:
    fact = linked(*(profile(f"s{i:02}") for i in range(60)))
    assert (len(fact.accounts), fact.confidence, len(fact.clues)) == (60, 0.9, 1)
    assert fact.clues[0].text.startswith("60 accounts share the handle")


def test_a_group_is_as_sure_as_its_weakest_step() -> None:
    """a and b share an address; c shares only a sentence with b."""
    found = facts(
        LINKED,
        profile("a", "x1", email="mara@example.org"),
        profile("b", "y2", email="mara@example.org", bio=SENTENCE),
        profile("c", "z3", bio=SENTENCE),
    )
    assert [(fact.accounts, fact.confidence) for fact in found] == [
        (("a/x1", "b/y2"), 0.95),
        (("a/x1", "b/y2", "c/z3"), 0.7),
    ]


def test_each_personal_account_is_told_which_professional_ones_it_leads_to() -> None:
    found = facts(
        LINKED,
        profile("chat", context=PERSONAL),
        profile("work", context=PROFESSIONAL),
        profile("code", context=PROFESSIONAL),
        profile("pics", context=PERSONAL, name="Mara Vale"),
        profile("blog", "y2", UNKNOWN, name="Mara Vale"),
    )
    crossings = [
        fact
        for fact in found
        if {"work", "code"} <= {a.split("/")[0] for a in fact.accounts} and len(fact.accounts) == 3
    ]
    assert [fact.accounts for fact in crossings] == [
        (f"chat/{RARE}", f"code/{RARE}", f"work/{RARE}"),
        (f"code/{RARE}", f"pics/{RARE}", f"work/{RARE}"),
    ]
    assert all(fact.clues[0].account.split("/")[0] in ("chat", "pics") for fact in crossings)


def test_a_personal_account_is_led_to_through_a_third() -> None:
    found = facts(
        LINKED,
        profile("chat", "x1", PERSONAL, email="mara@example.org"),
        profile("blog", RARE, UNKNOWN, email="mara@example.org"),
        profile("work", RARE, PROFESSIONAL),
    )
    crossing = next(fact for fact in found if fact.accounts == ("chat/x1", f"work/{RARE}"))
    assert crossing.confidence == 0.9
    assert [(clue.kind, clue.account) for clue in crossing.clues] == [("same_contact", "chat/x1")]


# --- properties -----------------------------------------------------------------------------------------------------

HANDLES = st.sampled_from([RARE, "johnsmith", "x1", "vorhauerskog", "мара"])
TEXTS = st.sampled_from(["", SENTENCE, "mara@example.org", f"{SENTENCE} mara@example.org"])


@st.composite
def people(draw: st.DrawFn, most: int = 7) -> list[Profile]:
    sites = draw(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=most))
    handles = {site: draw(HANDLES) for site in sites}

    def links() -> tuple[str, ...]:
        return tuple(url(site, handles[site]) for site in draw(st.lists(st.sampled_from(sites), max_size=2)))

    return [
        profile(
            site,
            handles[site],
            draw(st.sampled_from([PERSONAL, PROFESSIONAL, UNKNOWN])),
            name=draw(st.sampled_from(["", "Mara Vale", "John Smith", "mara"])),
            bio=draw(TEXTS),
            location=draw(st.sampled_from(["", "Tallinn", "Porto"])),
            links=links(),
            rel_me=links(),
        )
        for site in sites
    ]


@settings(max_examples=100, deadline=None)
@given(people(), st.data())
def test_the_order_of_profiles_does_not_matter(profiles: list[Profile], data: st.DataObject) -> None:
    assert repr(connect(data.draw(st.permutations(profiles)))) == repr(connect(profiles))


@settings(max_examples=100, deadline=None)
@given(people())
def test_every_fact_is_ordered_bounded_and_about_known_accounts(profiles: list[Profile]) -> None:
    known = {p.account.id for p in profiles}
    found = connect(profiles)
    assert list(found) == sorted(found, key=lambda fact: (fact.kind, fact.accounts, fact.value))
    assert len({(fact.kind, fact.accounts, fact.value) for fact in found}) == len(found)
    for fact in found:
        assert 0 <= fact.confidence <= 0.99
        assert fact.clues
        assert known.issuperset(fact.accounts)
        assert list(fact.accounts) == sorted(set(fact.accounts))
        for clue in fact.clues:
            assert clue.account in known
            assert clue.field
            assert 0 <= clue.weight <= 1


@settings(max_examples=100, deadline=None)
@given(people(2))
def test_two_accounts_are_linked_by_the_noisy_or_of_their_clues(profiles: list[Profile]) -> None:
    for fact in facts(LINKED, *profiles):
        apart = math.prod(1 - clue.weight for clue in fact.clues)
        assert fact.confidence == pytest.approx(min(0.99, 1 - apart), abs=0.0002)


@settings(max_examples=60, deadline=None)
@given(people())
def test_one_more_account_never_lowers_the_level_of_the_others(profiles: list[Profile]) -> None:
    def level(kept: list[Profile], one: str, other: str) -> float:
        found = [f.confidence for f in facts(LINKED, *kept) if {one, other} <= set(f.accounts)]
        return max((level for level in LEVELS if found and level <= max(found)), default=-1.0)

    if len(profiles) > 2:
        one, other = profiles[0].account.id, profiles[1].account.id
        assert level(profiles, one, other) >= level(profiles[:2], one, other)
