"""The language of reports for people: the flag, else the configuration, else the system's, else English."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping

from footprint_audit.errors import UsageError
from footprint_audit.reporters.translated_texts import NATIVE, languages

__all__ = ["chosen_language"]


def chosen_language(
    flag: str | None, configured: str | None = None, environment: Mapping[str, str] = os.environ
) -> str:
    """The language's code. Raises UsageError for one, asked for by name, that we have no texts in."""
    for asked, said in (("--language", flag), ("language", configured)):
        if said is not None:
            return _known(asked, said)
    return _of_system(environment)


def _known(asked: str, said: str) -> str:
    code, known = _code(said), languages()
    if code in known:
        return code
    near = difflib.get_close_matches(code, known, 1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise UsageError(f"{asked}: there are no texts in {said[:40]!a}", f"{hint}use one of {', '.join(known)}")


def _of_system(environment: Mapping[str, str]) -> str:
    """What the locale of messages asks for, as POSIX reads it: the first that is set decides, alone."""
    said = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = _code(said)
    return code if code in languages() else NATIVE


def _code(said: str) -> str:
    """`de` of `de_AT.UTF-8`, `de-AT` or `DE`."""
    return said.strip().replace("-", "_").partition("_")[0].partition(".")[0].lower()
