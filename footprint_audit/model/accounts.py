"""Who is asked, and where."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from footprint_audit.model.words import Context, Visibility

__all__ = ["Account", "Handle", "Site"]

_HANDLE = re.compile(r"[\w.-]{1,64}")
_INSTANCE = re.compile(r"(?=.{1,253}\Z)[\w-]{1,63}(\.[\w-]{1,63})*(:\d{1,5})?")


@dataclass(frozen=True, slots=True, order=True)
class Handle:
    """A name somebody uses on sites, normalised once: NFKC, `[\\w.-]{1,64}`, never starting with "-".

    `instance` is the host of a federated handle (`mara@social.example`), else empty.
    Raises ValueError, one line with advice, for anything else.
    """

    value: str
    instance: str = ""

    def __post_init__(self) -> None:
        value = unicodedata.normalize("NFKC", self.value).strip()
        instance = unicodedata.normalize("NFKC", self.instance).strip().lower()
        # "." and ".." pass the pattern, but a URL's path folds them away: the page asked for would be another one.
        if not _HANDLE.fullmatch(value) or value.startswith("-") or not value.strip("."):
            raise ValueError("not a handle: use 1 to 64 letters, digits, '.', '_' or '-', not starting with '-'")
        if instance and not _INSTANCE.fullmatch(instance):
            raise ValueError("not a federated handle: write it as name@host, as in mara@social.example")
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "instance", instance)

    @classmethod
    def parse(cls, text: str) -> Handle:
        """`mara`, `@mara`, `mara@social.example` or `@mara@social.example` as a handle."""
        value, _, instance = unicodedata.normalize("NFKC", text).strip().removeprefix("@").partition("@")
        return cls(value, instance)

    def __str__(self) -> str:
        return f"{self.value}@{self.instance}" if self.instance else self.value

    @property
    def quoted(self) -> str:
        """The value, safe as one segment of a URL."""
        return quote(self.value, safe="")

    @property
    def folded(self) -> str:
        """The value for comparing on sites that ignore case."""
        return self.value.casefold()


@dataclass(frozen=True, slots=True)
class Site:
    """A place that has profiles, and what we must know before asking it.

    `id` is the file name of its collector, or `program:host` for a hosted program. `profile_url` is the page a person
    would open, with one `{handle}`. `hosts` are the further hosts that may answer for it. `source` is where its API
    is documented.
    """

    id: str
    name: str
    profile_url: str
    category: str
    handle_pattern: str = r"[\w.-]{1,64}"
    hosts: tuple[str, ...] = ()
    context: Context = Context.UNKNOWN  # whom such accounts are usually for
    sensitive: bool = False  # merely having an account here tells something protected
    federated: bool = False  # handles may carry an instance
    folds_case: bool = True
    source: str = ""

    def admits(self, handle: Handle) -> bool:
        """Whether the site's own rules allow this handle."""
        return re.fullmatch(self.handle_pattern, handle.value) is not None

    def account(self, handle: Handle, *, context: Context | None = None) -> Account:
        """The account of `handle` here; a context given is *declared*, else the site's usual one is inferred."""
        usual = f"accounts on {self.name} are usually {self.context}" if self.context is not Context.UNKNOWN else ""
        return Account(
            site=self.id,
            site_name=self.name,
            category=self.category,
            handle=handle,
            url=self.profile_url.replace("{handle}", handle.quoted),
            context=self.context if context is None else context,
            context_reason=usual if context is None else "declared",
            declared=context is not None,
            sensitive=self.sensitive,
        )


@dataclass(frozen=True, slots=True)
class Account:
    """One handle on one site: what is asked for, whether or not it exists."""

    site: str
    site_name: str
    category: str
    handle: Handle
    url: str
    context: Context = Context.UNKNOWN
    context_reason: str = ""
    expected_visibility: Visibility | None = None
    declared: bool = False
    sensitive: bool = False
    variant_of: str = ""  # the handle that this one is a variant of: another handle, perhaps another person's

    @property
    def id(self) -> str:
        """A name for the account that is stable between runs: `site/handle`."""
        return f"{self.site}/{self.handle}"
