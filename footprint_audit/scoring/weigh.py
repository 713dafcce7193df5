"""The score of one subject: its value, its range, its dimensions, and every finding's exact share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from footprint_audit.model import Dimension, DimensionScore, Finding, Outcome, Score, Severity, Share
from footprint_audit.scoring.edits import edits_of
from footprint_audit.scoring.penalty import (
    ALGORITHM,
    Group,
    Line,
    cap_of,
    grade_of,
    grouped,
    lines_of,
    lost,
    points,
    repeated,
    weighted,
    whole,
)
from footprint_audit.scoring.reach import covered, ran_by_dimension, was_read

__all__ = ["score"]

UNREAD_COSTS = 0.35  # how far the low end falls if nothing at all had run
ENOUGH = Fraction(1, 2)  # less coverage than this gets no grade


def score(findings: Sequence[Finding], outcomes: Sequence[Outcome], judged: frozenset[Dimension]) -> Score:
    """The score of `findings`; `judged` are the dimensions that a loaded rule judges.

    The order of findings does not matter. Shares come largest first, one for each finding (two findings may have one
    fingerprint); edits come in the order to make them. Where nothing was read there is no value, and nothing to share.
    """
    ran = ran_by_dimension(outcomes, judged)
    coverage = covered(ran)
    lines = lines_of(findings)
    groups = grouped(lines)
    dimensions = tuple(_dimension(dimension, groups, ran[dimension]) for dimension in Dimension)
    if not was_read(outcomes):
        return Score(None, None, None, dimensions, (), (), float(coverage), ALGORITHM)
    cap = cap_of({line.caps for line in lines if line.caps is not None})
    raw = points(float(lost(groups)))
    value = whole(raw, cap)
    return Score(
        value=value,
        low=whole(raw * math.exp(-UNREAD_COSTS * float(1 - coverage)), cap),
        grade=grade_of(value) if coverage >= ENOUGH else None,
        dimensions=dimensions,
        shares=_shares(lines, groups),
        edits=edits_of(lines),
        coverage=float(coverage),
        algorithm=ALGORITHM,
    )


def _dimension(dimension: Dimension, groups: Mapping[Group, Sequence[float]], ran: Fraction) -> DimensionScore:
    loss = math.fsum(repeated(losses) for group, losses in groups.items() if group[0] is dimension)
    return DimensionScore(dimension, points(loss), float(ran))


def _shares(lines: Sequence[Line], groups: Mapping[Group, Sequence[float]]) -> tuple[Share, ...]:
    """A rule's loss is shared among its findings in proportion to what each would cost alone."""
    total = lost(groups)
    capping = Counter(line.caps for line in lines if line.caps is not None)
    alone = {group: math.fsum(losses) for group, losses in groups.items()}

    def share(line: Line) -> float:
        if not line.loss:
            return 0.0
        part = line.loss / alone[line.group]
        return part * (weighted(line.group, repeated(groups[line.group])) / float(total))

    shares = (Share(line.finding.fingerprint, share(line), _without(line, groups, total, capping)) for line in lines)
    return tuple(sorted(shares, key=lambda each: (-each.share, each.fingerprint, each.without)))


def _without(line: Line, groups: Mapping[Group, Sequence[float]], total: Fraction, capping: Counter[Severity]) -> int:
    """The score with that one finding gone: only its own rule's loss and the cap can change."""
    left = total
    if line.loss:
        losses = groups[line.group]
        rest = losses[1:] if line.loss == losses[0] else losses[:-1]
        left += Fraction(weighted(line.group, repeated(rest))) - Fraction(weighted(line.group, repeated(losses)))
    kept = {severity for severity, count in capping.items() if count > (severity is line.caps)}
    return whole(points(float(left)), cap_of(kept))
