"""Make `compiled.json` of the TOML files: `python -m footprint_audit.collectors.catalogue.compile`.

Committed, not made when the package is built or first run: what a reviewer saw is what runs, in a checkout, from a
wheel and on a disk that cannot be written. A check says when it is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from footprint_audit.collectors.catalogue.entry import Sign
from footprint_audit.collectors.catalogue.load import Row, SignRow
from footprint_audit.collectors.catalogue.written import Origin, Written, read_catalogue, read_origins
from footprint_audit.errors import ConfigError

__all__ = ["COMPILED", "DATA", "ORIGINS", "compiled"]

HERE = Path(__file__).parent
DATA = HERE / "data"
ORIGINS = HERE / "sources.toml"
COMPILED = HERE / "compiled.json"


def compiled(catalogue: Iterable[Written], origins: Mapping[str, Origin]) -> str:
    """The text of compiled.json: one line an entry."""
    heads = {
        origin.id: {"title": origin.title, "sure": origin.sure, "url": origin.url, "date": origin.date}
        for origin in origins.values()
    }
    rows = ",\n".join(_line(_row(written)) for written in catalogue)
    return f'{{"origins": {_line(heads)},\n"sites": [\n{rows}\n]}}\n'


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _row(written: Written) -> Row:
    entry, site, request = written.entry, written.entry.site, written.entry.request
    origins = " ".join(f"{fact}={'+'.join(ids)}" for fact, ids in written.origins.items())
    return (
        site.id, site.name, site.profile_url, site.category, site.handle_pattern, list(site.hosts), site.context.value,
        site.sensitive, site.folds_case, site.source,
        [request.url, request.method, request.accept, request.content, request.content_type],
        _signs(entry.found), _signs(entry.absent), entry.evidence.value, list(entry.known), list(entry.refusals),
        list(entry.protection), entry.checked, origins,
    )  # fmt: skip


def _signs(signs: Iterable[Sign]) -> list[SignRow]:
    return [(list(sign.statuses), list(sign.texts), sign.location) for sign in signs]


def main() -> int:
    """Write the file; 2 where a TOML file cannot be read."""
    try:
        text = compiled(read_catalogue(DATA), read_origins(ORIGINS))
    except ConfigError as error:
        sys.stderr.write(f"{error.message}\n{error.advice}\n")
        return 2
    COMPILED.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
