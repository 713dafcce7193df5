"""Which of our own sites a run asks: deep ones and the catalogue's, by id, by category, or all but the sensitive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from footprint_audit.cli.known import known
from footprint_audit.collectors import catalogue_entries, deep_sites
from footprint_audit.collectors.catalogue.entry import Entry
from footprint_audit.collectors.catalogue.shallow import collector as shallow
from footprint_audit.collectors.visit import Collector
from footprint_audit.model import Site

__all__ = ["DEEP", "NONE", "chosen_sites", "our_sites", "without"]

NONE, DEEP = "none", "deep"


def chosen_sites(wanted: Sequence[str]) -> list[Collector]:
    """The collectors of these ids and categories, `deep` for all deep sites, or (none named) of all that tell nothing
    protected by being there. A sensitive site is asked only by its own name or its category's.

    Raises UsageError for a name that is none.
    """
    if tuple(wanted) == (NONE,):
        return []
    deep = deep_sites()
    if tuple(wanted) == (DEEP,):
        return list(deep)
    entries = catalogue_entries()
    sites = {item.site.id: item for item in chain[Collector | Entry](deep, entries)}
    if not wanted:
        return [_collector(item) for item in sites.values() if not item.site.sensitive]
    named = dict.fromkeys(chain.from_iterable(_named(name, sites, deep) for name in wanted))
    return [_collector(sites[site_id]) for site_id in named]


def _named(name: str, sites: Mapping[str, Collector | Entry], deep: Sequence[Collector]) -> Iterator[str]:
    if name == DEEP:
        yield from (item.site.id for item in deep)
    elif name in sites:
        yield name
    else:
        categories = {item.site.category for item in sites.values()}
        known("--sites", name, [*sites, *categories, DEEP])
        yield from (site_id for site_id, item in sites.items() if item.site.category == name)


def _collector(item: Collector | Entry) -> Collector:
    return item if isinstance(item, Collector) else shallow(item)


def without(collectors: Sequence[Collector], skipped: Sequence[str]) -> tuple[Collector, ...]:
    """Those that are left when these ids and categories are taken out. Raises UsageError for a name that is none."""
    sites = [collector.site for collector in collectors]
    ours = [site.id for site in our_sites()] if skipped else []
    for name in skipped:
        known("--skip", name, [*ours, *(site.id for site in sites), *(site.category for site in sites)])
    gone = set(skipped)
    return tuple(item for item in collectors if not gone & {item.site.id, item.site.category})


def our_sites() -> tuple[Site, ...]:
    """Every site we ship, deep ones first."""
    return tuple(item.site for item in chain[Collector | Entry](deep_sites(), catalogue_entries()))
