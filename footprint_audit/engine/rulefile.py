"""One rule file into rules: what may stand in it, and what must."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from footprint_audit.display import MASKS
from footprint_audit.engine.matchfile import MatchReader
from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.table import Table
from footprint_audit.model import (
    Allow,
    AuthoredBy,
    ContextWords,
    Dimension,
    Examples,
    Gate,
    Rule,
    Severity,
)
from footprint_audit.professions import PROFESSIONS

__all__ = ["FIELDS", "STATUSES", "Reader"]

FIELDS = ("handle", "display_name", "bio", "location", "details", "links", "posts")
STATUSES = ("experimental", "stable", "deprecated", "off")
CONFIDENCES = {"low": 0.35, "medium": 0.65, "high": 0.9}
_AUTHORS = (AuthoredBy.SELF, AuthoredBy.UNKNOWN)
_NEEDS = ("never", "weak", "always")
_ID = re.compile(r"[A-Z]{2,6}-\d{3}")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|[{}]")
_PACK = ("id", "format", "dimension", "license")
_RULE = (
    "id", "slug", "title", "status", "dimension", "severity", "confidence", "languages", "fields", "authored_by",
    "message", "why", "remedy", "false_positives", "references", "raise", "multiplier", "mask", "gate", "match",
    "context", "allow", "examples",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rules of one file. `trusted`: our own file, whose patterns the tests have proved to be safe."""

    origin: str
    book: Phrasebook
    trusted: bool

    def rules(self, values: Mapping[str, object]) -> tuple[Rule, ...]:
        """Every rule of the file. Raises RuleError, which names file, rule and key."""
        top = Table(values, self.origin)
        top.only("pack", "rule")
        pack = top.table("pack")
        pack.only(*_PACK)
        pack.text("id")
        if pack.number("format", 1, 99) != 1:
            raise pack.error("format", "this version reads format 1")
        dimension = pack.choice("dimension", tuple(Dimension))
        return tuple(self._rule(rule, dimension) for rule in top.tables("rule"))

    def _rule(self, values: Mapping[str, object], dimension: str) -> Rule:
        identity = values.get("id")
        name = identity if isinstance(identity, str) and _ID.fullmatch(identity) else "?"
        table = Table(values, f"{self.origin}: rule {name}")
        table.only(*_RULE)
        if name == "?":
            raise table.error("id", "must be letters and three digits, such as PRV-102")
        matches = MatchReader(self.book, self.trusted)
        match, requires = matches.rule(table.table("match"))
        return Rule(
            id=name,
            slug=table.text("slug"),
            title=table.text("title"),
            dimension=Dimension(table.choice("dimension", tuple(Dimension), dimension)),
            severity=Severity.parse(table.choice("severity", tuple(s.label for s in Severity))),
            confidence=CONFIDENCES[table.choice("confidence", CONFIDENCES)],
            match=match,
            requires=requires,
            why=table.text("why"),
            remedy=table.text("remedy"),
            references=_required(table, "references"),
            examples=_examples(table.table("examples")),
            fields=table.texts("fields", FIELDS) or ("bio", "posts"),
            authored_by=tuple(map(AuthoredBy, table.texts("authored_by", tuple(AuthoredBy)))) or _AUTHORS,
            message=_message(table),
            status=table.choice("status", STATUSES, "stable"),
            languages=table.texts("languages") or ("*",),
            false_positives=table.text("false_positives", ""),
            gate=_gate(table.table("gate")),
            context=_context(table.table("context")),
            allow=_allow(table.table("allow"), matches),
            mask=table.choice("mask", tuple(MASKS), "none"),
            raises=tuple((word, int(steps)) for word, steps in table.factors("raise", PROFESSIONS, (1, 2, 3))),
            multipliers=table.factors("multiplier", PROFESSIONS, (0, 0.5, 1, 1.5)),
            origin=self.origin,
        )


def _allow(table: Table, matches: MatchReader) -> Allow:
    table.only("values", "patterns")
    patterns = tuple(matches.pattern(table, "patterns", pattern) for pattern in table.texts("patterns"))
    return Allow(table.texts("values"), patterns)


def _required(table: Table, key: str) -> tuple[str, ...]:
    texts = table.texts(key)
    if not texts:
        raise table.error(key, "missing")
    return texts


def _examples(table: Table) -> Examples:
    table.only("match", "pass")
    return Examples(_required(table, "match"), _required(table, "pass"))


def _message(table: Table) -> str:
    text = table.text("message")
    for placeholder in _PLACEHOLDER.findall(text):
        if placeholder not in ("{site}", "{field}"):
            raise table.error("message", f"{placeholder} is unknown: use {{site}} and {{field}} only")
    return text


def _gate(table: Table) -> Gate:
    table.only("digits", "any")
    literals = table.texts("any")
    for literal in literals:
        if len(literal) > 64 or (len(literal) < 3 and literal != "@"):
            raise table.error("any", f'"{literal[:60]}": a gate has 3 to 64 characters, or is "@"')
    return Gate(table.number("digits", 0, 100), literals)


def _context(table: Table) -> ContextWords:
    table.only("near", "within", "need", "veto")
    near, need = table.texts("near"), table.choice("need", _NEEDS, "never")
    if need != "never" and not near:
        raise table.error("near", f'missing, though need is "{need}"')
    return ContextWords(near, table.number("within", 40, 500), need, table.texts("veto"))
