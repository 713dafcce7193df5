"""One TOML file that anybody may have written: read up to a cap, and parsed without the shapes that cost minutes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable

from footprint_audit.errors import RuleError

__all__ = ["MOST_BYTES", "content_of", "values_of"]

MOST_BYTES = 256 * 1024

# A key of very many parts (a.a.a…) takes `tomllib` quadratic time: minutes within our cap on bytes.
_LONG_KEY = re.compile(r"""(?<![\w"'-])(?:(?:"[^"\n]{0,64}"|'[^'\n]{0,64}'|[\w-]{1,64})[ \t]*\.[ \t]*){50}""")


def content_of(file: Traversable, name: str) -> bytes:
    """The bytes of the file that a person would call `name`. Raises RuleError."""
    if not file.is_file():  # a pipe or a device could keep us waiting for ever
        raise RuleError(f"{name}: cannot be read: no such file", "name one file that exists")
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise RuleError(f"{name}: cannot be read: {error.strerror}", "check the path and its permissions") from None
    if len(content) > MOST_BYTES:
        raise RuleError(f"{name}: larger than {MOST_BYTES // 1024} KiB", "split the file")
    return content


def values_of(content: bytes, name: str) -> Mapping[str, object]:
    """The tables of the file. Raises RuleError."""
    try:
        text = content.decode()
        nested = any(line.count(".") >= 50 and _LONG_KEY.search(line) for line in text.split("\n"))
        values = {} if nested else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{name}: not a TOML file: {error}", "rules and packs are TOML in UTF-8") from None
    except RecursionError:
        nested, values = True, {}
    if nested:
        raise RuleError(f"{name}: not a TOML file we read: nested too deeply", "nothing here needs such depth")
    return values
