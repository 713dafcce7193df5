"""One pack file into a Pack: what a profession, or an organisation, changes in the rules, each line with its source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path

from footprint_audit.engine.builtin import builtin_rules
from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.rulefile import Reader
from footprint_audit.engine.table import Table
from footprint_audit.engine.tomlfile import content_of, values_of
from footprint_audit.errors import RuleError
from footprint_audit.model import Dimension, Rule

__all__ = ["Adjustment", "Disagreement", "Pack", "covered", "load_pack", "pack_names"]

MOST_ADJUSTMENTS, MOST_CONFLICTS, MOST_RULES, MOST_NAMES = 300, 50, 300, 100

_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_NAME = re.compile(r"[A-Z]{2,6}-\d{3}|[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,5}(?:\.\*)?|[a-z0-9-]{1,40}\.\*")
_SOURCE = re.compile(r"https://[!-~]{4,300}")
_ADVICE = "rules/packs/nursing.toml shows what a pack holds"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a pack changes in some rules, named by id, slug (which means its other languages too) or family."""

    rules: tuple[str, ...]
    why: str
    source: str
    on: bool | None = None
    steps: int = 0  # of severity, upwards
    multiplier: float | None = None
    remedy: str = ""

    def covers(self, rule: Rule) -> bool:
        return covered(rule, self.rules)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two authorities that ask for opposite things: kept, and shown. `between` may be the pack itself."""

    between: str
    about: str
    ours: str
    theirs: str
    source: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack. `shipped`: one of ours, named after a profession, and not an organisation's own."""

    id: str
    title: str
    why: str
    references: tuple[str, ...]
    adjustments: tuple[Adjustment, ...]
    conflicts: tuple[Disagreement, ...]
    rules: tuple[Rule, ...]
    digest: str
    origin: str
    shipped: bool = False


def covered(rule: Rule, names: tuple[str, ...]) -> bool:
    """Whether one of the names means the rule: its id, its slug or one above it (`others.child`, `others.child.*`)."""
    slugs = (name.removesuffix(".*") for name in names)
    return rule.id in names or any(rule.slug == slug or rule.slug.startswith(f"{slug}.") for slug in slugs)


def pack_names() -> tuple[str, ...]:
    """The packs we ship, sorted."""
    files = (file.name for file in (builtin_rules() / "packs").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def load_pack(pack: str | Path, slots: Mapping[str, tuple[str, ...]]) -> Pack:
    """The pack we ship under a name (a text: never a path), or the one in a file (a Path).

    `slots` are the words that phrases of the pack's own rules may name. Raises RuleError, naming file and key.
    """
    if isinstance(pack, Path):
        return _read(pack, pack.name, slots, shipped=False)
    known = pack_names()
    if pack not in known:
        near = get_close_matches(pack, known, 1)
        advice = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
        raise RuleError(f"there is no pack {pack[:60]!r}", advice)
    name = f"{pack}.toml"
    return _read(builtin_rules() / "packs" / name, f"rules/packs/{name}", slots, shipped=True)


def _read(file: Traversable, name: str, slots: Mapping[str, tuple[str, ...]], *, shipped: bool) -> Pack:
    content = content_of(file, name)
    values = values_of(content, name)
    try:
        pack = _pack(values, name, hashlib.sha256(content).hexdigest(), shipped=shipped)
    except RuleError as error:
        raise RuleError(error.message, _ADVICE) from None
    return replace(pack, rules=_own_rules(pack, values, Phrasebook(slots)))


def _pack(values: Mapping[str, object], origin: str, digest: str, *, shipped: bool) -> Pack:
    """The pack without the rules of its own."""
    top = Table(values, origin)
    top.only("pack", "adjust", "conflict", "rule")
    head = top.table("pack")
    head.only("id", "title", "format", "license", "why", "references", "dimension")
    if head.number("format", 1, 99) != 1:
        raise head.error("format", "this version reads format 1")
    head.choice("dimension", tuple(Dimension), Dimension.CONDUCT)
    return Pack(
        id=_id(head, origin, shipped=shipped),
        title=head.text("title"),
        why=head.text("why"),
        references=tuple(_cited(head, "references", reference) for reference in head.texts("references")),
        adjustments=tuple(map(_adjustment, _numbered(top, origin, "adjust", MOST_ADJUSTMENTS))),
        conflicts=tuple(map(_disagreement, _numbered(top, origin, "conflict", MOST_CONFLICTS))),
        rules=(),
        digest=digest,
        origin=origin,
        shipped=shipped,
    )


def _id(head: Table, origin: str, *, shipped: bool) -> str:
    name = head.text("id")
    if not _ID.fullmatch(name):
        raise head.error("id", "lower-case letters, digits, '-' and '_', at most 40")
    if shipped and f"rules/packs/{name}.toml" != origin:
        raise head.error("id", "must be the name of its file")
    if not shipped and name in pack_names():
        raise head.error("id", f'"{name}" is a pack we ship: choose another name')
    return name


def _numbered(top: Table, origin: str, key: str, most: int) -> tuple[Table, ...]:
    """The tables under `key`, each with an address of its own."""
    found = top.tables(key)
    if len(found) > most:
        raise top.error(key, f"holds {len(found)} tables; at most {most} are allowed")
    return tuple(Table(values, f"{origin}: {key} {number}") for number, values in enumerate(found, 1))


def _adjustment(table: Table) -> Adjustment:
    table.only("rules", "on", "raise", "multiplier", "remedy", "why", "source")
    on = table.flag("on", default=True) if table.has("on") else None
    factor = table.factor("multiplier", (0, 0.5, 1, 1.5)) if table.has("multiplier") else None
    if on and factor == 0:
        raise table.error("multiplier", "0 turns the rules off that on = true turns on")
    if not any(table.has(key) for key in ("on", "raise", "multiplier", "remedy")):
        raise table.error("rules", "nothing is changed: say on, raise, multiplier or remedy")
    return Adjustment(
        rules=_rule_names(table, least=1),
        why=table.text("why"),
        source=_cited(table, "source", table.text("source")),
        on=on,
        steps=table.number("raise", 0, 2),
        multiplier=factor,
        remedy=table.text("remedy") if table.has("remedy") else "",
    )


def _disagreement(table: Table) -> Disagreement:
    table.only("with", "about", "ours", "theirs", "source", "rules")
    between = table.text("with")
    if not _ID.fullmatch(between):
        raise table.error("with", "the id of a pack")
    return Disagreement(
        between=between,
        about=table.text("about"),
        ours=table.text("ours"),
        theirs=table.text("theirs"),
        source=_cited(table, "source", table.text("source")),
        rules=_rule_names(table, least=0),
    )


def _rule_names(table: Table, least: int) -> tuple[str, ...]:
    names = table.texts("rules")
    if not least <= len(names) <= MOST_NAMES:
        raise table.error("rules", f"{least} to {MOST_NAMES} ids or slugs")
    for name in names:
        if not _NAME.fullmatch(name):
            raise table.error("rules", f'"{name[:60]}": write an id (PRV-102), a slug, or a family (others.child.*)')
    return names


def _cited(table: Table, key: str, source: str) -> str:
    if not _SOURCE.fullmatch(source):
        raise table.error(key, f'"{source[:60]}" is no https address')
    return source


def _own_rules(pack: Pack, values: Mapping[str, object], book: Phrasebook) -> tuple[Rule, ...]:
    """The rules of the pack's own, which are written as in a rule file."""
    top = Table(values, pack.origin)
    found = top.tables("rule")
    if len(found) > MOST_RULES:
        raise top.error("rule", f"holds {len(found)} rules; at most {MOST_RULES} are allowed")
    dimension = top.table("pack").choice("dimension", tuple(Dimension), Dimension.CONDUCT)
    head: Mapping[str, object] = {"id": pack.id, "format": 1, "dimension": str(dimension)}
    return Reader(pack.origin, book, trusted=pack.shipped).rules({"pack": head, "rule": list(found)})
