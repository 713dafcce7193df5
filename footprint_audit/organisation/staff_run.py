"""Many subjects in one run: a few at a time, one door for all, and nothing of a subject kept once their report is out.

A subject that fails does not end the run of the others; a run that is cancelled ends with what is known, marked so.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from footprint_audit.audit import Query
from footprint_audit.model import Coverage, Outcome, Reason, Report, Strategy, Subject
from footprint_audit.organisation.baseline import Baseline
from footprint_audit.organisation.fingerprints import Salt
from footprint_audit.organisation.gate import judged
from footprint_audit.organisation.roster import Member
from footprint_audit.staff import SubjectResult

__all__ = ["Planned", "StaffRun", "coverage_of"]

AT_ONCE = 16  # subjects; the door paces the hosts they share


@dataclass(frozen=True, slots=True)
class Planned:
    """One account to ask for, and the line of the roster that says so."""

    query: Query
    line: int


@dataclass(frozen=True, slots=True)
class StaffRun:
    """How each subject's audit is done, step by step, and what it is held to. `min_score` is off where it is None.

    `plan` names what to ask, `collect` asks it, `judge` makes the report, `keep` puts it where only its subject reads
    it. None of them is told of more than one subject at a time.
    """

    plan: Callable[[Member], tuple[Planned, ...]]
    collect: Callable[[Sequence[Query]], Awaitable[tuple[Outcome, ...]]]
    judge: Callable[[Subject, tuple[Outcome, ...]], Report]
    keep: Callable[[str, Report], None]
    salt: Salt
    baseline: Baseline
    started_at: datetime
    min_score: int | None = None
    at_once: int = AT_ONCE

    async def run(self, members: Sequence[Member]) -> tuple[SubjectResult, ...]:
        """The result of every subject, in the order of the roster. If it is cancelled, what is known so far."""
        results: dict[str, SubjectResult] = {}
        waiting = iter(members)
        stopping = False

        async def work() -> None:
            for member in waiting:
                if stopping:
                    return
                results[member.subject] = await self._one(member)

        tasks = [asyncio.create_task(work()) for _ in range(min(self.at_once, len(members)))]
        try:
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            stopping = True
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return tuple(results.get(member.subject) or _not_begun(member) for member in members)

    async def _one(self, member: Member) -> SubjectResult:
        try:
            planned = self.plan(member)
            return self._judged(member, planned, await self.collect([item.query for item in planned]))
        except Exception as error:  # noqa: BLE001 - one subject's trouble must not end the run of the others
            # The kind only: a message could carry the text of a page.
            return _failed(member, type(error).__name__)

    def _judged(self, member: Member, planned: Sequence[Planned], outcomes: tuple[Outcome, ...]) -> SubjectResult:
        handles = tuple(dict.fromkeys(item.query.account.handle for item in planned))
        report = self.judge(Subject(handles, member.professions, member.strategy or Strategy.SEPARATE), outcomes)
        self.keep(member.subject, report)
        lines = {item.query.account.id: item.line for item in planned}
        today = self.started_at.date()
        findings, gone = judged(member.subject, lines, report, self.salt, self.baseline, today)
        value = report.score.value
        below = self.min_score is not None and value is not None and value < self.min_score
        return SubjectResult(member.subject, member.line, findings, report.coverage, gone, below)


def coverage_of(results: Iterable[SubjectResult]) -> Coverage:
    """What was asked for all subjects together, and what answered."""
    counts: Counter[str] = Counter()
    reasons: Counter[Reason] = Counter()
    interrupted = False
    for result in results:
        part = result.coverage
        counts.update(asked=part.asked, profiles=part.profiles, absent=part.absent, unread=part.unread)
        reasons.update(dict(part.reasons))
        interrupted = interrupted or part.interrupted
    answered = counts["profiles"] + counts["absent"]
    return Coverage(
        asked=counts["asked"],
        profiles=counts["profiles"],
        absent=counts["absent"],
        unread=counts["unread"],
        reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        fraction=answered / counts["asked"] if counts["asked"] else 0.0,
        interrupted=interrupted,
    )


def _not_begun(member: Member) -> SubjectResult:
    """A subject whose audit did not come to a report because the run ended first."""
    return _unread(member, Reason.INTERRUPTED)


def _failed(member: Member, kind: str) -> SubjectResult:
    return replace(_unread(member, Reason.INTERNAL), failure=kind)


def _unread(member: Member, reason: Reason) -> SubjectResult:
    asked = len(member.rows)
    coverage = Coverage(asked, 0, 0, asked, ((reason, asked),), 0.0, interrupted=reason is Reason.INTERRUPTED)
    return SubjectResult(member.subject, member.line, (), coverage)
