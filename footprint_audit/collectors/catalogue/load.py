"""The catalogue as a run reads it: `compiled.json`, which `compile.py` makes of the TOML files.

One row a site, by position, so that a reviewer sees one changed line and a run builds an entry without looking up keys.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from footprint_audit.collectors.catalogue.entry import Entry, EvidenceKind, Request, Sign
from footprint_audit.model import Context, Site
from footprint_audit.undisturbed import undisturbed

__all__ = ["Provenance", "Row", "SignRow", "entries", "parse", "provenance"]

SignRow = tuple[list[int], list[str], str]  # statuses, texts, location
Row = tuple[
    str, str, str, str, str,  # id, name, profile, category, pattern
    list[str], str, bool, bool, str,  # hosts, context, whether sensitive, whether it folds case, documentation
    list[str], list[SignRow], list[SignRow],  # request, found, absent
    str, list[str], list[str], list[str],  # kind of evidence, known, refusals, protection
    str, str,  # date, and the origins of each fact: `request=docs found=sherlock+maigret …`
]  # fmt: skip

_CONTEXTS = {context.value: context for context in Context}
_KINDS = {kind.value: kind for kind in EvidenceKind}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one fact of an entry comes from: `sure` is documented, manifest or assumed, `date` ISO."""

    fact: str
    sure: str
    title: str
    url: str
    date: str


@cache
def entries() -> tuple[Entry, ...]:
    """Every shallow site we ship, in order of category and id."""
    return parse(_text())


def parse(text: str) -> tuple[Entry, ...]:
    """The entries of a compiled file. It is ours, so its shape is held by a test, not asked again on each start."""
    with undisturbed():
        rows: list[Row] = json.loads(text)["sites"]
        return tuple(map(_entry, rows))


def provenance(site_id: str) -> tuple[Provenance, ...]:
    """Where each fact of one entry comes from, several lines for a fact several sources agree on; empty if unknown."""
    kept = json.loads(_text())
    origins: dict[str, dict[str, str]] = kept["origins"]
    rows: list[Row] = kept["sites"]
    return tuple(
        _provenance(fact, origins[origin], docs=row[9], day=row[17])
        for row in rows
        if row[0] == site_id
        for fact, _, ids in (named.partition("=") for named in row[18].split())
        for origin in ids.split("+")
    )


def _provenance(fact: str, origin: dict[str, str], *, docs: str, day: str) -> Provenance:
    url = origin["url"] or (docs if origin["sure"] == "documented" else "")
    return Provenance(fact, origin["sure"], origin["title"], url, origin["date"] or day)


def _text() -> str:
    return files("footprint_audit.collectors.catalogue").joinpath("compiled.json").read_text(encoding="utf-8")


def _entry(row: Row) -> Entry:
    (
        id_, name, profile, category, pattern, hosts, context, sensitive, folds_case, docs, request, found, absent,
        evidence, known, refusals, protection, day, _,
    ) = row  # fmt: skip
    return Entry(
        Site(
            id_, name, profile, category, pattern, tuple(hosts), _CONTEXTS[context], sensitive,
            federated=False, folds_case=folds_case, source=docs,
        ),
        Request(*request),
        tuple(map(_sign, found)),
        tuple(map(_sign, absent)),
        _KINDS[evidence],
        tuple(known),
        refusals=tuple(refusals),
        protection=tuple(protection),
        checked=day,
    )  # fmt: skip


def _sign(row: SignRow) -> Sign:
    statuses, texts, location = row
    return Sign(tuple(statuses), tuple(texts), location)
