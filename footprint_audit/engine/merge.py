"""One finding for one piece of evidence: of several rules that judge the same words, the gravest speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from footprint_audit.model import Dimension, Severity

__all__ = ["Draft", "merged"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding in the making, within one passage."""

    rule: str
    dimension: Dimension
    severity: Severity
    confidence: float
    start: int
    end: int
    also: tuple[str, ...] = ()


def merged(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that stand; those on the same words, or within them in the same dimension, are named in `also`."""
    standing: list[Draft] = []
    for draft in sorted(drafts, key=_rank):
        for place, stronger in enumerate(standing):
            if _same_evidence(stronger, draft):
                others = {*stronger.also, draft.rule} - {stronger.rule}
                standing[place] = replace(stronger, also=tuple(sorted(others)))
                break
        else:
            standing.append(draft)
    return standing


def _rank(draft: Draft) -> tuple[int, float, int, str, int]:
    return -draft.severity, -draft.confidence, draft.start - draft.end, draft.rule, draft.start


def _same_evidence(one: Draft, other: Draft) -> bool:
    if (one.start, one.end) == (other.start, other.end):
        return True
    within = one.start <= other.start and other.end <= one.end
    around = other.start <= one.start and one.end <= other.end
    return (within or around) and one.dimension is other.dimension
