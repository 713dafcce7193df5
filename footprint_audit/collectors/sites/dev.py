"""DEV (dev.to), by the public part of the Forem API.

Handles are stored in lower case and compared exactly, so the handle is asked for in lower case.

https://developers.forem.com/api/v1
https://github.com/forem/forem/blob/main/app/controllers/concerns/api/users_controller.rb (by_username)
https://github.com/forem/forem/blob/main/app/controllers/api/v1/api_controller.rb (the 404)
"""

from __future__ import annotations

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.model import Absent, Account, AuthoredBy, Context, Outcome, Post, Profile, Site

__all__ = ["collector"]

API = "https://dev.to/api"

SITE = Site(
    id="dev",
    name="DEV Community",
    profile_url="https://dev.to/{handle}",
    category="developer",
    handle_pattern=r"[A-Za-z0-9_]{2,30}",
    context=Context.PROFESSIONAL,
    source="https://developers.forem.com/api/v1",
)

USER = Markers(found=Marker(200, '"username"'), absent=(Marker(404, '"not found"'),))
ARTICLES = Markers(found=Marker(200, "["), absent=())

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


async def collect(account: Account, visit: Visit) -> Outcome:
    handle = account.handle.quoted.lower()
    page = await visit.ask(f"{API}/users/by_username?url={handle}")
    if decide(page, USER) is Verdict.ABSENT:
        return Absent(account, "dev.to answers 404 not found for this handle")
    profile = parse(account, visit, page)

    async def posts() -> tuple[Post, ...]:
        return parse_posts(account, await visit.ask(f"{API}/articles?username={handle}&per_page=20", further=True))

    return await visit.with_posts(profile, posts)


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The profile in the answer. Raises NoReply where it is another's.

    The GitHub and X names come from signing in there, so they claim to be the same person.
    """
    user = page.json()
    visit.must_be(account, user.text("username"))
    named = (("https://github.com/", "github_username"), ("https://x.com/", "twitter_username"))
    same = web_links(*(start + user.text(key) for start, key in named if user.text(key)))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("name"),
        bio=user.text("summary"),
        location=user.text("location"),
        links=web_links(user.text("website_url"), *same),
        rel_me=same,
        avatar_url="".join(web_links(user.text("profile_image"))),
        joined=_day(user.text("joined_at")),
    )


def parse_posts(account: Account, page: Page) -> tuple[Post, ...]:
    """Title and description of the latest articles. Raises NoReply where the page is no list."""
    decide(page, ARTICLES)
    return tuple(_post(account, article) for article in page.json().items() if article.text("title"))


def _post(account: Account, article: Json) -> Post:
    is_own = article.text("user", "username").casefold() == account.handle.folded
    return Post(
        url="".join(web_links(article.text("url"))),
        date=from_iso(article.text("published_at")),
        text="\n\n".join(part for part in (article.text("title"), article.text("description")) if part),
        authored_by=AuthoredBy.SELF if is_own else AuthoredBy.OTHER,
    )


def _day(text: str) -> str:
    """`Jan  5, 2019`, as the API writes it, as `2019-01-05`."""
    month, day, year = (*text.replace(",", "").split(), "", "", "")[:3]
    return from_iso(f"{year}-{MONTHS.index(month) + 1:02}-{day:0>2}")[:10] if month in MONTHS else ""


collector = Collector(SITE, collect)
