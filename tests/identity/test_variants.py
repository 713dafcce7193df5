"""Other writings of a handle: the same words, joined otherwise."""

from __future__ import annotations

import pytest

from footprint_audit.identity import variants
from footprint_audit.model import Handle


@pytest.mark.parametrize(
    ("handle", "others"),
    [
        ("mara.voss", {"maravoss", "mara_voss", "mara-voss"}),
        ("MaraVoss", {"mara.voss", "mara_voss", "mara-voss"}),
        ("the.amber-fox", {"theamberfox", "the.amber.fox", "the_amber_fox", "the-amber-fox"}),
        ("maravoss", set()),
        ("kit77", set()),
        ("MARA", set()),
        ("a.b.c.d.e", set()),
        (".mara.", set()),
        ("mara@social.example", set()),
    ],
)
def test_variants_are_the_same_words_joined_otherwise(handle: str, others: set[str]) -> None:
    assert {str(other) for other in variants(Handle.parse(handle))} == others
