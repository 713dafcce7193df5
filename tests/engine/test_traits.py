"""What a text has, of what matches cannot do without."""

from __future__ import annotations

import pytest

from footprint_audit.engine.fold import fold
from footprint_audit.engine.traits import MOST_KNOWN, Held, Trait, unbroken

EVERY = (
    *(Trait(kind, least) for kind in ("digit", "numeral") for least in (1, 2, 9)),
    *(Trait(kind, least) for kind in ("row", "point", "colon") for least in (2, 7)),
    Trait("capital"),
    Trait("foreign"),
    Trait("mailbox"),
)
STANDING = tuple(trait for trait in EVERY if trait.kind in ("row", "point", "colon"))


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", EVERY),
        ("Soup", EVERY),
        ("soUp", tuple(trait for trait in EVERY if trait.kind != "capital")),
        ("1 soup", tuple(trait for trait in EVERY if trait not in (Trait("digit"), Trait("numeral")))),
        ("sÖup", tuple(trait for trait in EVERY if trait.kind not in ("capital", "foreign"))),
        (
            "\U0001e951",
            tuple(trait for trait in EVERY if trait.kind in ("digit", "mailbox")),
        ),  # a digit of Adlam counts for any number
    ],
)
def test_a_text_has_what_it_has(text: str, lacks: tuple[Trait, ...]) -> None:
    held = Held((trait, number) for number, trait in enumerate(EVERY)).of(fold(text))
    assert tuple(trait for number, trait in enumerate(EVERY) if number not in held) == lacks


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("call 202 555-0143", {"row": 7}),
        ("call 0143 EXT. 202", {"row": 7}),  # of one telephone number
        ("1 x 20 555 014", {"row": 7}),  # whichever of them is the number
        ("0143 of 202", {"row": 2}),
        ("202", {}),  # too few to be looked at
        ("10.0.1904", {"row": 7, "point": 2}),
        ("1.2345 at 6.7", {"row": 2, "point": 2}),
        ("so... 1234. Then.", {"row": 2}),
        ("at 10:20:30", {"row": 2, "colon": 2}),
        ("\U0001e951", {"row": 7, "point": 7, "colon": 7}),  # who knows what it counts for
    ],
)
def test_how_its_digits_stand_is_counted(text: str, has: dict[str, int]) -> None:
    held = Held((trait, number) for number, trait in enumerate(STANDING)).of(fold(text))
    counted = {
        kind: max((STANDING[n].least for n in held if STANDING[n].kind == kind), default=0)
        for kind in ("row", "point", "colon")
    }
    assert {kind: least for kind, least in counted.items() if least} == has


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("thanks @mara", False),
        ("(@mara.k)", False),
        ("@mara@social.example", True),
        ("mara@example", False),
        ("mara@example.org", True),
        ("@vale or mara@example.org", True),
        ("o'@example.org", True),
        ("mara@.org", False),
        ("@", False),
    ],
)
def test_a_mailbox_is_no_handle(text: str, has: bool) -> None:
    assert bool(Held([(Trait("mailbox"), 1)]).of(fold(text))) is has


def test_not_every_kind_of_text_is_kept() -> None:
    held = Held(enumerate_traits())
    for digits in range(MOST_KNOWN):
        assert len(held.of(fold("1" * digits))) == digits
    assert held.of(fold("a1B" * MOST_KNOWN)) == frozenset(range(MOST_KNOWN))


def enumerate_traits() -> list[tuple[Trait, int]]:
    return [(Trait("digit", number + 1), number) for number in range(MOST_KNOWN)]


@pytest.mark.parametrize(("text", "longest"), [("", 0), (" \n", 0), ("a bcd\tef", 3)])
def test_pieces_without_a_space_are_measured(text: str, longest: int) -> None:
    assert unbroken(text) == longest
