"""What connects profiles: links, vouching, look-alikes, contradictions. Values in, facts out; no network.

Every fact is about what a stranger could conclude. `linked` means linkable, never "is the same person".
"""

from __future__ import annotations

from collections.abc import Sequence

from footprint_audit.identity.contradictions import contradictions
from footprint_audit.identity.linkage import linked, ties_between
from footprint_audit.identity.lookalikes import look_alikes
from footprint_audit.identity.variants import variants
from footprint_audit.identity.vouching import links_between, verified
from footprint_audit.model import Fact, Profile

__all__ = ["connect", "variants"]


def connect(profiles: Sequence[Profile]) -> tuple[Fact, ...]:
    """Every fact these profiles give, ordered by kind and accounts; the order of the profiles does not matter."""
    by_id = {profile.account.id: profile for profile in sorted(profiles, key=lambda profile: profile.account.id)}
    known = list(by_id.values())
    links = links_between(known)
    ties = ties_between(known, links)
    facts = [
        *linked(known, ties),
        *verified(known, links),
        *look_alikes(known, links),
        *contradictions(known, ties),
    ]
    return tuple(sorted(facts, key=lambda fact: (fact.kind, fact.accounts, fact.value)))
