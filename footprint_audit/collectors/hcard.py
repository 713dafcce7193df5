"""The person an h-card (microformats2) or a classic vcard on a page speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footprint_audit.collectors.document import Element, text_of, walk
from footprint_audit.collectors.links import resolve, same_address
from footprint_audit.collectors.person import Person

__all__ = ["h_card_person"]

MAX_CARDS = 50
MAX_VALUES = 10  # of one property
MAX_VALUE = 64 << 10  # characters

_UNREAD = frozenset({"script", "style", "template"})
_ENTRIES = frozenset({"h-entry", "hentry", "h-feed", "hfeed", "h-cite"})
_PROPERTIES = {  # property of microformats2 and of the classic vcard -> our name for it
    "p-name": "name", "fn": "name", "p-nickname": "nickname", "nickname": "nickname", "p-note": "note", "note": "note",
    "u-photo": "photo", "photo": "photo", "u-url": "url", "url": "url", "u-uid": "uid", "uid": "uid",
    "p-locality": "locality", "locality": "locality", "p-region": "region", "region": "region",
    "p-country-name": "country", "country-name": "country", "u-email": "email", "email": "email", "p-tel": "phone",
    "tel": "phone", "p-org": "company", "org": "company", "p-job-title": "job_title", "title": "job_title",
    "p-role": "job_title", "role": "job_title", "p-pronoun": "pronouns", "p-pronouns": "pronouns",
}  # fmt: skip
_ADDRESSES = frozenset({"photo", "url", "uid"})
_DETAILS = ("email", "phone", "company", "job_title", "pronouns")

Card = dict[str, list[str]]


def h_card_person(root: Element, url: str, rel_me: Sequence[str]) -> Person:
    """The person of the card that stands for the page; an empty one where it is not clear which card does."""
    cards = [(_read(node, url), in_entry) for node, in_entry in _cards(root)]
    card = _representative(cards, url, rel_me)
    return _person(card, url) if card else Person()


def _cards(root: Element) -> Iterator[tuple[Element, bool]]:
    """Every card a reader sees, and whether it stands in an entry, where it is the author's or somebody else's.

    Looked for by its name and judged by what it stands in: on most pages that is a handful of elements in thousands.
    """
    known: dict[Element, _Place] = {}
    found = 0
    for node in root.xpath("//*[contains(@class, 'card')]"):
        if not _is_card(_classes(node)):
            continue
        place = _place_of(node, root, known)
        if not place.hidden:
            yield node, place.in_entry
            found += 1
        if found == MAX_CARDS:
            return


@dataclass(frozen=True, slots=True)
class _Place:
    """Whether an element is out of a reader's sight, and whether it is, or is part of, an entry."""

    hidden: bool = False
    in_entry: bool = False


def _place_of(node: Element, root: Element, known: dict[Element, _Place]) -> _Place:
    """The element's place; each of those around it is looked at once, however many cards stand in it."""
    around: list[Element] = []
    here: Element | None = node
    while here is not None and here not in known:
        around.append(here)
        here = here.getparent()
    place = known[here] if here is not None else _Place()
    for part in reversed(around):
        hidden = part is not root and (part.tag in _UNREAD or part.get("hidden") is not None)
        place = _Place(place.hidden or hidden, place.in_entry or bool(_classes(part) & _ENTRIES))
        known[part] = place
    return place


def _classes(node: Element) -> set[str]:
    return set((node.get("class") or "").split())


def _is_card(names: set[str]) -> bool:
    return "h-card" in names or "vcard" in names


def _representative(cards: Sequence[tuple[Card, bool]], url: str, rel_me: Sequence[str]) -> Card | None:
    for addresses in ([url], list(rel_me)):
        for card, _ in cards:
            if any(same_address(own, other) for own in card["uid"] + card["url"] for other in addresses):
                return card
    alone = [card for card, in_entry in cards if not in_entry]
    return alone[0] if len(alone) == 1 else None


def _read(card: Element, url: str) -> Card:
    """The card's properties; those of cards and entries inside it are theirs."""
    found: Card = {name: [] for name in _PROPERTIES.values()}
    inside: Element | None = None
    for event, node in walk(card, _UNREAD):
        names = _classes(node)
        if inside is None and event == "start":
            if node is not card and (_is_card(names) or names & _ENTRIES):
                inside = node
                continue
            for name in dict.fromkeys(_PROPERTIES[name] for name in sorted(names) if name in _PROPERTIES):
                if len(found[name]) < MAX_VALUES:
                    found[name] += filter(None, [_value(node, name, url)])
        elif node is inside and event == "end":
            inside = None
    return _with_implied(found, card, url)


def _value(node: Element, name: str, url: str) -> str:
    if name in _ADDRESSES:
        return resolve(url, node.get("href") or node.get("src") or node.get("data") or text_of(node, MAX_VALUE))
    href = node.get("href") or ""
    if name in ("email", "phone") and href.lower().startswith(("mailto:", "tel:")):
        return href.partition(":")[2].partition("?")[0]
    return (node.get("alt") if node.tag == "img" else node.get("title") if node.tag == "abbr" else None) or text_of(
        node
    )


def _with_implied(found: Card, card: Element, url: str) -> Card:
    """A card without properties, as in `<a class="h-card" href="/">Mara</a>`, names and links its person itself."""
    if not found["name"] and card.tag in ("a", "img", "span"):
        found["name"] = [text_of(card, MAX_VALUE) or card.get("alt") or ""]
    if not found["url"] and card.tag == "a":
        found["url"] = [resolve(url, card.get("href") or "")]
    return found


def _person(card: Card, url: str) -> Person:
    place = [card[name][0] for name in ("locality", "region", "country") if card[name]]
    return Person(
        display_name=_first(card, "name"),
        bio=_first(card, "note"),
        avatar_url=_first(card, "photo"),
        links=tuple(dict.fromkeys(link for link in card["url"] if link and not same_address(link, url))),
        handle=_first(card, "nickname").removeprefix("@"),
        location=", ".join(place),
        details=tuple((name, _first(card, name)) for name in _DETAILS if _first(card, name)),
        source="h-card",
    )


def _first(card: Card, name: str) -> str:
    return card[name][0] if card[name] else ""
