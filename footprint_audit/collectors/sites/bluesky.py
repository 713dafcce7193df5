"""Bluesky, by its public AppView (no login, no key).

A bare handle means `HANDLE.bsky.social`; a handle with dots is a domain name. Handles are lower case: the AppView knows
no other (research: real servers). "Absent" is a 400, and so is a malformed handle: the message tells them apart.

Somebody who labels the account `!no-unauthenticated` asks programs not to show it to visitors without a login. The API
gives it out all the same and leaves honouring the label to its readers. We are such a visitor, so the account is
`Unread`: a profile with half its texts would pretend that we may read it, and its posts are never asked for.

https://docs.bsky.app/docs/api/app-bsky-actor-get-profile
https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed
https://docs.bsky.app/docs/advanced-guides/moderation#global-label-values
https://github.com/bluesky-social/atproto/blob/main/packages/bsky/src/api/app/bsky/actor/getProfile.ts
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.model import Absent, Account, AuthoredBy, Outcome, Post, Profile, Reason, Site, Unread

__all__ = ["collector"]

XRPC = "https://public.api.bsky.app/xrpc"
SUFFIX = ".bsky.social"
LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

SITE = Site(
    id="bluesky",
    name="Bluesky",
    profile_url="https://bsky.app/profile/{handle}",
    category="social",
    handle_pattern=rf"{LABEL}(?:\.{LABEL})*",
    hosts=("public.api.bsky.app",),
    source="https://docs.bsky.app/docs/api/app-bsky-actor-get-profile",
)

GONE = {
    '"Profile not found"': "public.api.bsky.app answers: Profile not found",
    '"AccountTakedown"': "Bluesky says that the account is suspended: it existed, and nothing of it is shown",
    '"AccountDeactivated"': "Bluesky says that the account is deactivated by its owner: nothing of it is shown",
}
PROFILE = Markers(found=Marker(200, '"did"'), absent=tuple(Marker(400, text) for text in GONE))
FEED = Markers(found=Marker(200, '"feed"'), absent=())

MEMBERS_ONLY = (
    "this account asks not to be shown to visitors without a login, and we honour that; read it when logged in"
)


async def collect(account: Account, visit: Visit) -> Outcome:
    actor = actor_of(account)
    account = replace(account, url=f"https://bsky.app/profile/{actor}")
    page = await visit.ask(f"{XRPC}/app.bsky.actor.getProfile?actor={actor}")
    if decide(page, PROFILE) is Verdict.ABSENT:
        return Absent(account, next(evidence for text, evidence in GONE.items() if text in page.text))
    user = page.json()
    asks_for_bare_handle = "." not in account.handle.value
    visit.must_be(account, user.text("handle").removesuffix(SUFFIX if asks_for_bare_handle else ""))
    if _is_for_members(user):
        return Unread(account, Reason.LOGIN_WALL, MEMBERS_ONLY)

    async def posts() -> tuple[Post, ...]:
        feed = f"{XRPC}/app.bsky.feed.getAuthorFeed?actor={actor}&limit=20&filter=posts_with_replies"
        return parse_posts(user.text("did"), await visit.ask(feed, further=True))

    return await visit.with_posts(parse(account, visit, user), posts)


def actor_of(account: Account) -> str:
    """The whole handle, as the API wants it and safe in a URL."""
    value = account.handle.value.lower()
    return quote(value if "." in value else value + SUFFIX, safe="")


def parse(account: Account, visit: Visit, user: Json) -> Profile:
    """The profile. There is no field for a website: links stand in the description."""
    bio = user.text("description")
    written = (link.rstrip(".,;:!?)]}»’'\"") for link in re.findall(r"https?://[^\s<>]+", bio))
    counters = (("followers", user.number("followersCount") or 0), ("posts", user.number("postsCount") or 0))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("displayName"),
        bio=bio,
        links=web_links(*written),
        avatar_url="".join(web_links(user.text("avatar"))),
        joined=from_iso(user.text("createdAt"))[:10],
        counters=counters,
    )


def parse_posts(did: str, page: Page) -> tuple[Post, ...]:
    """Posts, replies and reposts (somebody else's words), newest first. Raises NoReply where the page is no feed."""
    decide(page, FEED)
    items = (item.at("post") for item in page.json().items("feed"))
    posts = (_post(did, item) for item in items if not _is_for_members(item.at("author")))
    return tuple(post for post in posts if post.text)


def _post(did: str, item: Json) -> Post:
    author, key = item.text("author", "did"), item.text("uri").rpartition("/")[2]
    return Post(
        url=f"https://bsky.app/profile/{quote(author, safe=':', errors='replace')}/post/{quote(key, errors='replace')}",
        date=from_iso(item.text("record", "createdAt")),
        text=item.text("record", "text"),
        authored_by=AuthoredBy.SELF if author == did else AuthoredBy.OTHER,
    )


def _is_for_members(user: Json) -> bool:
    labels = user.items("labels")
    return any(label.text("val") == "!no-unauthenticated" and not label.truth("neg") for label in labels)


collector = Collector(SITE, collect)
