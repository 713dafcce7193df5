"""Groups of accounts joined by sure enough steps (single linkage), by way of a maximum spanning forest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Group", "Pair", "Step", "forest_of", "groups_at", "pair_of"]

Pair = tuple[str, str]  # Account.ids, in order
Step = tuple[float, Pair]


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts (ids, in order) and the weakest step that is needed to join them all."""

    accounts: tuple[str, ...]
    weakest: float


def pair_of(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def forest_of(pairs: Mapping[Pair, float]) -> tuple[Step, ...]:
    """The fewest and surest steps that join whatever is joined at all, surest first (Kruskal)."""
    leader: dict[str, str] = {}

    def find(account: str) -> str:
        while leader.setdefault(account, account) != account:
            leader[account] = account = leader.setdefault(leader[account], leader[account])
        return account

    steps = []
    for pair, weight in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        one, other = find(pair[0]), find(pair[1])
        if one != other:
            leader[other] = one
            steps.append((weight, pair))
    return tuple(steps)


def groups_at(forest: Sequence[Step], least: float) -> list[Group]:
    """The groups joined by steps of at least `least`, in the order of their accounts."""
    held: dict[str, list[str]] = {}  # each account's group, one list shared by its members
    weakest: dict[str, float] = {}
    for weight, (one, other) in forest:
        if weight < least:
            break
        kept, merged = held.setdefault(one, [one]), held.setdefault(other, [other])
        if len(kept) < len(merged):
            kept, merged = merged, kept
        kept += merged
        held.update(dict.fromkeys(merged, kept))
        weakest[kept[0]] = weight  # a group's first account stays its first; steps come surest first
    groups = {id(group): group for group in held.values()}.values()
    return sorted((Group(tuple(sorted(group)), weakest[group[0]]) for group in groups), key=lambda g: g.accounts)
