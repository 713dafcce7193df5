"""SCIM 2.0 (RFC 7643): a ListResponse of core users as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from footprint_audit.errors import ConfigError
from footprint_audit.organisation.importers import Importer, Person, keys

__all__ = ["importer"]

MAX_BYTES = 128 * 1024 * 1024
_ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def _read(path: Path) -> Iterator[Person]:
    """JSON does not tell lines: the number of the resource stands for one."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(f"{path}: larger than {MAX_BYTES >> 20} MiB", "ask for fewer users a page")
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})", "check the path") from None
    except (ValueError, RecursionError):
        raise ConfigError(f"{path}: not JSON", "a SCIM ListResponse is wanted") from None
    resources = data.get("Resources") if isinstance(data, dict) else None
    if not isinstance(resources, list):
        raise ConfigError(f"{path}: no 'Resources' in it", "a SCIM ListResponse is wanted")
    for number, user in enumerate(resources, 1):
        if not isinstance(user, dict):
            raise ConfigError(f"{path}: resource {number}: not a user", "a SCIM ListResponse of users is wanted")
        yield Person(number, keys(*_names(user)), user.get("active") is not False)


def _names(user: dict[str, object]) -> Iterator[str]:
    extension = user.get(_ENTERPRISE)
    found = [user.get("userName"), user.get("externalId"), user.get("id")]
    found += [extension.get("employeeNumber")] if isinstance(extension, dict) else []
    emails = user.get("emails")
    found += [mail.get("value") for mail in emails if isinstance(mail, dict)] if isinstance(emails, list) else []
    yield from (name for name in found if isinstance(name, str))


importer = Importer("scim", _read)
