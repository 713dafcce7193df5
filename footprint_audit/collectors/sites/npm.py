"""npm, by its public registry: the account's record, then the packages it maintains.

The record is what npm's own client asks to learn whether an account exists (`npm owner add`): 200 with the record, 404
without one. The list of packages is no such evidence: it is as empty for an account without packages as for none.
A package shows the e-mail address of everybody who maintains it, so that address is public.

https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md#get-v1search
https://github.com/npm/cli/blob/latest/lib/commands/owner.js
"""

from __future__ import annotations

from dataclasses import replace

from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide
from footprint_audit.collectors.visit import MAX_POSTS, Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Context, Gap, Outcome, Post, Profile, Site

__all__ = ["collector"]

REGISTRY = "https://registry.npmjs.org/-"

SITE = Site(
    id="npm",
    name="npm",
    profile_url="https://www.npmjs.com/~{handle}",
    category="developer",
    handle_pattern=r"[A-Za-z0-9_.-]{1,64}",
    hosts=("registry.npmjs.org",),
    context=Context.PROFESSIONAL,
    source="https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md",
)

RECORD = Markers(found=Marker(200, '"org.couchdb.user:'), absent=(Marker(404, '"error"'),))
PACKAGES = Markers(found=Marker(200, '"objects"'), absent=())


async def collect(account: Account, visit: Visit) -> Outcome:
    handle = account.handle.quoted
    page = await visit.ask(f"{REGISTRY}/user/org.couchdb.user:{handle}")
    if decide(page, RECORD) is Verdict.ABSENT:
        return Absent(account, "registry.npmjs.org answers 404 for this account's record")
    profile = parse(account, visit, page)
    try:
        packages = await visit.ask(f"{REGISTRY}/v1/search?text=maintainer:{handle}&size={MAX_POSTS}", further=True)
        decide(packages, PACKAGES)
        return with_packages(profile, packages)
    except NoReply as failure:
        return replace(profile, gaps=(Gap("posts", failure.reason, failure.advice),))


def parse(account: Account, visit: Visit, page: Page) -> Profile:
    """The profile in the record. Raises NoReply where it is another's."""
    record = page.json()
    visit.must_be(account, record.text("name") or record.text("_id").removeprefix("org.couchdb.user:"))
    email = record.text("email")
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=record.text("fullname"),
        links=web_links(record.text("homepage")),
        details=(("email", email),) if email else (),
    )


def with_packages(profile: Profile, page: Page) -> Profile:
    """The profile with its packages as posts, and the address they show for it."""
    handle = profile.account.handle.folded
    found = [item.at("package") for item in page.json().items("objects")]
    own = [package for package in found if _maintainer(package, handle).is_object]
    email = next((text for package in own if (text := _maintainer(package, handle).text("email"))), "")
    details = profile.details or ((("email", email),) if email else ())
    total = page.json().number("total") if len(own) == len(found) else None
    return replace(
        profile,
        posts=tuple(_post(package) for package in own),
        details=details,
        counters=(("packages", total or len(own)),) if own else (),
    )


def _maintainer(package: Json, handle: str) -> Json:
    people = (*package.items("maintainers"), package.at("publisher"))
    return next((person for person in people if person.text("username").casefold() == handle), Json(None))


def _post(package: Json) -> Post:
    text = ": ".join(part for part in (package.text("name"), package.text("description")) if part)
    return Post("".join(web_links(package.text("links", "npm"))), package.text("date"), text)


collector = Collector(SITE, collect)
