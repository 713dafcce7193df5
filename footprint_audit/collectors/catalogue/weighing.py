"""What a doubtful answer is evidence for, beside what the same site says to an impossible handle and to a known one.

Plain functions over what was kept of the three answers; who asks for the controls, and when, is `shallow`'s part.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from footprint_audit.collectors.controls import Look
from footprint_audit.collectors.notices import Notice
from footprint_audit.collectors.similarity import alike, new_texts
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["Belief", "Witnesses", "is_same", "weigh"]

SAME = 0.9  # of the parts, where what both pages say is the same
CLEARLY = 0.1  # so much more alike to one page than to another
NOISE = 0.03  # by which a site's page differs from itself

REFUSALS_OF_A_FORM = frozenset({400, 404, 406, 410, 414, 422})

Asking = Callable[[], Awaitable[Look]]


class Belief(Enum):
    """What to believe, and on what: the value is said in the report."""

    FOUND = "the page is one that only an account has"
    PRIVATE = "the page says that the account is closed to strangers"
    STATED = "the site answers as it does for a missing account"
    ABSENT = "the site answers as to a handle that cannot exist, and otherwise to one that does"
    DELETED = "the site says that the account is gone"
    SUSPENDED = "the site says that the account is suspended"
    NO_SUCH_FORM = "the site refuses every handle of this form, and answers otherwise to one that exists"

    @property
    def is_found(self) -> bool:
        return self in (Belief.FOUND, Belief.PRIVATE)


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The controls, asked only when wanted: an impossible handle, a second one, one of the same form, a known one."""

    impossible: Asking
    again: Asking
    of_the_form: Asking | None
    known: Callable[[Look], Awaitable[Look | None]]
    notice: Callable[[Look], Notice | None]  # what the page says that the impossible handle's page does not


async def weigh(own: Look, ask: Witnesses, *, whole: bool = True) -> Belief:
    """The belief that the answer and the controls allow. Raises NoReply where they allow none.

    Of a page that broke off (not `whole`) only what it shows counts, never what it does not.
    """
    nobody = await ask.impossible()
    if own.found and not own.absent and not nobody.found and not is_same(own, nobody):
        return await _found(own, nobody, ask)
    if not whole:
        raise NoReply(
            Reason.PROTOCOL, "the connection ended before the page did, and before it said anything; try later"
        )
    known = await ask.known(nobody)
    if known is None:
        return _without_known(own, nobody)
    if is_same(known, nobody):
        raise NoReply(Reason.CHANGED, "it answers alike to a handle that exists and to one that cannot: look yourself")
    return await _beside_both(own, nobody, known, ask)


async def _found(own: Look, nobody: Look, ask: Witnesses) -> Belief:
    """The sign is there, and not for the impossible handle; where pages speak of their handle, this one must, too."""
    if not own.names:
        known = await ask.known(nobody)
        if known is None or known.names:
            raise NoReply(Reason.UNCLEAR, "the page does not speak of the handle that was asked for: look yourself")
    return Belief.FOUND


def _without_known(own: Look, nobody: Look) -> Belief:
    """Without a known handle, the entry's word for absence counts if the impossible handle gets the same answer."""
    if own.absent and not own.found and is_same(own, nobody):
        return Belief.ABSENT
    raise NoReply(
        Reason.UNCLEAR, "the answer fits neither a present nor an absent account: look at the address yourself"
    )


async def _beside_both(own: Look, nobody: Look, known: Look, ask: Witnesses) -> Belief:
    """The site tells a known handle from an impossible one; whose answer is this one like?"""
    if await _is_of(own, nobody, known, ask):
        if nobody.private:
            raise NoReply(Reason.UNCLEAR, "the site answers alike to a closed account and to none: look at it yourself")
        return Belief.ABSENT
    if _is_profile(own, nobody, known):
        return Belief.FOUND
    if own.status == 410:
        return Belief.DELETED
    notice = ask.notice(nobody) if not own.place else None
    if notice is not None:
        return {Notice.DELETED: Belief.DELETED, Notice.SUSPENDED: Belief.SUSPENDED, Notice.PRIVATE: Belief.PRIVATE}[
            notice
        ]
    if ask.of_the_form is not None and await _is_refused_form(own, known, ask.of_the_form):
        return Belief.NO_SUCH_FORM
    raise NoReply(Reason.UNCLEAR, "the answer is like neither a present nor an absent account's: look at it yourself")


async def _is_of(own: Look, nobody: Look, known: Look, ask: Witnesses) -> bool:
    """Whether the answer is the one for nobody; where that page changes by itself, as much as it does."""
    if is_same(own, nobody):
        return True
    if own.status != nobody.status or own.place != nobody.place or own.found:
        return False
    likeness = alike(own.shape, nobody.shape)
    if likeness < alike(own.shape, known.shape) + CLEARLY or ask.notice(nobody) is not None:
        return False
    again = await ask.again()
    if is_same(again, nobody) or again.status != nobody.status:
        return False
    if new_texts(own.shape, nobody.shape) > 2 * new_texts(again.shape, nobody.shape):
        return False
    return likeness >= alike(again.shape, nobody.shape) - NOISE


def _is_profile(own: Look, nobody: Look, known: Look) -> bool:
    """Whether the answer is a profile as the known one is, and speaks of the handle."""
    if own.status != known.status or own.place != known.place or not own.names or not known.names:
        return False
    if own.found and known.found and not nobody.found:
        return True
    if own.described and not nobody.described:
        return True
    return alike(own.shape, known.shape) >= alike(own.shape, nobody.shape) + CLEARLY


async def _is_refused_form(own: Look, known: Look, of_the_form: Asking) -> bool:
    if own.status not in REFUSALS_OF_A_FORM and not own.place:
        return False
    other = await of_the_form()
    return is_same(own, other) and not is_same(other, known)


def is_same(one: Look, other: Look) -> bool:
    """Whether two answers are the same page but for the handle."""
    if one.status != other.status or one.place != other.place:
        return False
    if one.place:
        return True
    if new_texts(one.shape, other.shape) or new_texts(other.shape, one.shape):
        return False
    return alike(one.shape, other.shape) >= SAME
