"""Why rules speak about a text, and why others that looked at it keep silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from footprint_audit.engine.loader import RuleSet
from footprint_audit.engine.scanner import Scanner
from footprint_audit.engine.validators import Verdict
from footprint_audit.model import Allow, CombinedMatch, ContextWords, Match, PatternMatch, Rule, TermsMatch

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule and the words it looked at: what made it look, and what held it back, if anything did."""

    rule: Rule
    start: int
    end: int
    opened: tuple[str, ...]
    verdict: Verdict
    confidence: float
    objection: str = ""


def explain(ruleset: RuleSet, text: str) -> list[Explanation]:
    """What the rules see, by rule and place; with an objection, what they would see without it."""
    opened = ruleset.scanner.opened(text)
    found = [
        Explanation(s.rule, s.start, s.end, opened.get(s.rule.id, ()), s.verdict, s.confidence)
        for s in ruleset.scanner.scan(text)
    ]
    told = {(one.rule.id, one.start, one.end) for one in found}
    looked = [rule for rule in ruleset.rules if rule.id in opened]
    eased = [(rule, objection, variant) for rule in looked for objection, variant in _eased(rule)]
    numbered = [replace(variant, id=f"{number:05}", slug="") for number, (_, _, variant) in enumerate(eased)]
    for sighting in Scanner(numbered, ruleset.slots, ruleset.book).scan(text):
        rule, objection, _ = eased[int(sighting.rule.id)]
        place = (rule.id, sighting.start, sighting.end)
        if place not in told:
            told.add(place)
            found.append(
                Explanation(rule, *place[1:], opened[rule.id], sighting.verdict, sighting.confidence, objection)
            )
    return sorted(found, key=lambda one: (one.objection != "", one.rule.id, one.start, one.end))


def _eased(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule without one of its conditions, each in turn; without all of them at last."""
    conditions = tuple(_conditions(rule))
    yield from conditions
    if len(conditions) > 1:
        freed = replace(rule, context=ContextWords(), allow=Allow(), requires=())
        yield "more than one of its conditions is not met", replace(freed, match=_freed(rule))


def _conditions(rule: Rule) -> Iterator[tuple[str, Rule]]:
    context, match = rule.context, rule.match
    if context.veto:
        yield "a word stands near that undoes it", replace(rule, context=replace(context, veto=()))
    if context.need != "never":
        yield "no word stands near that supports it", replace(rule, context=replace(context, need="never"))
    if rule.allow != Allow():
        yield "it is allowed", replace(rule, allow=Allow())
    if rule.requires:
        others = ", ".join(other.rule for other in rule.requires)
        yield f"nothing close by for {others}", replace(rule, requires=())
    match match:
        case PatternMatch(validator=validator) if validator:
            yield f"the validator {validator} says no", replace(rule, match=replace(match, validator=""))
        case CombinedMatch(none=none, near=near):
            if none:
                yield "what must not be there is there", replace(rule, match=replace(match, none=()))
            if near:
                yield "what must be near is not", replace(rule, match=replace(match, near=()))
        case TermsMatch():
            yield from ((objection, replace(rule, match=eased)) for objection, eased in _terms(match))


def _terms(match: TermsMatch) -> Iterator[tuple[str, TermsMatch]]:
    if match.directed:
        yield "nobody is addressed", replace(match, directed=False)
    if match.first_person:
        yield "the writer does not speak of themselves", replace(match, first_person=False)
    for name in match.not_if:
        yield f"it is {name}", replace(match, not_if=tuple(other for other in match.not_if if other != name))


def _freed(rule: Rule) -> Match:
    match rule.match:
        case PatternMatch() as pattern:
            return replace(pattern, validator="")
        case CombinedMatch() as combined:
            return replace(combined, none=(), near=())
        case TermsMatch() as terms:
            return replace(terms, directed=False, first_person=False, not_if=())
    return rule.match
