"""What came back, and what identity concludes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from footprint_audit.model.accounts import Account
from footprint_audit.model.words import AuthoredBy, Reason, Visibility

__all__ = ["Absent", "Clue", "Fact", "FactKind", "Gap", "Outcome", "Passage", "Post", "Profile", "Unread"]


@dataclass(frozen=True, slots=True)
class Post:
    """One public text. `date` is ISO 8601 as far as the site tells it, else empty."""

    url: str
    date: str
    text: str
    authored_by: AuthoredBy = AuthoredBy.SELF


@dataclass(frozen=True, slots=True)
class Passage:
    """One readable text and its address: `bio`, `links[0]`, `posts[3]`, `details.company`."""

    field: str
    text: str
    url: str
    authored_by: AuthoredBy = AuthoredBy.SELF


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a profile that could not be read: `posts`, and why."""

    field: str
    reason: Reason
    advice: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a stranger reads. Fields the site does not have, or the person left empty, are empty.

    `rel_me` are the links that claim to be the same person; `verified_links` those the site itself has checked.
    `details` are further labelled texts (`company`, `email`, `pronouns`). `gaps` are parts that could not be read.
    """

    account: Account
    fetched_at: datetime
    display_name: str = ""
    bio: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    rel_me: tuple[str, ...] = ()
    verified_links: tuple[str, ...] = ()
    avatar_url: str = ""
    joined: str = ""  # ISO 8601 date
    counters: tuple[tuple[str, int], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    posts: tuple[Post, ...] = ()
    language: str = ""
    visibility: Visibility = Visibility.PUBLIC
    gaps: tuple[Gap, ...] = ()

    def passages(self) -> Iterator[Passage]:
        """Every readable text with its address, in reading order; empty ones are left out."""
        url = self.account.url
        yield Passage("handle", self.account.handle.value, url)
        texts = [("display_name", self.display_name), ("bio", self.bio), ("location", self.location)]
        texts += [(f"details.{name}", text) for name, text in self.details]
        texts += [(f"links[{i}]", link) for i, link in enumerate(self.links)]
        yield from (Passage(name, text, url) for name, text in texts if text)
        for i, post in enumerate(self.posts):
            if post.text:
                yield Passage(f"posts[{i}]", post.text, post.url or url, post.authored_by)


@dataclass(frozen=True, slots=True)
class Absent:
    """The site said, in so many words, that there is no such account. `evidence` is what it said."""

    account: Account
    evidence: str


@dataclass(frozen=True, slots=True)
class Unread:
    """We could not tell. Never silence, and never absence."""

    account: Account
    reason: Reason
    advice: str


Outcome = Profile | Absent | Unread


class FactKind(StrEnum):
    """What identity may conclude. `LINKED` means linkable by a stranger, never "is the same person"."""

    LINKED = "linked"
    VERIFIED = "verified"
    LOOK_ALIKE = "look_alike"
    CONTRADICTION = "contradiction"
    THREAT_SET = "threat_set"


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason for a fact: its kind, a sentence, its weight (0 to 1, as in a noisy-OR), and where it stands."""

    kind: str
    text: str
    weight: float
    account: str = ""  # Account.id whose edit would remove the clue
    field: str = ""  # the field of that account


@dataclass(frozen=True, slots=True)
class Fact:
    """A conclusion over one or more accounts (their `Account.id`s), with every clue it rests on."""

    kind: FactKind
    accounts: tuple[str, ...]
    value: str
    clues: tuple[Clue, ...]
    confidence: float
