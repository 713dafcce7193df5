"""Rules held to profiles and facts: the findings, gravest first, in the same order for the same input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from footprint_audit.display import mask
from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.matchers.fact import attributes, holds
from footprint_audit.engine.merge import Draft, merged
from footprint_audit.engine.scanner import Sighting
from footprint_audit.engine.wording import message
from footprint_audit.model import (
    AuthoredBy,
    Clue,
    Context,
    Evidence,
    Fact,
    FactKind,
    FactMatch,
    Finding,
    Passage,
    Profile,
    Rule,
    Severity,
    Subject,
    fingerprint,
)

__all__ = ["evaluate"]


@dataclass(frozen=True, slots=True)
class _Stance:
    """A rule as it stands for this subject's professions."""

    rule: Rule
    severity: Severity
    multiplier: float


def evaluate(
    ruleset: RuleSet, profiles: Sequence[Profile], facts: Sequence[Fact], subject: Subject
) -> tuple[Finding, ...]:
    """Every finding of every rule: gravest and surest first, then in the order of the profiles and of their fields."""
    judge = _Judge(ruleset, subject, facts)
    placed = [
        (finding, (number, place, *finding.evidence.span))
        for number, profile in enumerate(profiles)
        for place, passage in enumerate(profile.passages())
        for finding in judge.passage(profile, passage)
    ]
    number_of = {profile.account.id: number for number, profile in enumerate(profiles)}
    known = {profile.account.id: profile for profile in profiles}
    for finding in judge.facts(facts, known):
        order = [passage.field for passage in known[finding.account.id].passages()]
        place = order.index(finding.evidence.field) if finding.evidence.field in order else len(order)
        placed.append((finding, (number_of[finding.account.id], place, *finding.evidence.span)))
    placed.sort(key=lambda pair: (-pair[0].severity, -pair[0].confidence, *pair[1], pair[0].rule, pair[0].fingerprint))
    return tuple(finding for finding, _ in placed)


class _Judge:
    """The rules as they stand for one subject."""

    def __init__(self, ruleset: RuleSet, subject: Subject, facts: Sequence[Fact]) -> None:
        self._scanner = ruleset.scanner
        # What an account says that may be somebody else's is as sure as that it is the subject's.
        self._owned = {a: 1 - f.confidence for f in facts if f.kind is FactKind.LOOK_ALIKE for a in f.accounts}
        self._subject = subject
        stances = (_stance(rule, subject.professions or ("general",)) for rule in ruleset.rules)
        self._stances = {stance.rule.id: stance for stance in stances if stance.multiplier}
        self._among = cache(self._rules_for)

    def _rules_for(self, field: str, author: AuthoredBy) -> frozenset[str]:
        """The rules that look at such passages."""
        rules = (stance.rule for stance in self._stances.values())
        return frozenset(rule.id for rule in rules if field in rule.fields and author in rule.authored_by)

    def passage(self, profile: Profile, passage: Passage) -> Iterator[Finding]:
        """The findings on one text, one for each piece of evidence."""
        among = self._among(passage.field.partition("[")[0].partition(".")[0], passage.authored_by)
        if not among:
            return
        for draft in merged(map(self._draft, self._scanner.scan(passage.text, among))):
            excerpt = passage.text[draft.start : draft.end]
            evidence = _evidence(self._stances[draft.rule].rule, passage, excerpt, (draft.start, draft.end))
            confidence = round(draft.confidence * self._owned.get(profile.account.id, 1.0), 2)
            yield self._finding(draft.rule, profile, confidence, evidence, draft.also)

    def _draft(self, sighting: Sighting) -> Draft:
        rule = sighting.rule
        severity = self._stances[rule.id].severity
        return Draft(rule.id, rule.dimension, severity, sighting.confidence, sighting.start, sighting.end)

    def facts(self, facts: Sequence[Fact], profiles: Mapping[str, Profile]) -> Iterator[Finding]:
        """The findings on what identity concluded; of several that rest on the same clue, the gravest speaks."""
        by_clue: dict[tuple[str, str, str], list[Finding]] = {}
        for finding in self._on_facts(facts, profiles):
            clue = (finding.account.id, finding.dimension, finding.evidence.excerpt)
            by_clue.setdefault(clue, []).append(finding)
        for found in by_clue.values():
            gravest = max(found, key=lambda finding: (finding.severity, finding.confidence))
            others = {finding.rule for finding in found} - {gravest.rule}
            yield replace(gravest, also=tuple(sorted(others)))

    def _on_facts(self, facts: Sequence[Fact], profiles: Mapping[str, Profile]) -> Iterator[Finding]:
        accounts = {name: profile.account for name, profile in profiles.items()}
        rules = [stance.rule for stance in self._stances.values() if isinstance(stance.rule.match, FactMatch)]
        for fact in facts:
            profile = _whose(fact, profiles)
            if profile is not None:
                given = attributes(fact, accounts, self._subject)
                for rule in rules:
                    if isinstance(rule.match, FactMatch) and holds(rule.match, given):
                        yield self._on_fact(rule, fact, profile)

    def _on_fact(self, rule: Rule, fact: Fact, profile: Profile) -> Finding:
        clue = _heaviest(fact, profile.account.id)
        place = Passage(clue.field or "handle", clue.text, profile.account.url)
        evidence = _evidence(rule, place, clue.text, (0, 0))  # a clue is a sentence about the field, not a part of it
        return self._finding(rule.id, profile, min(rule.confidence, round(fact.confidence, 2)), evidence, ())

    def _finding(
        self, rule_id: str, profile: Profile, confidence: float, evidence: Evidence, also: tuple[str, ...]
    ) -> Finding:
        stance, account = self._stances[rule_id], profile.account
        rule = stance.rule
        return Finding(
            rule=rule.id,
            title=rule.title,
            dimension=rule.dimension,
            severity=stance.severity,
            confidence=confidence,
            account=account,
            visibility=profile.visibility,
            message=message(rule, account.site_name, evidence.field),
            why=rule.why,
            remedy=rule.remedy,
            evidence=evidence,
            fingerprint=fingerprint(rule.id, account.id, evidence.field, evidence.excerpt),
            multiplier=stance.multiplier,
            references=rule.references,
            also=also,
        )


def _stance(rule: Rule, professions: Sequence[str]) -> _Stance:
    """Several professions: the strictest counts."""
    steps, factors = dict(rule.raises), dict(rule.multipliers)
    raised = rule.severity + max((steps.get(profession, 0) for profession in professions), default=0)
    factor = max((factors.get(profession, 1.0) for profession in professions), default=1.0)
    return _Stance(rule, Severity(min(raised, Severity.CRITICAL)), factor)


def _evidence(rule: Rule, passage: Passage, excerpt: str, span: tuple[int, int]) -> Evidence:
    return Evidence(passage.field, excerpt, span, passage.url, mask(rule.mask, excerpt))


def _whose(fact: Fact, profiles: Mapping[str, Profile]) -> Profile | None:
    """The profile a fact is told of: the personal one, whose edit keeps the two apart, else the first we know."""
    known = [profiles[account] for account in fact.accounts if account in profiles]
    personal = (profile for profile in known if profile.account.context is Context.PERSONAL)
    return next(personal, known[0] if known else None)


def _heaviest(fact: Fact, account: str) -> Clue:
    """The clue that weighs most, of those that stand on this account if there are any."""
    here = [clue for clue in fact.clues if clue.account == account]
    return max(
        here or fact.clues, key=lambda clue: clue.weight, default=Clue(fact.kind.value, fact.value, 0.0, account)
    )
