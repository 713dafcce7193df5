"""The report as a table for spreadsheets: a row for each finding, worst first, then one for each account.

Every cell is quoted, and one that a spreadsheet would compute is defused with an apostrophe.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from footprint_audit.model import Absent, Finding, Outcome, Profile, Report, Share, Unread
from footprint_audit.reporters import Reporter, Style, begins_with
from footprint_audit.reporters.shown_report import as_shown, evidence_words, words
from footprint_audit.wire.shares import shares_of

__all__ = ["reporter"]

COLUMNS = (
    "record", "severity", "confidence", "dimension", "rule", "title", "site", "handle", "url", "field", "evidence",
    "why", "remedy", "share", "without", "fingerprint", "reason", "advice",
)  # fmt: skip

_FORMULA = "=+@＝＋－＠-"  # OWASP's list; tabs and line breaks are spaces by then
# At the start of a cell, and after what another locale's spreadsheet takes for the end of one. A cell that begins with
# an apostrophe gets one more, so that a reader takes off exactly one.
_AT_START = re.compile(rf"\s*['{_FORMULA}]")
_INSIDE = re.compile(rf"([;,|]\s*)(?=[{_FORMULA}])")


def _render(report: Report, style: Style) -> str:
    file = StringIO()
    writer = csv.DictWriter(file, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    for row in _rows(as_shown(report, style), style):
        writer.writerow({column: _cell(text) for column, text in row.items()})
    return file.getvalue()


def _rows(report: Report, style: Style) -> Iterator[dict[str, str]]:
    pairs = zip(report.findings, shares_of(report), strict=True)
    found = sorted(pairs, key=lambda pair: (-pair[0].severity, -pair[0].confidence))
    yield from (_finding("finding", finding, style) | _share(share) for finding, share in found)
    for item in report.suppressed:
        until = f" (until {item.until})" if item.until else ""
        yield _finding("suppressed", item.finding, style) | {"reason": item.reason + until}
    yield from (_account(outcome) for outcome in report.outcomes)


def _finding(record: str, finding: Finding, style: Style) -> dict[str, str]:
    return {
        "record": record,
        "severity": finding.severity.label,
        "confidence": f"{finding.confidence:.2f}",
        "dimension": finding.dimension.value,
        "rule": finding.rule,
        "title": finding.title,
        "site": finding.account.site,
        "handle": str(finding.account.handle),
        "url": finding.evidence.url,
        "field": finding.evidence.field,
        "evidence": evidence_words(finding, style),
        "why": finding.why,
        "remedy": finding.remedy,
        "fingerprint": finding.fingerprint,
    }


def _share(share: Share | None) -> dict[str, str]:
    return {"share": f"{share.share:.4f}", "without": str(share.without)} if share else {}


def _account(outcome: Outcome) -> dict[str, str]:
    account = outcome.account
    row = {"site": account.site, "handle": str(account.handle), "url": account.url}
    match outcome:
        case Profile():
            return row | {"record": "profile"}
        case Absent():
            return row | {"record": "absent", "reason": outcome.evidence}
        case Unread():
            return row | {"record": "unread", "reason": outcome.reason.value, "advice": outcome.advice}


def _cell(text: str) -> str:
    shown = _INSIDE.sub(r"\1'", words(text))
    return f"'{shown}" if _AT_START.match(shown) else shown


reporter = Reporter("csv", _render, begins_with(",".join(f'"{column}"' for column in COLUMNS) + "\n"))
