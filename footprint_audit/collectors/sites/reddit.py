"""Reddit, by the JSON form of its public pages.

Reddit announced in 2026 that it shuts these down for visitors without a login; where it has, every answer is 403 and
the account is `Unread` with the way that stays open: the person's own export.

https://www.reddit.com/dev/api/#GET_user_{username}_about (raw_json=1: texts are not escaped for HTML)
https://praw.readthedocs.io/en/stable/code_overview/models/redditor.html (suspended and shadow-banned accounts)
https://www.reddit.com/r/modnews/comments/1tq9vxo/protecting_communities_from_scrapers_and_platform/
"""

from __future__ import annotations

from footprint_audit.collectors.dates import from_unix
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.markup import unescape
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Context, Outcome, Post, Profile, Reason, Site, Visibility

__all__ = ["collector"]

ORIGIN = "https://www.reddit.com"

SITE = Site(
    id="reddit",
    name="Reddit",
    profile_url="https://www.reddit.com/user/{handle}",
    category="forum",
    handle_pattern=r"[A-Za-z0-9_-]{3,20}",
    context=Context.PERSONAL,
    source="https://www.reddit.com/dev/api/#GET_user_{username}_about",
)

ACCOUNT = Markers(found=Marker(200, '"t2"'), absent=(Marker(404, '"Not Found"'),))
LISTING = Markers(found=Marker(200, '"Listing"'), absent=())

NO_PROGRAMS = (
    "Reddit turns away programs without a login; ask Reddit for your own data at"
    " https://www.reddit.com/settings/data-request and read the export instead"
)
GONE = ("[deleted]", "[removed]")  # what is left of a text that its author or a moderator took down


async def collect(account: Account, visit: Visit) -> Outcome:
    address = f"{ORIGIN}/user/{account.handle.quoted}"
    page = await visit.ask(f"{address}/about.json?raw_json=1")
    if page.status == 403:
        raise NoReply(Reason.BLOCKED, NO_PROGRAMS)
    if decide(page, ACCOUNT) is Verdict.ABSENT:
        return Absent(
            account, "reddit.com answers 404 Not Found: no such account, or one that Reddit hides from everybody"
        )
    user = page.json().at("data")
    visit.must_be(account, user.text("name"))
    if user.truth("is_suspended"):
        return Absent(account, "Reddit says that the account is suspended: it existed, and nothing of it is shown")

    async def posts() -> tuple[Post, ...]:
        recent = f"{address}/overview.json?limit=20&raw_json=1&sort=new"
        return parse_posts(await visit.ask(recent, further=True))

    return await visit.with_posts(parse(account, visit, user), posts)


def parse(account: Account, visit: Visit, user: Json) -> Profile:
    """The profile. A person's bio and name stand in the subreddit that Reddit gives every account."""
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("subreddit", "title"),
        bio=user.text("subreddit", "public_description"),
        avatar_url="".join(web_links(unescape(user.text("icon_img")))),
        joined=from_unix(user.number("created_utc"))[:10],
        counters=(("karma", user.number("total_karma") or 0),),
        visibility=Visibility.UNLISTED if user.truth("hide_from_robots") else Visibility.PUBLIC,
    )


def parse_posts(page: Page) -> tuple[Post, ...]:
    """Submissions and comments, newest first. Raises NoReply where the page is no listing."""
    decide(page, LISTING)
    posts = (_post(thing.at("data")) for thing in page.json().items("data", "children"))
    return tuple(post for post in posts if post.text)


def _post(data: Json) -> Post:
    texts = (data.text(key) for key in ("title", "selftext", "body"))
    text = "\n\n".join(text for text in texts if text and text not in GONE)
    path = data.text("permalink")
    url = f"{ORIGIN}{path}" if path.startswith("/") else ""
    return Post(url, from_unix(data.number("created_utc")), text)


collector = Collector(SITE, collect)
