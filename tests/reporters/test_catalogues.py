"""The catalogues are whole, say what the source asks for, and count as their languages do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from footprint_audit.cli import options
from footprint_audit.reporters import Style, named
from footprint_audit.reporters.translated_texts import ENGLISH, languages, texts_in
from tests import samples
from tests.reporters.catalogues import CATALOGUES, gathered, read

Texts = tuple[str, ...]  # one, or a singular and its plurals


def strings(catalogue: Catalog) -> dict[Texts, Texts]:
    return {whole(message.id): whole(message.string or "") for message in catalogue if message.id}


def whole(text: str | Sequence[str]) -> Texts:
    return (text,) if isinstance(text, str) else tuple(text)


def test_there_is_a_catalogue_for_each_language() -> None:
    assert {"en", "de", "es", "fr"} <= set(languages())
    assert languages() == ("en", *(path.stem for path in CATALOGUES))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_is_translated_and_no_other(path: Path) -> None:
    translated = strings(read(path))
    assert set(translated) == set(strings(gathered())), "python -m tests.reporters.catalogues"
    assert [text for text, said in translated.items() if not all(said)] == []
    assert not [message.id for message in read(path) if message.id and message.fuzzy]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_what_is_shipped_is_compiled_from_what_is_written(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        assert strings(read_mo(file)) == strings(read(path)), "python -m tests.reporters.catalogues"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_names_the_values_that_its_text_names(path: Path) -> None:
    for text, said in strings(read(path)).items():
        wanted = names(text[-1])
        assert names(said[-1]) == wanted, text
        assert all(names(one) <= wanted for one in said), text
        assert {one[-1] for one in (*text, *said) if one[-1] in ".:"} in (set(), {text[0][-1]}), text


def names(text: str) -> set[str]:
    assert not re.search(r"%(?!\(\w+\)s| |$)", text), text
    return set(re.findall(r"%\((\w+)\)s", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_numbers_take_the_form_that_the_language_gives_them(path: Path) -> None:
    """Unicode's own rules are the judge; beyond 999,999 Spanish and French have a third form, which no report needs."""
    rule, say = Locale(path.stem).plural_form, texts_in(path.stem)
    one, more = "one other rule", "%(count)s other rules"
    for number in [*range(210), 1000, 1001, 100_000, 999_999]:
        said = say.many(number, one, more)
        assert (said == say.many(1, one, more)) == (rule(number) == "one"), number


def test_french_has_no_plural_for_nothing() -> None:
    assert texts_in("fr").many(0, "one other rule", "%(count)s other rules") == "une autre règle"
    assert texts_in("es").many(0, "one other rule", "%(count)s other rules") == "otras 0 reglas"
    assert texts_in("de").many(2, "one other rule", "%(count)s other rules") == "zwei weitere Regeln"


@pytest.mark.parametrize("language", ["pt", "../de", "", "de/../es", "DE", "x" * 999])
def test_a_language_without_a_catalogue_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="no catalogue"):
        texts_in(language)


@pytest.mark.parametrize("text", ["", "%", "100 %s", "%(x)s", "unheard of"])
def test_a_text_that_no_catalogue_knows_is_said_as_it_is(text: str) -> None:
    assert [texts_in(language)(text) for language in languages()] == [text] * len(languages())


def test_the_help_names_the_languages_there_are() -> None:
    text = getattr(options, "Language").__metadata__[0].help  # noqa: B009 - mypy takes the union for its own kind
    assert set(re.findall(r"\b[a-z]{2}\b", text.partition("[")[0].partition(":")[2])) - {"or"} == set(languages())


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["console", "html", "markdown", "summary"])
def test_formats_for_people_speak_the_language_and_know_their_files_in_any(name: str, language: str) -> None:
    text = named(name).render(samples.mara(), Style(language=language))
    assert named(name).is_ours(text)
    if language != ENGLISH.language:
        assert text != named(name).render(samples.mara(), Style())
        assert texts_in(language)("one thing needs your attention")[:3] not in ENGLISH("one thing needs your attention")


@pytest.mark.parametrize("name", ["csv", "github", "gitlab", "json", "junit", "ndjson", "sarif"])
def test_formats_for_machines_speak_english(name: str) -> None:
    assert named(name).render(samples.mara(), Style(language="de")) == named(name).render(samples.mara(), Style())


def test_no_text_uses_braces_which_nothing_fills() -> None:
    for texts in strings(gathered()):
        assert not [field for text in texts for _, field, _, _ in Formatter().parse(text) if field]
