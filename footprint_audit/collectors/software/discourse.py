"""Discourse forums: the user, their topics and replies.

https://docs.discourse.org/#tag/Users/operation/getUser
https://docs.discourse.org/#tag/Users/operation/listUserPublicProfile (user_actions, filter 4 = topic, 5 = reply)
"""

from __future__ import annotations

from urllib.parse import quote

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import base_address, host_of, resolve, web_links
from footprint_audit.collectors.markup import anchors, plain_text
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Program, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Gap, Outcome, Post, Profile, Reason, Site, Visibility

__all__ = ["program"]

MARKERS = Markers(found=Marker(200, '"username"'), absent=(Marker(404, '"not_found"'),))
ACTIONS = Markers(found=Marker(200, '"user_actions"'), absent=())
HIDDEN = "this forum shows the profile only after a login, or not at all; look at it yourself"


def at(base: str) -> Collector:
    base = base_address(base)
    host = host_of(base)
    site = Site(
        id=f"discourse:{host}",
        name=f"Discourse ({host})",
        profile_url=f"{base}/u/{{handle}}",
        category="forum",
        hosts=(host,),
        source="https://docs.discourse.org/#tag/Users/operation/getUser",
    )

    async def collect(account: Account, visit: Visit) -> Outcome:
        page = await visit.ask(f"{base}/u/{account.handle.quoted}.json")
        if page.status in (302, 403) and ("invalid_access" in page.text or "/login" in page.location):
            raise NoReply(Reason.LOGIN_WALL, HIDDEN)
        if decide(page, MARKERS) is Verdict.ABSENT:
            return Absent(account, f"{host} answers 404 not_found for this handle")
        profile = parse(account, visit, page, base)
        if profile.visibility is Visibility.LOGIN:
            return profile

        async def posts() -> tuple[Post, ...]:
            url = f"{base}/user_actions.json?offset=0&username={account.handle.quoted}&filter=4,5"
            return parse_posts(await visit.ask(url, further=True), base)

        return await visit.with_posts(profile, posts)

    return Collector(site, collect)


def parse(account: Account, visit: Visit, page: Page, base: str) -> Profile:
    """The profile in the answer, or the little that a hidden one shows. Raises NoReply where it is another's."""
    user = page.json().at("user")
    visit.must_be(account, user.text("username"))
    hidden = user.truth("profile_hidden") or user.truth("inactive") or False
    cooked = user.text("bio_cooked") or user.text("bio_excerpt")
    own_fields = ((f"field {key}", value.text()) for key, value in user.entries("user_fields"))
    gaps = (Gap("bio", Reason.LOGIN_WALL, HIDDEN), Gap("posts", Reason.LOGIN_WALL, HIDDEN))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("name"),
        bio=plain_text(cooked) or user.text("bio_raw"),
        location=user.text("location"),
        links=web_links(user.text("website"), *(anchor.href for anchor in anchors(cooked))),
        avatar_url=_avatar(user.text("avatar_template"), base),
        joined=from_iso(user.text("created_at"))[:10],
        details=tuple((name, text) for name, text in (("title", user.text("title")), *own_fields) if text),
        visibility=_visibility(page, hidden=hidden),
        gaps=gaps if hidden else (),
    )


def parse_posts(page: Page, base: str) -> tuple[Post, ...]:
    """The latest topics and replies; the forum gives the first 300 characters of each."""
    decide(page, ACTIONS)
    posts = (_post(action, base) for action in page.json().items("user_actions"))
    return tuple(post for post in posts if post.text)


def _post(action: Json, base: str) -> Post:
    if action.truth("deleted") or action.truth("hidden"):
        return Post("", "", "")
    opened = action.number("action_type") == 4  # only then the title is the person's own
    parts = (plain_text(action.text("title")) if opened else "", plain_text(action.text("excerpt")))
    slug = quote(action.text("slug") or "-", safe="", errors="replace")
    url = f"{base}/t/{slug}/{action.number('topic_id') or 0}/{action.number('post_number') or 1}"
    return Post(url, from_iso(action.text("created_at")), "\n\n".join(part for part in parts if part))


def _visibility(page: Page, *, hidden: bool) -> Visibility:
    if hidden:
        return Visibility.LOGIN
    return Visibility.UNLISTED if "noindex" in page.headers.get("x-robots-tag", "") else Visibility.PUBLIC


def _avatar(template: str, base: str) -> str:
    """The picture's address; a letter drawn by the forum is no picture of anybody."""
    drawn = not template or "letter_avatar" in template
    return "" if drawn else resolve(f"{base}/", template.replace("{size}", "240"))


program = Program("discourse", "Discourse", at)
