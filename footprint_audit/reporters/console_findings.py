"""The console's findings, and what to fix first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from footprint_audit.model import Edit, Finding, Report, Severity, Share, Suppressed
from footprint_audit.reporters.console_lines import Directory, Line, Section, Tone, column_for, quoted
from footprint_audit.reporters.plain_words import SEVERITY_WORDS, certainty
from footprint_audit.reporters.score_words import costs, effect, left_out, lost, promise
from footprint_audit.reporters.translated_texts import Texts, noted
from footprint_audit.reporters.verdict_words import by_rule
from footprint_audit.wire.shares import shares_of

__all__ = ["findings", "fix_first"]

MAX_PLACES = 4  # of one rule
MAX_SUPPRESSED = 10
MAX_EDITS = 5

WHERE, READS, BECAUSE = noted("Where"), noted("Reads"), noted("Because")
WHY, EDIT, SURE, COSTS, READ_ON = noted("Why"), noted("Edit"), noted("Sure"), noted("Costs"), noted("Read on")

_LABELS = (WHERE, READS, BECAUSE, WHY, EDIT, SURE, COSTS, READ_ON)
_BLANK = Line("", indent=0)
_INDENT = 4
_TONES = {severity: Tone(severity.label) for severity in Severity}


def findings(report: Report, directory: Directory) -> Section:
    """What rules found, worst first, the repeats of one rule together; then what is suppressed."""
    say = directory.say
    shares: defaultdict[str, list[Share | None]] = defaultdict(list)  # by rule, in the order of its findings
    for finding, share in zip(report.findings, shares_of(report), strict=True):
        shares[finding.rule].append(share)
    lines: list[Line] = []
    last: Severity | None = None
    for group in by_rule(report.findings):
        severity = max(finding.severity for finding in group)
        if severity != last:
            lines += [_BLANK] * (last is not None)
            lines.append(Line(say(SEVERITY_WORDS[severity]), tone=_TONES[severity]))
        lines += [_BLANK, *_group(group, shares[group[0].rule], directory)]
        last = severity
    if not lines:
        nothing = say("No rule found anything to change in what could be read.")
        lines.append(Line(nothing, tone=Tone.GOOD))
    return Section(say("What was found"), (*lines, *_suppressed(report.suppressed, directory)))


def _group(group: tuple[Finding, ...], shares: list[Share | None], directory: Directory) -> Iterator[Line]:
    first, say, row = group[0], directory.say, _Rows(directory.say)
    times = say(", %(number)s times", number=len(group)) if len(group) > 1 else ""
    yield Line(f"{first.title}{times} [{first.rule}]", tone=Tone.STRONG, indent=_INDENT)
    for finding, share in zip(group[:MAX_PLACES], shares, strict=False):
        yield from _place(finding, share if len(group) > 1 else None, directory, row)
    if len(group) > MAX_PLACES:
        left = len(group) - MAX_PLACES
        yield row("", say.many(left, "and one more place like these", "and %(count)s more places like these"))
    yield row(WHY, first.why)
    yield row(EDIT, first.remedy, Tone.STRONG)
    yield row(SURE, certainty(max(finding.confidence for finding in group), say))
    yield from (row(COSTS, text) for text in filter(None, [costs([share for share in shares if share], say)]))
    yield from (row(READ_ON, address) for address in first.references[:2])


def _place(finding: Finding, share: Share | None, directory: Directory, row: _Rows) -> Iterator[Line]:
    part = f" ({lost(share.share, directory.say)})" if share else ""
    yield row(WHERE, directory.place(finding.account, finding.evidence.field) + part)
    yield row("", finding.evidence.url)
    excerpt, (start, end) = finding.evidence.excerpt, finding.evidence.span
    if start < end and excerpt.strip():
        yield row(READS, quoted(excerpt))
    elif excerpt.strip():  # what a fact rests on is a sentence about the field, not words in it
        yield row(BECAUSE, excerpt)


class _Rows:
    """Rows of one column of labels, as wide as the language needs."""

    def __init__(self, say: Texts) -> None:
        self._say = say
        self._column = column_for(map(say, _LABELS))

    def __call__(self, label: str, text: str, tone: Tone = Tone.PLAIN) -> Line:
        return Line(text, self._say(label), tone, _INDENT, self._column)


def _suppressed(items: tuple[Suppressed, ...], directory: Directory) -> Iterator[Line]:
    if not items:
        return
    say = directory.say
    yield _BLANK
    yield Line(left_out(len(items), say))
    for item in items[:MAX_SUPPRESSED]:
        place = directory.place(item.finding.account, item.finding.evidence.field)
        until = say(", until %(day)s", day=item.until) if item.until else ""
        yield Line(f"{item.finding.title}: {place} ({item.reason}{until})", "-", Tone.FAINT, column=2)
    if len(items) > MAX_SUPPRESSED:
        yield Line(say("and %(number)s more", number=len(items) - MAX_SUPPRESSED), "-", Tone.FAINT, column=2)


def fix_first(report: Report, directory: Directory) -> Section:
    """The edits that help most, each with the score recomputed."""
    edits, say = report.score.edits[:MAX_EDITS], directory.say
    by_name = {finding.fingerprint: finding for finding in report.findings}
    lines: list[Line] = []
    for number, edit in enumerate(edits, start=1):
        lines += _edit(number, edit, [by_name[name] for name in edit.fingerprints if name in by_name], directory)
    promised = promise(report, MAX_EDITS, say)
    if promised:
        lines += [_BLANK, Line(promised, tone=Tone.STRONG)]
    return Section(say("Fix this first"), tuple(lines))


def _edit(number: int, edit: Edit, ended: list[Finding], directory: Directory) -> Iterator[Line]:
    yield Line(directory.place(edit.account, edit.field), f"{number}.", column=3)
    for remedy in dict.fromkeys(finding.remedy for finding in ended):
        yield Line(remedy, "", Tone.STRONG, column=3)
    yield Line(effect(number, edit, directory.say), "", Tone.FAINT, column=3)
