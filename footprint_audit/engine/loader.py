"""A folder of rule files into a RuleSet. The files may be anybody's: data only, capped, refused with their address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from footprint_audit.engine import index
from footprint_audit.engine.builtin import builtin_rules
from footprint_audit.engine.context import Slots
from footprint_audit.engine.matchers.combined import leaves
from footprint_audit.engine.phrases import Phrasebook
from footprint_audit.engine.pieces import pieces
from footprint_audit.engine.plan import Plan
from footprint_audit.engine.rulefile import Reader
from footprint_audit.engine.ruleset import RuleSet
from footprint_audit.engine.run import Workshop
from footprint_audit.engine.table import Table
from footprint_audit.engine.tomlfile import content_of, values_of
from footprint_audit.engine.words import word_lists
from footprint_audit.errors import RuleError
from footprint_audit.model import Rule, TermsMatch

__all__ = ["RuleSet", "load_rules", "planned", "rules_from_files"]

MOST_FILES = 500
MOST_RULES = 2000
MOST_TERMS = 20_000  # in all rules together
MOST_FOLDERS_DEEP = 4
_NOT_RULES = ("slots", "words", "packs")


@dataclass(frozen=True, slots=True)
class _File:
    """One file: `path` is where it stands below its folder, `name` how a person would call it."""

    path: tuple[str, ...]
    name: str
    content: bytes


_Parsed = list[tuple[_File, Mapping[str, object]]]


def load_rules(path: Path | None = None) -> RuleSet:
    """The rules of the folder (or file) `path`, else those we ship. Raises RuleError, naming file, rule and key."""
    files = tuple(_files(builtin_rules() if path is None else path, "rules" if path is None else path.name))
    if not any(file.path[0] not in _NOT_RULES for file in files):
        raise RuleError(f"{path}: no rule files (*.toml) found", "name a folder of rule files, or one rule file")
    digest = _digest(files)
    if path is not None:
        return _read(files, digest, trusted=False)
    kept = index.read(digest)
    if kept is None:
        kept = planned(_read(files, digest, trusted=True))
        index.write(kept)
    return kept


def rules_from_files() -> RuleSet:
    """The rules we ship, planned, read from their files even if they were kept. Raises RuleError."""
    files = tuple(_files(builtin_rules(), "rules"))
    return planned(_read(files, _digest(files), trusted=True))


def _read(files: Sequence[_File], digest: str, *, trusted: bool) -> RuleSet:
    """The rules as their files have them; `trusted`: our own files."""
    parsed = _parsed(files)
    slots = _slots(parsed) if trusted else _shipped_slots() | _slots(parsed)
    book = Phrasebook(slots)
    rules: list[Rule] = []
    for file, values in parsed:
        if file.path[0] not in _NOT_RULES:
            rules += Reader(file.name, book, trusted=trusted).rules(values)
            _within_caps(rules)
    _unique(rules)
    _known_requirements(rules)
    rules.sort(key=lambda rule: rule.id)
    idle = ("off", "deprecated")
    return RuleSet(
        rules=tuple(rule for rule in rules if rule.status not in idle),
        digest=digest,
        off=tuple(rule for rule in rules if rule.status in idle),
        slots=slots,
        book=book,
    )


def planned(ruleset: RuleSet) -> RuleSet:
    """The same with the plan of all its rules, those that are off included: a pack may turn them on."""
    workshop = Workshop(ruleset.book or Phrasebook(ruleset.slots), Slots(ruleset.slots), Plan())
    workshop.learn((*ruleset.rules, *ruleset.off))
    return replace(ruleset, plan=workshop.plan)


def _parsed(files: Sequence[_File]) -> _Parsed:
    return [(file, values_of(file.content, file.name)) for file in files if file.path[0] != "packs"]


def _files(place: Traversable, name: str) -> Iterator[_File]:
    """Every TOML file at or below `place`, in the order of their names."""
    if not place.is_dir():
        if place.is_file():
            yield _File((place.name,), name, content_of(place, name))
        return
    for count, (path, found) in enumerate(_below(place, ())):
        if count >= MOST_FILES:
            raise RuleError(f"{name}: more than {MOST_FILES} rule files", "split the folder")
        full = "/".join((name, *path))
        yield _File(path, full, content_of(found, full))


def _below(folder: Traversable, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Traversable]]:
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        here = (*path, child.name)
        if child.is_dir() and len(here) <= MOST_FOLDERS_DEEP:
            yield from _below(child, here)
        elif child.is_file() and child.name.endswith(".toml"):
            yield here, child


def _shipped_slots() -> dict[str, tuple[str, ...]]:
    """Our own, which other people's rules may name as well."""
    folders = (builtin_rules() / name for name in ("slots", "words"))
    files = (file for folder in folders if folder.is_dir() for file in _files(folder, f"rules/{folder.name}"))
    return _slots(_parsed([replace(file, path=tuple(file.name.split("/"))[1:]) for file in files]))


def _slots(parsed: _Parsed) -> dict[str, tuple[str, ...]]:
    """The words of every slot, lists of words by their category included; several files may add to the same slot."""
    slots = word_lists((values, file.name) for file, values in parsed if file.path[0] == "words")
    for file, values in parsed:
        if file.path[0] != "slots":
            continue
        top = Table(values, file.name)
        top.only("slots", "pieces")
        slots |= pieces(top.table("pieces"), slots)
        for name, words in top.table("slots").lists().items():
            slots[name] = tuple(dict.fromkeys((*slots.get(name, ()), *words)))
    return slots


def _within_caps(rules: Sequence[Rule]) -> None:
    if len(rules) > MOST_RULES:
        raise RuleError(f"{rules[-1].origin}: more than {MOST_RULES} rules", "split the folder")
    matches = (match for rule in rules for match in leaves(rule.match))
    terms = sum(len(match.terms) + len(match.phrases) for match in matches if isinstance(match, TermsMatch))
    if terms > MOST_TERMS:
        raise RuleError(f"{rules[-1].origin}: more than {MOST_TERMS} terms in all rules", "split the folder")


def _unique(rules: Sequence[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        for name, key in ((rule.id, "id"), (rule.slug, "slug")):
            if name in seen:
                raise RuleError(f'{rule.origin}: rule {rule.id}: key "{key}": {name} is also in {seen[name].origin}')
            seen[name] = rule


def _known_requirements(rules: Sequence[Rule]) -> None:
    known = {name for rule in rules for name in (rule.id, rule.slug)}
    for rule in rules:
        for other in rule.requires:
            if other.rule not in known or other.rule in (rule.id, rule.slug):
                problem = f"{other.rule[:60]!r} is no other rule of these files"
                raise RuleError(f'{rule.origin}: rule {rule.id}: key "match.requires": {problem}')


def _digest(files: Sequence[_File]) -> str:
    """16 hex digits over the names and bytes of all files."""
    digest = hashlib.sha256()
    for file in files:
        for part in ("/".join(file.path).encode(), file.content):
            digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:16]
