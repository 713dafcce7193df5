"""GitLab: the account by its API, what the person says of themselves by their profile page, their comments by events.

`/api/v4/users/ID` would tell it all, but answers 403 without a login (lib/api/users.rb: "Not authorized!" unless there
is a current user), so the page that everybody may open is read instead.

https://docs.gitlab.com/api/users/#list-all-users
https://docs.gitlab.com/api/events/#retrieve-contribution-events-for-a-user
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import base_address, host_of, web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, decide
from footprint_audit.collectors.visit import HTML, Collector, Program, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Context, Gap, Outcome, Post, Profile, Reason, Site

__all__ = ["program"]

SOURCE = "https://docs.gitlab.com/api/users/#list-all-users"
LISTED = Markers(found=Marker(200, '"username"'), absent=())
LIST = Markers(found=Marker(200, "["), absent=())
SHOWN = Markers(found=Marker(200, "user-profile"), absent=())


def at(base: str) -> Collector:
    base = base_address(base)
    host = host_of(base)
    site = Site(
        id=f"gitlab:{host}",
        name=f"GitLab ({host})",
        profile_url=f"{base}/{{handle}}",
        category="developer",
        hosts=(host,),
        context=Context.PROFESSIONAL,
        source=SOURCE,
    )

    async def collect(account: Account, visit: Visit) -> Outcome:
        return await read(account, visit, base)

    return Collector(site, collect)


async def read(account: Account, visit: Visit, base: str) -> Outcome:
    """The account that the server at `base` has under this handle."""
    page = await visit.ask(f"{base}/api/v4/users?username={account.handle.quoted}")
    if page.status == 403 and "Not authorized" in page.text:
        raise NoReply(Reason.LOGIN_WALL, "this GitLab shows its users only after a login; look at the profile yourself")
    if page.status == 200 and page.text.strip() == "[]":  # the search is for the exact name, case aside
        return Absent(account, f"{host_of(base)} lists no user of this name")
    decide(page, LISTED)
    profile = parse(account, visit, page)
    try:
        profile = with_page(profile, await visit.ask(account.url, accept=HTML))
    except NoReply as failure:
        profile = replace(profile, gaps=(Gap("bio", failure.reason, failure.advice),))
    number = page.json().number(0, "id") or 0

    async def posts() -> tuple[Post, ...]:
        return parse_posts(await visit.ask(f"{base}/api/v4/users/{number}/events?per_page=40", further=True))

    return await visit.with_posts(profile, posts)


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """What the API tells anybody. Raises NoReply where it is another's."""
    user = page.json().at(0)
    visit.must_be(account, user.text("username"))
    email = user.text("public_email")
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("name"),
        avatar_url=user.text("avatar_url"),
        details=(("email", email),) if email else (),
    )


def with_page(profile: Profile, page: Page) -> Profile:
    """The profile with what its page shows besides. Raises NoReply where it is no profile page."""
    decide(page, SHOWN)
    links = [a for part in page.select(".profile-header") for a in part.find_all("a", href=True) if not a.find("img")]
    foreign = [a for a in links if host_of(str(a["href"])) != host_of(page.url)]
    shown = (
        ("job title", _text(page, "[itemprop=jobTitle]")),
        ("organisation", _text(page, "[itemprop=worksFor]")),
        ("email", _text(page, "a[itemprop=email]")),
    )
    known = dict(profile.details)
    return replace(
        profile,
        bio=_text(page, ".profile-user-bio"),
        location=_text(page, "[itemprop=addressLocality]"),
        links=web_links(*(str(a["href"]) for a in foreign)),
        rel_me=web_links(*(str(a["href"]) for a in foreign if "me" in (a.get("rel") or ()))),
        joined=_joined(page),
        details=(*profile.details, *((name, text) for name, text in shown if text and name not in known)),
    )


def parse_posts(page: Page) -> tuple[Post, ...]:
    """Public comments, and the titles of issues and merge requests that the person opened."""
    decide(page, LIST)
    posts = (_post(event) for event in page.json().items())
    return tuple(post for post in posts if post.text)


def _post(event: Json) -> Post:
    """Events name a project by number only, so a post has no address of its own."""
    note = event.at("note")
    text = "" if note.truth("system") else note.text("body")
    if not text and event.text("action_name") in ("opened", "created"):
        text = event.text("target_title")
    return Post("", from_iso(event.text("created_at")), text)


def _text(page: Page, selector: str) -> str:
    return "\n".join(" ".join(part.get_text().split()) for part in page.select(selector)[:1])


def _joined(page: Page) -> str:
    """The day of "Member since January 15, 2021"; a page in another language tells none."""
    told = re.search(r"Member since ([A-Z][a-z]{2})[a-z]* (\d{1,2}, \d{4})", page.visible_text())
    try:
        return datetime.strptime(f"{told[1]} {told[2]} +0000", "%b %d, %Y %z").date().isoformat() if told else ""
    except ValueError:
        return ""


program = Program("gitlab", "GitLab", at)
