"""Which edit to make first: one edit is one field of one account, and each next one is the best that is left.

Trying every edit before every step would take minutes on a large footprint. It is not needed: an edit changes what its
own rules cost, and of the other edits of such a rule only two sorts feel it: the one that holds the rule's worst
finding, and those large enough to bring its repeats under the flat part of the damping (never more than 32).
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from footprint_audit.model import Edit, Severity
from footprint_audit.scoring.penalty import FLAT, Group, Line, cap_of, damped, points, weighted, whole

__all__ = ["edits_of"]


def edits_of(lines: Sequence[Line]) -> tuple[Edit, ...]:
    """Every edit that can lift the score, in the order to make them.

    Best is the highest next score, then the largest gain where a cap hides it, then the order of account and field.
    Findings that cost nothing are named where an edit ends them too, but make no edit of their own.
    """
    by_place: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_place.setdefault((line.finding.account.id, line.finding.evidence.field), []).append(line)
    places = sorted(place for place, held in by_place.items() if any(line.loss for line in held))
    held = [by_place[place] for place in places]
    plan = _Plan(held)
    alone = [plan.value_after(edit) for edit in range(len(places))]
    made = [(edit, plan.make(edit)) for edit in plan.choices()]
    return tuple(Edit(*places[edit], _fingerprints(held[edit]), alone[edit], together) for edit, together in made)


def _fingerprints(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(sorted({line.finding.fingerprint for line in lines}))


@dataclass(slots=True)
class _Repeats:
    """One rule's findings that are still there, held by edit (edits are numbers, in the order of account and field)."""

    group: Group
    held: dict[int, list[float]] = field(default_factory=dict)
    count: int = 0
    worst: list[tuple[float, int]] = field(default_factory=list)  # (-worst loss, edit), sorted
    sizes: list[tuple[int, int]] = field(default_factory=list)  # (how many findings, edit), sorted

    def close(self) -> None:
        """Called once, when `held` is full."""
        self.count = sum(map(len, self.held.values()))
        self.worst = sorted((-max(losses), edit) for edit, losses in self.held.items())
        self.sizes = sorted((len(losses), edit) for edit, losses in self.held.items())

    def loss(self) -> float:
        return weighted(self.group, damped(-self.worst[0][0], self.count)) if self.worst else 0.0

    def loss_without(self, edit: int) -> float:
        left = self.count - len(self.held[edit])
        if not left:
            return 0.0
        worst = self.worst[self.worst[0][1] == edit]
        return weighted(self.group, damped(-worst[0], left))

    def remove(self, edit: int) -> None:
        losses = self.held.pop(edit)
        self.count -= len(losses)
        self.worst.pop(bisect_left(self.worst, (-max(losses), edit)))
        self.sizes.pop(bisect_left(self.sizes, (len(losses), edit)))

    def shaken(self) -> Iterator[int]:
        """The edits whose gain may have changed by the last removal."""
        if self.worst:
            yield self.worst[0][1]
        for size, edit in reversed(self.sizes):
            if self.count - size >= FLAT:
                return
            yield edit


class _Plan:
    """Edits being made one by one: what is left to lose, and what each open edit would gain."""

    def __init__(self, held: Sequence[Sequence[Line]]) -> None:
        self._rules: list[list[_Repeats]] = []
        self._capping: dict[Severity, set[int]] = {}
        groups: dict[Group, _Repeats] = {}
        for edit, lines in enumerate(held):
            for line in lines:
                if line.loss:
                    repeats = groups.setdefault(line.group, _Repeats(line.group))
                    repeats.held.setdefault(edit, []).append(line.loss)
                if line.caps is not None:
                    self._capping.setdefault(line.caps, set()).add(edit)
            self._rules.append([groups[group] for group in sorted({line.group for line in lines if line.loss})])
        for repeats in groups.values():
            repeats.close()
        self._lost = sum((Fraction(repeats.loss()) for repeats in groups.values()), Fraction(0))
        self._gains = {edit: self._gain(edit) for edit in range(len(held))}
        self._queue = [(-gain, edit) for edit, gain in self._gains.items()]
        heapq.heapify(self._queue)

    def _gain(self, edit: int) -> float:
        losses = ((repeats.loss(), -repeats.loss_without(edit)) for repeats in self._rules[edit])
        return math.fsum(loss for pair in losses for loss in pair)

    def value_after(self, edit: int) -> int:
        """The score if this edit were made next."""
        saved = (Fraction(rule.loss()) - Fraction(rule.loss_without(edit)) for rule in self._rules[edit])
        left = self._lost - sum(saved, Fraction(0))
        return whole(points(float(left)), cap_of({s for s, edits in self._capping.items() if edits - {edit}}))

    def choices(self) -> Iterator[int]:
        """The best open edit, again and again; the caller makes it before asking for the next."""
        while self._gains:
            gainful = self._most_gain()
            lifting = self._lifts_cap()
            yield min((gainful, lifting), key=self._rank) if lifting is not None else gainful

    def _rank(self, edit: int) -> tuple[int, float, int]:
        return -self.value_after(edit), -self._gains[edit], edit

    def _most_gain(self) -> int:
        while True:
            gain, edit = self._queue[0]
            if self._gains.get(edit) == -gain:
                return edit
            heapq.heappop(self._queue)  # made, or weighed again since

    def _lifts_cap(self) -> int | None:
        """The one edit, if any, that ends every finding of the severity that caps the score now."""
        binding = max((severity for severity, edits in self._capping.items() if edits), default=None)
        edits = self._capping[binding] if binding is not None else set()
        return next(iter(edits)) if len(edits) == 1 else None

    def make(self, edit: int) -> int:
        """Make the edit; the score that stands then."""
        value = self.value_after(edit)
        del self._gains[edit]
        for edits in self._capping.values():
            edits.discard(edit)
        for repeats in self._rules[edit]:
            self._lost -= Fraction(repeats.loss())
            repeats.remove(edit)
            self._lost += Fraction(repeats.loss())
        for other in {other for repeats in self._rules[edit] for other in repeats.shaken()}:
            self._weigh_again(other)
        return value

    def _weigh_again(self, edit: int) -> None:
        gain = self._gain(edit)
        if gain != self._gains[edit]:
            self._gains[edit] = gain
            heapq.heappush(self._queue, (-gain, edit))
