"""The report as Markdown, for a job's step summary, a merge request or an issue: what console says, cut to 900 KiB."""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.model import Absent, Edit, Fact, Finding, Profile, Report, Strategy
from footprint_audit.reporters import Reporter, Style
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.coverage_words import coverage_words
from footprint_audit.reporters.escaped_markdown import code, link, prose
from footprint_audit.reporters.plain_words import (
    ABOUT_PERSONS,
    FACT_WORDS,
    REASON_WORDS,
    SEVERITY_WORDS,
    certainty,
    count,
    percent,
)
from footprint_audit.reporters.shown_report import as_shown, evidence_words, not_read, sentence
from footprint_audit.reporters.verdict_words import by_rule, verdict

__all__ = ["reporter"]

MOST = 900 * 1024  # bytes; GitHub refuses a summary of 1024 KiB as a whole
MAX_PLACES = 10  # of one rule
MAX_ACCOUNTS = 100
MAX_FACTS = 20
MAX_EDITS = 10
WEAK = 0.3  # a fact less sure than this is not told, as on the console


def _render(report: Report, style: Style) -> str:
    report = as_shown(report, style)
    directory = Directory(report)
    end = "\n".join(_end(report)) + "\n"
    lines = [
        *_head(report),
        *_findings(report, directory, style),
        *_edits(report, directory),
        *_unread(report, directory),
        *_accounts(report, directory),
        *_score(report),
    ]
    return _cut(lines, MOST - len(end.encode())) + end


def _cut(lines: list[str], most: int) -> str:
    """As many whole lines as fit."""
    notice = "\n**Cut here: the report is larger than a summary may be. Another format has all of it.**\n\n"
    kept: list[str] = []
    size, room = 0, most - len(notice)
    for line in lines:
        size += len(line.encode()) + 1
        if size > room:
            return "\n".join(kept) + "\n" + notice
        kept.append(line)
    return "\n".join(kept) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield "# Footprint audit of " + ", ".join(code(str(handle)) for handle in report.subject.handles)
    yield f"\n**{verdict(report)}.**\n"
    if report.coverage.interrupted:
        yield "**The run was interrupted: what follows is incomplete.**\n"


def _findings(report: Report, directory: Directory, style: Style) -> Iterator[str]:
    if not report.coverage.profiles:
        return
    yield "## What was found\n"
    for group in by_rule(report.findings):
        first = group[0]
        times = f", {len(group)} times" if len(group) > 1 else ""
        yield f"### {prose(first.title)}{times} ({code(first.rule)})\n"
        yield f"{SEVERITY_WORDS[max(finding.severity for finding in group)]}.\n"
        yield from (_place(finding, directory, style) for finding in group[:MAX_PLACES])
        if len(group) > MAX_PLACES:
            yield f"- and {count(len(group) - MAX_PLACES, 'more place', 'more places')} like these"
        yield f"\n**Why:** {prose(sentence(first.why))}\n"
        yield f"**Edit:** {prose(sentence(first.remedy))}\n"
        yield f"**Sure:** {certainty(max(finding.confidence for finding in group))}\n"
        yield from (f"{reference}\n" for reference in filter(None, [_sources(first)]))
    if not report.findings:
        yield "No rule found anything to change in what could be read.\n"
    if report.suppressed:
        yield f"Left out of the score by your own word: {count(len(report.suppressed), 'finding')}.\n"


def _place(finding: Finding, directory: Directory, style: Style) -> str:
    evidence = evidence_words(finding, style)
    reads = f": {code(evidence)}" if evidence else ""
    return f"- {code(directory.place(finding.account, finding.evidence.field))}{reads} {_open(finding.evidence.url)}"


def _open(address: str) -> str:
    return link(address, "open")


def _sources(finding: Finding) -> str:
    links = [link(address, f"source {number}") for number, address in enumerate(finding.references[:3], start=1)]
    return ", ".join(filter(None, links))


def _edits(report: Report, directory: Directory) -> Iterator[str]:
    edits = report.score.edits[:MAX_EDITS]
    if edits:
        yield "## Fix this first\n"
        by_name = {finding.fingerprint: finding for finding in report.findings}
        yield from (_edit(number, edit, by_name, directory) for number, edit in enumerate(edits, start=1))
        yield ""


def _edit(number: int, edit: Edit, by_name: dict[str, Finding], directory: Directory) -> str:
    remedies = dict.fromkeys(by_name[name].remedy for name in edit.fingerprints if name in by_name)
    what = " ".join(prose(sentence(remedy)) for remedy in remedies)
    both = "" if number == 1 else f", with the edits above to {edit.together}"
    return (
        f"{number}. {code(directory.place(edit.account, edit.field))} {what} Alone it brings you to {edit.alone}{both}."
    )


def _unread(report: Report, directory: Directory) -> Iterator[str]:
    """Each account or part of one that could not be read, and why."""
    rows = [
        f"- {code(directory.name(outcome.account))}: {REASON_WORDS[outcome.reason]}: {prose(outcome.advice)}"
        for outcome in not_read(report)
    ]
    rows += [
        f"- {code(directory.place(outcome.account, gap.field))} only: {REASON_WORDS[gap.reason]}: {prose(gap.advice)}"
        for outcome in report.outcomes
        if isinstance(outcome, Profile)
        for gap in outcome.gaps
    ]
    if rows:
        yield "## What could not be read\n"
        yield "We could not tell what is there, so nothing was concluded from it.\n"
        yield from (f"{prose(words)}\n" for words in coverage_words(report))
        yield from rows[:MAX_ACCOUNTS]
        yield from [f"- and {len(rows) - MAX_ACCOUNTS} more"] * (len(rows) > MAX_ACCOUNTS)
        yield ""


def _accounts(report: Report, directory: Directory) -> Iterator[str]:
    profiles = [outcome for outcome in report.outcomes if isinstance(outcome, Profile)]
    if not profiles:
        return
    yield "## Accounts and what links them\n"
    for profile in profiles[:MAX_ACCOUNTS]:
        yield f"- {code(directory.name(profile.account))}, {profile.account.context} {_open(profile.account.url)}"
    yield from [f"- and {len(profiles) - MAX_ACCOUNTS} more"] * (len(profiles) > MAX_ACCOUNTS)
    absent = sum(isinstance(outcome, Absent) for outcome in report.outcomes)
    yield from [f"- not there on {count(absent, 'other site')}"] * bool(absent)
    yield ""
    told = sorted((fact for fact in report.facts if fact.confidence >= WEAK), key=lambda fact: -fact.confidence)
    for fact in told[:MAX_FACTS]:
        yield from _fact(fact, directory, apart=report.subject.strategy is Strategy.SEPARATE)
    yield from [f"- and {len(told) - MAX_FACTS} more facts"] * (len(told) > MAX_FACTS)
    yield ""


def _fact(fact: Fact, directory: Directory, *, apart: bool) -> Iterator[str]:
    names = ", ".join(code(directory.name(account)) for account in fact.accounts[:MAX_PLACES])
    yield f"- {FACT_WORDS[fact.kind]}: {names}, {code(fact.value)}. Certainty {certainty(fact.confidence)}"
    for clue in fact.clues[:MAX_PLACES]:
        place = code(directory.place(clue.account, clue.field)) if clue.account and clue.field else ""
        edit = f"; to break it, edit {place}" if place and apart and fact.kind.value == "linked" else ""
        yield f"  - {code(clue.text)}{edit}"


def _score(report: Report) -> Iterator[str]:
    if report.score.value is None:
        return
    yield "## The score\n"
    yield "| dimension | of 100 | checks that ran |"
    yield "|---|---:|---:|"
    for item in report.score.dimensions:
        value = f"{item.value:.0f}" if item.coverage else "not judged"
        yield f"| {item.dimension} | {value} | {percent(item.coverage)} |"
    coverage = report.coverage
    yield (
        f"\n{coverage.profiles + coverage.absent} of {coverage.asked} accounts gave an answer: {coverage.profiles} "
        f"there, {coverage.absent} not there, {coverage.unread} not read."
    )
    if report.opportunity.value is not None:
        yield f"\nOpportunity, which never offsets the risk above: {report.opportunity.value} of 100."
    yield ""


def _end(report: Report) -> Iterator[str]:
    made = (f"{report.tool.name} {report.tool.version}", f"rules {report.rules_digest[:16]}")
    yield f"---\n\n{code(', '.join(made))}, {report.started_at:%Y-%m-%d %H:%M} UTC\n"
    yield ABOUT_PERSONS


reporter = Reporter("markdown", _render)
