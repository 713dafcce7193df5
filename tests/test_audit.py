"""The pipeline: who is asked, what one broken collector costs, and what the plain half makes of the outcomes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

from footprint_audit import audit, engine
from footprint_audit.collectors.door import Reply
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import (
    Absent,
    Account,
    Context,
    Dimension,
    Handle,
    Outcome,
    Post,
    Profile,
    Reason,
    Report,
    Site,
    Subject,
    Unread,
)

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
MARA = Handle("mara")


def site(name: str, **more: object) -> Site:
    return Site(name, name.title(), f"https://{name}.example.org/{{handle}}", "social", **more)  # type: ignore[arg-type]  # a test names fields freely


async def fetch(url: str, **_: object) -> Reply:
    raise AssertionError(f"{url} must not be asked")


def collector(name: str, outcome: object, **more: object) -> Collector:
    async def collect(account: Account, visit: Visit) -> Outcome:
        if isinstance(outcome, BaseException):
            raise outcome
        await asyncio.sleep(0.02 if name == "slow" else 0)
        if outcome == "profile":
            return Profile(account, visit.now, bio="Bridges and bread.")
        return Absent(account, "it says so")

    return Collector(site(name, **more), collect)


def collected(*collectors: Collector, handle: Handle = MARA) -> tuple[Outcome, ...]:
    queries = audit.plan(Subject((handle,)), collectors)
    return asyncio.run(audit.collect(queries, fetch, NOW))


def test_outcomes_come_in_the_order_asked_not_in_the_order_of_answers() -> None:
    outcomes = collected(collector("slow", "profile"), collector("quick", "absent"))
    assert [outcome.account.site for outcome in outcomes] == ["slow", "quick"]


def test_one_broken_collector_is_unread_and_its_message_is_not_told() -> None:
    broken, whole = collected(collector("broken", ValueError("secret of the page")), collector("whole", "profile"))
    assert isinstance(broken, Unread)
    assert broken.reason is Reason.INTERNAL
    assert "secret" not in broken.advice
    assert "ValueError" in broken.advice
    assert isinstance(whole, Profile)


def test_no_reply_is_unread_with_its_reason_and_advice() -> None:
    (outcome,) = collected(collector("walled", NoReply(Reason.LOGIN_WALL, "log in")))
    assert isinstance(outcome, Unread)
    assert (outcome.reason, outcome.advice) == (Reason.LOGIN_WALL, "log in")


def test_a_handle_a_site_cannot_have_is_not_asked_for() -> None:
    (outcome,) = collected(collector("strict", AssertionError(), handle_pattern="[0-9]+"))
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.ILLEGAL_HANDLE


def test_a_federated_handle_is_asked_only_where_there_are_such() -> None:
    handle = Handle.parse("mara@social.example")
    outcomes = collected(collector("plain", "profile"), collector("wide", "profile", federated=True), handle=handle)
    assert [outcome.account.site for outcome in outcomes] == ["wide"]


def test_a_declared_context_is_marked_as_such() -> None:
    queries = audit.plan(Subject((MARA,)), [collector("a", "x"), collector("b", "x")], {"a": Context.PERSONAL})
    assert [(q.account.context, q.account.declared) for q in queries] == [
        (Context.PERSONAL, True),
        (Context.UNKNOWN, False),
    ]


def reported(*profiles: Profile, suppressions: tuple[audit.Suppression, ...] = ()) -> Report:
    rules = engine.load_rules()
    return audit.report(Subject((MARA,)), profiles, rules, started_at=NOW, suppressions=suppressions)


def profile(**fields: object) -> Profile:
    return Profile(site("social").account(MARA), NOW, **fields)  # type: ignore[arg-type]  # so does this one


PHONE = "Call me on +1 202-555-0143."


def test_a_suppression_holds_to_its_last_day_and_no_longer() -> None:
    (finding, *_) = reported(profile(bio=PHONE)).findings

    def until(day: int) -> Report:
        suppression = audit.Suppression(finding.fingerprint, "the surgery's own", date(2026, 1, day))
        return reported(profile(bio=PHONE), suppressions=(suppression,))

    assert finding.fingerprint in {f.fingerprint for f in until(14).findings}
    held = until(15)
    assert finding.fingerprint not in {f.fingerprint for f in held.findings}
    assert [(s.reason, s.until) for s in held.suppressed] == [("the surgery's own", "2026-01-15")]
    assert (held.score.value or 0) > (until(14).score.value or 0)


def test_a_profile_in_a_script_no_rule_knows_is_said_to_be_unjudged() -> None:
    text = "Инженер. Строю мосты и пеку хлеб, пишу об этом каждую неделю."
    report = reported(profile(bio=text, posts=(Post("", "", text),)))
    (outcome,) = report.outcomes
    assert isinstance(outcome, Profile)
    assert [(gap.field, gap.reason) for gap in outcome.gaps] == [("bio", Reason.LANGUAGE), ("posts", Reason.LANGUAGE)]
    assert "Cyrillic" in outcome.gaps[0].advice
    judged = {d.dimension: d.coverage for d in report.score.dimensions}
    assert judged[Dimension.CONDUCT] < 1


def test_a_profile_in_a_language_the_rules_know_has_no_such_gap() -> None:
    (outcome,) = reported(profile(bio="Engineer. I build bridges and bake bread, and I write about it.")).outcomes
    assert isinstance(outcome, Profile)
    assert outcome.gaps == ()


def test_the_same_outcomes_give_the_same_report() -> None:
    assert reported(profile(bio=PHONE)) == reported(profile(bio=PHONE))


# --- variants ---------------------------------------------------------------------------------------------------------


def test_variants_are_asked_after_the_handles_and_marked_as_other_handles() -> None:
    subject = Subject((Handle("mara.voss"), Handle("mara_voss")))
    queries = audit.plan(subject, [collector("place", "absent")], {"place": Context.PERSONAL}, variants=True)
    asked = [(str(query.account.handle), query.account.variant_of) for query in queries]
    assert asked == [("mara.voss", ""), ("mara_voss", ""), ("maravoss", "mara_voss"), ("mara-voss", "mara_voss")]
    assert [query.account.declared for query in queries] == [True, True, False, False]
    assert len(audit.plan(subject, [collector("place", "absent")])) == 2


def test_what_a_variant_says_is_reported_and_judges_nobody() -> None:
    phone = "Call me on +44 1632 960123"
    place = site("place")
    own, other = place.account(Handle("mara.voss")), replace(place.account(Handle("maravoss")), variant_of="mara.voss")
    outcomes = (Profile(own, NOW, bio="Bridges."), Profile(other, NOW, bio=phone), Unread(other, Reason.DNS, "x"))
    made = audit.report(Subject((Handle("mara.voss"),)), outcomes, engine.load_rules(), started_at=NOW)
    assert made.outcomes == outcomes
    assert made.findings == ()
    assert (made.coverage.asked, made.coverage.unread) == (1, 0)


# --- order and memory -------------------------------------------------------------------------------------------------


def test_sites_are_asked_for_one_handle_after_the_other_and_answers_keep_their_order() -> None:
    seen: list[tuple[str, str]] = []

    async def note(account: Account, visit: Visit) -> Outcome:
        seen.append((account.site, str(account.handle)))
        return Absent(account, "no")

    places = [Collector(Site(f"s{n}", f"S{n}", f"https://s{n}.example.org/{{handle}}", "x"), note) for n in range(700)]
    queries = audit.plan(Subject((Handle("a"), Handle("b"))), places)
    outcomes = asyncio.run(audit.collect(queries, fetch, NOW))
    assert [o.account for o in outcomes] == [query.account for query in queries]
    assert seen[:500] == [(f"s{n}", "a") for n in range(500)]
    assert seen[500:1000] == [(f"s{n}", "b") for n in range(500)]
    assert seen[1000] == ("s500", "a")
