"""The person a page speaks of, assembled from what it says of itself: the surest source first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from urllib.parse import unquote, urlsplit

from footprint_audit.collectors.head import Head
from footprint_audit.collectors.links import host_of, resolve

__all__ = ["Person", "handle_in", "merge", "open_graph_person"]


@dataclass(frozen=True, slots=True)
class Person:
    """What a page says of its person. `source` is the surest of the sources that said anything."""

    display_name: str = ""
    bio: str = ""
    avatar_url: str = ""
    links: tuple[str, ...] = ()
    handle: str = ""
    location: str = ""
    joined: str = ""  # ISO 8601 date
    same_as: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()  # email, company, job_title, …
    source: str = ""  # json-ld | h-card | opengraph


def merge(people: Iterable[Person]) -> Person:
    """One person out of several descriptions: each field from the first that has it, links from all."""
    known = [person for person in people if any(getattr(person, field.name) for field in fields(Person)[:-1])]
    if not known:
        return Person()
    texts = ("display_name", "bio", "avatar_url", "handle", "location", "joined")
    first = {name: next((text for person in known if (text := str(getattr(person, name)))), "") for name in texts}
    details = {name: text for person in reversed(known) for name, text in person.details}
    return Person(
        **first,
        links=tuple(dict.fromkeys(link for person in known for link in person.links)),
        same_as=tuple(dict.fromkeys(link for person in known for link in person.same_as)),
        details=tuple(sorted(details.items())),
        source=known[0].source,
    )


def handle_in(url: str) -> str:
    """The handle a profile's address usually ends in, without `@` or `~`."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return unquote(path.rstrip("/").rpartition("/")[2]).lstrip("@~")


# --- OpenGraph and Twitter card, the weakest source -----------------------------------------------------------------

MAX_TITLE = 300  # characters in which a name is looked for

_SEPARATOR = re.compile(r"\s+(?:[-–—•·|/:›»,]|on)\s+|\s*[|•·]\s*")
_HANDLE = re.compile(r"\s*[(\[]\s*(@?)([\w.-]{1,64})(?:@[\w.:-]+)?\s*[)\]]\s*$")
_OF_A_THING = re.compile(r"(?i)(article|product|video|music|book|event|place)\b")
_COUNTS = re.compile(
    r"(?i)^[\d.,]+\s?[kmb]?\s+(followers?|following|posts?|likes?|subscribers?|fans?|photos?|videos?)\b"
)
_OF_A_PERSON = re.compile(r"(?i)avatar|profile|headshot|portrait|userpic|/users?/|gravatar")
_OF_A_SITE = re.compile(
    r"(?i)logo|default|placeholder|opengraph|og[-_]image|og\.(png|jpe?g)|share|banner|cover|favicon"
)


def open_graph_person(head: Head, url: str) -> Person:
    """What OpenGraph, the Twitter card and the title say: often decorated, often about the site and not the person."""
    if _OF_A_THING.match(head.og.get("type", "")):
        return Person()
    asked = handle_in(head.canonical or url)
    sites = tuple(filter(None, (head.og.get("site_name", ""), *_site_names(url))))
    name, handle = _undecorated(head.og.get("title") or head.twitter.get("title") or "", sites, asked)
    if not name:
        name, handle = _name_in_title(head.title, sites, asked)
    whole = " ".join(filter(None, (head.og.get("profile:first_name"), head.og.get("profile:last_name"))))
    return Person(
        display_name=whole or name,
        bio=_bio(head, sites),
        avatar_url=_avatar(head, url, asked),
        handle=head.og.get("profile:username", "").removeprefix("@") or handle,
        source="opengraph",
    )


def _site_names(url: str) -> tuple[str, ...]:
    labels = host_of(url).partition(":")[0].removeprefix("www.").split(".")
    return tuple(dict.fromkeys((".".join(labels), *labels[-2:-1])))


def _undecorated(title: str, sites: tuple[str, ...], asked: str) -> tuple[str, str]:
    """`NAME (@handle) • Site` as name and handle: a part is cut off only where it is the site's name or the handle."""
    title = title[:MAX_TITLE]
    while cut := [match for match in _SEPARATOR.finditer(title) if _is_decoration(title[match.end() :], sites, asked)]:
        title = title[: cut[-1].start()]
    front = _SEPARATOR.search(title)
    if front and asked.casefold() in title[front.end() :].casefold() and _is_decoration(title, sites, ""):
        title = title[front.end() :]
    handle = _HANDLE.search(title)
    if handle and (handle[1] or handle[2].casefold() == asked.casefold()):
        return title[: handle.start()].strip(), handle[2]
    return ("" if _is_decoration(title, sites, "") else title.strip()), ""


def _is_decoration(part: str, sites: tuple[str, ...], asked: str) -> bool:
    folded = part.strip().casefold()
    if asked and folded.strip("()").lstrip("@") == asked.casefold():
        return True
    return any(_begins_with(folded, site.casefold()) for site in sites)


def _begins_with(text: str, words: str) -> bool:
    """Whether the text begins with these words, and not with longer ones. A pattern would be compiled for each site."""
    after = text[len(words) : len(words) + 1]
    return text.startswith(words) and not (after.isalnum() or after == "_")


def _name_in_title(title: str, sites: tuple[str, ...], asked: str) -> tuple[str, str]:
    """The name in a page's title, only where the title is built as name and site: others name articles."""
    name, handle = _undecorated(title, sites, asked)
    return (name, handle) if name and name != title.strip() else ("", "")


def _bio(head: Head, sites: tuple[str, ...]) -> str:
    text = head.og.get("description") or head.twitter.get("description") or ""
    return "" if _COUNTS.match(text) or _is_decoration(text, sites, "") else text


def _avatar(head: Head, url: str, asked: str) -> str:
    """The picture, unless it is the site's own, as it is on a quarter of the profile pages that name one."""
    picture = resolve(url, head.avatar)
    if not picture or _OF_A_SITE.search(urlsplit(picture).path):
        return ""
    is_profile = head.og.get("type", "").lower().startswith("profile") or head.twitter.get("card") == "summary"
    names_handle = len(asked) > 2 and asked.casefold() in picture.casefold()
    return picture if is_profile or names_handle or _OF_A_PERSON.search(picture) else ""
