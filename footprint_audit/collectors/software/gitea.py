"""Gitea and Forgejo: the user, and their public activity.

https://docs.gitea.com/api/#tag/user/operation/userGet
https://docs.gitea.com/api/#tag/user/operation/userListActivityFeeds
https://forgejo.org/docs/latest/user/api-usage/
"""

from __future__ import annotations

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import base_address, host_of, web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Program, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Context, Outcome, Post, Profile, Reason, Site, Visibility

__all__ = ["program"]

# A hidden account answers 404 "user does not exist", so that nobody learns of it; only "user redirect does not exist"
# (or, before redirects, a bare "Not Found") is said of a name that nobody has.
HIDDEN = Marker(404, "user does not exist [")
MARKERS = Markers(
    found=Marker(200, '"login"'),
    absent=(Marker(404, "user redirect does not exist"), Marker(404, '"message":"Not Found"')),
)
FEED = Markers(found=Marker(200, "["), absent=())
WITH_TITLE = {"create_issue", "create_pull_request", "publish_release"}


def at(base: str) -> Collector:
    base = base_address(base)
    host = host_of(base)
    site = Site(
        id=f"gitea:{host}",
        name=f"Gitea ({host})",
        profile_url=f"{base}/{{handle}}",
        category="developer",
        hosts=(host,),
        context=Context.PROFESSIONAL,
        source="https://docs.gitea.com/api/#tag/user/operation/userGet",
    )

    async def collect(account: Account, visit: Visit) -> Outcome:
        page = await visit.ask(f"{base}/api/v1/users/{account.handle.quoted}")
        if HIDDEN.holds(page):
            raise NoReply(Reason.LOGIN_WALL, "the server hides this account, or has none; look after a login")
        if decide(page, MARKERS) is Verdict.ABSENT:
            return Absent(account, f"{host} answers 404 for this handle: no user, and no user renamed from it")
        profile = parse(account, visit, page)

        async def posts() -> tuple[Post, ...]:
            feed = f"{base}/api/v1/users/{account.handle.quoted}/activities/feeds?only-performed-by=true&limit=30"
            return parse_posts(await visit.ask(feed, further=True))

        return await visit.with_posts(profile, posts)

    return Collector(site, collect)


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The profile in the answer. Raises NoReply where it is another's."""
    user = page.json()
    visit.must_be(account, user.text("login"))
    email = user.text("email")
    details = (("email", "" if "@noreply." in email else email), ("pronouns", user.text("pronouns")))
    created = from_iso(user.text("created"))[:10]
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("full_name"),
        bio=user.text("description"),
        location=user.text("location"),
        links=web_links(user.text("website")),
        avatar_url=user.text("avatar_url"),
        joined="" if created.startswith("0001") else created,  # the zero date stands for "not told"
        counters=(("followers", user.number("followers_count") or 0),),
        details=tuple((name, text) for name, text in details if text),
        visibility=Visibility.LOGIN if user.text("visibility") in ("limited", "private") else Visibility.PUBLIC,
    )


def parse_posts(page: Page) -> tuple[Post, ...]:
    """What the person wrote in public lately: issues, comments, releases, what new projects are for."""
    decide(page, FEED)
    posts = (_post(event) for event in page.json().items() if not event.truth("is_private"))
    return tuple(post for post in posts if post.text)


def _post(event: Json) -> Post:
    kind, project, comment = event.text("op_type"), event.at("repo"), event.at("comment")
    number, _, title = event.text("content").partition("|")  # "12|Roof leaks"
    address, text = project.text("html_url"), ""
    if comment.text("body"):
        address, text = comment.text("html_url"), comment.text("body")
    elif kind in WITH_TITLE:
        address, text = f"{address}/issues/{number}" if kind != "publish_release" else address, title
    elif kind == "create_repo":
        text = project.text("description")
    return Post(address, from_iso(event.text("created")), text)


program = Program("gitea", "Gitea or Forgejo", at)
