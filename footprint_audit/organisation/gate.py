"""What a run means: how each finding stands against the baseline, what is gone, and whether the pipeline may go on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from footprint_audit.model import Absent, Finding, Outcome, Profile, Report, Severity, Unread
from footprint_audit.organisation.baseline import Baseline, Entry
from footprint_audit.organisation.fingerprints import Salt, kind_of
from footprint_audit.staff import Cell, Gate, Gone, StaffFinding, Standing, SubjectResult

__all__ = ["MIN_CELL", "Judged", "cells", "gate", "judged"]

MIN_CELL = 5  # subjects; a smaller count points at somebody (the usual threshold of official statistics)

_POST = re.compile(r"posts\[(\d{1,6})\]")

Judged = tuple[tuple[StaffFinding, ...], tuple[Gone, ...]]


def judged(
    subject: str, lines: Mapping[str, int], report: Report, salt: Salt, baseline: Baseline, today: date
) -> Judged:
    """How one subject's report stands, and what is gone. `lines`: the roster's line of each account, by its id.

    Nothing of what was read leaves this function.
    """
    findings = tuple(
        _staff_finding(subject, lines, finding, report, salt, baseline, today) for finding in report.findings
    )
    decided = [entry for entry in baseline.entries.values() if entry.subject == subject]
    looked = {salt.account(subject, outcome.account.id): outcome for outcome in report.outcomes}
    return findings, _gone(decided, {finding.fingerprint for finding in findings}, looked)


def _staff_finding(
    subject: str,
    lines: Mapping[str, int],
    finding: Finding,
    report: Report,
    salt: Salt,
    baseline: Baseline,
    today: date,
) -> StaffFinding:
    name = salt.finding(subject, finding)
    entry = baseline.entries.get(name)
    return StaffFinding(
        subject=subject,
        line=lines.get(finding.account.id, min(lines.values())),
        rule=finding.rule,
        title=finding.title,
        dimension=finding.dimension,
        severity=finding.severity,
        confidence=finding.confidence,
        account=salt.account(subject, finding.account.id),
        field=kind_of(finding.evidence.field),
        dated=_day(finding, report),
        fingerprint=name,
        standing=_standing(entry, today),
        reason=entry.reason if entry else "",
        expires=entry.expires if entry else None,
    )


def _day(finding: Finding, report: Report) -> str:
    """The day of the post the finding stands in, or nothing."""
    found = _POST.fullmatch(finding.evidence.field)
    outcome = next((o for o in report.outcomes if o.account.id == finding.account.id), None)
    if found is None or not isinstance(outcome, Profile) or int(found[1]) >= len(outcome.posts):
        return ""
    return outcome.posts[int(found[1])].date[:10]


def _standing(entry: Entry | None, today: date) -> Standing:
    if entry is None:
        return Standing.NEW
    return Standing.KNOWN if entry.holds(today) else Standing.EXPIRED


def _gone(decided: Iterable[Entry], seen: set[str], looked: Mapping[str, Outcome]) -> tuple[Gone, ...]:
    """What was decided about and is not seen, of accounts that were asked; an account not asked any more is neither."""
    return tuple(
        Gone(entry.subject, entry.rule, entry.fingerprint, _standing_of_gone(entry, looked[entry.account]))
        for entry in decided
        if entry.fingerprint not in seen and entry.account in looked
    )


def _standing_of_gone(entry: Entry, outcome: Outcome) -> Standing:
    """Fixed needs evidence: the place was read, and could have shown it."""
    if isinstance(outcome, Absent):
        return Standing.FIXED
    if isinstance(outcome, Unread) or any(kind_of(gap.field) == entry.field for gap in outcome.gaps):
        return Standing.UNCHECKABLE
    if entry.field == "posts" and outcome.posts:
        # Only recent posts are read: an older one may have moved out of sight. It is gone if we looked that far back.
        dates = [post.date for post in outcome.posts if post.date]
        reached = bool(entry.dated and dates) and min(dates)[:10] <= entry.dated
        return Standing.FIXED if reached else Standing.UNCHECKABLE
    return Standing.FIXED


def gate(results: Sequence[SubjectResult], fail_on: Severity | None) -> Gate:
    """Whether it holds: no finding that is new, or whose day is over, at or above `fail_on`."""
    reasons = []
    worst: Counter[Standing] = Counter()
    for result in results:
        for finding in result.findings:
            if fail_on is not None and finding.standing.fails and finding.severity >= fail_on:
                worst[finding.standing] += 1
    if worst[Standing.NEW]:
        reasons.append(f"{_findings(worst[Standing.NEW])} new at or above {fail_on.label if fail_on else ''}")
    if worst[Standing.EXPIRED]:
        reasons.append(f"{_findings(worst[Standing.EXPIRED])} in the baseline past the last day")
    if below := sum(result.below_score for result in results):
        reasons.append(f"{below} {'subject' if below == 1 else 'subjects'} below the least score")
    return Gate(not reasons, tuple(reasons))


def _findings(number: int) -> str:
    return f"{number} {'finding' if number == 1 else 'findings'}"


def cells(results: Sequence[SubjectResult]) -> tuple[Cell, ...]:
    """How many subjects have a finding of each severity; counts from one to four are withheld, as are their shares."""
    counts: Counter[Severity] = Counter()
    for result in results:
        counts.update({finding.severity for finding in result.findings if finding.standing is not Standing.KNOWN})
    return tuple(_cell(severity.label, counts[severity], len(results)) for severity in sorted(Severity, reverse=True))


def _cell(label: str, count: int, of: int) -> Cell:
    """A small count, or one so large that what is left is small, is withheld: either points at somebody."""
    shown = count == 0 or (count >= MIN_CELL and (count == of or of - count >= MIN_CELL))
    return Cell(label, count if shown else None, count / of if shown and of else None)
