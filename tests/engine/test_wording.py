"""Fields in words, and messages."""

from __future__ import annotations

import pytest

from footprint_audit.engine.wording import field_in_words, message
from tests.engine.making import rule


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("bio", "your bio"),
        ("handle", "your handle"),
        ("display_name", "your display name"),
        ("location", "your location"),
        ("posts[3]", "post 4"),
        ("links[0]", "link 1"),
        ("details.company", 'the field "company"'),
        ("something", "something"),
    ],
)
def test_a_field_is_named_as_a_person_would(field: str, words: str) -> None:
    assert field_in_words(field) == words


def test_a_message_names_site_and_field_and_reads_neither_as_a_template() -> None:
    assert message(rule(), "{field}", "posts[0]") == "{field}: a test in post 1"
    assert message(rule(message=""), "Forge", "bio") == "Forge: A test"
