"""What is made undisturbed stays, and the collector of garbage is left as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from footprint_audit.undisturbed import undisturbed


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def made_in_it() -> list[object]:
    with undisturbed():
        assert not gc.isenabled()
        return [[]]


def test_what_was_made_in_it_is_old_and_nothing_is_frozen() -> None:
    gc.unfreeze()
    made = made_in_it()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert any(one is made for one in gc.get_objects(generation=2))


def test_where_an_application_has_frozen_its_own_that_stays_frozen() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    made_in_it()
    assert gc.get_freeze_count() == before


def test_where_nothing_is_collected_nothing_is_afterwards() -> None:
    gc.disable()
    made_in_it()
    assert not gc.isenabled()
