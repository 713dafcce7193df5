"""Rules on facts: a fact seen as a few named texts, and the conditions a rule sets on them."""

from __future__ import annotations

from collections.abc import Mapping

from footprint_audit.model import Account, Condition, Fact, FactMatch, Subject

__all__ = ["ATTRIBUTES", "attributes", "holds"]

ATTRIBUTES = ("kind", "value", "confidence", "contexts", "strategy", "clues", "categories")


def attributes(fact: Fact, accounts: Mapping[str, Account], subject: Subject) -> Mapping[str, str]:
    """The fact as texts: lists are sorted, without doubles, parted by commas."""
    known = [accounts[account] for account in fact.accounts if account in accounts]
    return {
        "kind": fact.kind.value,
        "value": fact.value,
        "confidence": f"{fact.confidence:g}",
        "contexts": _list({account.context.value for account in known}),
        "strategy": subject.strategy.value,
        "clues": _list({clue.kind for clue in fact.clues}),
        "categories": _list({account.category for account in known}),
    }


def _list(words: set[str]) -> str:
    return ",".join(sorted(words))


def holds(match: FactMatch, given: Mapping[str, str]) -> bool:
    """Whether the fact is of the rule's kind and every condition is met; what is not given meets none."""
    if given.get("kind", match.kind.value) != match.kind.value:
        return False
    return all(_met(condition, given.get(condition.key)) for condition in match.conditions)


def _met(condition: Condition, given: str | None) -> bool:
    if given is None:
        return False
    if condition.op == "at_least":
        return float(given) >= float(condition.value)
    return condition.value in given.split(",") if condition.op == "in" else given == condition.value
