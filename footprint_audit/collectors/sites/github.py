"""GitHub, by its public REST API (60 requests an hour without a key).

https://docs.github.com/en/rest/users/users#get-a-user
https://docs.github.com/en/rest/activity/events#list-public-events-for-a-user
"""

from __future__ import annotations

from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.model import Absent, Account, Context, Outcome, Post, Profile, Site

__all__ = ["collector"]

API = "https://api.github.com/users"

SITE = Site(
    id="github",
    name="GitHub",
    profile_url="https://github.com/{handle}",
    category="developer",
    handle_pattern=r"(?i)[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,38}",
    hosts=("api.github.com",),
    context=Context.PROFESSIONAL,
    source="https://docs.github.com/en/rest/users/users#get-a-user",
)

MARKERS = Markers(found=Marker(200, '"login"'), absent=(Marker(404, '"Not Found"'),))
EVENTS = Markers(found=Marker(200, "["), absent=())


async def collect(account: Account, visit: Visit) -> Outcome:
    page = await visit.ask(f"{API}/{account.handle.quoted}")
    if decide(page, MARKERS) is Verdict.ABSENT:
        return Absent(account, "api.github.com answers 404 Not Found for this handle")
    profile = parse(account, visit, page)

    async def posts() -> tuple[Post, ...]:
        return parse_posts(await visit.ask(f"{API}/{account.handle.quoted}/events/public?per_page=30", further=True))

    return await visit.with_posts(profile, posts)


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The profile in the answer. Raises NoReply where it is another's."""
    user = page.json()
    visit.must_be(account, user.text("login"))
    details = (("company", user.text("company")), ("email", user.text("email")))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("name"),
        bio=user.text("bio"),
        location=user.text("location"),
        links=web_links(user.text("blog"), _x_profile(user)),
        avatar_url=user.text("avatar_url"),
        joined=user.text("created_at")[:10],
        counters=(("followers", user.number("followers") or 0), ("repositories", user.number("public_repos") or 0)),
        details=tuple((name, text) for name, text in details if text),
    )


def parse_posts(page: Page) -> tuple[Post, ...]:
    """What the person wrote in public lately: issues, comments and releases (not code)."""
    decide(page, EVENTS)  # a refusal is a gap, never "no posts"
    posts = (_post(event) for event in page.json().items())
    return tuple(post for post in posts if post.text)


def _post(event: Json) -> Post:
    for kind in ("comment", "issue", "pull_request", "release"):
        body = event.at("payload", kind)
        if body.is_object:
            title = "" if kind == "comment" else body.text("title") or body.text("name")
            text = "\n\n".join(part for part in (title, body.text("body")) if part)
            return Post(body.text("html_url"), event.text("created_at"), text)
    return Post("", "", "")


def _x_profile(user: Json) -> str:
    name = user.text("twitter_username")
    return f"https://x.com/{name}" if name else ""


collector = Collector(SITE, collect)
