"""Packs over rules: the rules as they stand for these professions and this organisation. Pure; the strictest counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.packfile import Disagreement, Pack, covered, load_pack, pack_names
from footprint_audit.errors import RuleError
from footprint_audit.model import Rule, Severity
from footprint_audit.professions import PROFESSIONS

__all__ = ["Pack", "apply", "load_pack", "load_packs", "notes", "pack_names"]

DEFAULT = "general"


def load_packs(
    professions: Sequence[str], paths: Sequence[Path], slots: Mapping[str, tuple[str, ...]]
) -> tuple[Pack, ...]:
    """The packs of the professions (`general` where none is named), then those in files, once each."""
    chosen: tuple[str | Path, ...] = (*(professions or (DEFAULT,)), *paths)
    return tuple(load_pack(pack, slots) for pack in dict.fromkeys(chosen))


def apply(ruleset: RuleSet, packs: Sequence[Pack]) -> RuleSet:
    """The rules as the packs together have them, whatever the order of the packs.

    A rule comes out with its severity, factor, remedy and sources settled: `raises` no longer says anything, and
    `multipliers` says the same of every profession. Raises RuleError where packs cannot stand together.
    """
    ordered = _together(ruleset, packs)
    stances = tuple(_Stance(rule, ordered) for rule in _every_rule(ruleset, ordered))
    rules = tuple(stance.rule() for stance in stances if stance.judges)
    off = tuple(replace(stance.before, status=stance.idle_status) for stance in stances if not stance.judges)
    return replace(ruleset, rules=rules, off=off, digest=_digest(ruleset, ordered))


def notes(ruleset: RuleSet, packs: Sequence[Pack]) -> tuple[str, ...]:
    """Where the packs, or the authorities behind one of them, ask for opposite things: a sentence for each."""
    ordered = _together(ruleset, packs)
    stances = (_Stance(rule, ordered) for rule in _every_rule(ruleset, ordered))
    said = [_sentence(pack, conflict, ordered) for pack, conflict in _standing(ordered)]
    return tuple(dict.fromkeys((*said, *(stance.note for stance in stances if stance.note))))


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What one pack says of one rule, its lines read from top to bottom: a later one overrides."""

    pack: Pack
    speaks: bool
    on: bool | None = None
    steps: int = 0
    factor: float = 1.0
    remedy: str = ""
    sources: tuple[str, ...] = ()

    @property
    def against(self) -> bool:
        return self.factor == 0

    @classmethod
    def of(cls, pack: Pack, rule: Rule) -> _Opinion:
        """The keys of the rule itself come first. A step that both say counts once."""
        lines = [line for line in pack.adjustments if line.covers(rule)]
        base = pack.id if pack.shipped else ""
        steps = dict(rule.raises).get(base, 0)
        factor = dict(rule.multipliers).get(base)
        on, remedy = None, ""
        for line in lines:
            steps = max(steps, line.steps)
            factor = factor if line.multiplier is None else line.multiplier
            on = on if line.on is None else line.on
            remedy = line.remedy or remedy
        settled = 0.0 if on is False else 1.0 if factor is None else factor
        speaks = bool(lines or steps or factor is not None)
        return cls(pack, speaks, on, steps, settled, remedy, tuple(line.source for line in lines))


class _Stance:
    """One rule under all packs."""

    def __init__(self, rule: Rule, packs: Sequence[Pack]) -> None:
        self.before = rule
        self._opinions = tuple(_Opinion.of(pack, rule) for pack in packs)
        self._said = tuple(opinion for opinion in self._opinions if opinion.speaks)
        self._wanted = rule.status == "off" and any(opinion.on for opinion in self._said)
        self._factor = self._strictest()
        self._conflicts = tuple(
            _sentence(pack, conflict, packs) for pack, conflict in _standing(packs) if covered(rule, conflict.rules)
        )

    def _strictest(self) -> float:
        """Among professions silence means the rule as it is; an organisation that is silent has no opinion."""
        shipped = [opinion for opinion in self._opinions if opinion.pack.shipped]
        factors = [o.factor for o in shipped] if any(o.speaks for o in shipped) else []
        factors += [o.factor for o in self._said if not o.pack.shipped]
        return max(factors, default=1.0)

    @property
    def judges(self) -> bool:
        if self.before.status in ("off", "deprecated"):
            return self._wanted
        return self._factor > 0

    @property
    def idle_status(self) -> str:
        return "deprecated" if self.before.status == "deprecated" else "off"

    @property
    def note(self) -> str:
        """What to say where one pack turns off what another keeps."""
        off = [opinion.pack.title for opinion in self._said if opinion.against]
        if not off or not self.judges:
            return ""
        others = self._said if any(not o.against for o in self._said) else self._opinions
        keep = [opinion.pack.title for opinion in others if not opinion.against]
        title = f"{self.before.id} ({self.before.title})"
        return f"{' and '.join(off)} would leave out {title}; {' and '.join(keep)} would not. The stricter counts."

    def rule(self) -> Rule:
        """The rule as it stands."""
        before = self.before
        steps = max((opinion.steps for opinion in self._said), default=0)
        severity = Severity(min(before.severity + steps, Severity.CRITICAL))
        if self._wanted:  # such a rule is a reason to look, and fails no build unless somebody asks for that
            severity = min(severity, Severity.MEDIUM)
        sources = (source for opinion in self._said for source in opinion.sources)
        return replace(
            before,
            severity=severity,
            status="stable" if self._wanted else before.status,
            raises=(),
            multipliers=tuple((name, self._factor) for name in PROFESSIONS) if self._factor != 1 else (),
            remedy=self._remedy(),
            references=tuple(dict.fromkeys((*before.references, *sources))),
        )

    def _remedy(self) -> str:
        own = tuple((opinion.pack.title, opinion.remedy) for opinion in self._said if opinion.remedy)
        words = [remedy for _, remedy in own] if len(own) == 1 else [f"{title}: {remedy}" for title, remedy in own]
        noted = (f"Note: {sentence}" for sentence in (*self._conflicts, self.note) if sentence)
        return " ".join((*(words or (self.before.remedy,)), *noted))


def _every_rule(ruleset: RuleSet, packs: Sequence[Pack]) -> tuple[Rule, ...]:
    """Those loaded, those off, and the packs' own, sorted by id."""
    own = (rule for pack in packs for rule in pack.rules)
    return tuple(sorted((*ruleset.rules, *ruleset.off, *own), key=lambda rule: rule.id))


def _together(ruleset: RuleSet, packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """The packs sorted by id. Raises RuleError for two of one name, two rules of one id, or a line about no rule."""
    ordered = tuple(sorted(packs, key=lambda pack: pack.id))
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise RuleError(f'{other.origin}: key "pack.id": {one.id} is also the id of {one.origin}', "rename one")
    known: dict[str, str] = {}
    for rule in (*ruleset.rules, *ruleset.off, *(rule for pack in ordered for rule in pack.rules)):
        for name, key in ((rule.id, "id"), (rule.slug, "slug")):
            if name in known:
                problem = f'{rule.origin}: rule {rule.id}: key "{key}": {name} is also in {known[name]}'
                raise RuleError(problem, "an id belongs to one rule; choose a free one")
            known[name] = rule.origin
    every = _every_rule(ruleset, ordered)
    for pack in ordered:
        if not pack.shipped:  # what we ship is held to this by the tests: a rule file of one's own may lack our rules
            _about_something(pack, every, tuple(known))
    return ordered


def _about_something(pack: Pack, rules: Sequence[Rule], known: Sequence[str]) -> None:
    for number, line in enumerate(pack.adjustments, 1):
        for name in line.rules:
            if not any(covered(rule, (name,)) for rule in rules):
                near = get_close_matches(name, known, 1)
                advice = f'did you mean "{near[0]}"?' if near else "see: footprint-audit rules list"
                raise RuleError(f'{pack.origin}: adjust {number}: key "rules": "{name}" is no rule', advice)


def _standing(packs: Sequence[Pack]) -> Iterator[tuple[Pack, Disagreement]]:
    """The disagreements whose two sides are both here, each pair and matter once."""
    here = {pack.id for pack in packs}
    told: set[tuple[frozenset[str], str]] = set()
    for pack in packs:
        for conflict in pack.conflicts:
            matter = (frozenset((pack.id, conflict.between)), conflict.about)
            if conflict.between in here and matter not in told:
                told.add(matter)
                yield pack, conflict


def _sentence(pack: Pack, conflict: Disagreement, packs: Sequence[Pack]) -> str:
    other = next(other.title for other in packs if other.id == conflict.between)
    both = f"within {pack.title}" if other == pack.title else f"{pack.title} and {other}"
    return f"on {conflict.about}, sources differ ({both}): {conflict.ours} But: {conflict.theirs} ({conflict.source})"


def _digest(ruleset: RuleSet, packs: Sequence[Pack]) -> str:
    """16 hex digits over the rules and the packs, in the order of their ids."""
    digest = hashlib.sha256(ruleset.digest.encode())
    for pack in packs:
        digest.update(f"\n{pack.id}\n{pack.digest}".encode())
    return digest.hexdigest()[:16]
