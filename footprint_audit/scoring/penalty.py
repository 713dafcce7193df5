"""What a finding costs: the table of algorithm 1, the damping of repeats, and the step from loss to points.

A loss is additive and exact: sums are kept as fractions, so that taking one part away gives to the last bit what a
recomputation would give, whatever the order. Rounding happens once, in `whole`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from footprint_audit.model import Dimension, Finding, Severity, Visibility

__all__ = [
    "ALGORITHM", "FLAT", "WEIGHTS", "Group", "Line", "cap_of", "damped", "grade_of", "grouped", "lines_of", "lost",
    "points", "repeated", "weighted", "whole",
]  # fmt: skip

ALGORITHM = 1

BASE: Mapping[Severity, float] = {
    Severity.CRITICAL: 0.60,
    Severity.HIGH: 0.35,
    Severity.MEDIUM: 0.15,
    Severity.LOW: 0.05,
    Severity.INFO: 0.0,
}
SEEN: Mapping[Visibility, float] = {Visibility.PUBLIC: 1.0, Visibility.UNLISTED: 0.8, Visibility.LOGIN: 0.5}
MOST_EXPOSED = 0.95

WEIGHTS: Mapping[Dimension, int] = {  # in percent: whole numbers keep coverage exact
    Dimension.PRIVACY: 30,
    Dimension.CONDUCT: 25,
    Dimension.LINKAGE: 15,
    Dimension.AUTHENTICITY: 15,
    Dimension.PERSISTENCE: 15,
}

FLAT = 16  # repeats beyond this many cost nothing more

SURE = 0.6  # a finding less sure than this never caps
CAPS: Mapping[Severity, int] = {Severity.CRITICAL: 59, Severity.HIGH: 79, Severity.MEDIUM: 89}
GRADES: tuple[tuple[int, str], ...] = ((90, "A"), (80, "B"), (70, "C"), (60, "D"), (0, "F"))

Group = tuple[Dimension, str]  # one rule's findings; its dimension with it, for the weight


@dataclass(frozen=True, slots=True)
class Line:
    """A finding and what it costs alone; `caps` is its severity if that limits the score, else None."""

    finding: Finding
    loss: float
    caps: Severity | None

    @property
    def group(self) -> Group:
        return self.finding.dimension, self.finding.rule


def lines_of(findings: Iterable[Finding]) -> tuple[Line, ...]:
    """Every finding with its loss, -ln(1 - exposure). One that costs nothing (info, multiplier 0) never caps."""
    return tuple(_line(finding) for finding in findings)


def _line(finding: Finding) -> Line:
    exposure = BASE[finding.severity] * finding.confidence * SEEN[finding.visibility] * finding.multiplier
    loss = -math.log1p(-min(MOST_EXPOSED, max(0.0, exposure)))
    caps = finding.severity if loss and finding.confidence >= SURE and finding.severity in CAPS else None
    return Line(finding, loss, caps)


def grouped(lines: Iterable[Line]) -> dict[Group, list[float]]:
    """The losses of each rule, worst first; what costs nothing is left out, so it is no repeat either."""
    groups: dict[Group, list[float]] = {}
    for line in lines:
        if line.loss:
            groups.setdefault(line.group, []).append(line.loss)
    for losses in groups.values():
        losses.sort(reverse=True)
    return groups


def repeated(losses: Sequence[float]) -> float:
    """What one rule costs, its losses worst first: the worst, and at most as much again for its repeats."""
    return damped(losses[0], len(losses)) if losses else 0.0


def damped(worst: float, times: int) -> float:
    return worst * (1 + 0.25 * math.log2(min(times, FLAT)))


def weighted(group: Group, loss: float) -> float:
    """A rule's loss as it counts for the whole score."""
    return WEIGHTS[group[0]] / 100 * loss


def lost(groups: Mapping[Group, Sequence[float]]) -> Fraction:
    """The exact sum of all weighted losses. Rules in different shards simply add."""
    return sum((Fraction(weighted(group, repeated(losses))) for group, losses in groups.items()), Fraction(0))


def points(loss: float) -> float:
    """0 to 100, unrounded."""
    return 100 * math.exp(-loss)


def cap_of(severities: Collection[Severity]) -> int:
    """The most a score can be beside findings as severe and as sure as these."""
    return min((CAPS[severity] for severity in severities), default=100)


def whole(score: float, cap: int) -> int:
    """The printed score: rounded once, half to even, then capped. Grades are decided on this number and no other."""
    return min(round(score), cap)


def grade_of(value: int) -> str:
    return next(grade for least, grade in GRADES if value >= least)
