"""The only part that knows the network and HTML. One file a site in `sites`, one a program in `software`."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from footprint_audit.collectors import sites, software

if TYPE_CHECKING:  # both come with the door, which few callers of these lists need at once
    from footprint_audit.collectors.catalogue.entry import Entry
    from footprint_audit.collectors.visit import Collector, Program

__all__ = ["catalogue_entries", "deep_sites", "programs"]


def deep_sites() -> tuple[Collector, ...]:
    """Every deep site we ship, in order of its id: whatever file in `sites` defines `collector`."""
    modules = sorted(module.name for module in pkgutil.iter_modules(sites.__path__))
    return tuple(importlib.import_module(f"{sites.__name__}.{name}").collector for name in modules)


def programs() -> dict[str, Program]:
    """Every program we can read at any base address, by its id: whatever file in `software` defines `program`."""
    modules = sorted(module.name for module in pkgutil.iter_modules(software.__path__))
    return {name: importlib.import_module(f"{software.__name__}.{name}").program for name in modules}


def catalogue_entries() -> tuple[Entry, ...]:
    """Every shallow site we ship, by category and id: whatever a file in `catalogue/data` holds.

    A caller leaves out those whose `site.sensitive` is set unless the person asked for them.
    """
    from footprint_audit.collectors.catalogue.load import entries

    return entries()
