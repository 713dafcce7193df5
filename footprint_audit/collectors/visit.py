"""One visit of one collector to its site: what it may ask, and how an answer becomes an outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from footprint_audit.collectors.controls import Controls
from footprint_audit.collectors.door import Reply
from footprint_audit.collectors.page import Page
from footprint_audit.errors import NoReply
from footprint_audit.model import Account, Gap, Outcome, Post, Profile, Reason, Site

__all__ = ["HTML", "JSON", "Ask", "Collector", "Program", "Visit"]

HTML = "text/html,application/xhtml+xml"
JSON = "application/json"

MAX_POSTS = 20  # recent posts read of one account: one page of any API here


class Ask(Protocol):
    """`Door.fetch`, or a test's table of saved answers."""

    async def __call__(
        self,
        url: str,
        *,
        accept: str = ...,
        method: str = ...,
        content: bytes | None = ...,
        content_type: str = ...,
        hosts: frozenset[str] = ...,
        hops: int = ...,
        further: bool = ...,
        partial: bool = ...,
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """What a collector is handed: the door, narrowed to its site, the time of the run, and the run's controls."""

    fetch: Ask
    site: Site
    now: datetime
    controls: Controls = field(default_factory=Controls)

    async def ask(self, url: str, *, accept: str = JSON, hops: int = 0, further: bool = False) -> Page:
        """The page at `url`; redirects stay within the site's hosts. Raises NoReply."""
        hosts = frozenset(self.site.hosts)
        return Page.of(await self.fetch(url, accept=accept, hosts=hosts, hops=hops, further=further))

    def must_be(self, account: Account, handle: str) -> None:
        """Raise NoReply unless the answer speaks of the handle that was asked for."""
        asked = account.handle.value
        same = handle.casefold() == asked.casefold() if self.site.folds_case else handle == asked
        if not same:
            raise NoReply(
                Reason.UNCLEAR, "the site answered with another handle's profile; look at the address yourself"
            )

    async def with_posts(self, profile: Profile, read: Callable[[], Awaitable[tuple[Post, ...]]]) -> Profile:
        """The profile with its recent posts, or with a gap that says why they could not be read.

        A further page never costs the profile that was found.
        """
        try:
            posts = await read()
        except NoReply as failure:
            gap = Gap("posts", failure.reason, failure.advice)
            return replace(profile, gaps=(*profile.gaps, gap))
        return replace(profile, posts=posts[:MAX_POSTS])


@dataclass(frozen=True, slots=True)
class Collector:
    """A site and the one coroutine that reads an account of it. Raises NoReply, which becomes `Unread`."""

    site: Site
    collect: Callable[[Account, Visit], Awaitable[Outcome]]
    reads_posts: bool = True


@dataclass(frozen=True, slots=True)
class Program:
    """A program people host themselves: `at(base)` is its collector for one base address.

    The site's id is `program:host`, so that two servers of one program are two sites.
    """

    id: str
    name: str
    at: Callable[[str], Collector]
