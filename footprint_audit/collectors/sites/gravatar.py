"""Gravatar, by its public REST API v3, without a key (100 requests an hour).

The API takes the slug of a profile's address as well as a hash of an e-mail address; we ask for the slug only. Without
a key it leaves out links, contact and payment details, and gives at most four verified accounts.

https://docs.gravatar.com/rest/api-data-specifications/ (its OpenAPI file: 200 with a profile, 404 "Profile not found")
"""

from __future__ import annotations

from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.markup import plain_text
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.person import handle_in
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.model import Absent, Account, Outcome, Profile, Site

__all__ = ["collector"]

API = "https://api.gravatar.com/v3/profiles"

SITE = Site(
    id="gravatar",
    name="Gravatar",
    profile_url="https://gravatar.com/{handle}",
    category="identity",
    handle_pattern=r"[A-Za-z0-9_.-]{1,60}",
    hosts=("api.gravatar.com",),
    source="https://docs.gravatar.com/rest/api-data-specifications/",
)

# The documents name the status and not the body of an absent profile: any JSON object will do, a web page will not.
MARKERS = Markers(found=Marker(200, '"profile_url"'), absent=(Marker(404, "{"),))

DETAILS = ("pronouns", "pronunciation", "job_title", "company")


async def collect(account: Account, visit: Visit) -> Outcome:
    page = await visit.ask(f"{API}/{account.handle.quoted.lower()}")
    if decide(page, MARKERS) is Verdict.ABSENT:
        return Absent(account, "api.gravatar.com answers 404 for this handle")
    return parse(account, visit, page)


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The profile in the answer. Raises NoReply where it is another's."""
    person = page.json()
    visit.must_be(account, handle_in(person.text("profile_url")))
    verified = web_links(*(item.text("url") for item in person.items("verified_accounts")))
    details = ((name, person.text(name)) for name in DETAILS)
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=person.text("display_name"),
        bio=plain_text(person.text("description")),
        location=person.text("location"),
        links=verified,
        verified_links=verified,
        avatar_url="".join(web_links(person.text("avatar_url"))[:1]),
        joined=person.text("registration_date")[:10],
        details=tuple((name, text) for name, text in details if text),
    )


collector = Collector(SITE, collect, reads_posts=False)
