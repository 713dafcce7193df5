"""The console's findings, and what to fix first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import fsum

from footprint_audit.model import Edit, Finding, Report, Severity, Share, Suppressed
from footprint_audit.reporters.console_lines import Directory, Line, Section, Tone, quoted
from footprint_audit.reporters.plain_words import SEVERITY_WORDS, certainty, count, in_words, percent
from footprint_audit.reporters.verdict_words import by_rule, worth
from footprint_audit.wire.shares import shares_of

__all__ = ["findings", "fix_first"]

MAX_PLACES = 4  # of one rule
MAX_SUPPRESSED = 10
MAX_EDITS = 5

_BLANK = Line("", indent=0)
_COLUMN = 9
_INDENT = 4
_TONES = {severity: Tone(severity.label) for severity in Severity}


def findings(report: Report, directory: Directory) -> Section:
    """What rules found, worst first, the repeats of one rule together; then what is suppressed."""
    shares: defaultdict[str, list[Share | None]] = defaultdict(list)  # by rule, in the order of its findings
    for finding, share in zip(report.findings, shares_of(report), strict=True):
        shares[finding.rule].append(share)
    lines: list[Line] = []
    last: Severity | None = None
    for group in by_rule(report.findings):
        severity = max(finding.severity for finding in group)
        if severity != last:
            lines += [_BLANK] * (last is not None)
            lines.append(Line(SEVERITY_WORDS[severity], tone=_TONES[severity]))
        lines += [_BLANK, *_group(group, shares[group[0].rule], directory)]
        last = severity
    if not lines:
        lines.append(Line("No rule found anything to change in what could be read.", tone=Tone.GOOD))
    return Section("What was found", (*lines, *_suppressed(report.suppressed, directory)))


def _group(group: tuple[Finding, ...], shares: list[Share | None], directory: Directory) -> Iterator[Line]:
    first = group[0]
    times = f", {len(group)} times" if len(group) > 1 else ""
    yield Line(f"{first.title}{times} [{first.rule}]", tone=Tone.STRONG, indent=_INDENT)
    for finding, share in zip(group[:MAX_PLACES], shares, strict=False):
        yield from _place(finding, share if len(group) > 1 else None, directory)
    if len(group) > MAX_PLACES:
        yield _row("", f"and {count(len(group) - MAX_PLACES, 'more place', 'more places')} like these")
    yield _row("Why", first.why)
    yield _row("Edit", first.remedy, Tone.STRONG)
    yield _row("Sure", certainty(max(finding.confidence for finding in group)))
    yield from _costs([share for share in shares if share])
    yield from (_row("Read on", address) for address in first.references[:2])


def _place(finding: Finding, share: Share | None, directory: Directory) -> Iterator[Line]:
    part = f" ({percent(share.share)} of the points lost)" if share else ""
    yield _row("Where", directory.place(finding.account, finding.evidence.field) + part)
    yield _row("", finding.evidence.url)
    excerpt, (start, end) = finding.evidence.excerpt, finding.evidence.span
    if start < end and excerpt.strip():
        yield _row("Reads", quoted(excerpt))
    elif excerpt.strip():  # what a fact rests on is a sentence about the field, not words in it
        yield _row("Because", excerpt)


def _row(label: str, text: str, tone: Tone = Tone.PLAIN) -> Line:
    return Line(text, label, tone, _INDENT, _COLUMN)


def _costs(shares: list[Share]) -> Iterator[Line]:
    """What these findings cost together; the score without, where there is only one."""
    if shares:
        part = f"{percent(fsum(share.share for share in shares))} of the points lost"
        yield _row("Costs", f"{part}; without it the score is {shares[0].without}" if len(shares) == 1 else part)


def _suppressed(items: tuple[Suppressed, ...], directory: Directory) -> Iterator[Line]:
    if not items:
        return
    yield _BLANK
    yield Line(f"Left out of the score by your own word: {count(len(items), 'finding')}")
    for item in items[:MAX_SUPPRESSED]:
        place = directory.place(item.finding.account, item.finding.evidence.field)
        until = f", until {item.until}" if item.until else ""
        yield Line(f"{item.finding.title}: {place} ({item.reason}{until})", "-", Tone.FAINT, column=2)
    if len(items) > MAX_SUPPRESSED:
        yield Line(f"and {len(items) - MAX_SUPPRESSED} more", "-", Tone.FAINT, column=2)


def fix_first(report: Report, directory: Directory) -> Section:
    """The edits that help most, each with the score recomputed."""
    edits = report.score.edits[:MAX_EDITS]
    by_name = {finding.fingerprint: finding for finding in report.findings}
    lines: list[Line] = []
    for number, edit in enumerate(edits, start=1):
        lines += _edit(number, edit, [by_name[name] for name in edit.fingerprints if name in by_name], directory)
    needed = worth(report, MAX_EDITS)
    if needed:
        these = "this one" if needed == 1 else f"these {in_words(needed)}"
        promise = f"Fix {these} and you are at {edits[needed - 1].together}."
        lines += [_BLANK, Line(promise, tone=Tone.STRONG)]
    return Section("Fix this first", tuple(lines))


def _edit(number: int, edit: Edit, ended: list[Finding], directory: Directory) -> Iterator[Line]:
    yield Line(directory.place(edit.account, edit.field), f"{number}.", column=3)
    for remedy in dict.fromkeys(finding.remedy for finding in ended):
        yield Line(remedy, "", Tone.STRONG, column=3)
    alone = f"This edit alone brings you to {edit.alone}"
    both = "." if number == 1 else f", with the edits above to {edit.together}."
    yield Line(alone + both, "", Tone.FAINT, column=3)
