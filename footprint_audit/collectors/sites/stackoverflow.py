"""Stack Overflow, by the Stack Exchange API 2.3 (300 requests a day without a key).

Its handles are numbers. Display names are not unique, so a name is taken for an account only if exactly one user bears
it; otherwise the number from the profile's address is needed (`stackoverflow.com/users/NUMBER/…`).

The bio needs a filter of its own. Filters are immutable, so asking for one always gives the same; it costs a request.

https://api.stackexchange.com/docs/users (inname: part of the display name)
https://api.stackexchange.com/docs/types/user (about_me is not in the default filter)
https://api.stackexchange.com/docs/create-filter
https://api.stackexchange.com/docs/posts-on-users
https://api.stackexchange.com/docs/error-handling (every error is a 400; 502 is throttle_violation)
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from footprint_audit.collectors.dates import from_unix
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.markup import anchors, plain_text, unescape
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, decide
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Context, Gap, Outcome, Post, Profile, Reason, Site

__all__ = ["collector"]

API = "https://api.stackexchange.com/2.3"

SITE = Site(
    id="stackoverflow",
    name="Stack Overflow",
    profile_url="https://stackoverflow.com/users/{handle}",
    category="developer",
    hosts=("api.stackexchange.com",),
    context=Context.PROFESSIONAL,
    source="https://api.stackexchange.com/docs/users",
)

ITEMS = Markers(found=Marker(200, '"items"'), absent=())
THROTTLED = 502  # the API's own number, not an HTTP status

CHANGED = "Stack Exchange answered in another form than documented; report it as a changed site"
NUMBER_WANTED = "several people may bear this name; give the number in your profile's address as the handle"


async def collect(account: Account, visit: Visit) -> Outcome:
    by_number = account.handle.value.isascii() and account.handle.value.isdigit()
    asked = f"users/{account.handle.quoted}?" if by_number else f"users?inname={account.handle.quoted}&pagesize=100&"
    answer = read(await visit.ask(f"{API}/{asked}site=stackoverflow"))
    users = answer.items("items") if by_number else ones_called(account.handle.folded, answer)
    if not users:
        what = "number" if by_number else "display name; if you have an account, give its number"
        return Absent(account, f"api.stackexchange.com lists no user with exactly this {what}")
    user = users[0]
    visit.must_be(account, user.text("user_id") if by_number else name_of(user))
    profile, number = parse(account, visit, user), user.text("user_id")
    profile = await with_bio(profile, number, visit)

    async def posts() -> tuple[Post, ...]:
        recent = f"users/{number}/posts?order=desc&sort=creation&pagesize=20&filter=withbody&site=stackoverflow"
        return parse_posts(await visit.ask(f"{API}/{recent}", further=True))

    return await visit.with_posts(profile, posts)


def read(page: Page) -> Json:
    """The answer. Raises NoReply where it is an error or a wall."""
    if page.status == 400 and '"error_id"' in page.text and page.json().number("error_id") == THROTTLED:
        raise NoReply(
            Reason.RATE_LIMITED, "Stack Exchange allows 300 requests a day from one address; try again tomorrow"
        )
    decide(page, ITEMS)
    answer = page.json()
    if not answer.at("items").is_list:
        raise NoReply(Reason.CHANGED, CHANGED)
    return answer


def name_of(user: Json) -> str:
    """The display name: this API escapes its texts for HTML."""
    return unescape(user.text("display_name"))


def ones_called(name: str, answer: Json) -> tuple[Json, ...]:
    """The only user with this display name, or nobody. Raises NoReply where several, or further pages, may have it."""
    same = tuple(user for user in answer.items("items") if name_of(user).casefold() == name)
    if len(same) > 1 or answer.truth("has_more") is not False:
        raise NoReply(Reason.UNCLEAR, NUMBER_WANTED)
    return same


def parse(account: Account, visit: Visit, user: Json) -> Profile:
    """The profile but its bio; its address is the one with the number. Raises NoReply where there is none."""
    number = user.number("user_id")
    if not number:
        raise NoReply(Reason.CHANGED, CHANGED)
    return Profile(
        account=replace(account, url=f"https://stackoverflow.com/users/{number}"),
        fetched_at=visit.now,
        display_name=name_of(user),
        location=unescape(user.text("location")),
        links=web_links(user.text("website_url")),
        avatar_url="".join(web_links(user.text("profile_image"))),
        joined=from_unix(user.number("creation_date"))[:10],
        counters=(("reputation", user.number("reputation") or 0),),
    )


async def with_bio(profile: Profile, number: str, visit: Visit) -> Profile:
    """The profile with its bio, or with a gap that says why it could not be read."""
    try:
        about = await about_me(number, visit)
    except NoReply as failure:
        return replace(profile, gaps=(Gap("bio", failure.reason, failure.advice),))
    links = web_links(*profile.links, *(anchor.href for anchor in anchors(about)))
    return replace(profile, bio=plain_text(about), links=links)


async def about_me(number: str, visit: Visit) -> str:
    """The HTML of the bio. Raises NoReply."""
    made = read(await visit.ask(f"{API}/filters/create?include=user.about_me")).text("items", 0, "filter")
    if not made:
        raise NoReply(Reason.CHANGED, CHANGED)
    name = quote(made, safe="", errors="replace")
    return read(await visit.ask(f"{API}/users/{number}?filter={name}&site=stackoverflow")).text("items", 0, "about_me")


def parse_posts(page: Page) -> tuple[Post, ...]:
    """Questions and answers, newest first. Raises NoReply."""
    posts = (_post(item) for item in read(page).items("items"))
    return tuple(post for post in posts if post.text)


def _post(item: Json) -> Post:
    text = "\n\n".join(part for part in (unescape(item.text("title")), plain_text(item.text("body"))) if part)
    return Post("".join(web_links(item.text("link"))), from_unix(item.number("creation_date")), text)


collector = Collector(SITE, collect)
