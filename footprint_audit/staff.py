"""What an organisation's run knows and yields: frozen values, no evidence, no handle, no address.

Everything here may stand in a log that colleagues read, so a subject is an id that the roster chose, an account a keyed
hash, and a finding the rule that spoke, never the words it spoke of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from footprint_audit.model import Coverage, Dimension, Severity, Tool

__all__ = [
    "Authority", "Cell", "Gate", "Gone", "OrganisationReport", "StaffFinding", "Standing", "SubjectResult",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    """Why an organisation may run this at all, and who answers for it. Without one nothing is asked.

    `owner` is a role, `contact` where staff write to, `notice_date` the day they were told, `expires` the last day
    that holds, `retention_days` how long subject reports are kept.
    """

    purpose: str
    legal_basis: str
    owner: str
    contact: str
    notice_date: date
    expires: date
    dpia: str = ""
    retention_days: int = 30


class Standing(StrEnum):
    """What became of a finding since the organisation last looked at it."""

    NEW = "new"  # nobody has decided about it
    KNOWN = "known"  # the baseline holds it, with a reason and a day
    EXPIRED = "expired"  # the baseline held it; its day is over, so it counts as new
    FIXED = "fixed"  # the baseline holds it, and the place was read without it
    UNCHECKABLE = "no longer checkable"  # the baseline holds it, and the place could not be read: never "fixed"

    @property
    def fails(self) -> bool:
        """Whether a finding that stands so may fail the gate."""
        return self in (Standing.NEW, Standing.EXPIRED)


@dataclass(frozen=True, slots=True)
class StaffFinding:
    """One finding, without what it rests on. `account` and `fingerprint` are keyed hashes, `line` is the roster's."""

    subject: str
    line: int
    rule: str
    title: str
    dimension: Dimension
    severity: Severity
    confidence: float
    account: str
    field: str  # its kind: `bio`, `posts`
    dated: str  # the day of the post it stands in (ISO), or empty
    fingerprint: str
    standing: Standing
    reason: str = ""  # the baseline's
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding of the baseline that was not seen in this run: fixed, or no longer checkable."""

    subject: str
    rule: str
    fingerprint: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """How one subject's audit ended. `failure` is the kind of an error of ours, or empty."""

    subject: str
    line: int
    findings: tuple[StaffFinding, ...]
    coverage: Coverage
    gone: tuple[Gone, ...] = ()
    below_score: bool = False  # under --min-score, where that is asked for
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of subjects, or None where it is under five and would point at somebody."""

    label: str
    subjects: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the pipeline may go on, and every reason why not, each one line."""

    passed: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationReport:
    """The whole answer about a roster: what a pipeline needs, and nothing of what was read."""

    authority: Authority
    started_at: datetime
    tool: Tool
    rules_digest: str
    roster: str  # the file's path as it was given
    roster_digest: str
    vantage: str
    subjects: tuple[SubjectResult, ...]
    cells: tuple[Cell, ...]
    gate: Gate
    coverage: Coverage
    fail_on: Severity | None
    notes: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[StaffFinding, ...]:
        """Every finding, in the order of the roster: nobody is ranked."""
        return tuple(finding for result in self.subjects for finding in result.findings)

    @property
    def gone(self) -> tuple[Gone, ...]:
        """What the baseline holds and this run did not see."""
        return tuple(gone for result in self.subjects for gone in result.gone)
