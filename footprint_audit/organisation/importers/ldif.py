"""LDIF (RFC 2849): entries of a directory server. Attributes that name nobody are passed over unread."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path

from footprint_audit.errors import ConfigError
from footprint_audit.organisation.importers import Importer, Person, keys
from footprint_audit.organisation.table import MAX_BYTES, MAX_CELL

__all__ = ["importer"]

_NAMES = frozenset(("uid", "mail", "employeenumber", "samaccountname", "userprincipalname"))
_DISABLED = 0x2  # of userAccountControl, as Active Directory says it


def _read(path: Path) -> Iterator[Person]:
    found: list[str] = []
    active, begins = True, 1
    for number, line in _unfolded(path):
        if not line:
            yield from _person(begins, found, active=active)
            found, active, begins = [], True, number + 1
            continue
        name, value = _attribute(path, number, line)
        if name in _NAMES:
            found.append(value)
        elif name == "useraccountcontrol" and value.isdecimal():
            active = not int(value[:10]) & _DISABLED
    yield from _person(begins, found, active=active)


def _person(line: int, found: list[str], *, active: bool) -> Iterator[Person]:
    if found:  # groups and containers have none of the names
        yield Person(line, keys(*found), active)


def _unfolded(path: Path) -> Iterator[tuple[int, str]]:
    """Each logical line with the number it begins at; a line that begins with a space goes on from the one before."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_BYTES >> 20} MiB", "split it")
        with path.open(encoding="utf-8-sig") as file:
            begins, whole = 1, ""
            for number, raw in enumerate(file, 1):
                line = raw.rstrip("\r\n")
                if line.startswith(" ") and whole:
                    whole = (whole + line[1:])[: 4 * MAX_CELL]  # what is longer is no name of anybody
                    continue
                if number > 1:
                    yield begins, whole
                begins, whole = number, line[: 4 * MAX_CELL]
            yield begins, whole
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})", "check the path") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not text in UTF-8", "export it as LDIF") from None


def _attribute(path: Path, number: int, line: str) -> tuple[str, str]:
    """Name (without options, folded) and value; of what is no name of a person the value is not looked at."""
    name, colon, value = line.partition(":")
    name = name.partition(";")[0].strip().lower()
    if name not in _NAMES and name != "useraccountcontrol":
        return ("", "") if colon or line.startswith("#") else _not_ldif(path, number)
    if not value.startswith(":"):
        return name, value.strip()
    try:
        return name, base64.b64decode(value[1:].strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise ConfigError(f"{path}: line {number}: a broken base64 value", "export it again") from None


def _not_ldif(path: Path, number: int) -> tuple[str, str]:
    raise ConfigError(f"{path}: line {number}: not LDIF", "'name: value' is wanted on each line")


importer = Importer("ldif", _read)
