"""Invented people, as they are entered into the real servers and must come out of them."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["ABSENT", "MARA", "PEOPLE", "QUIET", "ZOE", "Person"]


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody entered; `posts` are pairs of title and text."""

    handle: str
    name: str = ""
    bio: str = ""
    location: str = ""
    website: str = ""
    details: dict[str, str] = field(default_factory=dict)
    posts: tuple[tuple[str, str], ...] = ()


MARA = Person(
    handle="maravoss",
    name="Mara Voss",
    bio="Structural engineer. Bridges, beams and bread. Opinions are my own.",
    location="Tallinn, Estonia",
    website="https://mara.example.org/",
    details={"Works at": "Harbour & Span Ltd", "E-mail": "mara.voss@example.org"},
    posts=(
        ("Load paths in timber trusses", "Notes from the workshop. Call me on +1 202-555-0143."),
        ("Sourdough for engineers", "A dough is a viscoelastic material, and it shows."),
    ),
)

ZOE = Person(
    handle="zoe_ang",
    name="Zoë Ångström 李",
    bio="Fish & chips <3 – “quotes”, tabs & ünïcödé 🐟. Говорю по-русски.",
    location="Malmö, Sverige",
    website="https://zoe.example.net/page?a=1&b=2",
    posts=(("Räksmörgås & co", 'Smörgås < lunch > fika & "kaffe". 5 < 6 && 7 > 3.'),),
)

QUIET = Person(handle="quietq")

PEOPLE = (MARA, ZOE, QUIET)
ABSENT = "nosuchuser9q"
