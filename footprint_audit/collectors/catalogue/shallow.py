"""The one collector for sites as data: asks as its `Entry` says, believes only what the site's own controls bear out,
and reads what any page tells of the person.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import quote

from footprint_audit.collectors.catalogue.entry import Entry, EvidenceKind
from footprint_audit.collectors.catalogue.signs import STAND_IN, holds, says
from footprint_audit.collectors.catalogue.weighing import Belief, Witnesses, weigh
from footprint_audit.collectors.controls import Look, kind_of
from footprint_audit.collectors.described import describes, names
from footprint_audit.collectors.door import Reply
from footprint_audit.collectors.notices import Notice, closes, notice_in
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.redirects import is_front, is_same_profile, leaves
from footprint_audit.collectors.similarity import Shape, place_without, shape_of, texts_of
from footprint_audit.collectors.verdict import refuse_statuses, refuse_wall_pages
from footprint_audit.collectors.visit import HTML, Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Outcome, Profile, Reason, Visibility

__all__ = ["collector"]

HOPS = 3  # redirects to the same profile that are followed
GONE = frozenset({404, 410})  # statuses that say by themselves that there is nothing
PASSING = frozenset({500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527})  # trouble that may be over in a second
SECOND_TRY = 1.0  # seconds until then
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")  # one label of a host's name


def collector(entry: Entry) -> Collector:
    """The collector of one site as data."""
    return Collector(entry.site, partial(_collect, entry), reads_posts=False)


async def _collect(entry: Entry, account: Account, visit: Visit) -> Outcome:
    handle = account.handle.value
    _refuse_illegal(entry, handle)
    inquiry = _Inquiry(entry, visit)
    answer = await inquiry.answer(handle)
    belief = await inquiry.belief(answer)
    if entry.evidence is EvidenceKind.AVAILABILITY and belief.is_found:
        raise NoReply(
            Reason.UNCLEAR, "the name is taken there, which is no evidence of a public profile: look yourself"
        )
    if not belief.is_found:
        return Absent(account, _evidence(belief, answer.page.status))
    return _profile(account, visit, answer.page, closed=belief is Belief.PRIVATE)


@lru_cache(1024)  # of ten thousand absent accounts most have the same
def _evidence(belief: Belief, status: int) -> str:
    return f"{belief.value} ({status})"


def _refuse_illegal(entry: Entry, handle: str) -> None:
    """Raise NoReply for a handle that the site cannot have, before anything is asked."""
    if altered := sorted(set(entry.altered) & set(handle)):
        # The manifest would delete these characters and so ask about somebody else.
        raise NoReply(Reason.ILLEGAL_HANDLE, f"handles here have no {' '.join(altered)}; nothing was asked")
    if STAND_IN in entry.request.url.partition("://")[2].partition("/")[0] and not _LABEL.fullmatch(handle):
        # It would be another host than the one that the entry names.
        raise NoReply(
            Reason.ILLEGAL_HANDLE, "handles here are part of a host's name, and this one cannot be; not asked"
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the site said to one handle, and the signs of the entry that it shows."""

    handle: str
    page: Page
    found: bool
    absent: bool
    described: bool  # its data describes an account of the handle
    is_plain: bool  # an absence that needs no control: a text says it, or a status made for it

    def look(self, *, whole: bool = True) -> Look:
        """What is kept of it; not `whole`: without its shape, which is the dear part."""
        page = self.page
        return Look(
            status=page.status,
            place=place_without(page.location, self.handle) if page.location else "",
            found=self.found,
            absent=self.absent,
            names=names(page, self.handle),
            described=self.described,
            private=closes(page.text),
            shape=shape_of(page, self.handle) if whole else Shape(()),
        )


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """One site's part in one run: its entry, and the way to ask it."""

    entry: Entry
    visit: Visit

    async def answer(self, handle: str) -> _Answer:
        """What the site says to the handle. Raises NoReply for a wall, a refusal, a redirect away."""
        page = await self._page(handle)
        found = [sign for sign in self.entry.found if holds(sign, page, handle)]
        if not page.body.strip() and not page.location:
            found = []  # nothing is no profile
        absent = [sign for sign in self.entry.absent if holds(sign, page, handle)]
        described = page.status < 300 and describes(page, handle)
        is_answer = bool(found) is not bool(absent)
        self._refuse(page, handle, is_answer=is_answer, may_be_wall=not (is_answer and (described or page.is_json)))
        is_plain = any(sign.location or (sign.texts and not page.location) for sign in absent)
        is_plain = is_plain or (bool(absent) and page.status in GONE)
        return _Answer(handle, page, bool(found), bool(absent), described, is_plain)

    async def belief(self, answer: _Answer) -> Belief:
        """What to believe of an answer; the site is asked for controls only where it leaves a doubt. Raises NoReply."""
        page = answer.page
        if answer.found and not answer.absent and answer.described:
            return Belief.FOUND
        witnesses = self._witnesses(answer)
        if answer.absent and not answer.found and not answer.described:
            if answer.is_plain:
                return Belief.STATED
            if is_front(page.location) and await self._finds_others(answer.handle):
                return Belief.STATED
        return await weigh(answer.look(), witnesses, whole=page.whole)

    # --- asking

    async def _page(self, handle: str) -> Page:
        """The answer to the handle, redirects to the same profile followed."""
        url = self.entry.request.url.replace(STAND_IN, quote(handle, safe=""))
        page = Page.of(await self._steadily(url, handle))
        asked = {url}
        while page.location and self._goes_on(page, handle):
            if page.location in asked or len(asked) > HOPS:
                raise NoReply(
                    Reason.REDIRECT, "the site led us in a circle, or on and on; open the address in a browser"
                )
            asked.add(page.location)
            fetch = self.visit.fetch
            page = Page.of(await fetch(page.location, accept=self.entry.request.accept or HTML, partial=True))
        return page

    def _goes_on(self, page: Page, handle: str) -> bool:
        if any(sign.location and holds(sign, page, handle) for sign in (*self.entry.found, *self.entry.absent)):
            return False
        if leaves(page.url, page.location, self.entry.site.hosts):
            raise NoReply(Reason.REDIRECT, "the site sends us on to another one; open the address in a browser")
        return is_same_profile(page.url, page.location, handle)

    async def _steadily(self, url: str, handle: str) -> Reply:
        """The answer; where the site has trouble of its own, or is too busy, the one it gives a little later."""
        reply = await self._once(url, handle)
        is_busy = reply.status in PASSING or reply.status == 429
        if is_busy and "retry-after" not in reply.headers and reply.status not in self._answers:
            await asyncio.sleep(SECOND_TRY)
            reply = await self._once(url, handle)
        if not reply.whole:
            again = await self._once(url, handle)
            return again if again.whole or len(again.body) >= len(reply.body) else reply
        return reply

    @property
    def _answers(self) -> frozenset[int]:
        """Statuses that are answers here."""
        named = (status for sign in (*self.entry.found, *self.entry.absent) for status in sign.statuses)
        return frozenset((*named, *self.entry.walls_as_answers))

    async def _once(self, url: str, handle: str) -> Reply:
        request, fetch = self.entry.request, self.visit.fetch
        if not request.content:
            return await fetch(url, accept=request.accept or HTML, partial=True)
        kind = request.content_type or "application/x-www-form-urlencoded"
        content = request.content.replace(STAND_IN, _escaped(handle, kind)).encode()
        accept = request.accept or "*/*"
        return await fetch(url, accept=accept, method="POST", content=content, content_type=kind, partial=True)

    def _refuse(self, page: Page, handle: str, *, is_answer: bool, may_be_wall: bool) -> None:
        """Raise NoReply where the answer is a wall, if it can be one, or a refusal."""
        if any(says(page, text, handle) for text in self.entry.refusals):
            raise NoReply(Reason.BLOCKED, "the site says that it will not answer us: open the address yourself")
        if may_be_wall:
            refuse_wall_pages(page)
        if not is_answer and page.status not in {*self.entry.walls_as_answers, *GONE}:
            refuse_statuses(page)

    # --- controls

    def _witnesses(self, answer: _Answer) -> Witnesses:
        kind = kind_of(answer.handle)
        return Witnesses(
            impossible=partial(self._impossible, "nobody"),
            again=partial(self._impossible, "nobody again"),
            of_the_form=partial(self._impossible, "nobody", answer.handle) if kind else None,
            known=partial(self._known, answer.handle),
            notice=partial(_notice, answer),
        )

    async def _impossible(self, role: str, like: str = "") -> Look:
        site = self.entry.site
        handle = self.visit.controls.impossible(site, role, like, self.entry.altered)
        if not handle:
            raise NoReply(
                Reason.UNCLEAR, "no handle could be made up to hold the answer to: look at the address yourself"
            )
        return await self._look(f"{role} {kind_of(like)}", handle)

    async def _known(self, asked: str, nobody: Look) -> Look | None:
        """The first of the known handles that the site does not treat like nobody; None where none can be asked."""
        others = [handle for handle in self.entry.known if handle.casefold() != asked.casefold()][:2]
        look: Look | None = None
        for handle in others:
            look = await self._look(f"known {handle}", handle)
            if look.found or (look.status, look.place, look.shape) != (nobody.status, nobody.place, nobody.shape):
                break
        return look

    async def _finds_others(self, asked: str) -> bool:
        """Whether the site still shows a known handle as its entry says, so that its word about absence counts, too."""
        known = next((handle for handle in self.entry.known if handle.casefold() != asked.casefold()), "")
        return bool(known) and (await self._look(f"glance {known}", known, whole=False)).found

    async def _look(self, role: str, handle: str, *, whole: bool = True) -> Look:
        key = "\x1f".join(
            (self.entry.site.id, repr(self.entry.request), repr(self.entry.found), repr(self.entry.absent), role)
        )

        async def ask() -> Look:
            return (await self.answer(handle)).look(whole=whole)

        return await self.visit.controls.look(key, ask)


def _notice(answer: _Answer, nobody: Look) -> Notice | None:
    return notice_in(texts_of(answer.page, answer.handle, nobody.shape))


def _escaped(handle: str, kind: str) -> str:
    """The handle as the body's content type wants it: no handle may end a JSON string or a form's field."""
    return json.dumps(handle)[1:-1] if "json" in kind else quote(handle, safe="")


def _profile(account: Account, visit: Visit, page: Page, *, closed: bool) -> Profile:
    """What the head of any page tells. The signs say that the account is there; the rest is a bonus."""
    visibility = Visibility.LOGIN if closed else Visibility.PUBLIC
    if "html" not in page.headers.get("content-type", ""):
        return Profile(account, visit.now, visibility=visibility)
    person = page.head_person
    if person.handle and not describes(page, account.handle.value):
        visit.must_be(account, person.handle.removeprefix("@"))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=person.display_name,
        bio=person.bio,
        location=person.location,
        links=person.links,
        rel_me=page.head.rel_me,
        avatar_url=person.avatar_url,
        joined=person.joined,
        visibility=Visibility.UNLISTED if page.unlisted and not closed else visibility,
    )
