"""One site as data: how it is asked, and what its answers mean, whoever wrote it down.

Our own catalogue and the readers of the field's manifests all end in an `Entry`; one collector (`shallow`) asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from footprint_audit.model import Site

__all__ = ["Entry", "EvidenceKind", "Request", "Sign"]


class EvidenceKind(StrEnum):
    """What an answer of the site is about."""

    PROFILE = "profile"  # the page a person would open
    API = "api"  # data about the account
    AVAILABILITY = "availability"  # whether the name is taken at sign-up: no evidence of a public profile
    MIRROR = "mirror"  # another site's copy


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. `{handle}` stands for the handle: in `url` percent-encoded, in `content` as its type wants it."""

    url: str
    method: str = "GET"
    accept: str = ""  # empty: as for a page
    content: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """What an answer shows: one of these statuses (none given: any), one of these texts (none given: any body).

    `location` is where a redirect leads, as a piece of the address. `{handle}` stands for the handle: in a text as it
    was asked for (a site that folds case may write it in another), in a location percent-encoded.
    """

    statuses: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    location: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A site, what to send, and the evidence for each answer: any one of `found`, any one of `absent`.

    An empty `found` or `absent` means that nobody wrote down what that answer looks like; only the controls of the run
    can then tell it. `known` are handles said to exist, the public ones of the site itself where possible.
    `altered` are characters no handle has here, which a manifest would delete and so ask about somebody else.
    `refusals` are texts that mean the site did not answer, `walls_as_answers` statuses (403) that are answers here.
    `without` are headers that a manifest would send and we do not (another program's name, a cookie, a key): its site
    may answer us otherwise than its author saw. `disabled` says why the entry is not asked by default, or is empty.
    `checked` is an ISO date.
    """

    site: Site
    request: Request
    found: tuple[Sign, ...]
    absent: tuple[Sign, ...]
    evidence: EvidenceKind = EvidenceKind.PROFILE
    known: tuple[str, ...] = ()
    altered: str = ""
    refusals: tuple[str, ...] = ()
    walls_as_answers: tuple[int, ...] = ()
    protection: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    disabled: str = ""
    checked: str = ""
