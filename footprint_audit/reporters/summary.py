"""The report in ten lines at most: the verdict, the first edits, what could not be read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from footprint_audit.display import brief
from footprint_audit.model import Edit, Finding, Report
from footprint_audit.reporters import Reporter, Style
from footprint_audit.reporters.console_lines import Directory
from footprint_audit.reporters.score_words import not_concluded, promise
from footprint_audit.reporters.shown_report import as_shown
from footprint_audit.reporters.translated_texts import Texts, languages, noted, texts_in
from footprint_audit.reporters.verdict_words import verdict

__all__ = ["reporter"]

MOST_EDITS = 4
MOST_VERDICT = 2  # lines
NARROWEST, WIDEST = 40, 120  # columns, as on the console

END = noted("This summary judges texts, never a person.")
_FIRST_SENTENCE = re.compile(r".*?[.!?](?=\s|$)", re.DOTALL)


def _render(report: Report, style: Style) -> str:
    say = texts_in(style.language)
    width = min(max(style.width, NARROWEST), WIDEST)
    return "\n".join(_lines(as_shown(report, style), say, width)) + "\n"


def _lines(report: Report, say: Texts, width: int) -> Iterator[str]:
    yield from textwrap.wrap(verdict(report, say), width, max_lines=MOST_VERDICT, placeholder="…")
    if report.coverage.interrupted:
        yield brief(say("The run was interrupted: what follows is incomplete."), width)
    directory, by_name = Directory(report, say), {finding.fingerprint: finding for finding in report.findings}
    for number, edit in enumerate(report.score.edits[:MOST_EDITS], start=1):
        yield brief(f"{number}. {_edit(edit, by_name, directory)}", width)
    yield from (brief(text, width) for text in filter(None, [promise(report, MOST_EDITS, say)]))
    yield from (brief(text, width) for text in filter(None, [not_concluded(report.coverage, say)]))
    yield say(END)


def _edit(edit: Edit, by_name: dict[str, Finding], directory: Directory) -> str:
    """`Mastodon, bio: Delete the number.`: the first sentence of what to do about the gravest finding there."""
    ended = [by_name[name] for name in edit.fingerprints if name in by_name]
    remedy = max(ended, key=lambda finding: finding.severity).remedy if ended else ""
    first = _FIRST_SENTENCE.match(remedy)
    return f"{directory.place(edit.account, edit.field)}: {first[0] if first else remedy}"


def _is_ours(text: str) -> bool:
    return any(text.rstrip("\n").rpartition("\n")[2] == texts_in(language)(END) for language in languages())


reporter = Reporter("summary", _render, _is_ours)
