"""MediaWiki: the account, and the user page that its owner wrote.

https://www.mediawiki.org/wiki/API:Users
https://www.mediawiki.org/wiki/API:Info (inprop=url: the page's true address)
https://www.mediawiki.org/wiki/API:Parsing_wikitext
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import base_address, host_of, web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import refuse_walls
from footprint_audit.collectors.visit import MAX_POSTS, Collector, Program, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Gap, Handle, Outcome, Post, Profile, Reason, Site

__all__ = ["program"]

SOURCE = "https://www.mediawiki.org/wiki/API:Users"
REFUSALS = {"readapidenied": Reason.LOGIN_WALL, "ratelimited": Reason.RATE_LIMITED, "maxlag": Reason.SERVER_ERROR}


def at(base: str) -> Collector:
    base = base_address(base)
    host = host_of(base)
    site = Site(
        id=f"mediawiki:{host}",
        name=f"MediaWiki ({host})",
        profile_url=f"{base}/index.php?title=User:{{handle}}",
        category="wiki",
        hosts=(host,),
        folds_case=False,  # but for the first letter, see `user_name`
        source=SOURCE,
    )

    async def collect(account: Account, visit: Visit) -> Outcome:
        api = f"{base}/api.php"
        page = await visit.ask(user_query(api, account))
        if page.status == 404:  # many wikis keep their scripts under /w
            if page.body:
                refuse_walls(page)
            api = f"{base}/w/api.php"
            page = await visit.ask(user_query(api, account))
        if (user := find_user(account, visit, page)) is None:
            return Absent(account, f"the users API of {host} calls this name missing")
        return await with_user_page(parse(account, visit, user, page, host), visit, api)

    return Collector(site, collect)


def user_name(handle: Handle) -> str:
    """The handle as MediaWiki keeps names: spaces for underscores, the first letter upper."""
    name = " ".join(handle.value.replace("_", " ").split())
    return name[:1].upper() + name[1:]


def user_query(api: str, account: Account) -> str:
    """The question after the account and after its page, in one."""
    name = quote(user_name(account.handle), safe="")
    asked = f"list=users&ususers={name}&usprop=registration%7Ceditcount&titles=User:{name}&prop=info&inprop=url"
    return f"{api}?action=query&{asked}&format=json&formatversion=2"


def answer(page: Page) -> Json:
    """What the API says. Raises NoReply where it refuses."""
    if page.status != 200 or not page.text.startswith("{"):  # even what is missing is told with status 200
        refuse_walls(page)
        raise NoReply(Reason.CHANGED, "the address answers, but not as MediaWiki's API; check the wiki's address")
    told = page.json()
    if code := told.text("error", "code"):
        advice = "the wiki's API refuses (it may be closed to visitors); look at the user page yourself"
        raise NoReply(REFUSALS.get(code, Reason.UNCLEAR), advice)
    return told


def find_user(account: Account, visit: Visit, page: Page) -> Json | None:
    """The account in the answer; None if it is missing. Raises NoReply where it is neither."""
    user = answer(page).at("query", "users", 0)
    name = user_name(account.handle)
    visit.must_be(account, account.handle.value if user.text("name") == name else user.text("name"))
    if user.has("missing"):
        return None
    if user.has("invalid"):
        raise NoReply(Reason.ILLEGAL_HANDLE, "this wiki allows no such name: nothing to look for here")
    if not user.number("userid"):
        raise NoReply(Reason.UNCLEAR, "the wiki neither knows nor misses this name; look at the user page yourself")
    return user


def parse(account: Account, visit: Visit, user: Json, page: Page, host: str) -> Profile:
    """The account's own facts, under the address that the wiki gives its user page."""
    address = page.json().text("query", "pages", 0, "canonicalurl")
    own = address if web_links(address) and host_of(address) == host else account.url
    return Profile(
        account=replace(account, url=own),
        fetched_at=visit.now,
        joined=from_iso(user.text("registration"))[:10],
        counters=(("edits", user.number("editcount") or 0),),
    )


async def with_user_page(profile: Profile, visit: Visit, api: str) -> Profile:
    """The profile with what its user page says: nothing, if nobody wrote one."""
    name = quote(user_name(profile.account.handle), safe="")
    only_the_page = "disableeditsection=1&disablelimitreport=1&disabletoc=1"
    url = f"{api}?action=parse&page=User:{name}&prop=text&{only_the_page}"
    try:
        page = await visit.ask(f"{url}&format=json&formatversion=2")
        if page.status == 200 and page.json().text("error", "code") == "missingtitle":
            return profile
        html = answer(page).text("parse", "text")
    except NoReply as failure:
        gaps = (Gap(field, failure.reason, failure.advice) for field in ("bio", "posts"))
        return replace(profile, gaps=tuple(gaps))
    return filled(profile, html)


def filled(profile: Profile, html: str) -> Profile:
    """The profile with the texts of its user page; a section of it is a post without a date."""
    from footprint_audit.collectors.wikipage import read_user_page  # BeautifulSoup is slow to import

    shown = read_user_page(html)
    address = profile.account.url
    return replace(
        profile,
        display_name=shown.name,
        bio=shown.bio,
        location=shown.location,
        links=shown.links,
        details=shown.details,
        posts=tuple(Post(f"{address}#{part.anchor}", "", part.text) for part in shown.sections)[:MAX_POSTS],
    )


program = Program("mediawiki", "MediaWiki", at)
