"""Hypothesis strategies: any report there can be, with texts as hostile as Unicode allows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

from hypothesis import strategies as st

from footprint_audit.model import (
    Absent,
    Account,
    AuthoredBy,
    CategoryCoverage,
    Clue,
    Context,
    Coverage,
    Dimension,
    DimensionScore,
    Edit,
    Evidence,
    Fact,
    FactKind,
    Finding,
    Gap,
    Handle,
    Opportunity,
    OpportunityItem,
    Outcome,
    Post,
    Profile,
    Reason,
    Report,
    Score,
    Severity,
    Share,
    Strategy,
    Subject,
    Suppressed,
    Tool,
    Unread,
    Visibility,
)

__all__ = ["NAUGHTY", "reports", "texts"]

_T = TypeVar("_T")

NAUGHTY = [
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "[/nope] [bold red]x[/]",
    ":smile: {0} %s ${x}",
    "\u202egnp.exe",
    "a\u200bb\u200dc\ufeff",
    "\U000e0041\U000e007f",
    "\ufdd0\uffff\ue000\u0378",
    "e" + "\u0301" * 40,
    "\u2028\u2029\x85\r\n\t\x00\x7f",
    "日本語のテキスト",
    "می‌خواهم",
    "👩‍⚕️🏳️‍🌈👍🏽",
    "<script>alert(1)</script>",
    "=1+1",
    "“”…“",
    " " * 30,
]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(NAUGHTY)
words = st.text("abcdefgh-_", min_size=1, max_size=8)
parts = st.floats(0, 1)
points = st.integers(0, 100)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 bounds must be naive
handles = st.builds(Handle, st.text("abcxyzé._0", min_size=1, max_size=12).filter(lambda text: text.strip(".") != ""))
spans = st.tuples(st.integers(0, 20), st.integers(0, 20))


def _some(items: st.SearchStrategy[_T], most: int = 2) -> st.SearchStrategy[tuple[_T, ...]]:
    return st.lists(items, max_size=most).map(tuple)


accounts = st.builds(
    Account,
    site=words,
    site_name=texts,
    category=texts,
    handle=handles,
    url=texts,
    context=st.sampled_from(Context),
    context_reason=texts,
    expected_visibility=st.none() | st.sampled_from(Visibility),
    declared=st.booleans(),
    sensitive=st.booleans(),
)
posts = st.builds(Post, url=texts, date=texts, text=texts, authored_by=st.sampled_from(AuthoredBy))
gaps = st.builds(Gap, field=texts, reason=st.sampled_from(Reason), advice=texts)


def _profiles(account: Account) -> st.SearchStrategy[Profile]:
    return st.builds(
        Profile,
        account=st.just(account),
        fetched_at=moments,
        display_name=texts,
        bio=texts,
        location=texts,
        links=_some(texts),
        rel_me=_some(texts),
        verified_links=_some(texts),
        avatar_url=texts,
        joined=texts,
        counters=_some(st.tuples(texts, st.integers(-(2**63) + 1, 2**63 - 1))),
        details=_some(st.tuples(texts, texts)),
        posts=_some(posts),
        language=texts,
        visibility=st.sampled_from(Visibility),
        gaps=_some(gaps),
    )


def _outcomes(account: Account) -> st.SearchStrategy[Outcome]:
    absent = st.builds(Absent, st.just(account), texts)
    unread = st.builds(Unread, st.just(account), st.sampled_from(Reason), texts)
    return _profiles(account) | absent | unread


clues = st.builds(Clue, kind=texts, text=texts, weight=parts, account=texts, field=texts)
facts = st.builds(
    Fact, kind=st.sampled_from(FactKind), accounts=_some(texts), value=texts, clues=_some(clues), confidence=parts
)
evidence = st.builds(
    Evidence,
    field=st.sampled_from(["bio", "posts[0]", "location"]) | texts,
    excerpt=texts,
    span=spans,
    url=texts,
    shown=texts,
)


def _findings(account: Account) -> st.SearchStrategy[Finding]:
    return st.builds(
        Finding,
        rule=words,
        title=texts,
        dimension=st.sampled_from(Dimension),
        severity=st.sampled_from(Severity),
        confidence=parts,
        account=st.just(account),
        visibility=st.sampled_from(Visibility),
        message=texts,
        why=texts,
        remedy=texts,
        evidence=evidence,
        fingerprint=words,
        multiplier=st.floats(0, 10),
        references=_some(texts),
        also=_some(texts),
    )


def _scores(names: list[str]) -> st.SearchStrategy[Score]:
    named = st.sampled_from(names) if names else words
    return st.builds(
        Score,
        value=st.none() | points,
        low=st.none() | points,
        grade=st.sampled_from([None, "A", "B", "C", "D", "F"]),
        dimensions=_some(st.builds(DimensionScore, st.sampled_from(Dimension), st.floats(0, 100), parts)),
        shares=_some(st.builds(Share, named, parts, points)),
        edits=_some(
            st.builds(Edit, account=texts, field=texts, fingerprints=_some(named), alone=points, together=points)
        ),
        coverage=parts,
        algorithm=st.integers(1, 3),
    )


items = st.builds(OpportunityItem, id=texts, title=texts, got=points, of=points, applies=st.booleans(), reason=texts)
counts = st.integers(0, 20)
coverages = st.builds(
    Coverage,
    asked=counts,
    profiles=counts,
    absent=counts,
    unread=counts,
    reasons=st.dictionaries(st.sampled_from(Reason), counts, max_size=2).map(lambda found: tuple(found.items())),
    fraction=parts,
    interrupted=st.booleans(),
    walled=st.just(0),
    categories=_some(st.builds(CategoryCoverage, texts, counts, counts, counts, counts)),
    remedy=texts,
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report whose findings are about accounts that were asked for."""
    asked = draw(st.lists(accounts, max_size=3, unique_by=lambda account: account.id))
    outcomes = tuple(draw(_outcomes(account)) for account in asked)
    findings = _some(st.sampled_from(asked).flatmap(_findings), 3) if asked else st.just(())
    found = draw(findings)
    return Report(
        subject=draw(st.builds(Subject, _some(handles), _some(texts), st.sampled_from(Strategy))),
        started_at=draw(moments),
        tool=draw(st.builds(Tool, texts, texts)),
        rules_digest=draw(texts),
        vantage=draw(texts),
        outcomes=outcomes,
        facts=draw(_some(facts)),
        findings=found,
        suppressed=tuple(Suppressed(finding, draw(texts), draw(texts)) for finding in draw(findings)),
        score=draw(_scores([finding.fingerprint for finding in found])),
        opportunity=draw(st.builds(Opportunity, st.none() | points, _some(items))),
        coverage=draw(coverages),
    )
