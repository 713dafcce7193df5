"""Wikipedia and its sisters: one account for all of Wikimedia, shown by its user page on the English Wikipedia.

Whether a name exists is asked of Meta-Wiki, where accounts are global; the user page is the local one, or else the
global one on Meta, which every wiki shows in its place.

https://www.mediawiki.org/wiki/API:Globaluserinfo
https://www.mediawiki.org/wiki/Help:Extension:GlobalUserPage
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.software.mediawiki import answer, user_name, with_user_page
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Outcome, Profile, Reason, Site

__all__ = ["collector"]

LOCAL = "https://en.wikipedia.org"
META = "https://meta.wikimedia.org"

SITE = Site(
    id="wikipedia",
    name="Wikipedia",
    profile_url=f"{LOCAL}/wiki/User:{{handle}}",
    category="wiki",
    hosts=("en.wikipedia.org", "meta.wikimedia.org"),
    folds_case=False,
    source="https://www.mediawiki.org/wiki/API:Globaluserinfo",
)


async def collect(account: Account, visit: Visit) -> Outcome:
    name = quote(user_name(account.handle), safe="")
    asked = f"action=query&meta=globaluserinfo&guiuser={name}&guiprop=editcount&format=json&formatversion=2"
    page = await visit.ask(f"{META}/w/api.php?{asked}")
    if answer(page).has("query", "globaluserinfo", "missing"):
        return Absent(account, "the global accounts API of Wikimedia calls this name missing")
    profile = await with_user_page(parse(account, visit, page), visit, f"{LOCAL}/w/api.php")
    if profile.gaps or profile.bio or profile.posts:
        return profile
    there = replace(profile, account=replace(account, url=f"{META}/wiki/User:{account.handle.quoted}"))
    shown = await with_user_page(there, visit, f"{META}/w/api.php")
    return shown if shown.bio or shown.posts else profile


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The account's own facts. Raises NoReply where they are another's, or nobody's."""
    user = page.json().at("query", "globaluserinfo")
    if not user.number("id"):
        raise NoReply(Reason.UNCLEAR, "Wikimedia neither knows nor misses this name; look at the user page yourself")
    name = user_name(account.handle)
    visit.must_be(account, account.handle.value if user.text("name") == name else user.text("name"))
    return Profile(
        account=account,
        fetched_at=visit.now,
        joined=from_iso(user.text("registration"))[:10],
        counters=(("edits", user.number("editcount") or 0),),
    )


collector = Collector(SITE, collect)
