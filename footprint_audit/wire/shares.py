"""Which share of the lost points is which finding's: a score names findings by fingerprint, and two may be equal."""

from __future__ import annotations

from collections import defaultdict, deque

from footprint_audit.model import Report, Share

__all__ = ["shares_of"]


def shares_of(report: Report) -> tuple[Share | None, ...]:
    """A share, or None, for each of the report's findings. Equal fingerprints are served in the order of the shares."""
    left: defaultdict[str, deque[Share]] = defaultdict(deque)
    for share in report.score.shares:
        left[share.fingerprint].append(share)
    return tuple(left[item.fingerprint].popleft() if left[item.fingerprint] else None for item in report.findings)
