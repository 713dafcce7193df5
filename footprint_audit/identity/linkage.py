"""Which accounts a stranger can link, by what they share, how surely, and where an edit would loosen it.

What accounts share are *ties*. Two accounts are linkable with the noisy-OR of their ties, one of each kind. Two sorts
of facts come of it, and neither grows with the square of the accounts:

- a crossing: one personal account, with the professional ones it can be linked with;
- a group: accounts joined by steps at least as sure as one of `LEVELS`; its confidence is its weakest step. So sixty
  accounts of one handle are one fact, not 1,770.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

from footprint_audit.identity.grouping import Pair, Step, forest_of, groups_at, pair_of
from footprint_audit.identity.sharing import Shared, shared_by
from footprint_audit.identity.vouching import RETURNED, Link, Links, returned_clue, to_edit, vouched
from footprint_audit.model import Clue, Context, Fact, FactKind, Profile

__all__ = ["LEVELS", "Ties", "linked", "ties_between"]

LIKELY = 0.6
LEVELS = (0.9, LIKELY, 0.3, 0.0)
ONE_WAY = 0.70
MOST = 0.99  # whatever is shared, somebody else may have copied it

MOST_CLUES = 100  # of one fact; a group of hundreds has thousands, and the strongest say all


@dataclass(frozen=True, slots=True)
class Ties:
    """All that accounts share, and how surely each two are linkable by it."""

    shared: tuple[Shared, ...]
    links: Links
    outgoing: Mapping[str, Sequence[Link]]
    pairs: Mapping[Pair, float]
    forest: Sequence[Step]

    def rank_of(self, link: Link) -> tuple[bool, str, str]:
        """Returned links come first."""
        return not vouched(self.links, link.source, link.target), link.source, link.target


def ties_between(profiles: Sequence[Profile], links: Links) -> Ties:
    """`profiles` in the order of their ids."""
    shared = tuple(shared_by(profiles))
    apart: dict[Pair, float] = {}  # the chance that nothing joins them
    for weights in (*_by_kind(shared), _by_link(links)):
        for pair, weight in weights.items():
            apart[pair] = apart.get(pair, 1.0) * (1 - weight)
    outgoing: dict[str, list[Link]] = {}
    for link in links.values():
        outgoing.setdefault(link.source, []).append(link)
    pairs = {pair: round(min(MOST, 1 - chance), 4) for pair, chance in apart.items()}
    return Ties(shared, links, outgoing, pairs, forest_of(pairs))


def _by_kind(shared: Sequence[Shared]) -> Iterator[dict[Pair, float]]:
    """For each kind of tie the strongest between each two accounts: a second shared sentence is no new evidence."""
    for kind in sorted({tie.kind for tie in shared}):
        weights: dict[Pair, float] = {}
        for tie in shared:
            if tie.kind == kind:
                for pair in combinations(tie.accounts, 2):
                    weights[pair] = max(weights.get(pair, 0.0), tie.weight)
        yield weights


def _by_link(links: Links) -> dict[Pair, float]:
    pairs = {pair_of(*ends) for ends in links}
    return {pair: _link_weight(links, *pair) for pair in sorted(pairs)}


def _link_weight(links: Links, one: str, other: str) -> float:
    if vouched(links, one, other):
        return RETURNED
    ways = ((one, other) in links) + ((other, one) in links)
    return float(1 - (1 - ONE_WAY) ** ways)


def linked(profiles: Sequence[Profile], ties: Ties) -> Iterator[Fact]:
    """Every crossing and every group, each set of accounts once, as sure as it is first seen."""
    by_id = {profile.account.id: profile for profile in profiles}
    said: set[tuple[str, ...]] = set()
    for found in (*_crossings(profiles, ties), *_groups(by_id, ties)):
        if found.accounts not in said:
            said.add(found.accounts)
            clues = _clues(found, by_id, ties)
            kinds = ", ".join(dict.fromkeys(clue.kind.replace("_", " ") for clue in clues))
            yield Fact(FactKind.LINKED, found.accounts, f"linkable: {kinds}", clues, found.confidence)


@dataclass(frozen=True, slots=True)
class _Found:
    """Linkable accounts; those among which their ties are; and the one that every tie must concern, if any."""

    accounts: tuple[str, ...]
    confidence: float
    within: tuple[str, ...]
    about: str = ""


def _crossings(profiles: Sequence[Profile], ties: Ties) -> Iterator[_Found]:
    """Each personal account with the professional ones it leads to: likely ones, directly or else by way of others, and
    then those it may weakly lead to. As sure as the surest of them."""
    personal = [p.account.id for p in profiles if p.account.context is Context.PERSONAL]
    professional = [p.account.id for p in profiles if p.account.context is Context.PROFESSIONAL]
    likely = {account: group for group in groups_at(ties.forest, LIKELY) for account in group.accounts}
    for own in personal:
        direct = {other: ties.pairs.get(pair_of(own, other), -1.0) for other in professional}
        strong = {other: weight for other, weight in direct.items() if weight >= LIKELY}
        weak = {other: weight for other, weight in direct.items() if 0 <= weight < LIKELY}
        group = likely.get(own)
        through = [other for other in professional if group is not None and likely.get(other) is group]
        if not strong and group is not None and through:
            yield _Found(tuple(sorted((own, *through))), group.weakest, group.accounts, own)
        for reached in (strong, weak):
            accounts = tuple(sorted((own, *reached)))
            if reached:
                yield _Found(accounts, max(reached.values()), accounts, own)


def _groups(by_id: Mapping[str, Profile], ties: Ties) -> Iterator[_Found]:
    """Each group, at the highest level it is seen at."""
    for level in LEVELS:
        for group in groups_at(ties.forest, level):
            yield from (_Found(side, group.weakest, group.accounts) for side in _sides(group.accounts, by_id))


def _sides(accounts: tuple[str, ...], by_id: Mapping[str, Profile]) -> Iterator[tuple[str, ...]]:
    """The group; but one of personal and professional accounts alone in its two sides, as its crossings are said."""
    sides: dict[Context, list[str]] = {}
    for account in accounts:
        sides.setdefault(by_id[account].account.context, []).append(account)
    if sides.keys() != {Context.PERSONAL, Context.PROFESSIONAL}:
        yield accounts
    else:
        yield from (tuple(side) for side in sides.values() if len(side) > 1)


def _clues(found: _Found, by_id: Mapping[str, Profile], ties: Ties) -> tuple[Clue, ...]:
    """The ties it rests on, strongest first."""
    within, about = set(found.within), found.about
    strongest: dict[tuple[str, tuple[str, ...]], Shared] = {}
    for tie in ties.shared:
        held = tuple(account for account in tie.accounts if account in within)
        known = strongest.get((tie.kind, held))
        if len(held) > 1 and (not about or about in held) and (known is None or known.weight < tie.weight):
            strongest[tie.kind, held] = tie
    clues = [_shared_clue(tie, [by_id[account] for account in held]) for (_, held), tie in strongest.items()]
    clues += _link_clues(_links_of(found, within, ties), by_id, ties.links)
    clues.sort(key=lambda clue: (-clue.weight, clue.kind, clue.account, clue.field, clue.text))
    return tuple(clues[:MOST_CLUES])


def _links_of(found: _Found, within: Collection[str], ties: Ties) -> list[Link]:
    """The links among its accounts, or to and from the one they must concern; returned ones first."""
    ends = [(found.about, account) for account in found.within] if found.about else ()
    links = [ties.links[pair] for end in ends for pair in (end, end[::-1]) if pair in ties.links]
    if not found.about:
        links = [link for account in found.within for link in ties.outgoing.get(account, ()) if link.target in within]
    return nsmallest(2 * MOST_CLUES, links, key=ties.rank_of)


def _shared_clue(tie: Shared, profiles: Sequence[Profile]) -> Clue:
    edited = min(profiles, key=lambda profile: (to_edit(profile), profile.account.id))
    text = f"{_named(profiles)} {tie.says}"
    return Clue(tie.kind, text, round(tie.weight, 4), edited.account.id, tie.field_of(edited))


def _named(profiles: Sequence[Profile]) -> str:
    """ "GitHub and Reddit", or "5 accounts"."""
    if len(profiles) > 2:
        return f"{len(profiles)} accounts"
    one, other = (profile.account for profile in profiles)
    return " and ".join((one.id, other.id) if one.site_name == other.site_name else (one.site_name, other.site_name))


def _link_clues(inner: Iterable[Link], by_id: Mapping[str, Profile], links: Links) -> Iterator[Clue]:
    for link in inner:
        source, target = by_id[link.source], by_id[link.target]
        if not vouched(links, link.source, link.target):
            kind, how = ("rel_me", " with rel=me") if link.claims else ("names", "")
            text = f"{source.account.site_name} links to the page on {target.account.site_name}{how}"
            yield Clue(kind, text, ONE_WAY, link.source, link.field)
        elif link.source < link.target:
            yield returned_clue(source, target, links)
