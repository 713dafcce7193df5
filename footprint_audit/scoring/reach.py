"""What was asked and what answered: the coverage a report prints, and the part of each dimension's checks that ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from footprint_audit.model import Absent, Coverage, Dimension, Outcome, Profile, Reason, Unread
from footprint_audit.scoring.penalty import WEIGHTS

__all__ = ["covered", "coverage_of", "was_read", "ran_by_dimension"]

READS_POSTS = frozenset({Dimension.PRIVACY, Dimension.CONDUCT})


def coverage_of(outcomes: Iterable[Outcome], interrupted: bool = False) -> Coverage:
    """Counts of what was asked. A handle that a site's rules forbid was never asked."""
    asked = _asked(outcomes)
    profiles = sum(isinstance(outcome, Profile) for outcome in asked)
    absent = sum(isinstance(outcome, Absent) for outcome in asked)
    reasons = Counter(outcome.reason for outcome in asked if isinstance(outcome, Unread))
    return Coverage(
        asked=len(asked),
        profiles=profiles,
        absent=absent,
        unread=len(asked) - profiles - absent,
        reasons=tuple(sorted(reasons.items(), key=lambda counted: (-counted[1], counted[0].value))),
        fraction=(profiles + absent) / len(asked) if asked else 0.0,
        interrupted=interrupted,
    )


def was_read(outcomes: Iterable[Outcome]) -> bool:
    """Whether anything answered at all."""
    return any(isinstance(outcome, Profile | Absent) for outcome in outcomes)


def ran_by_dimension(outcomes: Iterable[Outcome], judged: frozenset[Dimension]) -> dict[Dimension, Fraction]:
    """The part of each dimension's checks that ran; 0 for a dimension that no loaded rule judges."""
    asked = _asked(outcomes)
    answered = sum(not isinstance(outcome, Unread) for outcome in asked)
    unread_posts = sum(_posts_missing(outcome) for outcome in asked)

    def ran(dimension: Dimension) -> Fraction:
        applied = len(asked) + (unread_posts if dimension in READS_POSTS else 0)
        return Fraction(answered, applied) if applied and dimension in judged else Fraction(0)

    return {dimension: ran(dimension) for dimension in Dimension}


def covered(ran: Mapping[Dimension, Fraction]) -> Fraction:
    """The weighted part of all checks that ran; exact, for the line between a grade and none."""
    return sum((WEIGHTS[dimension] * part for dimension, part in ran.items()), Fraction(0)) / 100


def _asked(outcomes: Iterable[Outcome]) -> list[Outcome]:
    return [o for o in outcomes if not (isinstance(o, Unread) and o.reason is Reason.ILLEGAL_HANDLE)]


def _posts_missing(outcome: Outcome) -> bool:
    return isinstance(outcome, Profile) and any(gap.field == "posts" for gap in outcome.gaps)
