"""What a rule is: its match, its context, its words for the person."""

from __future__ import annotations

from dataclasses import dataclass

from footprint_audit.model.outcomes import FactKind
from footprint_audit.model.words import AuthoredBy, Dimension, Severity

__all__ = [
    "Allow",
    "CombinedMatch",
    "Condition",
    "ContextWords",
    "DetectorMatch",
    "Examples",
    "FactMatch",
    "Gate",
    "Match",
    "PatternMatch",
    "Requirement",
    "Rule",
    "TermsMatch",
]


@dataclass(frozen=True, slots=True)
class Gate:
    """What must hold before anything dearer runs: so many digits, and one of these literals (folded)."""

    digits: int = 0
    any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Words within `within` characters that a weak match needs (`near`), or that undo a match (`veto`).

    `need` says when `near` is needed: `never`, for a `weak` validation, or `always`.
    """

    near: tuple[str, ...] = ()
    within: int = 40
    need: str = "never"
    veto: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allow:
    """Evidence that is never reported: these values, or what these patterns match whole."""

    values: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A regular expression (linear-time subset), whole words if `whole`, its result held to a named `validator`."""

    pattern: str
    whole: bool = True
    validator: str = ""


@dataclass(frozen=True, slots=True)
class TermsMatch:
    """Words and phrases; `{slot}` stands for a list of words, `*` for an inflection.

    `directed` asks that the text near the term addresses somebody, `first_person` that it is the writer's own. `not_if`
    names what undoes a match: `quoted`, `negated`, `question`, `reported`. `obfuscated` finds the terms of one word in
    disguise too (`sh!t`).
    """

    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    directed: bool = False
    first_person: bool = False
    not_if: tuple[str, ...] = ()
    obfuscated: bool = False


@dataclass(frozen=True, slots=True)
class DetectorMatch:
    """A named detector in code, for what no pattern can say (`phone`, `card`, `iban`)."""

    detector: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on a fact: `key` is compared with `value` by `op` (`is`, `at_least`, `in`)."""

    key: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class FactMatch:
    """Facts of one kind for which every condition holds."""

    kind: FactKind
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class CombinedMatch:
    """Matches made of others: every one of `all`, one of `any`, none of `none`, and one of `near` within some words.

    The evidence is what the first of `all` finds, or else what one of `any` does.
    """

    all: tuple[Match, ...] = ()
    any: tuple[Match, ...] = ()
    none: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    within: int = 6


Match = PatternMatch | TermsMatch | DetectorMatch | FactMatch | CombinedMatch


@dataclass(frozen=True, slots=True)
class Requirement:
    """Another rule (its id or slug) that must see something within so many characters."""

    rule: str
    within: int = 200


@dataclass(frozen=True, slots=True)
class Examples:
    """The rule's own tests: texts it must report (the evidence marked «like this») and texts it must leave alone."""

    match: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One open, cited judgement. `raises` are steps of severity by profession, `multipliers` factors of exposure."""

    id: str
    slug: str
    title: str
    dimension: Dimension
    severity: Severity
    confidence: float
    match: Match
    why: str
    remedy: str
    references: tuple[str, ...]
    examples: Examples
    fields: tuple[str, ...] = ("bio", "posts")
    authored_by: tuple[AuthoredBy, ...] = (AuthoredBy.SELF, AuthoredBy.UNKNOWN)
    message: str = ""
    status: str = "stable"
    languages: tuple[str, ...] = ("*",)
    false_positives: str = ""
    gate: Gate = Gate()
    context: ContextWords = ContextWords()
    allow: Allow = Allow()
    requires: tuple[Requirement, ...] = ()
    mask: str = "none"
    raises: tuple[tuple[str, int], ...] = ()
    multipliers: tuple[tuple[str, float], ...] = ()
    origin: str = ""  # the file it came from
