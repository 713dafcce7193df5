"""Which account links to which, and which vouch for each other: a link with rel=me that is returned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from footprint_audit.identity.folding import Address, address_of
from footprint_audit.identity.grouping import Step, forest_of, groups_at
from footprint_audit.model import Clue, Context, Fact, FactKind, Profile

__all__ = ["RETURNED", "Link", "Links", "links_between", "vouched", "verified", "verified_groups"]

RETURNED = 0.98  # rel=me, linked back: the rule by which Mastodon shows a link as verified
MOST_LINKS = 100  # of one profile; a page with more is made to keep us busy


@dataclass(frozen=True, slots=True)
class Link:
    """One account's link to another's page. `claims` says it is made with rel=me, or checked by the site itself."""

    source: str
    target: str
    field: str
    claims: bool


Links = Mapping[tuple[str, str], Link]  # by source and target


def links_between(profiles: Sequence[Profile]) -> Links:
    """Every link from one of these profiles to another's page; the first, or the first with rel=me."""
    pages: dict[Address, str] = {}
    for profile in profiles:
        address = address_of(profile.account.url)
        if address is not None:
            pages.setdefault(address, profile.account.id)
    found: dict[tuple[str, str], Link] = {}
    for profile in profiles:
        for link in _links(profile, pages):
            known = found.get((link.source, link.target))
            if known is None or (link.claims and not known.claims):
                found[link.source, link.target] = link
    return found


def _links(profile: Profile, pages: Mapping[Address, str]) -> Iterator[Link]:
    claims = {_address(url) for url in (*profile.verified_links, *profile.rel_me)[:MOST_LINKS]}
    own = profile.account.id
    seen: set[Address] = set()
    for i, url in enumerate(profile.links[:MOST_LINKS]):
        address = _address(url)
        target = _target(address, pages)
        if target not in ("", own):
            yield Link(own, target, f"links[{i}]", address in claims)
        seen.add(address)
    for address in sorted(claims - seen):
        target = _target(address, pages)
        if target not in ("", own):
            yield Link(own, target, "links", claims=True)


def _address(url: str) -> Address:
    return address_of(url) or ("", "", "")


def _target(address: Address, pages: Mapping[Address, str]) -> str:
    """The account whose page it is, with or without a query ("?lang=en") the page does not need; else empty."""
    host, path, _ = address
    return pages.get(address) or pages.get((host, path, ""), "")


def vouched(links: Links, one: str, other: str) -> bool:
    """Whether each of the two links to the other, and one of the links says rel=me."""
    there, back = links.get((one, other)), links.get((other, one))
    return there is not None and back is not None and (there.claims or back.claims)


def verified_groups(links: Links) -> list[tuple[str, ...]]:
    """The groups (of two or more) in which each account and another vouch for each other."""
    return [group.accounts for group in groups_at(_forest(links), 0.0)]


def _forest(links: Links) -> tuple[Step, ...]:
    return forest_of({(one, other): RETURNED for one, other in links if one < other and vouched(links, one, other)})


def verified(profiles: Sequence[Profile], links: Links) -> Iterator[Fact]:
    """A fact for each group; its clues are as many returned links as it takes to join its accounts."""
    by_id = {profile.account.id: profile for profile in profiles}
    forest = _forest(links)
    for group in groups_at(forest, 0.0):
        joined = [pair for _, pair in forest if pair[0] in group.accounts]
        clues = tuple(returned_clue(by_id[one], by_id[other], links) for one, other in joined)
        yield Fact(FactKind.VERIFIED, group.accounts, "each vouches for another with rel=me", clues, RETURNED)


def returned_clue(one: Profile, other: Profile, links: Links) -> Clue:
    """The clue of two accounts that vouch for each other; either's link, edited away, ends it."""
    source, target = sorted((one, other), key=lambda profile: (to_edit(profile), profile.account.id))
    link = links[source.account.id, target.account.id]
    text = f"{source.account.site_name} and {target.account.site_name} link to each other, with rel=me"
    return Clue("rel_me", text, RETURNED, source.account.id, link.field)


def to_edit(profile: Profile) -> int:
    """Which account one would rather edit to stay apart: the personal one first, the professional one last."""
    return (Context.PERSONAL, Context.UNKNOWN, Context.PROFESSIONAL).index(profile.account.context)
