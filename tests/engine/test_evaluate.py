"""Rules held to profiles and facts: findings."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine import evaluate, load_rules
from footprint_audit.model import (
    AuthoredBy,
    Clue,
    Condition,
    Context,
    DetectorMatch,
    Dimension,
    Fact,
    FactKind,
    FactMatch,
    Finding,
    Handle,
    Post,
    Profile,
    Rule,
    Severity,
    Subject,
    Visibility,
)
from tests.engine.making import account, profile, rule, ruleset, terms

SUBJECT = Subject((Handle("mara"),))
SHIPPED = load_rules()


def judged(*rules: Rule, of: Profile, facts: tuple[Fact, ...] = (), subject: Subject = SUBJECT) -> tuple[Finding, ...]:
    return evaluate(ruleset(*rules), (of,), facts, subject)


def test_a_finding_is_complete() -> None:
    phone = rule(DetectorMatch("phone"), mask="phone", fields=("bio",))
    (finding,) = judged(phone, of=profile(bio="ﬁrst: +1 202-555-0143", visibility=Visibility.UNLISTED))
    assert finding.rule == "PRO-901"
    assert (finding.severity, finding.confidence, finding.multiplier) == (Severity.MEDIUM, 0.9, 1.0)
    assert (finding.visibility, finding.account) == (Visibility.UNLISTED, account())
    assert finding.message == "Forge: a test in your bio"
    assert (finding.why, finding.remedy, finding.references) == ("Because.", "Delete it.", ("https://example.org/why",))
    assert (finding.evidence.field, finding.evidence.url) == ("bio", "https://forge.example/mara")
    assert (finding.evidence.excerpt, finding.evidence.span) == ("+1 202-555-0143", (6, 21))
    assert finding.evidence.shown.startswith("+1 *")
    assert "0143" not in repr(finding)
    assert len(finding.fingerprint) == 16


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        (("bio",), {"bio"}),
        (("posts",), {"posts[1]"}),
        (("details", "links"), {"details.company", "links[0]"}),
        (("handle",), {"handle"}),
        (("display_name", "location"), {"display_name", "location"}),
    ],
)
def test_a_rule_reads_its_fields_only(fields: tuple[str, ...], where: set[str]) -> None:
    everywhere = profile(
        account(handle="flurble"),
        display_name="flurble",
        bio="flurble",
        location="flurble",
        links=("https://flurble.example",),
        details=(("company", "flurble"),),
        posts=(Post("", "", ""), Post("https://forge.example/2", "", "flurble")),
    )
    assert {finding.evidence.field for finding in judged(terms("flurble", fields=fields), of=everywhere)} == where


def test_words_of_others_are_theirs() -> None:
    texts = tuple(Post(f"u{by}", "", f"flurble {by}", by) for by in AuthoredBy)
    assert [f.evidence.url for f in judged(terms("flurble"), of=profile(posts=texts))] == ["uself", "uunknown"]
    other = terms("flurble", authored_by=(AuthoredBy.OTHER,))
    assert [f.evidence.url for f in judged(other, of=profile(posts=texts))] == ["uother"]


@pytest.mark.parametrize(
    ("professions", "severity"),
    [
        ((), Severity.MEDIUM),
        (("law",), Severity.MEDIUM),
        (("teaching",), Severity.HIGH),
        (("teaching", "policing"), Severity.CRITICAL),
        (("military",), Severity.CRITICAL),  # three steps, and there is nothing above
    ],
)
def test_a_profession_raises_the_severity(professions: tuple[str, ...], severity: Severity) -> None:
    raised = terms("flurble", raises=(("military", 3), ("policing", 2), ("teaching", 1)))
    (finding,) = judged(raised, of=profile(bio="flurble"), subject=replace(SUBJECT, professions=professions))
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("professions", "factors"),
    [
        ((), [1.0]),
        (("law",), [0.5]),
        (("law", "nursing"), [1.5]),
        (("creator",), []),
        (("creator", "law"), [0.5]),
        (("creator", "academia"), [1.0]),
    ],
)
def test_a_profession_weighs_a_rule_or_turns_it_off(professions: tuple[str, ...], factors: list[float]) -> None:
    weighed = terms("flurble", multipliers=(("creator", 0.0), ("law", 0.5), ("nursing", 1.5)))
    findings = judged(weighed, of=profile(bio="flurble"), subject=replace(SUBJECT, professions=professions))
    assert [finding.multiplier for finding in findings] == factors


def test_who_names_no_profession_is_general() -> None:
    opted = terms("flurble", multipliers=(("general", 0.0),))
    assert judged(opted, of=profile(bio="flurble")) == ()
    assert len(judged(opted, of=profile(bio="flurble"), subject=replace(SUBJECT, professions=("law",)))) == 1


def test_a_weak_validation_lessens_the_confidence() -> None:
    phone = rule(DetectorMatch("phone"), fields=("bio",))
    assert [f.confidence for f in judged(phone, of=profile(bio="2025550143"))] == [0.65]
    assert [f.confidence for f in judged(replace(phone, confidence=0.2), of=profile(bio="2025550143"))] == [0.05]


def test_one_finding_for_the_same_words_and_the_gravest_speaks() -> None:
    weak = terms("flurble", rule_id="PRO-901", severity=Severity.LOW)
    grave = terms("flurble", rule_id="PRO-902", severity=Severity.HIGH)
    (finding,) = judged(weak, grave, of=profile(bio="flurble"))
    assert (finding.rule, finding.also) == ("PRO-902", ("PRO-901",))


def test_findings_stand_in_an_order_that_depends_on_nothing_else() -> None:
    rules = (
        terms("one", rule_id="PRO-901", severity=Severity.LOW),
        terms("two", rule_id="PRO-902", severity=Severity.HIGH),
        terms("three", rule_id="PRO-903", severity=Severity.HIGH, confidence=0.35),
    )
    posts = tuple(Post("", "", f"two {number}") for number in range(12))
    profiles = (profile(account("b"), bio="three two one", posts=posts), profile(account("a"), bio="one two"))
    expected = [("two", "b", "bio")] + [("two", "b", f"posts[{n}]") for n in range(12)]
    expected += [("two", "a", "bio"), ("three", "b", "bio"), ("one", "b", "bio"), ("one", "a", "bio")]
    for order in permutations(rules):
        findings = evaluate(ruleset(*order), profiles, (), SUBJECT)
        assert [(f.evidence.excerpt, f.account.site, f.evidence.field) for f in findings] == expected


PHOTOS, FORGE = account("photos", Context.PERSONAL), account("forge", Context.PROFESSIONAL)
CLUES = (
    Clue("same_avatar", "the pictures are alike", 0.9, FORGE.id, "avatar"),
    Clue("same_name", "both say Mara Vale", 0.3, PHOTOS.id, "display_name"),
    Clue("same_handle", "both are mara", 0.6, PHOTOS.id, "handle"),
)
LINKED = Fact(FactKind.LINKED, (FORGE.id, PHOTOS.id), "forge/mara + photos/mara", CLUES, 0.82)
JOINED = rule(
    FactMatch(FactKind.LINKED, (Condition("contexts", "is", "personal,professional"),)),
    dimension=Dimension.LINKAGE,
    mask="words",
)


def test_a_fact_is_told_of_the_personal_account_by_its_heaviest_clue_there() -> None:
    profiles = (profile(FORGE), profile(PHOTOS))
    (finding,) = evaluate(ruleset(JOINED), profiles, (LINKED, LINKED), SUBJECT)
    assert finding.account == PHOTOS
    assert finding.confidence == 0.82  # no surer than the fact
    assert (finding.evidence.field, finding.evidence.excerpt) == ("handle", "both are mara")
    assert (finding.evidence.span, finding.evidence.shown) == ((0, 0), "b*** a*** m***")
    assert finding.message == "Photos: a test in your handle"


def test_a_fact_without_a_personal_account_is_told_of_the_first_that_is_known() -> None:
    gone = replace(LINKED, accounts=("gone/mara", FORGE.id))
    anything = replace(JOINED, match=FactMatch(FactKind.LINKED))
    (finding,) = evaluate(ruleset(anything), (profile(FORGE),), (gone,), SUBJECT)
    assert (finding.account, finding.evidence.field) == (FORGE, "avatar")
    assert evaluate(ruleset(anything), (), (LINKED,), SUBJECT) == ()


def test_a_fact_without_clues_still_has_evidence() -> None:
    bare = replace(LINKED, clues=())
    (finding,) = evaluate(ruleset(JOINED), (profile(FORGE), profile(PHOTOS)), (bare,), SUBJECT)
    assert finding.evidence.excerpt == "forge/mara + photos/mara"


def test_a_fact_whose_conditions_do_not_hold_is_no_finding() -> None:
    assert evaluate(ruleset(JOINED), (profile(FORGE),), (LINKED,), SUBJECT) == ()


@settings(max_examples=100, deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3), st.text(max_size=10))
def test_no_profile_makes_judging_fail_and_the_excerpt_is_what_stands_there(
    bio: str, texts: list[str], name: str
) -> None:
    seeds = ["mara@example.org ", "call +1 202-555-0143 ", "my daughter Ana ", ""]
    posts = tuple(Post("", "", seed + text) for seed, text in zip(seeds, texts, strict=False))
    read = profile(bio=seeds[0] + bio, posts=posts, details=((name, bio),), location=bio)
    passages = {passage.field: passage.text for passage in read.passages()}
    for finding in evaluate(SHIPPED, (read,), (), SUBJECT):
        start, end = finding.evidence.span
        assert passages[finding.evidence.field][start:end] == finding.evidence.excerpt != ""


def test_what_a_look_alike_says_is_as_sure_as_that_it_is_the_subjects() -> None:
    phone = rule(DetectorMatch("phone"), mask="phone", fields=("bio",))
    of = profile(bio="+1 202-555-0143")
    doubt = Fact(FactKind.LOOK_ALIKE, (of.account.id,), "uses your name", (), 0.6)
    (sure,) = judged(phone, of=of)
    (unsure,) = judged(phone, of=of, facts=(doubt,))
    assert unsure.confidence == pytest.approx(sure.confidence * 0.4, abs=0.01)


def test_of_two_rules_on_the_same_clue_the_gravest_speaks_and_names_the_other() -> None:
    of = profile(bio="x")
    clue = Clue("same_handle", "they share a handle", 0.9, of.account.id, "handle")
    fact = Fact(FactKind.LINKED, (of.account.id,), "linkable", (clue,), 0.9)
    grave = replace(rule(FactMatch(FactKind.LINKED)), id="PRO-902", slug="a.grave", severity=Severity.HIGH)
    mild = replace(rule(FactMatch(FactKind.LINKED)), id="PRO-901", slug="a.mild", severity=Severity.LOW)
    (finding,) = judged(mild, grave, of=of, facts=(fact,))
    assert (finding.rule, finding.also) == ("PRO-902", ("PRO-901",))
