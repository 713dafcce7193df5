"""Which of our sites a run asks: ids, categories, all; what tells something protected only where it is named."""

from __future__ import annotations

import pytest

from footprint_audit.cli.chosen_sites import chosen_sites, our_sites, without
from footprint_audit.collectors import catalogue_entries, deep_sites
from footprint_audit.errors import UsageError


def ids(*wanted: str) -> list[str]:
    return [collector.site.id for collector in chosen_sites(wanted)]


def test_without_a_name_every_site_is_asked_that_tells_nothing_protected() -> None:
    asked = ids()
    assert len(asked) > 200
    assert set(asked) == {site.id for site in our_sites() if not site.sensitive}
    assert asked[: len(deep_sites())] == [collector.site.id for collector in deep_sites()]


def test_an_id_a_category_and_deep_name_what_they_say() -> None:
    assert ids("none") == []
    assert ids("deep") == [collector.site.id for collector in deep_sites()]
    assert ids("github", "codeberg") == ["github", "codeberg"]
    music = ids("music")
    assert music
    assert {site.category for site in our_sites() if site.id in music} == {"music"}
    assert ids("github", "developer").count("github") == 1


def test_a_sensitive_site_is_asked_only_by_its_own_name_or_its_categorys() -> None:
    sensitive = next(entry.site for entry in catalogue_entries() if entry.site.sensitive)
    assert sensitive.id not in ids()
    assert ids(sensitive.id) == [sensitive.id]
    assert sensitive.id in ids(sensitive.category)


def test_no_id_is_also_a_category() -> None:
    sites = our_sites()
    assert {site.id for site in sites} & {site.category for site in sites} == set()


def test_a_site_or_a_category_can_be_left_out() -> None:
    left = without(chosen_sites(("music", "github")), ("music",))
    assert [collector.site.id for collector in left] == ["github"]
    assert without(chosen_sites(("github",)), ("reddit",)) != ()  # one of ours that is not asked anyway


@pytest.mark.parametrize(("wanted", "says"), [("githup", "did you mean 'github'"), ("musik", "did you mean 'music'")])
def test_a_name_that_is_none_is_said_with_the_nearest(wanted: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        chosen_sites((wanted,))
    assert says in caught.value.advice
    with pytest.raises(UsageError):
        without(chosen_sites(("github",)), (wanted,))
