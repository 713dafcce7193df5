"""Mastodon, and whatever else speaks its client API: the account, its fields, its public statuses.

https://docs.joinmastodon.org/methods/accounts/#lookup
https://docs.joinmastodon.org/methods/accounts/#statuses
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from footprint_audit.collectors.dates import from_iso
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import base_address, host_of, web_links
from footprint_audit.collectors.markup import Anchor, anchors, plain_text
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Program, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import (
    Absent,
    Account,
    AuthoredBy,
    Outcome,
    Post,
    Profile,
    Reason,
    Site,
    Visibility,
)

__all__ = ["program"]

SOURCE = "https://docs.joinmastodon.org/methods/accounts/#lookup"
MARKERS = Markers(found=Marker(200, '"username"'), absent=(Marker(404, "Record not found"),))

LIST = Markers(found=Marker(200, "["), absent=())


def at(base: str) -> Collector:
    base = base_address(base)
    host = host_of(base)
    site = Site(
        id=f"mastodon:{host}",
        name=f"Mastodon ({host})",
        profile_url=f"{base}/@{{handle}}",
        category="social",
        hosts=(host,),
        source=SOURCE,
    )

    async def collect(account: Account, visit: Visit) -> Outcome:
        return await read(account, visit, base)

    return Collector(site, collect)


async def read(account: Account, visit: Visit, base: str) -> Outcome:
    """The account that the server at `base` has under this handle."""
    page = await visit.ask(f"{base}/api/v1/accounts/lookup?acct={account.handle.quoted}")
    if page.status == 410:  # says so without a body
        return Absent(account, f"{host_of(base)} answers 410 Gone for this handle")
    if page.status == 401:
        raise NoReply(Reason.LOGIN_WALL, "this server shows accounts only after a login; look at the profile yourself")
    if decide(page, MARKERS) is Verdict.ABSENT:
        return Absent(account, f"{host_of(base)} answers 404 Record not found for this handle")
    profile = parse(account, visit, page, base)
    number = quote(page.json().text("id"), safe="", errors="replace")

    async def posts() -> tuple[Post, ...]:
        url = f"{base}/api/v1/accounts/{number}/statuses?limit=20&exclude_replies=false"
        return parse_posts(await visit.ask(url, further=True))

    return await visit.with_posts(profile, posts)


def parse(account: Account, visit: Visit, page: Page, base: str) -> Profile:
    """The profile in the answer. Raises NoReply where it is another's, or was suspended."""
    user = page.json()
    visit.must_be(account, user.text("username"))
    if user.truth("suspended"):
        raise NoReply(Reason.UNCLEAR, "the server has suspended this account: nobody can read it, you included")
    note, fields = user.text("note"), user.items("fields")
    named = tuple(anchor for field in fields for anchor in anchors(field.text("value")))
    verified = (anchor for field in fields if field.text("verified_at") for anchor in anchors(field.text("value")))
    counters = (("followers", user.number("followers_count")), ("statuses", user.number("statuses_count")))
    return Profile(
        account=replace(account, url=_own_address(user.text("url"), base) or account.url),
        fetched_at=visit.now,
        display_name=user.text("display_name"),
        bio=plain_text(note),
        links=web_links(*_hrefs(named), *_hrefs(anchors(note)), user.text("moved", "url")),
        rel_me=web_links(*(anchor.href for anchor in named if "me" in anchor.rel)),
        verified_links=web_links(*(anchor.href for anchor in verified)),
        avatar_url=_picture(user.text("avatar")),
        joined=from_iso(user.text("created_at"))[:10],
        counters=tuple((name, count) for name, count in counters if count is not None and count >= 0),
        details=tuple(detail for field in fields for detail in _detail(field)),
        visibility=Visibility.UNLISTED if user.truth("noindex") else Visibility.PUBLIC,
    )


def parse_posts(page: Page) -> tuple[Post, ...]:
    """The latest public statuses; a boost is somebody else's text under their own address."""
    decide(page, LIST)
    posts = (_post(status) for status in page.json().items())
    return tuple(post for post in posts if post.text)


def _post(status: Json) -> Post:
    boosted = status.at("reblog")
    said = boosted if boosted.is_object else status
    pictures = (media.text("description") for media in said.items("media_attachments"))
    text = "\n\n".join(
        part for part in (said.text("spoiler_text"), plain_text(said.text("content")), *pictures) if part
    )
    author = AuthoredBy.OTHER if boosted.is_object else AuthoredBy.SELF
    return Post(said.text("url") or said.text("uri"), from_iso(said.text("created_at")), text, author)


def _detail(field: Json) -> Iterator[tuple[str, str]]:
    """A field that says more than the link it holds."""
    text = rest = plain_text(field.text("value"))
    for anchor in anchors(field.text("value")):
        rest = rest.replace(anchor.text, "")
    label = plain_text(field.text("name"))
    if label and rest.strip():
        yield label, text


def _hrefs(found: tuple[Anchor, ...]) -> Iterator[str]:
    """Addresses of links, without those that a server makes of mentions and tags."""
    return (anchor.href for anchor in found if not anchor.text.startswith(("@", "#")))


def _picture(address: str) -> str:
    """The avatar; not the drawing that stands for none."""
    return "" if address.endswith("/missing.png") or not web_links(address) else address


def _own_address(url: str, base: str) -> str:
    return url if web_links(url) and host_of(url) == host_of(base) else ""


program = Program("mastodon", "Mastodon", at)
