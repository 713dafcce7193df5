"""The one collector for sites as data: asks as its `Entry` says, decides by the entry's signs, and reads what any page
tells of the person.
"""

from __future__ import annotations

import json
from functools import partial
from urllib.parse import quote

from footprint_audit.collectors.catalogue.entry import Entry, Request
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import HTML, Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Outcome, Profile, Reason, Visibility

__all__ = ["collector"]

STAND_IN = "{handle}"


def collector(entry: Entry) -> Collector:
    """The collector of one site as data."""
    return Collector(entry.site, partial(_collect, entry), reads_posts=False)


async def _collect(entry: Entry, account: Account, visit: Visit) -> Outcome:
    handle = account.handle.value
    if altered := sorted(set(entry.altered) & set(handle)):
        # The manifest would delete these characters and so ask about somebody else.
        raise NoReply(Reason.ILLEGAL_HANDLE, f"handles here have no {' '.join(altered)}; nothing was asked")
    page = await _ask(entry.request, account, visit)
    markers = Markers(
        found=next(Marker(sign.statuses[0], (*sign.texts, "")[0]) for sign in entry.found),
        absent=tuple(Marker(sign.statuses[0], (*sign.texts, "")[0]) for sign in entry.absent),
    )
    if decide(page, markers) is Verdict.ABSENT:
        return Absent(account, f"the site answers as it does for a missing account ({page.status})")
    return _profile(account, visit, page)


async def _ask(request: Request, account: Account, visit: Visit) -> Page:
    url = request.url.replace(STAND_IN, account.handle.quoted)
    if not request.content:
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
