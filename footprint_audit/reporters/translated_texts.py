"""What reports say to people, in their language: gettext catalogues of this folder's `languages/`, read when asked for.

A text is its own name: `say("Open %(site)s", site=...)`. One that a catalogue lacks is said in English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

__all__ = ["ENGLISH", "NATIVE", "Texts", "languages", "noted", "texts_in"]

NATIVE = "en"  # the language the texts are written in here

_TAG = re.compile(r"[A-Za-z]{2,3}")


def noted(text: str) -> str:
    """The text as it is; the word marks it for the catalogues, where it is said later."""
    return text


_NUMBERS = (
    noted("one"), noted("two"), noted("three"), noted("four"), noted("five"),
    noted("six"), noted("seven"), noted("eight"), noted("nine"), noted("ten"),
)  # fmt: skip


class Texts:
    """The texts in one language. Values are named, since languages order them differently."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, text: str, **values: object) -> str:
        said = self._catalogue.gettext(text) if text else ""  # the empty text names the catalogue itself
        return said % values if values else said

    def many(self, number: int, one: str, more: str, **values: object) -> str:
        """`one` or `more`, by the language's own plural rule; `%(count)s` is the number, in words up to ten."""
        return self._catalogue.ngettext(one, more, number) % {"count": self.number(number), **values}

    def number(self, number: int) -> str:
        """`three`; from 11 on, and for 0, in digits."""
        return self(_NUMBERS[number - 1]) if 1 <= number <= len(_NUMBERS) else str(number)

    def sentence(self, number: int, one: str, more: str, **values: object) -> str:
        """As `many`, beginning with a capital."""
        said = self.many(number, one, more, **values)
        return said[:1].upper() + said[1:]


ENGLISH = Texts(NATIVE, NullTranslations())


def languages() -> tuple[str, ...]:
    """The languages there are: English, and one for each catalogue in the folder."""
    catalogues = (item.name for item in files(__package__).joinpath("languages").iterdir())
    return (NATIVE, *sorted(name.removesuffix(".mo") for name in catalogues if name.endswith(".mo")))


@lru_cache(maxsize=8)  # a catalogue does not change while a program runs
def texts_in(language: str) -> Texts:
    """The texts in `language`; raises ValueError for one that has no catalogue."""
    if language == NATIVE:
        return ENGLISH
    if not _TAG.fullmatch(language) or language not in languages():
        raise ValueError(f"no catalogue for {language!r}")
    with files(__package__).joinpath("languages", f"{language}.mo").open("rb") as file:
        return Texts(language, GNUTranslations(file))
