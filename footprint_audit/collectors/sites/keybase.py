"""Keybase, by its public look-up of users. It has no posts, but it has what others only claim: proofs.

A proof of state 1 was checked by Keybase against a signed statement at the other account: such links are verified.
Proofs in any other state stand on the profile too, as links that say so and no more.

https://keybase.io/docs/api/1.0/call/user/lookup
https://keybase.io/docs/api/1.0/user_objects
https://github.com/keybase/client/blob/master/protocol/avdl/keybase1/prove_common.avdl (states of a proof)
"""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.collectors.dates import from_unix
from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import web_links
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, decide
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Account, Context, Outcome, Profile, Reason, Site

__all__ = ["collector"]

LOOKUP = "https://keybase.io/_/api/1.0/user/lookup.json"
FIELDS = "basics,profile,proofs_summary,cryptocurrency_addresses,pictures"

SITE = Site(
    id="keybase",
    name="Keybase",
    profile_url="https://keybase.io/{handle}",
    category="identity",
    handle_pattern=r"[A-Za-z0-9_]{2,16}",
    context=Context.PROFESSIONAL,
    source="https://keybase.io/docs/api/1.0/call/user/lookup",
)

ANSWER = Markers(found=Marker(200, '"status"'), absent=())
OK, NOT_FOUND = 0, 205  # status codes of the API
PROVEN = 1


async def collect(account: Account, visit: Visit) -> Outcome:
    page = await visit.ask(f"{LOOKUP}?usernames={account.handle.quoted.lower()}&fields={FIELDS}")
    decide(page, ANSWER)
    answer = page.json()
    code = answer.number("status", "code")
    if code == NOT_FOUND or (code == OK and _is_nobody(page)):
        return Absent(account, "keybase.io answers its look-up of this handle with nobody (null)")
    if code != OK:
        raise NoReply(
            Reason.UNCLEAR,
            "Keybase refused the look-up without saying whether the account exists; open its page yourself",
        )
    return parse(account, visit, answer.at("them", 0))


def _is_nobody(page: Page) -> bool:
    """Whether the one user asked for came back as null, which is how this API says "no such user"."""
    return '"them":[null]' in "".join(page.text.split())


def parse(account: Account, visit: Visit, user: Json) -> Profile:
    """The profile. Raises NoReply where it is another's."""
    visit.must_be(account, user.text("basics", "username"))
    proofs = user.items("proofs_summary", "all")
    proven = web_links(*(proof.text("service_url") for proof in proofs if proof.number("state") == PROVEN))
    return Profile(
        account=account,
        fetched_at=visit.now,
        display_name=user.text("profile", "full_name"),
        bio=user.text("profile", "bio"),
        location=user.text("profile", "location"),
        links=web_links(*(proof.text("service_url") for proof in proofs)),
        rel_me=proven,
        verified_links=proven,
        avatar_url="".join(web_links(user.text("pictures", "primary", "url"))),
        joined=from_unix(user.number("basics", "ctime"))[:10],
        details=tuple(_coins(user)),
    )


def _coins(user: Json) -> Iterator[tuple[str, str]]:
    """Cryptocurrency addresses, by the currency's name: every payment to or from them is public."""
    for name, coins in user.entries("cryptocurrency_addresses"):
        addresses = [coin.text("address") for coin in coins.items() if coin.text("address")]
        if addresses and name.isidentifier():
            yield name, ", ".join(addresses)


collector = Collector(SITE, collect, reads_posts=False)
