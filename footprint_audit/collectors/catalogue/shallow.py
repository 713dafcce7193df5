"""The one collector for sites as data: asks as its `Entry` says, decides by the entry's signs, and reads what any page
tells of the person.
"""

from __future__ import annotations

import json
from functools import partial
from urllib.parse import quote

from footprint_audit.collectors.catalogue.entry import Entry, Request, Sign
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import HTML, Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Outcome, Profile, Reason, Visibility

__all__ = ["collector"]

STAND_IN = "{handle}"
NEVER = Marker(0)  # no answer has this status


def collector(entry: Entry) -> Collector:
    """The collector of one site as data."""
    return Collector(entry.site, partial(_collect, entry), reads_posts=False)


async def _collect(entry: Entry, account: Account, visit: Visit) -> Outcome:
    handle = account.handle.value
    if altered := sorted(set(entry.altered) & set(handle)):
        # The manifest would delete these characters and so ask about somebody else.
        raise NoReply(Reason.ILLEGAL_HANDLE, f"handles here have no {' '.join(altered)}; nothing was asked")
    page = await _ask(entry.request, account, visit)
    if decide(page, _markers(entry, page, handle)) is Verdict.ABSENT:
        return Absent(account, f"the site answers as it does for a missing account ({page.status})")
    return _profile(account, visit, page)


def _markers(entry: Entry, page: Page, handle: str) -> Markers:
    """What the entry says of answers with this page's status, as markers. Raises NoReply where it says: no answer."""
    if any(text in page.text for text in entry.refusals):
        raise NoReply(Reason.BLOCKED, "the site says that it will not answer us: open the address yourself")
    found = [marker for marker in _of(entry.found, page, handle) if marker.holds(page)]
    return Markers(found[0] if found else NEVER, _of(entry.absent, page, handle))


def _of(signs: tuple[Sign, ...], page: Page, handle: str) -> tuple[Marker, ...]:
    leads_to_handle = bool(page.location) and handle.casefold() in page.location.casefold()
    return tuple(
        Marker(page.status, text.replace(STAND_IN, handle))
        for sign in signs
        if (not sign.statuses or page.status in sign.statuses) and sign.location in page.location
        if sign.location or not leads_to_handle  # a redirect to the handle's own page is no sign of absence
        for text in sign.texts or ("",)
    )


async def _ask(request: Request, account: Account, visit: Visit) -> Page:
    url = request.url.replace(STAND_IN, account.handle.quoted)
    if request.method != "POST":
        return Page.of(await visit.fetch(url, accept=request.accept or HTML))
    kind = request.content_type or "application/x-www-form-urlencoded"
    content = request.content.replace(STAND_IN, _escaped(account.handle.value, kind)).encode()
    accept = request.accept or "*/*"
    return Page.of(await visit.fetch(url, accept=accept, method="POST", content=content, content_type=kind))


def _escaped(handle: str, kind: str) -> str:
    """The handle as the body's content type wants it: no handle may end a JSON string or a form's field."""
    return json.dumps(handle)[1:-1] if "json" in kind else quote(handle, safe="")


def _profile(account: Account, visit: Visit, page: Page) -> Profile:
    """What any page tells. The signs say that the account is there; the rest is a bonus."""
    if "html" not in page.headers.get("content-type", ""):
        return Profile(account, visit.now)
    person = page.person
    if person.handle:
        visit.must_be(account, person.handle.removeprefix("@"))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=person.display_name,
        bio=person.bio,
        location=person.location,
        links=person.links,
        rel_me=page.rel_me,
        avatar_url=person.avatar_url,
        joined=person.joined,
        visibility=Visibility.UNLISTED if page.unlisted else Visibility.PUBLIC,
    )
