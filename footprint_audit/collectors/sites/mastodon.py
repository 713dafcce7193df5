"""Mastodon accounts on any server: WebFinger tells which host keeps `name@host`, that host's API tells the rest.

A handle without a host is asked for at mastodon.social.

https://docs.joinmastodon.org/spec/webfinger/
https://www.rfc-editor.org/rfc/rfc7033#section-4.2
"""

from __future__ import annotations

from dataclasses import replace

from footprint_audit.collectors.links import host_of
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.software.mastodon import read
from footprint_audit.collectors.verdict import Marker, Markers, decide, refuse_walls
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Outcome, Reason, Site, Unread

__all__ = ["collector"]

HOME = "mastodon.social"
JRD = "application/jrd+json, application/json"
PATH = "/.well-known/webfinger"

SITE = Site(
    id="mastodon",
    name="Mastodon",
    profile_url=f"https://{HOME}/@{{handle}}",
    category="social",
    handle_pattern=r"(?i)[a-z\d_](?:[a-z\d_.-]*[a-z\d_])?",
    hosts=(HOME,),
    federated=True,
    source="https://docs.joinmastodon.org/spec/webfinger/",
)

MARKERS = Markers(found=Marker(200, '"links"'), absent=())


async def collect(account: Account, visit: Visit) -> Outcome:
    instance = account.handle.instance
    if not instance:
        return await read(account, visit, f"https://{HOME}")
    account = replace(account, url=f"https://{instance}/@{account.handle.quoted}")
    try:
        page = await _webfinger(account, visit)
        if page.status in (404, 410):
            if page.body:  # Mastodon sends none, a wall has one
                refuse_walls(page)
            return Absent(account, f"WebFinger at {instance} answers {page.status} for this handle")
        return await read(account, visit, f"https://{keeper(page)}")
    except NoReply as failure:  # here, because only here the account's address is known
        return Unread(account, failure.reason, failure.advice)


async def _webfinger(account: Account, visit: Visit) -> Page:
    """What the account's own host says; a host may hand the question over to another one, once."""
    resource = f"acct:{account.handle.quoted}@{account.handle.instance}"
    page = await visit.ask(f"https://{account.handle.instance}{PATH}?resource={resource}", accept=JRD)
    if page.location.startswith("https://") and PATH in page.location:
        page = await visit.ask(page.location, accept=JRD)
    return page


def keeper(page: Page) -> str:
    """The host that keeps the account. Raises NoReply where the answer names none."""
    decide(page, MARKERS)
    hrefs = {link.text("rel"): link.text("href") for link in page.json().items("links")}
    for rel in ("self", "http://webfinger.net/rel/profile-page"):
        address = hrefs.get(rel, "")
        if address.startswith("https://") and host_of(address):
            return host_of(address)
    raise NoReply(Reason.UNCLEAR, "the server knows this handle but names no profile for it; open the address yourself")


collector = Collector(SITE, collect)
