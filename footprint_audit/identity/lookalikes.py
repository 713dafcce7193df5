"""Accounts that use your name, and that none of the accounts which vouch for each other vouches for.

A look-alike may be an impersonation, a namesake, or an account of your own that you never linked. Nothing here can
tell which, so the confidence stays modest and an account you declared is never one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from footprint_audit.identity.folding import address_of, folded
from footprint_audit.identity.sharing import name_of, sentences_of
from footprint_audit.identity.vouching import Links, verified_groups
from footprint_audit.model import Clue, Fact, FactKind, Profile

__all__ = ["look_alikes"]

SAYS = "uses your name, and none of your verified accounts vouches for it"
COPIED, ALIKE = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class _Like:
    """One way to look like somebody."""

    kind: str
    does: str
    field: str
    weight: float


_HANDLE = _Like("same_handle", "uses the handle", "handle", ALIKE)
_NAME = _Like("same_name", "shows the name", "display_name", ALIKE)
_PICTURE = _Like("same_picture", "shows the picture", "avatar_url", COPIED)
_BIO = _Like("same_bio", "repeats the bio", "bio", COPIED)


def look_alikes(profiles: Sequence[Profile], links: Links) -> Iterator[Fact]:
    """A fact for each look-alike; nobody is one where no accounts vouch for each other."""
    by_id = {profile.account.id: profile for profile in profiles}
    own = _own_accounts(by_id, links)
    members = [by_id[account] for account in own]
    for profile in profiles:
        if profile.account.id not in own and not profile.account.declared and _stands_apart(profile, own, links):
            yield from _look_alike(profile, members)


def _own_accounts(by_id: Mapping[str, Profile], links: Links) -> list[str]:
    """The accounts that vouch for each other; where a group of them holds a declared account, only such groups' are."""
    groups = verified_groups(links)
    declared = [group for group in groups if any(by_id[account].account.declared for account in group)]
    return sorted(account for group in declared or groups for account in group)


def _stands_apart(profile: Profile, group: Sequence[str], links: Links) -> bool:
    own = profile.account.id
    return not any((own, member) in links or (member, own) in links for member in group)


def _look_alike(profile: Profile, group: Sequence[Profile]) -> Iterator[Fact]:
    handle = any(profile.account.handle.folded == member.account.handle.folded for member in group)
    name = any(name_of(profile) and name_of(profile) == name_of(member) for member in group)
    if not handle and not name:
        return
    copied = _copied(profile, group) if name else ""
    seen = [_HANDLE] * handle + [_NAME] * name + [like for like in (_PICTURE, _BIO) if like.field == copied]
    clues = tuple(_clue(like, profile, group) for like in seen)
    yield Fact(FactKind.LOOK_ALIKE, (profile.account.id,), SAYS, clues, COPIED if copied else ALIKE)


def _clue(like: _Like, profile: Profile, group: Sequence[Profile]) -> Clue:
    sites = sorted({member.account.site_name for member in group})
    where = " and ".join(sites) if len(sites) < 4 else f"{len(sites)} sites"
    text = f"the account on {profile.account.site_name} {like.does} of yours on {where}"
    return Clue(like.kind, text, like.weight, profile.account.id, like.field)


def _copied(profile: Profile, group: Sequence[Profile]) -> str:
    """The field it shares with a member: `avatar_url`, `bio` (all of it, or one of its own sentences), or empty."""
    avatar, bio = address_of(profile.avatar_url), folded(profile.bio)
    sentences = set(sentences_of(profile))
    for member in group:
        if profile.avatar_url and avatar == address_of(member.avatar_url):
            return "avatar_url"
        if (len(bio.split()) > 2 and bio == folded(member.bio)) or sentences.intersection(sentences_of(member)):
            return "bio"
    return ""
