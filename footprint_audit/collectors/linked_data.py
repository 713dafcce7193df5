"""The person a page's JSON-LD speaks of: a schema.org `Person`, or the main entity of a `ProfilePage`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from footprint_audit.collectors.json import Json
from footprint_audit.collectors.links import resolve, same_address, web_links
from footprint_audit.collectors.markup import plain_text
from footprint_audit.collectors.person import Person

__all__ = ["json_ld_person"]

MAX_NODES = 500

_DETAILS = (("email", "email"), ("phone", "telephone"), ("job_title", "jobTitle"), ("gender", "gender"),
            ("birth_date", "birthDate"))  # fmt: skip


def json_ld_person(blocks: Sequence[Json], url: str) -> Person:
    """The page's person; an empty one where several are named and none is the page's."""
    nodes = list(_nodes(blocks))
    for page in nodes:
        if _is_a(page, "ProfilePage"):
            entity = _resolved(page.at("mainEntity"), nodes)
            if entity.is_object:
                return _person(entity, page, url)
    people = [node for node in nodes if _is_a(node, "Person")]
    own = [person for person in people if any(same_address(link, url) for link in _addresses(person))]
    chosen = own[:1] or (people if len(people) == 1 else [])
    return _person(chosen[0], Json(None), url) if chosen else Person()


def _nodes(blocks: Sequence[Json]) -> Iterator[Json]:
    """The objects at the top: of a block, of a list of them, of an `@graph`. An article's author stays inside it."""
    count = 0
    for block in blocks:
        for top in block.items() if block.is_list else (block,):
            for node in (top, *top.items("@graph")):
                if node.is_object and count < MAX_NODES:
                    count += 1
                    yield node


def _is_a(node: Json, kind: str) -> bool:
    return any(name.rpartition("/")[2] == kind for name in node.texts("@type"))


def _resolved(entity: Json, nodes: Sequence[Json]) -> Json:
    """The entity itself, or the node it only names by its `@id`."""
    entity = entity.items()[0] if entity.items() else entity
    name = entity.text("@id")
    same = [node for node in nodes if name and node.text("@id") == name and not _is_a(node, "ProfilePage")]
    return same[0] if same and not entity.has("name") else entity


def _addresses(person: Json) -> tuple[str, ...]:
    return web_links(*person.texts("url"), person.text("@id"), *person.texts("mainEntityOfPage"),
                     person.text("mainEntityOfPage", "@id"))  # fmt: skip


def _person(node: Json, page: Json, url: str) -> Person:
    own_links = web_links(*node.texts("url"), *page.texts("relatedLink"), *node.texts("relatedLink"))
    parts = (node.text("givenName"), node.text("familyName"))
    details = [(name, plain_text(node.text(key)).removeprefix("mailto:")) for name, key in _DETAILS]
    details += [("company", _name_of(node.at("worksFor"))), ("school", _name_of(node.at("alumniOf")))]
    return Person(
        display_name=plain_text(node.text("name")) or plain_text(" ".join(filter(None, parts))),
        bio=plain_text(node.text("description")),
        avatar_url=resolve(url, _picture(node.at("image"))),
        links=tuple(link for link in own_links if not same_address(link, url)),
        handle=_handle(node),
        location=_place(node),
        joined=_date(page.text("dateCreated")),
        same_as=tuple(link for link in web_links(*node.texts("sameAs")) if not same_address(link, url)),
        details=tuple((name, text) for name, text in details if text),
        source="json-ld",
    )


def _handle(node: Json) -> str:
    names = (name.removeprefix("@") for name in node.texts("alternateName"))
    return next((name for name in names if re.fullmatch(r"[\w.-]{1,64}", name)), "")


def _picture(image: Json) -> str:
    image = image.items()[0] if image.items() else image
    return image.text() or image.text("contentUrl") or image.text("url")


def _name_of(thing: Json) -> str:
    thing = thing.items()[0] if thing.items() else thing
    return plain_text(thing.text() or thing.text("name"))


def _place(node: Json) -> str:
    for key in ("homeLocation", "address", "location"):
        place = node.at(key)
        address = place.at("address") if place.at("address").is_object else place
        parts = [address.text(name) for name in ("addressLocality", "addressRegion", "addressCountry")]
        text = place.text() or place.text("name") or ", ".join(part for part in parts if part)
        if text:
            return plain_text(text)
    return ""


def _date(text: str) -> str:
    match = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[T\s])", text)
    return match[0] if match else ""
