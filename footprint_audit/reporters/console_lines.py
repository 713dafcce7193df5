"""What the console prints, before it is laid out: sections of lines, each with a label, an indent and a tone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from footprint_audit.display import brief, width_of
from footprint_audit.model import Account, Outcome, Report
from footprint_audit.reporters.plain_words import field_words
from footprint_audit.reporters.translated_texts import ENGLISH, Texts

__all__ = ["Directory", "Line", "Section", "Tone", "column_for", "listed", "quoted"]

MAX_QUOTED = 200  # columns of evidence; it may be two or three lines, not a page


class Tone(StrEnum):
    """How loud a line is. Colour only repeats what the words say."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. The label stands before it, in a column `column` wide; `tone` colours the text, not the label."""

    text: str
    label: str = ""
    tone: Tone = Tone.PLAIN
    indent: int = 2
    column: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; without a title, lines alone."""

    title: str
    lines: tuple[Line, ...]


class Directory:
    """Names of accounts as a person would say them, by `Account.id`; `say` are the texts in that person's language."""

    def __init__(self, report: Report, say: Texts = ENGLISH) -> None:
        self.say = say
        self._outcomes: dict[str, Outcome] = {outcome.account.id: outcome for outcome in report.outcomes}
        self._several = len({str(outcome.account.handle) for outcome in report.outcomes}) > 1

    def name(self, account: Account | str) -> str:
        """`Mastodon at social.example`, with the handle where several were asked for; an unknown id as it is."""
        if isinstance(account, str):
            outcome = self._outcomes.get(account)
            if outcome is None:
                return account
            account = outcome.account
        if account.variant_of:
            return f"{account.site_name} ({account.handle}, another handle than {account.variant_of})"
        return f"{account.site_name} ({account.handle})" if self._several else account.site_name

    def place(self, account: Account | str, field: str) -> str:
        """`Mastodon at social.example, bio`."""
        key = account if isinstance(account, str) else account.id
        return f"{self.name(account)}, {self.field(key, field)}"

    def field(self, account: str, field: str) -> str:
        """`bio`, or `post 4 of 2026-11-02` where the account's posts tell their day."""
        return field_words(field, self._outcomes.get(account), self.say)


def column_for(labels: Iterable[str]) -> int:
    """How wide a column of these labels is, with the gap after it."""
    return max(map(width_of, labels), default=0) + 2


def quoted(text: str) -> str:
    """Outside text in quotes, made safe before it is cut."""
    return f"“{brief(text.strip(), MAX_QUOTED)}”"


def listed(texts: Sequence[str], most: int, say: Texts = ENGLISH) -> str:
    """At most `most` texts in a row, and how many more there are. A text may hold commas: "Leeds, Yorkshire"."""
    shown = "; ".join(brief(text, MAX_QUOTED) for text in texts[:most])
    left = len(texts) - most
    return "; ".join([shown, say("and %(number)s more", number=left)]) if left > 0 else shown
