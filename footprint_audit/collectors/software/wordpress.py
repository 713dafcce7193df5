"""WordPress: the author and their posts by the REST API; by the author page where the API is closed or silent.

The API lists only authors with public posts: `[]` is said of an author without posts and of nobody alike, so the author
page decides. It is asked for by name (`?author_name=`), which works with any permalinks; numbers are never tried.

https://developer.wordpress.org/rest-api/reference/users/#list-users
https://developer.wordpress.org/rest-api/reference/posts/#list-posts
https://developer.wordpress.org/reference/classes/wp_query/#author-parameters
"""

from __future__ import annotations

import re
from dataclasses import replace

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import base_address, host_of, web_links
from footprint_audit.collectors.markup import plain_text
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, decide, refuse_walls
from footprint_audit.collectors.visit import HTML, Collector, Program, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Gap, Handle, Outcome, Post, Profile, Reason, Site

__all__ = ["program"]

DESCRIPTIONS = (".archive-description", ".taxonomy-description", ".author-description")
HEADINGS = ("h1.page-title", "h1.archive-title", "h1.wp-block-query-title")
CLOSED = "the site keeps its REST API closed, so its posts were not read; look at the author page yourself"


def at(base: str) -> Collector:
    base = base_address(base)
    host = host_of(base)
    site = Site(
        id=f"wordpress:{host}",
        name=f"WordPress ({host})",
        profile_url=f"{base}/author/{{handle}}/",
        category="blog",
        hosts=(host,),
        source="https://developer.wordpress.org/rest-api/reference/users/#list-users",
    )

    async def collect(account: Account, visit: Visit) -> Outcome:
        return await _collect(account, visit, base)

    return Collector(site, collect)


async def _collect(account: Account, visit: Visit, base: str) -> Outcome:
    users, root = await _ask_api(account, visit, base)
    if users.status == 200 and _list(users).items():
        profile = parse(account, visit, users)
        number = users.json().number(0, "id") or 0

        async def posts() -> tuple[Post, ...]:
            query = f"author={number}&per_page=20&_fields=link,date_gmt,title,content"
            return parse_posts(await visit.ask(_url(root, "posts", query), further=True))

        return await visit.with_posts(profile, posts)
    page = await visit.ask(f"{base}/?author_name={account.handle.quoted}", accept=HTML, hops=2)
    if page.status == 404 and (users.status == 200 or "error404" in page.text):
        if page.body:
            refuse_walls(page)
        return Absent(account, f"{host_of(base)} answers 404 for the author page, and its API lists no such author")
    found = parse_page(account, visit, page)
    return found if users.status == 200 else replace(found, gaps=(Gap("posts", Reason.LOGIN_WALL, CLOSED),))


async def _ask_api(account: Account, visit: Visit, base: str) -> tuple[Page, str]:
    """The users API's answer, and where the API is. Raises NoReply where a wall is before the whole site."""
    query = f"slug={account.handle.quoted}"
    root = f"{base}/wp-json"
    page = await visit.ask(_url(root, "users", query))
    if page.status != 200 and '"rest_' not in page.text:  # no API here; with plain permalinks it is a query
        if page.body:
            refuse_walls(page)
        root = f"{base}/?rest_route="
        page = await visit.ask(_url(root, "users", query))
    return page, root


def _url(root: str, kind: str, query: str) -> str:
    return f"{root}/wp/v2/{kind}{'&' if '?' in root else '?'}{query}"


def _list(page: Page) -> Json:
    """The list in an answer. Raises NoReply where it is none."""
    if page.status != 200 or not page.text.startswith("["):
        refuse_walls(page)
        raise NoReply(Reason.CHANGED, "the address answers, but not as WordPress' API; check the site's address")
    return page.json()


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The author in the API's answer. Raises NoReply where it is another's."""
    user = page.json().at(0)
    slug = user.text("slug")
    visit.must_be(account, account.handle.value if slug == nice_name(account.handle) else slug)
    sizes = [(int(size), address.text()) for size, address in user.entries("avatar_urls") if size.isdecimal()]
    return Profile(
        account=_at_home(account, user.text("link")),
        fetched_at=visit.now,
        display_name=plain_text(user.text("name")),
        bio=plain_text(user.text("description")),
        links=web_links(plain_text(user.text("url"))),
        avatar_url="".join(web_links(max(sizes)[1])) if sizes else "",
    )


def parse_page(account: Account, visit: Visit, page: Page) -> Profile:
    """The author on their page, which every theme marks with their name. Raises NoReply where it is no such page."""
    mark = f"author-{nice_name(account.handle)}"
    decide(page, Markers(found=Marker(200, mark), absent=()))
    if not page.select(f"body.author.{mark}"):
        raise NoReply(Reason.UNCLEAR, "the page that answers is not this author's; open the address yourself")
    descriptions = (part.get_text("\n") for selector in DESCRIPTIONS for part in page.select(selector))
    return Profile(
        account=_at_home(account, page.url),
        fetched_at=visit.now,
        display_name=_name(page),
        bio=next((" ".join(text.split()) for text in descriptions), ""),
    )


def _name(page: Page) -> str:
    """The name in the heading, or, where the theme says "Nothing here", what the title begins with."""
    named = [name for heading in HEADINGS for part in page.select(heading) if (name := part.find("span"))]
    return " ".join(named[0].get_text().split()) if named else re.split(r" [–|-] |, Author at ", page.head.title)[0]


def parse_posts(page: Page) -> tuple[Post, ...]:
    """The latest posts: title and text."""
    return tuple(_post(post) for post in _list(page).items())


def _post(post: Json) -> Post:
    parts = (plain_text(post.text(part, "rendered")) for part in ("title", "content"))
    return Post(post.text("link"), from_iso(post.text("date_gmt")), "\n\n".join(part for part in parts if part))


def nice_name(handle: Handle) -> str:
    """The handle as WordPress puts it into addresses."""
    return handle.value.lower().replace(".", "-")


def _at_home(account: Account, url: str) -> Account:
    same = web_links(url) and host_of(url) == host_of(account.url)
    return replace(account, url=url) if same else account


program = Program("wordpress", "WordPress", at)
