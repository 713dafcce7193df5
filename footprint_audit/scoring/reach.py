"""What was asked and what answered: the coverage a report prints, and the part of each dimension's checks that ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from footprint_audit.model import Absent, CategoryCoverage, Coverage, Dimension, Outcome, Profile, Reason, Unread
from footprint_audit.scoring.penalty import WEIGHTS

__all__ = ["covered", "coverage_of", "was_read", "ran_by_dimension"]

READS_POSTS = frozenset({Dimension.PRIVACY, Dimension.CONDUCT})


WALLS = frozenset({
    Reason.BLOCKED, Reason.RATE_LIMITED, Reason.LOGIN_WALL, Reason.CONSENT_WALL, Reason.ROBOTS,
})  # fmt: skip

# What helps against a reason, when it is the most common one of a run.
_REMEDIES: Mapping[Reason, str] = {
    Reason.BLOCKED: "open these addresses yourself, or run the audit from another network, such as the one at home",
    Reason.RATE_LIMITED: "run the audit again in an hour, for fewer handles at once",
    Reason.LOGIN_WALL: "look at these addresses while logged in, or audit a data export of yours",
    Reason.CONSENT_WALL: "open these addresses yourself and accept or refuse the sites' terms",
    Reason.ROBOTS: "open these addresses yourself: their sites ask programs to stay out",
    Reason.TIMEOUT: "run the audit again with a longer --timeout or a lower --concurrency",
    Reason.TLS: "check the clock of this machine and whether its network looks into secure connections",
    Reason.DNS: "check the connection to the internet and its name server",
    Reason.UNREACHABLE: "check the connection to the internet and its firewall, then run the audit again",
    Reason.FORBIDDEN_ADDRESS: "check the name server: names of public sites lead to addresses that are not public",
    Reason.SERVER_ERROR: "run the audit again later: the sites have trouble of their own",
    Reason.CHANGED: "bring the manifest up to date: its sites have changed",
    Reason.UNCLEAR: "open these addresses yourself, and bring the manifest up to date",
    Reason.INTERRUPTED: "run the audit again and let it end",
    Reason.INTERNAL: "report it as a bug",
}
_OTHERWISE = "open these addresses yourself"


def coverage_of(outcomes: Iterable[Outcome], interrupted: bool = False) -> Coverage:
    """Counts of what was asked. A handle that a site's rules forbid was never asked."""
    asked = _asked(outcomes)
    profiles = sum(isinstance(outcome, Profile) for outcome in asked)
    absent = sum(isinstance(outcome, Absent) for outcome in asked)
    reasons = Counter(outcome.reason for outcome in asked if isinstance(outcome, Unread))
    ranked = tuple(sorted(reasons.items(), key=lambda counted: (-counted[1], counted[0].value)))
    return Coverage(
        asked=len(asked),
        profiles=profiles,
        absent=absent,
        unread=len(asked) - profiles - absent,
        reasons=ranked,
        fraction=(profiles + absent) / len(asked) if asked else 0.0,
        interrupted=interrupted,
        walled=sum(count for reason, count in ranked if reason in WALLS),
        categories=_by_category(asked),
        remedy=_REMEDIES.get(ranked[0][0], _OTHERWISE) if ranked else "",
    )


def _by_category(asked: Iterable[Outcome]) -> tuple[CategoryCoverage, ...]:
    kinds: dict[str, Counter[str]] = {}
    for outcome in asked:
        kinds.setdefault(outcome.account.category, Counter())[_how(outcome)] += 1
    return tuple(
        CategoryCoverage(category, count.total(), count["answered"], count["walled"], count["failed"])
        for category, count in sorted(kinds.items())
    )


def _how(outcome: Outcome) -> str:
    if not isinstance(outcome, Unread):
        return "answered"
    return "walled" if outcome.reason in WALLS else "failed"


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
