"""The pipeline, on one screen: collect, connect, evaluate, score. Async ends here; what follows are plain functions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from footprint_audit import __version__, engine, identity, scoring
from footprint_audit.collectors.controls import Controls
from footprint_audit.collectors.visit import Ask, Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.language import uncovered
from footprint_audit.model import (
    Account,
    AuthoredBy,
    Context,
    Finding,
    Gap,
    Handle,
    Outcome,
    Profile,
    Reason,
    Report,
    Subject,
    Suppressed,
    Tool,
    Unread,
)

__all__ = ["Ear", "Query", "Suppression", "collect", "plan", "report"]


@dataclass(frozen=True, slots=True)
class Query:
    """One question: this account, by this collector."""

    collector: Collector
    account: Account


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding its owner has decided about: why, and the last day (or None) that holds."""

    fingerprint: str
    reason: str
    until: date | None = None


UNDER_WAY = 1000  # accounts begun and not yet known: those of slow hosts must not hold up the others

SITES_AT_ONCE = 500  # of several handles: as many as connections are kept open

Ear = Callable[[Outcome], None]  # told each outcome as it comes, for progress


def plan(
    subject: Subject,
    collectors: Iterable[Collector],
    contexts: dict[str, Context] | None = None,
    *,
    variants: bool = False,
) -> tuple[Query, ...]:
    """Every account to ask for: handles by collectors, in that order. A federated handle is asked where it can be.

    `variants` asks for each handle's other writings too, after all handles; their accounts say whose variants they are.
    """
    declared = contexts or {}
    asked = [(handle, "") for handle in subject.handles]
    if variants:
        others = {other: handle for handle in subject.handles for other in identity.variants(handle)}
        own = {handle.folded for handle in subject.handles}
        asked += [(other, str(handle)) for other, handle in others.items() if other.folded not in own]
    return tuple(
        Query(collector, _account(collector, handle, declared, variant_of))
        for handle, variant_of in asked
        for collector in collectors
        if not handle.instance or collector.site.federated
    )


def _account(collector: Collector, handle: Handle, declared: dict[str, Context], variant_of: str) -> Account:
    """A variant is somebody's account, and nothing that the subject declared holds for it."""
    context = None if variant_of else declared.get(collector.site.id)
    account = collector.site.account(handle, context=context)
    return replace(account, variant_of=variant_of) if variant_of else account


async def collect(
    queries: Sequence[Query], ask: Ask, now: datetime, ear: Ear | None = None, controls: Controls | None = None
) -> tuple[Outcome, ...]:
    """The outcome of every query, in the order of the queries. If the run is cancelled, what is known so far.

    Only so many are under way at once that memory does not grow with them; how many requests, the door says.
    """
    known: list[Outcome | None] = [None] * len(queries)
    waiting = iter(_in_turn(queries))
    shared = controls or Controls()

    async def work() -> None:
        for place in waiting:
            outcome = known[place] = await _outcome(queries[place], ask, now, shared)
            if ear is not None:
                ear(outcome)

    workers = [asyncio.create_task(work()) for _ in range(min(UNDER_WAY, len(queries)))]
    try:
        await asyncio.gather(*workers)
    except asyncio.CancelledError:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    return tuple(
        Unread(query.account, Reason.INTERRUPTED, "the run was ended first; run it again")
        if outcome is None
        else outcome
        for query, outcome in zip(queries, known, strict=True)
    )


def _in_turn(queries: Sequence[Query]) -> list[int]:
    """The order to ask in: some hundred sites for one handle, then for the next, so that no site is asked for many at
    once and its connection can serve again.
    """
    sites: dict[str, int] = {}
    for query in queries:
        sites.setdefault(query.account.site, len(sites))
    return sorted(range(len(queries)), key=lambda place: sites[queries[place].account.site] // SITES_AT_ONCE)


async def _outcome(query: Query, ask: Ask, now: datetime, controls: Controls) -> Outcome:
    account, site = query.account, query.collector.site
    if not site.admits(account.handle):
        return Unread(account, Reason.ILLEGAL_HANDLE, f"{site.name} has no such handles; nothing was asked")
    try:
        return await query.collector.collect(account, Visit(ask, site, now, controls))
    except NoReply as failure:
        return Unread(account, failure.reason, failure.advice)
    except Exception as error:  # noqa: BLE001 - one broken collector must not end the audit of the others
        kind = type(error).__name__  # the name only: a message could carry text of the page
        return Unread(account, Reason.INTERNAL, f"the collector failed ({kind}); please report it as a bug")


def report(
    subject: Subject,
    outcomes: tuple[Outcome, ...],
    ruleset: engine.RuleSet,
    *,
    started_at: datetime,
    suppressions: Sequence[Suppression] = (),
    vantage: str = "a direct connection",
) -> Report:
    """Everything after the network: facts, findings, score. Pure: the same input gives the same report."""
    outcomes = tuple(_with_unknown_language(outcome) for outcome in outcomes)
    own = tuple(outcome for outcome in outcomes if not outcome.account.variant_of)  # a variant may be another person's
    profiles = tuple(outcome for outcome in own if isinstance(outcome, Profile))
    facts = identity.connect(tuple(outcome for outcome in outcomes if isinstance(outcome, Profile)))
    judged = engine.evaluate(ruleset, profiles, facts, subject)
    findings, suppressed = _suppress(judged, suppressions, started_at.date())
    interrupted = any(isinstance(outcome, Unread) and outcome.reason is Reason.INTERRUPTED for outcome in outcomes)
    return Report(
        subject=subject,
        started_at=started_at,
        tool=Tool("footprint-audit", __version__),
        rules_digest=ruleset.digest,
        vantage=vantage,
        outcomes=outcomes,
        facts=facts,
        findings=findings,
        suppressed=suppressed,
        score=scoring.score(findings, own, frozenset(rule.dimension for rule in ruleset.rules)),
        opportunity=scoring.opportunity(profiles, facts, subject, started_at),
        coverage=scoring.coverage_of(own, interrupted),
    )


def _with_unknown_language(outcome: Outcome) -> Outcome:
    """The outcome; where it is a profile whose texts no rule can judge, with gaps that say so: silence is no praise."""
    if not isinstance(outcome, Profile):
        return outcome
    own = [post.text for post in outcome.posts if post.authored_by is not AuthoredBy.OTHER]
    parts = {"bio": outcome.bio, "posts": "\n".join(own)}
    named = uncovered("\n".join(filter(None, parts.values())))
    if not named:
        return outcome
    advice = f"no rule reads {named}, so what these texts say was not judged; read them yourself"
    gaps = tuple(Gap(field, Reason.LANGUAGE, advice) for field, text in parts.items() if text)
    return replace(outcome, gaps=(*outcome.gaps, *gaps))


def _suppress(
    findings: Sequence[Finding], suppressions: Sequence[Suppression], today: date
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...]]:
    """Findings to count, and those their owner has decided about; a suppression past its day no longer holds."""
    standing = {s.fingerprint: s for s in suppressions if s.until is None or s.until >= today}
    kept = tuple(finding for finding in findings if finding.fingerprint not in standing)
    dropped = ((finding, standing[finding.fingerprint]) for finding in findings if finding.fingerprint in standing)
    return kept, tuple(Suppressed(finding, s.reason, s.until.isoformat() if s.until else "") for finding, s in dropped)


def handles_of(texts: Sequence[str]) -> tuple[Handle, ...]:
    """The handles written as `texts`, once each. Raises ValueError with advice."""
    return tuple(dict.fromkeys(Handle.parse(text) for text in texts))
