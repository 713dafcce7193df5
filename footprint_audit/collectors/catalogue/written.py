"""The catalogue as people write it: a TOML file a category in `data`, and where its facts come from in `sources.toml`.

Read when the catalogue is compiled and checked; a run reads what `compile.py` made of it.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from footprint_audit.collectors.catalogue.entry import Entry, EvidenceKind, Request, Sign
from footprint_audit.collectors.visit import JSON
from footprint_audit.errors import ConfigError
from footprint_audit.model import Context, Site

__all__ = ["FACTS", "SENSITIVE", "Origin", "Written", "host_template", "read_catalogue", "read_origins"]

FACTS = ("request", "found", "absent", "handle", "known")  # what an entry must name a source for
SENSITIVE = frozenset({"adult", "dating", "gambling", "health", "politics"})  # categories that tell something protected


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts come from. `sure` is documented, manifest or assumed; `date` is ISO, or empty: the entry's own."""

    id: str
    title: str
    sure: str
    url: str = ""
    licence: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """One entry, the place it stands at, and the ids of the origins of each of its facts."""

    where: str
    entry: Entry
    origins: Mapping[str, tuple[str, ...]]
    docs: str
    date: date


def read_catalogue(folder: Path) -> tuple[Written, ...]:
    """Every entry of every file in the folder, by file and id. Raises ConfigError, naming file, entry and key."""
    return tuple(written for path in sorted(folder.glob("*.toml")) for written in _read_file(path))


def read_origins(path: Path) -> dict[str, Origin]:
    """The origins by their id. Raises ConfigError."""
    return {key: _origin(key, table) for key, table in _tables(path)}


def host_template(url: str) -> str:
    """The host of an address that may hold `{handle}`, without `www.`."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


class _Table:
    """A TOML table that is read to the end: what nobody asked for is an error."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = dict(values)
        self.where = where
        self._asked: list[str] = []

    def _take(self, key: str) -> object:
        self._asked.append(key)
        return self._values.pop(key, None)

    def wrong(self, key: str, wanted: str) -> ConfigError:
        return ConfigError(f"{self.where}: '{key}' must be {wanted}", "see docs/add-a-site.md")

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value:
            raise self.wrong(key, "a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self._take(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(item, str) and item for item in items):
            raise self.wrong(key, "a text or a list of texts")
        return tuple(items)

    def statuses(self, key: str) -> tuple[int, ...]:
        value = self._take(key)
        items = value if isinstance(value, list) else [value]
        if not items or not all(type(item) is int and 100 <= item <= 599 for item in items):
            raise self.wrong(key, "an HTTP status or a list of them")
        return tuple(items)

    def truth(self, key: str, default: bool) -> bool:
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def date(self, key: str) -> date | None:
        value = self._take(key)
        if value is not None and type(value) is not date:
            raise self.wrong(key, "a date such as 2026-11-28")
        return value

    def tables(self, key: str) -> tuple[_Table, ...]:
        """A table, or a list of tables."""
        value = self._take(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        tables = [item for item in items if isinstance(item, dict)]
        if len(tables) < len(items):
            raise self.wrong(key, "a table")
        return tuple(_Table(table, f"{self.where} {key}") for table in tables)

    def done(self) -> None:
        for key in self._values:
            near = difflib.get_close_matches(key, self._asked, 1)
            advice = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(sorted(self._asked))}"
            raise ConfigError(f"{self.where}: unknown key '{key}'", advice)


def _tables(path: Path) -> Iterator[tuple[str, _Table]]:
    try:
        values: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.name}: not a TOML file that can be read: {error}", "see docs/add-a-site.md") from None
    for key, table in values.items():
        where = f"{path.name}: [{key}]"
        if not isinstance(table, dict):
            raise ConfigError(f"{where}: not a table", "each site is a table named by its id")
        yield key, _Table(table, where)


def _origin(key: str, table: _Table) -> Origin:
    read = table.date("date")
    origin = Origin(
        id=key,
        title=table.text("title"),
        sure=table.text("sure"),
        url=table.text("url", ""),
        licence=table.text("licence", ""),
        date=read.isoformat() if read else "",
    )
    table.done()
    return origin


def _read_file(path: Path) -> Iterator[Written]:
    for key, table in sorted(_tables(path), key=lambda pair: pair[0]):
        yield _written(key, path.stem, table)


def _written(key: str, category: str, table: _Table) -> Written:
    profile = table.text("profile")
    ask = table.text("ask", profile)
    docs = table.text("docs", "")
    (origins,) = table.tables("from") or (_Table({}, f"{table.where} from"),)
    facts = {fact: tuple(origins.text(fact, "").split("+")) for fact in FACTS}
    day = origins.date("date")
    origins.done()
    if day is None:
        raise origins.wrong("date", "the day the facts were last compared with their sources")
    site = Site(
        id=key,
        name=table.text("name"),
        profile_url=profile,
        category=category,
        handle_pattern=table.text("handle"),
        hosts=tuple(dict.fromkeys(host for host in map(_host, (ask, profile)) if "{" not in host)),
        context=_context(table),
        sensitive=table.truth("sensitive", default=False) or category in SENSITIVE,
        folds_case=table.truth("folds_case", default=True),
        source=docs,
    )
    evidence = _evidence(table)
    pages = (profile, ask) if evidence is EvidenceKind.PROFILE else (profile,)
    entry = Entry(
        site=site,
        request=Request(
            url=ask,
            method=table.text("method", "GET"),
            accept=table.text("accept", JSON if evidence is EvidenceKind.API else ""),
            content=table.text("content", ""),
            content_type=table.text("content_type", ""),
        ),
        found=_signs(table, "found", pages),
        absent=_signs(table, "absent", pages),
        evidence=evidence,
        known=table.texts("known"),
        refusals=table.texts("refusals"),
        protection=table.texts("protection"),
        checked=day.isoformat(),
    )
    table.done()
    return Written(table.where, entry, {fact: ids for fact, ids in facts.items() if ids != ("",)}, docs, day)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _context(table: _Table) -> Context:
    text = table.text("context", Context.UNKNOWN.value)
    if text not in list(Context):
        raise table.wrong("context", f"one of {', '.join(Context)}")
    return Context(text)


def _evidence(table: _Table) -> EvidenceKind:
    text = table.text("evidence", EvidenceKind.PROFILE.value)
    if text not in list(EvidenceKind):
        raise table.wrong("evidence", f"one of {', '.join(EvidenceKind)}")
    return EvidenceKind(text)


def _signs(table: _Table, key: str, addresses: tuple[str, ...]) -> tuple[Sign, ...]:
    signs = []
    for sign in table.tables(key):
        texts = [spelling for text in sign.texts("text") for spelling in _spellings(text, addresses)]
        signs.append(Sign(sign.statuses("status"), tuple(dict.fromkeys(texts)), sign.text("location", "")))
        sign.done()
    return tuple(signs)


def _spellings(text: str, addresses: tuple[str, ...]) -> Iterator[str]:
    """The ways a page may write one marker.

    `{address}` is the page's own address, as a canonical link, a link or a piece of JSON names it. JSON is written with
    and without a blank after the colon, so one stands for both.
    """
    if text == "{address}":
        for url in addresses:
            yield from _own_address(url)
        return
    yield text
    if '":' in text and '": ' not in text:
        yield text.replace('":', '": ').rstrip()


def _own_address(url: str) -> Iterator[str]:
    address = url.partition("://")[2].removeprefix("www.").rstrip("/")
    path = f"/{address.partition('/')[2]}"
    yield from (address, address.replace("/", r"\/"))
    if "{handle}" in path:
        yield from (f'"{path}"', f'"{path}/"')
