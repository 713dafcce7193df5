"""The report a person keeps: one static HTML file, without a script and without anything fetched.

Every expression of the template is escaped by Jinja2 and goes through `display.safe_text`, whatever made it. The style
sheet is allowed by its hash, so that no text of a page can style anything.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from footprint_audit.display import safe_text
from footprint_audit.model import Report
from footprint_audit.reporters import Reporter, Style, begins_with
from footprint_audit.reporters.html_page import page_of
from footprint_audit.reporters.plain_words import ABOUT_PERSONS, OPPORTUNITY, STILL_ENGLISH
from footprint_audit.reporters.shown_report import as_shown
from footprint_audit.reporters.translated_texts import NATIVE, Texts, texts_in

__all__ = ["reporter"]

_OPENING = "<!DOCTYPE html>\n<!-- a report of footprint-audit -->\n"


def _render(report: Report, style: Style) -> str:
    say = texts_in(style.language)
    page = page_of(as_shown(report, style), say, style)
    template = _environment().get_template("report.html.jinja")
    return _OPENING + template.render(
        page=page,
        say=say,
        many=say.many,
        sentence=say.sentence,
        rich=_Rich(say),
        native=NATIVE,
        about_persons=say(ABOUT_PERSONS),
        still_english=say(STILL_ENGLISH),
        opportunity=OPPORTUNITY,
        css=Markup(_css()),  # noqa: S704 - a file of ours
        css_hash=b64encode(sha256(_css().encode()).digest()).decode(),
    )


class _Rich:
    """A text in the reader's language whose values may hold markup of the template; the text itself never does."""

    def __init__(self, say: Texts) -> None:
        self._say = say

    def __call__(self, text: str, **values: object) -> Markup:
        shown = {name: value if isinstance(value, Markup) else _shown(value) for name, value in values.items()}
        return escape(self._say(text)) % shown


def _shown(value: object) -> object:
    """Whatever a template prints: markup of ours and numbers as they are, all else made safe."""
    return value if isinstance(value, Markup | int | float) else safe_text(str(value))


def _part(name: str) -> str:
    """A file of this package, wherever it is installed."""
    return files(__package__).joinpath("html_templates", name).read_text("utf-8")


@lru_cache(maxsize=1)  # what is compiled once stays right: the templates are part of the program
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


@lru_cache(maxsize=1)  # as the templates
def _css() -> str:
    return _part("report.css")


reporter = Reporter("html", _render, begins_with(_OPENING))
