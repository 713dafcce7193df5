"""Findings, the score, and the report that holds them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from dataclasses import field as attribute  # `field` is a word of ours
from datetime import datetime

from footprint_audit.model.accounts import Account, Handle
from footprint_audit.model.outcomes import Fact, Outcome
from footprint_audit.model.words import Dimension, Reason, Severity, Strategy, Visibility

__all__ = [
    "CategoryCoverage",
    "Coverage",
    "DimensionScore",
    "Edit",
    "Evidence",
    "Finding",
    "Opportunity",
    "OpportunityItem",
    "Report",
    "Score",
    "Share",
    "Subject",
    "Suppressed",
    "Tool",
    "fingerprint",
]


def fingerprint(rule: str, account: str, field: str, excerpt: str) -> str:
    """A name for a finding that survives reordering: 16 hex digits of rule, account, kind of field, excerpt."""
    kind = re.sub(r"\[\d+\]", "", field)
    folded = " ".join(unicodedata.normalize("NFKC", excerpt).casefold().split())
    joined = "\x1f".join((rule, account, kind, folded))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a finding rests on. `span` counts characters of the field's text; `shown` is the masked excerpt.

    The raw excerpt stays out of `repr`, so that no log or traceback carries it.
    """

    field: str
    excerpt: str = attribute(repr=False)
    span: tuple[int, int]
    url: str
    shown: str

    def masked(self) -> Evidence:
        """The same evidence, its raw excerpt gone for good."""
        return Evidence(self.field, self.shown, self.span, self.url, self.shown)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule reports of an account. Complete when it is made: nothing is added later."""

    rule: str
    title: str
    dimension: Dimension
    severity: Severity
    confidence: float
    account: Account
    visibility: Visibility
    message: str
    why: str
    remedy: str
    evidence: Evidence
    fingerprint: str
    multiplier: float = 1.0
    references: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other rules that judge the same words, and were weaker


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding left out of the score by its owner's word: why, and until when (ISO date, or empty)."""

    finding: Finding
    reason: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """0 to 100, and the part (0 to 1) of its checks that ran."""

    dimension: Dimension
    value: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Share:
    """A finding's exact part (0 to 1) of all points lost, and the score if it were gone."""

    fingerprint: str
    share: float
    without: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one field: the findings it ends, the score with it alone, and with it and all edits before it."""

    account: str
    field: str
    fingerprints: tuple[str, ...]
    alone: int
    together: int


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100, higher is safer; `low` is what unread checks might bring it to. None where nothing was read."""

    value: int | None
    low: int | None
    grade: str | None
    dimensions: tuple[DimensionScore, ...]
    shares: tuple[Share, ...]
    edits: tuple[Edit, ...]
    coverage: float
    algorithm: int = 1


@dataclass(frozen=True, slots=True)
class OpportunityItem:
    """One thing a good public presence has: `got` of `of` points, or not applicable."""

    id: str
    title: str
    got: int
    of: int
    applies: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A second axis that never offsets risk. `value` is None where no profile was found."""

    value: int | None
    items: tuple[OpportunityItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryCoverage:
    """What was asked of one category of sites: how many answered, stood behind a wall, or failed."""

    category: str
    asked: int
    answered: int
    walled: int
    failed: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was asked and what answered. `fraction` counts answers (profile or absent) among the accounts asked.

    Of the unread, `walled` were refused, limited or shown a login; the others failed. `remedy` is what helps against
    the most common reason.
    """

    asked: int
    profiles: int
    absent: int
    unread: int
    reasons: tuple[tuple[Reason, int], ...] = ()
    fraction: float = 0.0
    interrupted: bool = False
    walled: int = 0
    categories: tuple[CategoryCoverage, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is audited, as they declared themselves."""

    handles: tuple[Handle, ...]
    professions: tuple[str, ...] = ()
    strategy: Strategy = Strategy.SEPARATE


@dataclass(frozen=True, slots=True)
class Tool:
    """What made the report."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer about one subject; the same input gives the same bytes."""

    subject: Subject
    started_at: datetime
    tool: Tool
    rules_digest: str
    vantage: str
    outcomes: tuple[Outcome, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    score: Score
    opportunity: Opportunity
    coverage: Coverage
