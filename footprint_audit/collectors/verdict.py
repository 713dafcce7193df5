"""Found, absent or unread: a verdict needs evidence for both answers.

A site says what a present and what an absent account look like (status and text). What is neither, or is a wall,
is `Unread`: status alone is wrong for 8 of 13 real programs (research: real servers).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from footprint_audit.collectors.links import host_of
from footprint_audit.collectors.page import Page
from footprint_audit.collectors.walls import place_of, wall_of
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

__all__ = ["Marker", "Markers", "Verdict", "decide", "refuse_statuses", "refuse_wall_pages", "refuse_walls"]

_REFUSALS = {  # a status that is no answer -> why, and what helps
    401: (Reason.BLOCKED, "the site wants a login or a key (401): open the address yourself"),
    403: (Reason.BLOCKED, "the site refuses us (403): open the address yourself, or try later from another network"),
    407: (Reason.BLOCKED, "a proxy on the way wants a login (407): check the proxy settings of this machine"),
    429: (Reason.RATE_LIMITED, "the site has had too many requests from here (429): try again in an hour"),
    451: (Reason.BLOCKED, "the site does not show this page here for legal reasons (451): look from another country"),
    999: (Reason.BLOCKED, "the site refuses programs (999): open the address yourself"),
}


class Verdict(Enum):
    """The two answers for which there is evidence."""

    FOUND = "found"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Marker:
    """What an answer must be: its status, and a text in its body (empty: any body; a redirect needs none)."""

    status: int
    text: str = ""

    def holds(self, page: Page) -> bool:
        is_redirect = 300 <= self.status < 400  # nothing is read of its body, so its status is all there is
        return page.status == self.status and (is_redirect or bool(page.body)) and self.text in page.text


@dataclass(frozen=True, slots=True)
class Markers:
    """The evidence for each answer; several absent markers where a site has several ways to say no."""

    found: Marker
    absent: tuple[Marker, ...]


def decide(page: Page, markers: Markers) -> Verdict:
    """What the page is evidence for. Raises NoReply where it is a wall, or evidence for neither or both.

    A wall is looked for first, since it may carry any status and any text; JSON that fits a marker is no wall.
    """
    if not page.is_json:
        refuse_wall_pages(page)
    found = markers.found.holds(page)
    absent = any(marker.holds(page) for marker in markers.absent)
    if found is not absent:
        return Verdict.FOUND if found else Verdict.ABSENT
    refuse_walls(page)
    raise NoReply(Reason.UNCLEAR, _unclear(page))


def refuse_walls(page: Page) -> None:
    """Raise NoReply where the page is a refusal, a challenge, a consent page or a login, whatever its status."""
    refuse_wall_pages(page)
    refuse_statuses(page)


def refuse_wall_pages(page: Page) -> None:
    """Raise NoReply where the page, or the place it leads to, looks like a wall.

    A redirect to a login or consent page is one, and so is the page it led to.
    """
    if place := place_of(page.location) or place_of(page.url):
        raise NoReply(*place)
    if wall := wall_of(page):
        raise NoReply(wall.reason, wall.advice)


def refuse_statuses(page: Page) -> None:
    """Raise NoReply where the status alone says that this is no answer, or where there is nothing in it."""
    if page.status in (403, 429) and page.headers.get("x-ratelimit-remaining", "").strip() == "0":
        raise NoReply(Reason.RATE_LIMITED, "the site's allowance for this network is used up: try again in an hour")
    if page.status in _REFUSALS:
        raise NoReply(*_REFUSALS[page.status])
    if page.status >= 500:
        raise NoReply(Reason.SERVER_ERROR, f"the site has trouble of its own ({page.status}): try again later")
    if not page.body.strip() and not 300 <= page.status < 400:
        raise NoReply(Reason.UNCLEAR, f"the site answered nothing ({page.status}): try again later")


def _unclear(page: Page) -> str:
    if page.location:
        return (
            f"the site sends us on to {host_of(page.location) or 'an address that is none'}: open the address yourself"
        )
    return "the answer fits neither a present nor an absent account; open the address yourself, or try again later"
