"""A rule held to its own examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footprint_audit.engine.matchers.fact import holds
from footprint_audit.engine.scanner import Scanner
from footprint_audit.model import FactMatch, Rule

__all__ = ["Failure", "try_example", "try_rule"]

_MARKED = re.compile(r"«(.*?)»", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: which, and what happened instead."""

    rule: str
    example: str
    problem: str


def try_rule(rule: Rule, scanner: Scanner) -> tuple[Failure, ...]:
    """Every example of the rule that does not hold; none means the rule keeps its word."""
    examples = [(f"match[{i}]", text, True) for i, text in enumerate(rule.examples.match)]
    examples += [(f"pass[{i}]", text, False) for i, text in enumerate(rule.examples.passes)]
    tried = ((name, try_example(rule, scanner, text, match=match)) for name, text, match in examples)
    return tuple(Failure(rule.id, name, problem) for name, problem in tried if problem)


def try_example(rule: Rule, scanner: Scanner, example: str, *, match: bool) -> str:
    """What is wrong with one example, or nothing."""
    if isinstance(rule.match, FactMatch):
        given = dict(pair.split("=", 1) for pair in example.split() if "=" in pair)
        return "" if holds(rule.match, given) is match else f"the conditions {'do not ' * match}hold"
    text, marked = _unmarked(example) if match else (example, [])
    if match and not marked:
        return "no evidence is marked «like this»"
    found = [(sighting.start, sighting.end) for sighting in scanner.scan(text, {rule.id})]
    if found == marked:
        return ""
    return f"marked {_quoted(text, marked)}, found {_quoted(text, found)}"


def _unmarked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where the marked parts stand in it."""
    spans = list(_spans(example))
    return _MARKED.sub(r"\1", example), spans


def _spans(example: str) -> Iterator[tuple[int, int]]:
    for number, marked in enumerate(_MARKED.finditer(example)):
        start = marked.start() - 2 * number
        yield start, start + len(marked[1])


def _quoted(text: str, spans: list[tuple[int, int]]) -> str:
    return ", ".join(repr(text[start:end]) for start, end in spans) or "nothing"
