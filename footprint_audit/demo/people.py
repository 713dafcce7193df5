"""The invented people, read from people.toml, and the invented staff of an organisation, from staff.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

__all__ = ["PEOPLE", "STAFF", "DemoAccount", "DemoPost", "Person", "accounts", "people"]

PEOPLE, STAFF = "people", "staff"  # whose accounts: the files they stand in


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody one can audit: an id for the command line, a handle, a line about them, what they declare."""

    id: str
    handle: str
    about: str
    professions: tuple[str, ...]
    strategy: str


@dataclass(frozen=True, slots=True)
class DemoPost:
    """A post: ISO date, title (may be empty), text."""

    date: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account on one of the five servers, before the servers' addresses are filled in."""

    server: str
    handle: str
    name: str
    bio: str
    location: str
    joined: str
    links: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    verified: tuple[str, ...]
    posts: tuple[DemoPost, ...]
    subject: str = ""  # of the staff: their id in the roster, and how they are judged
    profession: str = ""
    context: str = ""


def _data(whose: str) -> dict[str, list[dict[str, object]]]:
    text = (resources.files("footprint_audit") / "demo" / f"{whose}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def people() -> dict[str, Person]:
    """Everybody who can be audited, by id."""
    found = (
        Person(
            id=str(p["id"]),
            handle=str(p["handle"]),
            about=str(p["about"]),
            professions=tuple(map(str, _list(p["professions"]))),
            strategy=str(p.get("strategy", "separate")),
        )
        for p in _data(PEOPLE)["person"]
    )
    return {person.id: person for person in found}


def accounts(addresses: dict[str, str], whose: str = PEOPLE) -> tuple[DemoAccount, ...]:
    """Every account, with the servers' addresses (by their names) filled in."""

    def fill(value: object) -> str:
        text = str(value)
        for name, address in addresses.items():
            text = text.replace(f"{{{name}}}", address)
        return text

    def account(table: dict[str, object]) -> DemoAccount:
        posts = [[fill(part) for part in _list(post)] for post in _list(table.get("posts"))]
        pairs = [_list(pair) for pair in _list(table.get("fields"))]
        return DemoAccount(
            server=str(table["server"]),
            handle=str(table["handle"]),
            name=str(table["name"]),
            bio=fill(table["bio"]),
            location=str(table.get("location", "")),
            joined=str(table["joined"]),
            links=tuple(fill(link) for link in _list(table.get("links"))),
            fields=tuple((fill(name), fill(value)) for name, value in pairs),
            verified=tuple(fill(link) for link in _list(table.get("verified"))),
            posts=tuple(DemoPost(post[0], post[1] if len(post) == 3 else "", post[-1]) for post in posts),
            subject=str(table.get("subject", "")),
            profession=str(table.get("profession", "")),
            context=str(table.get("context", "")),
        )

    return tuple(account(table) for table in _data(whose)["account"])


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
