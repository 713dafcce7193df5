"""Hacker News, by its API at Firebase; recent texts by Algolia's search (one request instead of one per text).

The API leaves out accounts without public activity, so its `null` alone does not say that there is no account: the
profile page is asked, which says "No such user." in so many words.

https://github.com/HackerNews/API#users
https://hn.algolia.com/api
"""

from __future__ import annotations

from footprint_audit.collectors.dates import from_unix
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.markup import anchors, plain_text, unescape
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import HTML, Collector, Visit
from footprint_audit.model import Absent, Account, AuthoredBy, Gap, Outcome, Post, Profile, Reason, Site

__all__ = ["collector"]

USERS = "https://hacker-news.firebaseio.com/v0/user"
SEARCH = "https://hn.algolia.com/api/v1/search_by_date"
PAGES = "https://news.ycombinator.com"

SITE = Site(
    id="hackernews",
    name="Hacker News",
    profile_url="https://news.ycombinator.com/user?id={handle}",
    category="forum",
    handle_pattern=r"[A-Za-z0-9_-]{2,15}",
    hosts=("hacker-news.firebaseio.com", "hn.algolia.com"),
    folds_case=False,
    source="https://github.com/HackerNews/API#users",
)

USER = Markers(found=Marker(200, '"id"'), absent=())
PROFILE_PAGE = Markers(found=Marker(200, "karma:"), absent=(Marker(200, "No such user."),))
HITS = Markers(found=Marker(200, '"hits"'), absent=())


async def collect(account: Account, visit: Visit) -> Outcome:
    handle = account.handle.quoted
    page = await visit.ask(f"{USERS}/{handle}.json")
    if page.status == 200 and page.text.strip() == "null":
        return silent(account, visit, await visit.ask(f"{PAGES}/user?id={handle}", accept=HTML))
    decide(page, USER)
    profile = parse(account, visit, page)

    async def posts() -> tuple[Post, ...]:
        return parse_posts(account, await visit.ask(f"{SEARCH}?tags=author_{handle}&hitsPerPage=20", further=True))

    return await visit.with_posts(profile, posts)


def silent(account: Account, visit: Visit, page: Page) -> Outcome:
    """What the profile page says of an account that the API does not know. Raises NoReply."""
    if decide(page, PROFILE_PAGE) is Verdict.ABSENT:
        return Absent(
            account, "news.ycombinator.com says: No such user. (Upper and lower case are different handles here.)"
        )
    advice = "the API of Hacker News leaves out accounts without posts; read what the profile page says yourself"
    return Profile(account, visit.now, gaps=(Gap("bio", Reason.UNCLEAR, advice),))


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The profile in the answer. Raises NoReply where it is another's."""
    user = page.json()
    visit.must_be(account, user.text("id"))
    about = user.text("about")
    return Profile(
        account=account,
        fetched_at=visit.now,
        bio=plain_text(about),
        links=tuple(dict.fromkeys(anchor.href for anchor in anchors(about))),
        joined=from_unix(user.number("created"))[:10],
        counters=(("karma", user.number("karma") or 0),),
    )


def parse_posts(account: Account, page: Page) -> tuple[Post, ...]:
    """Stories and comments of exactly this handle (search folds case, handles do not). Raises NoReply."""
    decide(page, HITS)
    hits = page.json().items("hits")
    posts = (_post(hit) for hit in hits if hit.text("author") == account.handle.value)
    return tuple(post for post in posts if post.text)


def _post(hit: Json) -> Post:
    """A story that only links elsewhere bears a title that may be the linked page's own."""
    body = plain_text(hit.text("comment_text") or hit.text("story_text"))
    text = "\n\n".join(part for part in (unescape(hit.text("title")), body) if part)
    authored_by = AuthoredBy.SELF if body else AuthoredBy.UNKNOWN
    number = hit.number("objectID")
    url = f"{PAGES}/item?id={number}" if number else ""
    return Post(url, from_unix(hit.number("created_at_i")), text, authored_by)


collector = Collector(SITE, collect)
