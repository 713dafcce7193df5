"""The report as Markdown, for a job's step summary, a merge request or an issue: what console says, cut to 900 KiB."""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.model import Absent, Edit, Fact, FactKind, Finding, Profile, Report, Strategy
from footprint_audit.reporters import Reporter, Style
from footprint_audit.reporters.account_words import fact_value
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.coverage_words import coverage_words
from footprint_audit.reporters.escaped_markdown import code, link, prose
from footprint_audit.reporters.plain_words import (
    ABOUT_PERSONS,
    CONTEXT_WORDS,
    DIMENSION_WORDS,
    FACT_WORDS,
    OPPORTUNITY,
    REASON_WORDS,
    SEVERITY_WORDS,
    STILL_ENGLISH,
    certainty,
    percent,
)
from footprint_audit.reporters.score_words import answers, effect, left_out
from footprint_audit.reporters.shown_report import as_shown, evidence_words, not_read, sentence
from footprint_audit.reporters.translated_texts import NATIVE, Texts, texts_in
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
    say = texts_in(style.language)
    directory = Directory(report, say)
    end = "\n".join(_end(report, say)) + "\n"
    lines = [
        *_head(report, say),
        *_findings(report, directory, style),
        *_edits(report, directory),
        *_unread(report, directory),
        *_accounts(report, directory),
        *_score(report, say),
    ]
    return _cut(lines, MOST - len(end.encode()), say) + end


def _cut(lines: list[str], most: int, say: Texts) -> str:
    """As many whole lines as fit."""
    cut = say("Cut here: the report is larger than a summary may be. Another format has all of it.")
    notice = f"\n**{cut}**\n\n"
    kept: list[str] = []
    size, room = 0, most - len(notice.encode())
    for line in lines:
        size += len(line.encode()) + 1
        if size > room:
            return "\n".join(kept) + "\n" + notice
        kept.append(line)
    return "\n".join(kept) + "\n"


def _head(report: Report, say: Texts) -> Iterator[str]:
    handles = ", ".join(code(str(handle)) for handle in report.subject.handles)
    yield "# " + say("Footprint audit of %(handles)s", handles=handles)
    yield f"\n**{verdict(report, say)}.**\n"
    if report.coverage.interrupted:
        interrupted = say("The run was interrupted: what follows is incomplete.")
        yield f"**{interrupted}**\n"


def _findings(report: Report, directory: Directory, style: Style) -> Iterator[str]:
    if not report.coverage.profiles:
        return
    say = directory.say
    yield _title(say("What was found"))
    for group in by_rule(report.findings):
        first = group[0]
        times = say(", %(number)s times", number=len(group)) if len(group) > 1 else ""
        yield f"### {prose(first.title)}{times} ({code(first.rule)})\n"
        yield say(SEVERITY_WORDS[max(finding.severity for finding in group)]) + ".\n"
        yield from (_place(finding, directory, style) for finding in group[:MAX_PLACES])
        if len(group) > MAX_PLACES:
            left = len(group) - MAX_PLACES
            yield "- " + say.many(left, "and one more place like these", "and %(count)s more places like these")
        yield _labelled("\n", say("Why:"), prose(sentence(first.why)))
        yield _labelled("", say("Edit:"), prose(sentence(first.remedy)))
        yield _labelled("", say("Sure:"), certainty(max(finding.confidence for finding in group), say))
        yield from (f"{reference}\n" for reference in filter(None, [_sources(first, say)]))
    if not report.findings:
        yield say("No rule found anything to change in what could be read.") + "\n"
    yield from [f"{left_out(len(report.suppressed), say)}.\n"] * bool(report.suppressed)


def _title(text: str) -> str:
    return f"## {text}\n"


def _labelled(before: str, label: str, text: str) -> str:
    return f"{before}**{label}** {text}\n"


def _place(finding: Finding, directory: Directory, style: Style) -> str:
    evidence = evidence_words(finding, style)
    reads = f": {code(evidence)}" if evidence else ""
    opening = _open(finding.evidence.url, directory.say)
    return f"- {code(directory.place(finding.account, finding.evidence.field))}{reads} {opening}"


def _open(address: str, say: Texts) -> str:
    return link(address, say("open"))


def _sources(finding: Finding, say: Texts) -> str:
    links = [
        link(address, say("source %(number)s", number=number))
        for number, address in enumerate(finding.references[:3], start=1)
    ]
    return ", ".join(filter(None, links))


def _edits(report: Report, directory: Directory) -> Iterator[str]:
    edits = report.score.edits[:MAX_EDITS]
    if edits:
        yield _title(directory.say("Fix this first"))
        by_name = {finding.fingerprint: finding for finding in report.findings}
        yield from (_edit(number, edit, by_name, directory) for number, edit in enumerate(edits, start=1))
        yield ""


def _edit(number: int, edit: Edit, by_name: dict[str, Finding], directory: Directory) -> str:
    remedies = dict.fromkeys(by_name[name].remedy for name in edit.fingerprints if name in by_name)
    what = " ".join(prose(sentence(remedy)) for remedy in remedies)
    return f"{number}. {code(directory.place(edit.account, edit.field))} {what} {effect(number, edit, directory.say)}"


def _unread(report: Report, directory: Directory) -> Iterator[str]:
    """Each account or part of one that could not be read, and why."""
    say = directory.say
    rows = [
        f"- {code(directory.name(outcome.account))}: {say(REASON_WORDS[outcome.reason])}: {prose(outcome.advice)}"
        for outcome in not_read(report)
    ]
    for outcome in report.outcomes:
        for gap in outcome.gaps if isinstance(outcome, Profile) else ():
            only = say("%(place)s only", place=code(directory.place(outcome.account, gap.field)))
            rows.append(f"- {only}: {say(REASON_WORDS[gap.reason])}: {prose(gap.advice)}")
    if rows:
        yield _title(say("What could not be read"))
        yield say("We could not tell what is there, so nothing was concluded from it.") + "\n"
        yield from (f"{prose(words)}\n" for words in coverage_words(report, say))
        yield from rows[:MAX_ACCOUNTS]
        yield from _more(len(rows) - MAX_ACCOUNTS, say)
        yield ""


def _more(left: int, say: Texts) -> list[str]:
    return ["- " + say("and %(number)s more", number=left)] * (left > 0)


def _accounts(report: Report, directory: Directory) -> Iterator[str]:
    profiles = [outcome for outcome in report.outcomes if isinstance(outcome, Profile)]
    if not profiles:
        return
    say = directory.say
    yield _title(say("Your accounts and what links them"))
    for profile in profiles[:MAX_ACCOUNTS]:
        context = say(CONTEXT_WORDS[profile.account.context])
        yield f"- {code(directory.name(profile.account))}, {context} {_open(profile.account.url, say)}"
    yield from _more(len(profiles) - MAX_ACCOUNTS, say)
    absent = sum(isinstance(outcome, Absent) for outcome in report.outcomes)
    nowhere = say.many(absent, "not there in one other place", "not there in %(count)s other places")
    yield from [f"- {nowhere}"] * bool(absent)
    yield ""
    told = sorted((fact for fact in report.facts if fact.confidence >= WEAK), key=lambda fact: -fact.confidence)
    for fact in told[:MAX_FACTS]:
        yield from _fact(fact, directory, apart=report.subject.strategy is Strategy.SEPARATE)
    yield from _more(len(told) - MAX_FACTS, say)
    yield ""


def _fact(fact: Fact, directory: Directory, *, apart: bool) -> Iterator[str]:
    say = directory.say
    names = ", ".join(code(directory.name(account)) for account in fact.accounts[:MAX_PLACES])
    sure = say("Certainty %(certainty)s", certainty=certainty(fact.confidence, say))
    yield f"- {say(FACT_WORDS[fact.kind])}: {names}, {code(fact_value(fact, say))}. {sure}"
    for clue in fact.clues[:MAX_PLACES]:
        place = code(directory.place(clue.account, clue.field)) if clue.account and clue.field else ""
        breakable = place and apart and fact.kind is FactKind.LINKED
        edit = "; " + say("to break it, edit %(place)s", place=place) if breakable else ""
        yield f"  - {code(clue.text)}{edit}"


def _score(report: Report, say: Texts) -> Iterator[str]:
    if report.score.value is None:
        return
    yield _title(say("The score"))
    yield "| " + " | ".join((say("Dimension"), say("Of 100"), say("Checks that ran"))) + " |"
    yield "|---|---:|---:|"
    for item in report.score.dimensions:
        value = f"{item.value:.0f}" if item.coverage else say("not judged")
        yield f"| {say(DIMENSION_WORDS[item.dimension])} | {value} | {percent(item.coverage, say)} |"
    yield f"\n{answers(report.coverage, say)}"
    if report.opportunity.value is not None:
        yield "\n" + _title(say("Opportunity"))
        yield say(OPPORTUNITY, value=report.opportunity.value)
    yield ""


def _end(report: Report, say: Texts) -> Iterator[str]:
    made = f"{report.tool.name} {report.tool.version}", say("rules %(digest)s", digest=report.rules_digest[:16])
    yield f"---\n\n{code(', '.join(made))}, {report.started_at:%Y-%m-%d %H:%M} UTC\n"
    yield say(ABOUT_PERSONS)
    yield from ["\n" + say(STILL_ENGLISH)] * (say.language != NATIVE)


reporter = Reporter("markdown", _render)
