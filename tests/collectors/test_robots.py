"""robots.txt is read as RFC 9309 says."""

from __future__ import annotations

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.collectors.robots import ALLOW_ALL, PARSED_BYTES, Robots, Rules, parse
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

PRODUCT = "footprint-audit"


def allows(text: str, path: str) -> bool:
    return parse(text.encode(), PRODUCT).allow(path)


GROUPS = {
    "no file at all": ("", True),
    "a comment alone": ("# hello\n", True),
    "everybody is kept out": ("User-agent: *\nDisallow: /\n", False),
    "nobody is kept out": ("User-agent: *\nDisallow:\n", True),
    "we are named": ("User-agent: footprint-audit\nDisallow: /\n", False),
    "we are named in capitals": ("USER-AGENT: FootPrint-Audit\nDISALLOW: /\n", False),
    "we are named with a version": ("User-agent: footprint-audit/2.0\nDisallow: /\n", False),
    "somebody else is named": ("User-agent: otherbot\nDisallow: /\n", True),
    "a name that begins like ours": ("User-agent: footprint\nDisallow: /\n", True),
    "a name that ours begins": ("User-agent: footprint-audit-pro\nDisallow: /\n", True),
    "our group beats everybody's": ("User-agent: *\nDisallow: /\n\nUser-agent: footprint-audit\nAllow: /\n", True),
    "our empty group beats everybody's": (
        "User-agent: *\nDisallow: /\n\nUser-agent: footprint-audit\nDisallow:\n",
        True,
    ),
    "two names share a group": ("User-agent: otherbot\nUser-agent: footprint-audit\nDisallow: /\n", False),
    "our groups are joined": (
        "User-agent: footprint-audit\nDisallow: /a\n\nUser-agent: footprint-audit\nDisallow: /page\n",
        False,
    ),
    "everybody's groups are joined": ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /page\n", False),
    "a rule before any name is nobody's": ("Disallow: /\nUser-agent: *\nDisallow: /x\n", True),
    "other lines do not end a list of names": ("User-agent: *\nCrawl-delay: 9\nUser-agent: b\nDisallow: /\n", False),
    "spaces and comments": ("  user-agent :  *   # all\n  disallow  : /page # this\n", False),
    "only line feeds, only carriage returns": ("User-agent: *\rDisallow: /\r", False),
    "a byte order mark": ("\ufeffUser-agent: *\nDisallow: /\n", False),
    "a line without a colon": ("User-agent: *\nDisallow\nDisallow: /page\n", False),
    "broken text": ("User-agent: *\nDisallow: /page\n\udcff\n", False),
}


@pytest.mark.parametrize(("text", "allowed"), GROUPS.values(), ids=GROUPS.keys())
def test_the_group_that_speaks_of_us_decides(text: str, allowed: bool) -> None:
    assert parse(text.encode("utf-8", "surrogateescape"), PRODUCT).allow("/page") is allowed


# pattern, path, whether it matches: the table of the RFC (2.2.2, 2.2.3) and what follows from it
PATTERNS = (
    ("/", "/anything", True),
    ("/fish", "/fish", True),
    ("/fish", "/fish.html", True),
    ("/fish", "/fishheads/yum?x=1", True),
    ("/fish", "/Fish", False),
    ("/fish", "/catfish", False),
    ("/fish/", "/fish", False),
    ("/fish*", "/fishheads", True),
    ("/*.php", "/index.php", True),
    ("/*.php", "/folder/any.php.file.html", True),
    ("/*.php", "/", False),
    ("/*.php$", "/index.php", True),
    ("/*.php$", "/index.php?x", False),
    ("/*.php$", "/index.php5", False),
    ("/fish*.php", "/fishheads/catfish.php?x=1", True),
    ("/fish*.php", "/Fish.PHP", False),
    ("/page$", "/page", True),
    ("/page$", "/pages", False),
    ("/a*b*c$", "/abc", True),
    ("/a*b*c$", "/axxbyyc", True),
    ("/a*b*c$", "/acb", False),
    ("/ab*ba$", "/aba", False),
    ("*", "/x", True),
    ("/**/x", "/a/b/x", True),
    ("/x?id=", "/x?id=5", True),
    ("/%66oo", "/foo", True),
    ("/foo", "/%66oo", True),
    ("/caf%c3%a9", "/café", True),
    ("/café", "/caf%C3%A9", True),
    ("/a%2Fb", "/a/b", False),
    ("/a%2fb", "/a%2Fb", True),
    ("/file-%2A.html", "/file-*.html", True),
    ("/file-%2A.html", "/file-x.html", False),
    ("/cost-%24", "/cost-$5", True),
)  # fmt: skip


@pytest.mark.parametrize(("pattern", "path", "matches"), PATTERNS)
def test_patterns_match_from_the_start_with_star_and_dollar(pattern: str, path: str, matches: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {pattern}\n", path) is not matches


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Allow: /p\nDisallow: /", "/page", True),
        ("Disallow: /\nAllow: /p", "/page", True),
        ("Allow: /folder\nDisallow: /folder/secret", "/folder/secret/x", False),
        ("Allow: /page\nDisallow: /page", "/page", True),
        ("Allow: /page\nDisallow: /*.htm", "/page.htm", False),
        ("Allow: /$\nDisallow: /", "/", True),
        ("Allow: /$\nDisallow: /", "/page.htm", False),
        ("Disallow: /", "/robots.txt", True),
    ],
)
def test_the_longest_match_decides_and_allow_wins_a_tie(rules: str, path: str, allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is allowed


def test_what_lies_beyond_the_first_500_kib_is_not_read() -> None:
    start = b"User-agent: *\nAllow: /x\n"
    padding = b"#" * (PARSED_BYTES - len(start) - 1) + b"\n"
    assert parse(start + padding + b"Disallow: /\n", PRODUCT).allow("/page")
    assert not parse(start + padding[20:-1] + b"\nDisallow: /\n", PRODUCT).allow("/page")


@given(st.text(), st.text())
def test_no_text_makes_the_reader_fail(text: str, path: str) -> None:
    assert allows(text, "/" + path) in (True, False)


@given(st.text(alphabet="/ab*", max_size=12), st.text(alphabet="/ab", max_size=12))
def test_stars_match_as_a_regular_expression_would(pattern: str, path: str) -> None:
    expected = re.match(".*".join(map(re.escape, ("/" + pattern).split("*"))), "/" + path) is not None
    assert Rules(((False, re.sub(r"\*+", "*", "/" + pattern)),)).allow("/" + path) is not expected


def test_a_hostile_pattern_ends() -> None:  # a backtracking matcher would not, on this one
    text = "User-agent: *\n" + f"Disallow: /{'*a' * 5000}b\n" * 40
    assert allows(text, "/" + "a" * 8000)


# --- which answer means what ----------------------------------------------------------------------------------------


class Site:
    """A site whose robots.txt is asked; it counts."""

    def __init__(self, answer: tuple[int, bytes] | NoReply) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def __call__(self, url: str) -> tuple[int, bytes]:
        self.asked.append(url)
        await asyncio.sleep(0)
        if isinstance(self.answer, NoReply):
            raise self.answer
        return self.answer


def rules_after(answer: tuple[int, bytes] | NoReply) -> Rules:
    async def main() -> Rules:
        robots = Robots(Site(answer), PRODUCT)
        rules = await robots.of("https://example.org")
        await robots.close()
        return rules

    return asyncio.run(main())


FORBIDS = b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 499, 304])
def test_a_robots_txt_that_is_not_there_allows_everything(status: int) -> None:
    assert rules_after((status, FORBIDS)) == ALLOW_ALL


@pytest.mark.parametrize("status", [500, 502, 503, 599])
def test_a_site_in_trouble_allows_nothing(status: int) -> None:
    rules = rules_after((status, b""))
    assert not rules.allow("/page")
    assert rules.unread


@pytest.mark.parametrize("reason", [Reason.TIMEOUT, Reason.UNREACHABLE, Reason.TLS, Reason.PROTOCOL, Reason.DNS])
def test_a_robots_txt_that_cannot_be_reached_allows_nothing(reason: Reason) -> None:
    assert not rules_after(NoReply(reason, "")).allow("/page")


def test_too_many_redirects_mean_there_is_none() -> None:
    assert rules_after(NoReply(Reason.REDIRECT, "")) == ALLOW_ALL


def test_each_site_is_asked_once_however_many_wait() -> None:
    site = Site((200, FORBIDS))

    async def main() -> None:
        robots = Robots(site, PRODUCT)
        rules = await asyncio.gather(*(robots.of("https://example.org") for _ in range(5)))
        assert not any(rule.allow("/page") for rule in rules)
        await robots.of("https://example.org")
        await robots.of("http://example.org")
        await robots.close()

    asyncio.run(main())
    assert site.asked == ["https://example.org/robots.txt", "http://example.org/robots.txt"]
