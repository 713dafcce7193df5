"""The texts of reports, gathered from the source, and the catalogues that translate them.

`python -m tests.reporters.catalogues` brings every `reporters/languages/*.po` up to date and compiles it. A text that
is new is left empty there, for its translator; nothing is guessed. `… catalogues it` makes a new one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

__all__ = ["CATALOGUES", "compiled", "gathered", "read"]

PACKAGE = Path(__file__).parents[2] / "footprint_audit"
FOLDER = PACKAGE / "reporters" / "languages"
CATALOGUES = sorted(FOLDER.glob("*.po"))

# Which argument of which call is a text: the first, or a singular and a plural after the number.
CALLS: dict[str, tuple[int, ...] | None] = {
    "say": None,
    "_say": None,
    "noted": None,
    "rich": None,
    "many": (2, 3),
    "sentence": (2, 3),
}
ITEMS: dict[str, tuple[int, ...] | None] = {"_item": (2,)}  # the titles of the opportunity score

COMMENT = """\
# The texts of reports for people.
# Made by `python -m tests.reporters.catalogues`; the translations are written by hand.
"""


def gathered() -> Catalog:
    """Every text that a report may say, as a catalogue without translations."""
    catalogue = Catalog(charset="utf-8")
    for path, message, line in _messages():
        place = (path.relative_to(PACKAGE.parent).as_posix(), line)
        catalogue.add(message, locations=[place])
    return catalogue


def _messages() -> Iterator[tuple[Path, str | tuple[str, ...], int]]:
    reporters = PACKAGE / "reporters"
    sources = [(path, "python", CALLS) for path in sorted(reporters.glob("*.py"))]
    sources += [(path, "jinja2.ext:babel_extract", CALLS) for path in sorted(reporters.glob("html_templates/*.jinja"))]
    sources += [(PACKAGE / "scoring" / "benefit.py", "python", ITEMS)]
    for path, method, calls in sources:
        with path.open("rb") as file:
            for line, message, _comments, _context in extract(method, file, keywords=calls):
                yield path, message, line


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, domain=path.stem)


def compiled(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main(added: Sequence[str]) -> None:
    """Bring the catalogues up to date, and make those of the languages `added`."""
    new = [FOLDER / f"{language}.po" for language in added]
    for path in {*CATALOGUES, *new}:
        catalogue = (
            read(path)
            if path.exists()
            else Catalog(locale=path.stem, project="footprint-audit", charset="utf-8", fuzzy=False)
        )
        catalogue.header_comment = COMMENT.rstrip()
        catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = ""
        catalogue.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        file = BytesIO()
        write_po(file, catalogue, width=120, sort_output=True, no_location=True)
        path.write_bytes(file.getvalue())
        path.with_suffix(".mo").write_bytes(compiled(catalogue))


if __name__ == "__main__":
    main(sys.argv[1:])
