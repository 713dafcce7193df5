"""Where a declared account is: the roster's site, handle or address as something that can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from footprint_audit.audit import Query
from footprint_audit.collectors import catalogue_entries, deep_sites, programs
from footprint_audit.collectors.catalogue.shallow import collector as shallow
from footprint_audit.collectors.links import base_address
from footprint_audit.collectors.visit import Collector
from footprint_audit.errors import ConfigError
from footprint_audit.model import Handle, Site
from footprint_audit.organisation.roster import Member, Row
from footprint_audit.organisation.staff_run import Planned

__all__ = ["Places"]


class Places:
    """Every site and program a roster may name. Collectors of servers are made once and shared."""

    def __init__(self, roster: Path) -> None:
        self._roster = roster
        self._deep = deep_sites()
        ours: tuple[Collector, ...] = (*self._deep, *map(shallow, catalogue_entries()))
        self._sites = {collector.site.id: collector for collector in ours}
        self._at: dict[str, list[Collector]] = {}  # by the host of their profiles
        for collector in ours:
            self._at.setdefault(_host(collector.site.profile_url), []).append(collector)
        self._servers: dict[str, Collector] = {}

    def plan(self, member: Member) -> tuple[Planned, ...]:
        """What to ask for a subject: the declared accounts, and for rows that opt in, other sites for that handle.

        Raises ConfigError naming the line where an account is none we can ask, or is on a sensitive site.
        """
        declared = [Planned(self._query(row), row.line) for row in member.rows]
        asked = {item.query.account.id for item in declared}
        further = [item for item in self._discovered(member.rows) if item.query.account.id not in asked]
        return tuple({item.query.account.id: item for item in (*declared, *further)}.values())

    def _query(self, row: Row) -> Query:
        collector = self._collector(row)
        if collector.site.sensitive:
            raise self._bad(row, "site", f"{collector.site.name} is a sensitive site: never asked for an organisation")
        handle = row.handle or self._handle(row, collector)
        if not _has(collector.site, handle):
            raise self._bad(row, "handle", f"no handle that {collector.site.name} has")
        account = collector.site.account(handle, context=row.context)
        return Query(collector, replace(account, declared=True))

    def _collector(self, row: Row) -> Collector:
        if not row.site:
            return self._by_address(row)
        if "=" in row.site:
            return self._server(row)
        if row.site not in self._sites:
            raise self._bad(row, "site", "not a site that can be asked; 'footprint-audit sites list' shows them")
        return self._sites[row.site]

    def _server(self, row: Row) -> Collector:
        if row.site not in self._servers:
            name, _, url = row.site.partition("=")
            known = programs()
            if name not in known:
                raise self._bad(row, "site", f"no program that can be asked; they are {', '.join(known)}")
            try:
                self._servers[row.site] = known[name].at(base_address(url))
            except ValueError as error:
                raise self._bad(row, "site", str(error)) from None
        return self._servers[row.site]

    def _by_address(self, row: Row) -> Collector:
        near: tuple[Collector, ...] = (*self._at.get(_host(row.url), ()), *self._at.get("", ()))
        found = next((site for site in near if _handle_in(row.url, site)), None)
        if found is None:
            raise self._bad(row, "url", "of no site that can be asked; say PROGRAM=https://server in 'site'")
        return found

    def _handle(self, row: Row, collector: Collector) -> Handle:
        try:
            return Handle.parse(_handle_in(row.url, collector))
        except ValueError:
            raise self._bad(row, "url", f"no profile's address on {collector.site.name}") from None

    def _discovered(self, rows: Iterable[Row]) -> Iterator[Planned]:
        """Where else to look for the handles whose rows opt in; sensitive sites stay out."""
        for row in rows:
            if row.discover and row.handle:
                for collector in self._deep:
                    site = collector.site
                    if _has(site, row.handle) and not site.sensitive:
                        yield Planned(Query(collector, site.account(row.handle)), row.line)

    def _bad(self, row: Row, column: str, what: str) -> ConfigError:
        return ConfigError(
            f"{self._roster}: line {row.line}: column {column}: {what}", "correct the row; nothing was asked"
        )


def _has(site: Site, handle: Handle) -> bool:
    """Whether the site can have such a handle; one of a server of its own only where servers are federated."""
    return site.admits(handle) and (site.federated or not handle.instance)


def _host(url: str) -> str:
    """The host of an address without `www.`; empty where the handle is a part of it."""
    host = url.partition("://")[2].partition("/")[0].casefold().removeprefix("www.")
    return "" if "{" in host else host


def _handle_in(url: str, collector: Collector) -> str:
    """The handle in a profile's address on this site, or nothing."""
    shape = re.escape(collector.site.profile_url.rstrip("/")).replace(re.escape("{handle}"), "([^/?#]+)")
    shape = re.sub(r"^https?://(?:www\\\.)?", r"https?://(?:www\.)?", shape)
    found = re.fullmatch(shape, url.rstrip("/"), re.IGNORECASE)
    return found[1] if found else ""
