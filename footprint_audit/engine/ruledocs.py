"""The rules as pages for people: one in Markdown for each family, and an index. Made from the rule files alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from footprint_audit.engine.loader import RuleSet
from footprint_audit.model import Rule

__all__ = ["pages"]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def pages(ruleset: RuleSet) -> dict[str, str]:
    """The text of every page by its file name, `README.md` being the index."""
    families: dict[str, list[Rule]] = defaultdict(list)
    for rule in sorted((*ruleset.rules, *ruleset.off), key=lambda rule: rule.id):
        families[_family(rule)].append(rule)
    made = {f"{family}.md": _page(family, rules) for family, rules in sorted(families.items())}
    return {"README.md": _index(families)} | made


def _family(rule: Rule) -> str:
    """`rules/privacy/contact.toml` is the family `privacy-contact`."""
    parts = rule.origin.removesuffix(".toml").split("/")
    return "-".join(parts[1:] or parts)


def _index(families: dict[str, list[Rule]]) -> str:
    count = sum(map(len, families.values()))
    lines = [
        "# The rules",
        "",
        f"{count} rules in {len(families)} families. `footprint-audit rules docs docs/rules` makes these pages.",
        "",
    ]
    for family, rules in sorted(families.items()):
        lines += [f"## [{family}]({family}.md)", "", "| rule | severity | |", "|---|---|---|"]
        lines += [
            f"| [{rule.id}]({family}.md#{rule.id.lower()}) | {rule.severity.label} | {_plain(rule.title)} |"
            for rule in rules
        ]
        lines.append("")
    return "\n".join(lines)


def _page(family: str, rules: Sequence[Rule]) -> str:
    return "\n".join([f"# {family}", "", *(line for rule in rules for line in _section(rule))])


def _section(rule: Rule) -> Iterable[str]:
    yield from (f"## {rule.id}", "", f"**{_plain(rule.title)}** (`{rule.slug}`)", "")
    sure = "high" if rule.confidence >= 0.9 else "medium" if rule.confidence >= 0.65 else "low"
    yield from (f"{rule.severity.label} severity, {sure} confidence, {rule.dimension}, {rule.status}", "")
    yield from (f"- Reads: {', '.join(rule.fields)}", f"- Languages: {', '.join(rule.languages).replace('*', 'any')}")
    if rule.raises:
        yield "- Graver for: " + ", ".join(
            f"{profession.replace('_', ' ')} (+{steps})" for profession, steps in rule.raises
        )
    if rule.multipliers:
        yield "- Exposure counts: " + ", ".join(
            f"{word.replace('_', ' ')} × {factor:g}" for word, factor in rule.multipliers
        )
    yield from ("", f"Why: {_plain(rule.why)}", "", f"What to do: {_plain(rule.remedy)}", "")
    if rule.false_positives:
        yield from (f"May be wrong about: {_plain(rule.false_positives)}", "")
    yield from ("Sources: " + ", ".join(f"<{reference}>" for reference in rule.references), "", "Reports:", "")
    yield from (f"- {_plain(example)}" for example in rule.examples.match)
    yield from ("", "Leaves alone:", "")
    yield from (f"- {_plain(example)}" for example in rule.examples.passes)
    yield ""


def _plain(text: str) -> str:
    """One line, nothing in it read as markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
