"""The JSON Schema of a rule file, for editors that check TOML while it is written. The loader stays the judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from footprint_audit.display import MASKS
from footprint_audit.engine.context import UNDOING
from footprint_audit.engine.detect import names
from footprint_audit.engine.matchers.fact import ATTRIBUTES
from footprint_audit.engine.matchfile import MOST_PARTS, MOST_WRITTEN
from footprint_audit.engine.rulefile import CONFIDENCES, FIELDS, STATUSES
from footprint_audit.engine.validators import VALIDATORS
from footprint_audit.model import AuthoredBy, Dimension, FactKind, Severity
from footprint_audit.professions import PROFESSIONS

__all__ = ["schema"]

Schema = dict[str, object]
_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 2000}
_TEXTS: Schema = {"type": "array", "items": _TEXT, "maxItems": 2000}
_SOME_TEXTS: Schema = _TEXTS | {"minItems": 1}
_PATTERN: Schema = _TEXT | {
    "maxLength": MOST_WRITTEN,
    "description": "A regular expression; {{name}} is a piece of `[pieces]` in rules/slots.",
}
_FLAG: Schema = {"type": "boolean"}
_MATCH: Schema = {"$ref": "#/$defs/match"}


def schema() -> Schema:
    """Draft 2020-12. Slots, lists of words and the safety of patterns are beyond it."""
    pack = _table(
        {"id": _TEXT, "format": {"const": 1}, "dimension": _word(Dimension), "license": _TEXT}, ("id", "dimension")
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.org/footprint-audit/rule-file-v1.schema.json",
        "title": "A rule file of footprint-audit, format 1",
        **_table({"pack": pack, "rule": {"type": "array", "items": _rule()}}, ("pack",)),
        "$defs": {"match": _match()},
    }


def _rule() -> Schema:
    steps: Schema = {profession: {"enum": [1, 2, 3]} for profession in PROFESSIONS}
    factors: Schema = {profession: {"enum": [0, 0.5, 1, 1.5]} for profession in PROFESSIONS}
    return _table(
        {
            "id": {"type": "string", "pattern": "^[A-Z]{2,6}-[0-9]{3}$"},
            "slug": _TEXT,
            "title": _TEXT,
            "status": _word(STATUSES),
            "dimension": _word(Dimension),
            "severity": _word(severity.label for severity in Severity),
            "confidence": _word(CONFIDENCES),
            "languages": _TEXTS,
            "fields": _words(FIELDS),
            "authored_by": _words(AuthoredBy),
            "message": _TEXT,
            "why": _TEXT,
            "remedy": _TEXT,
            "false_positives": {"type": "string", "maxLength": 2000},
            "references": _SOME_TEXTS,
            "raise": _table(steps),
            "multiplier": _table(factors),
            "mask": _word(MASKS),
            "gate": _table({"digits": _number(100), "any": _TEXTS}),
            "match": _MATCH,
            "context": _table(
                {"near": _TEXTS, "within": _number(500), "need": _word(("never", "weak", "always")), "veto": _TEXTS}
            ),
            "allow": _table({"values": _TEXTS, "patterns": _TEXTS}),
            "examples": _table({"match": _SOME_TEXTS, "pass": _SOME_TEXTS}, ("match", "pass")),
        },
        (
            "id",
            "slug",
            "title",
            "severity",
            "confidence",
            "message",
            "why",
            "remedy",
            "references",
            "match",
            "examples",
        ),
    )


def _match() -> Schema:
    """One kind of match, or matches made of others."""
    kinds: list[tuple[Schema, tuple[str, ...]]] = [
        ({"pattern": _PATTERN, "whole": _FLAG, "validator": _word(VALIDATORS)}, ("pattern",)),
        ({"detector": _word(names())}, ("detector",)),
        ({"fact": _word(FactKind), "where": _table(dict.fromkeys(ATTRIBUTES, _TEXT))}, ("fact",)),
        ({"all": _parts(), "any": _parts()}, ("all",)),
        ({"any": _parts()}, ("any",)),
    ]
    terms: Schema = {
        "words": _TEXTS, "terms": _TEXTS, "phrases": _TEXTS, "directed": _FLAG, "first_person": _FLAG,
        "obfuscated": _FLAG, "not_if": _words(UNDOING),
    }  # fmt: skip
    worded = _table(terms | _beside()) | {"anyOf": [{"required": [key]} for key in ("words", "terms", "phrases")]}
    return {"oneOf": [worded, *(_table(keys | _beside(), required) for keys, required in kinds)]}


def _beside() -> Schema:
    requirement = _table({"id": _TEXT, "slug": _TEXT, "within": _number(2000)})
    return {
        "not": _MATCH,
        "near": _table({"of": _MATCH, "within": _number(50)}, ("of",)),
        "requires": {"type": "array", "items": requirement},
    }


def _table(properties: Schema, required: Collection[str] = ()) -> Schema:
    table: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return table | {"required": list(required)} if required else table


def _word(known: Iterable[str]) -> Schema:
    return {"enum": [str(word) for word in known]}


def _words(known: Iterable[str]) -> Schema:
    return {"type": "array", "items": _word(known)}


def _parts() -> Schema:
    return {"type": "array", "items": _MATCH, "minItems": 1, "maxItems": MOST_PARTS}


def _number(most: int) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": most}
