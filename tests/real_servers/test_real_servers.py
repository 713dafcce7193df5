"""What people entered into a real MediaWiki and a real WordPress comes out of our collectors as it was entered.

Nothing here is a copy of a server: the programs are Debian's, the people are invented, the addresses are loopback.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from footprint_audit.collectors import programs
from footprint_audit.collectors.door import Door
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Handle, Outcome, Profile, Reason, Unread

from . import mediawiki, wordpress
from .people import ABSENT, MARA, QUIET, ZOE, Person
from .running import free_port

pytestmark = pytest.mark.real_server

NO_MEDIAWIKI, NO_WORDPRESS = mediawiki.missing(), wordpress.missing()
needs_mediawiki = pytest.mark.skipif(bool(NO_MEDIAWIKI), reason=NO_MEDIAWIKI)
needs_wordpress = pytest.mark.skipif(bool(NO_WORDPRESS), reason=NO_WORDPRESS)


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wiki")
    mediawiki.set_up_wiki(folder)
    return folder


@pytest.fixture(scope="module")
def wiki_base(wiki: Path) -> Iterator[str]:
    with mediawiki.serve_wiki(wiki) as base:
        yield base


@pytest.fixture(scope="module")
def running_blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[wordpress.Blog]:
    with wordpress.blog(tmp_path_factory.mktemp("blog")) as blog:
        yield blog


@pytest.fixture(params=["/%postname%/", ""], ids=["pretty permalinks", "plain permalinks"])
def blog_base(running_blog: wordpress.Blog, request: pytest.FixtureRequest) -> str:
    running_blog.use_permalinks(request.param)
    return running_blog.base


def audit(program: str, base: str, handle: str) -> Outcome:
    return asyncio.run(read(programs()[program].at(base), handle))


async def read(collector: Collector, handle: str) -> Outcome:
    account = collector.site.account(Handle.parse(handle))
    async with Door(allow_networks=["127.0.0.0/8"]) as door:
        try:
            return await collector.collect(account, Visit(door.fetch, collector.site, datetime.now(UTC)))
        except NoReply as failure:
            return Unread(account, failure.reason, failure.advice)


def found(outcome: Outcome) -> Profile:
    assert isinstance(outcome, Profile), outcome
    assert outcome.gaps == ()
    return outcome


def texts(person: Person) -> list[str]:
    return [f"{title}\n\n{text}" for title, text in person.posts]


# --- MediaWiki ------------------------------------------------------------------------------------------------------


@needs_mediawiki
@pytest.mark.parametrize("person", [MARA, ZOE], ids=lambda person: person.handle)
def test_a_user_page_comes_out_as_it_was_written(wiki_base: str, person: Person) -> None:
    profile = found(audit("mediawiki", wiki_base, person.handle))
    assert profile.display_name == person.name
    assert profile.bio == person.bio
    assert profile.location == person.location
    assert profile.links == (person.website,)
    assert dict(profile.details) == person.details
    assert [post.text for post in profile.posts] == texts(person)
    assert profile.joined == datetime.now(UTC).date().isoformat()


@needs_mediawiki
def test_addresses_of_a_user_page_and_its_sections_are_the_wikis_own(wiki_base: str) -> None:
    profile = found(audit("mediawiki", wiki_base, MARA.handle))
    assert profile.account.url == f"{wiki_base}/wiki/User:Maravoss"
    assert profile.posts[0].url == f"{wiki_base}/wiki/User:Maravoss#Load_paths_in_timber_trusses"


@needs_mediawiki
def test_a_user_without_a_page_is_found_and_empty(wiki_base: str) -> None:
    profile = found(audit("mediawiki", wiki_base, QUIET.handle))
    assert (profile.display_name, profile.bio, profile.links, profile.posts) == ("", "", (), ())


@needs_mediawiki
@pytest.mark.parametrize("handle", [ABSENT, "MARAVOSS"])
def test_a_name_that_the_wiki_does_not_know_is_absent(wiki_base: str, handle: str) -> None:
    assert isinstance(audit("mediawiki", wiki_base, handle), Absent)


@needs_mediawiki
def test_a_wiki_that_was_stopped_is_unread(wiki: Path) -> None:
    with mediawiki.serve_wiki(wiki) as base:
        assert isinstance(audit("mediawiki", base, MARA.handle), Profile)
    outcome = audit("mediawiki", base, MARA.handle)
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.UNREACHABLE


# --- WordPress ------------------------------------------------------------------------------------------------------


@needs_wordpress
@pytest.mark.parametrize("person", [MARA, ZOE], ids=lambda person: person.handle)
def test_an_author_and_their_posts_come_out_as_they_were_entered(blog_base: str, person: Person) -> None:
    profile = found(audit("wordpress", blog_base, person.handle))
    assert profile.display_name == person.name
    assert profile.bio == person.bio
    assert profile.links == (person.website,)
    assert [post.text for post in profile.posts] == texts(person)
    assert profile.posts[0].date == "2025-03-09T10:00:00Z"
    assert profile.posts[0].url.startswith(blog_base)
    assert "gravatar.com/avatar/" in profile.avatar_url


@needs_wordpress
def test_an_author_without_posts_is_found_by_their_page(blog_base: str) -> None:
    profile = found(audit("wordpress", blog_base, QUIET.handle))
    assert profile.display_name == QUIET.handle
    assert profile.posts == ()


@needs_wordpress
def test_a_name_that_the_blog_does_not_know_is_absent(blog_base: str) -> None:
    assert isinstance(audit("wordpress", blog_base, ABSENT), Absent)


@needs_wordpress
def test_a_blog_that_nobody_serves_is_unread() -> None:
    base = f"http://127.0.0.1:{free_port()}"
    outcome = audit("wordpress", base, MARA.handle)
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.UNREACHABLE
