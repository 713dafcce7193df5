"""The report for a person at a terminal: the verdict first, then what to do, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from footprint_audit.display import brief, safe_text
from footprint_audit.model import Report
from footprint_audit.reporters import Reporter, Style
from footprint_audit.reporters.console_findings import findings, fix_first
from footprint_audit.reporters.console_lines import Directory, Line, Section, Tone
from footprint_audit.reporters.console_sections import accounts, footer, opportunity, score, stranger, unread
from footprint_audit.reporters.translated_texts import Texts, texts_in
from footprint_audit.reporters.verdict_words import verdict
from footprint_audit.wire.withholding import withheld

__all__ = ["reporter"]

NARROWEST, WIDEST = 40, 120  # columns; nobody follows a longer line, however wide the terminal
MAX_PARAGRAPH = 2000  # columns; an address or advice that is longer is an attack

_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.FAINT: "dim",
    Tone.GOOD: "green",
    Tone.CRITICAL: "bold reverse red",
    Tone.HIGH: "bold red",
    Tone.MEDIUM: "bold yellow",
    Tone.LOW: "bold cyan",
    Tone.INFO: "bold",
}


def _render(report: Report, style: Style) -> str:
    reveal = style.reveal and not style.withhold
    shown = report if reveal else withheld(report)
    width = min(max(style.width, NARROWEST), WIDEST)
    file = StringIO()
    console = Console(
        file=file,
        width=width,
        height=100,
        force_terminal=style.colour,
        force_interactive=False,
        no_color=not style.colour,
        color_system="standard" if style.colour else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for section in _sections(shown, texts_in(style.language), reveal=reveal):
        for line in _laid_out(section, console, width):
            console.print(line, soft_wrap=True)
    return file.getvalue().rstrip("\n") + "\n"


def _sections(report: Report, say: Texts, *, reveal: bool) -> Iterator[Section]:
    directory = Directory(report, say)
    opening = [Line(verdict(report, say), tone=Tone.STRONG, indent=0)]
    if report.coverage.interrupted:
        interrupted = say("The run was interrupted: what follows is incomplete.")
        opening.append(Line(interrupted, tone=Tone.HIGH, indent=0))
    sections = (
        Section("", tuple(opening)),
        stranger(report, say, reveal=reveal),
        findings(report, directory) if report.coverage.profiles else Section("", ()),
        accounts(report, directory),
        unread(report, directory),
        score(report, say),
        fix_first(report, directory),
        opportunity(report, say),
        footer(report, say, masked=not reveal and bool(report.findings)),
    )
    return (section for section in sections if section.lines)


def _laid_out(section: Section, console: Console, width: int) -> Iterator[Text]:
    """The section's lines, wrapped, and an empty line after them."""
    if section.title:
        yield Text(section.title, "bold")
        yield Text("─" * cell_len(section.title), "dim")
    for line in section.lines:
        yield from _wrapped(line, console, width)
    yield Text("")


def _wrapped(line: Line, console: Console, width: int) -> Iterator[Text]:
    """The paragraph folded to the width, its label before the first line. Outside text becomes safe here, and only as
    `Text`: Rich never parses it."""
    label = safe_text(line.label)
    text = Text(brief(line.text, MAX_PARAGRAPH), _STYLES[line.tone])
    start = line.indent + line.column
    for number, part in enumerate(text.wrap(console, width - start, overflow="fold")):
        part.rstrip()
        shown = f"{label:<{line.column}}" if number == 0 else " " * line.column
        yield Text(" " * line.indent + shown, "") + part if part or number == 0 else Text("")


reporter = Reporter("console", _render)
