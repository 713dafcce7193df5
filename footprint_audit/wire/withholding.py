"""A report whose texts no longer hold the words its findings rest on: for logs, artefacts and other people's eyes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from footprint_audit.model import Evidence, Fact, Finding, Opportunity, Outcome, Post, Profile, Report

__all__ = ["withheld"]

SHORTEST = 4  # characters of an excerpt that is looked for elsewhere too; shorter ones stand inside ordinary words

_Hide = Callable[[str], str]
_HALF = re.compile("[\ud800-\udfff]")


def withheld(report: Report) -> Report:
    """The report with masked evidence, and each stretch of profile text that evidence covers in its masked form too.

    The same words elsewhere (another profile, a link, a fact's clue) are masked as well. Handles and the addresses of
    accounts stay: a report that does not say where to look is none.
    """
    findings = (*report.findings, *(item.finding for item in report.suppressed))
    cutting = _Cutting(findings)
    outcomes = tuple(cutting.outcome(outcome) for outcome in report.outcomes)
    hide = _hider(cutting.words)
    return replace(
        report,
        outcomes=tuple(_rewritten(outcome, lambda _field, text: hide(text)) for outcome in outcomes),
        facts=tuple(_hidden_fact(fact, hide) for fact in report.facts),
        findings=tuple(_masked(finding, hide) for finding in report.findings),
        suppressed=tuple(replace(item, finding=_masked(item.finding, hide)) for item in report.suppressed),
        opportunity=_hidden_opportunity(report.opportunity, hide),
    )


class _Cutting:
    """Replaces what evidence covers, and collects the words so replaced (`words`: raw, folded -> masked)."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.words: dict[str, str] = {}
        self._evidence: dict[tuple[str, str], list[Evidence]] = {}
        for finding in findings:
            evidence = finding.evidence
            self._evidence.setdefault((finding.account.id, evidence.field), []).append(evidence)
            self._learn(evidence.excerpt, evidence.shown)

    def outcome(self, outcome: Outcome) -> Outcome:
        return _rewritten(
            outcome, lambda field, text: self._cut(text, self._evidence.get((outcome.account.id, field), ()))
        )

    def _learn(self, raw: str, shown: str) -> None:
        if raw != shown and len(raw) >= SHORTEST:
            self.words.setdefault(_folded(raw), shown)

    def _cut(self, text: str, covering: Iterable[Evidence]) -> str:
        parts, end = [], 0
        for evidence in sorted(covering, key=lambda item: item.span):
            start, stop = max(evidence.span[0], end), min(evidence.span[1], len(text))
            self._learn(text[evidence.span[0] : stop], evidence.shown)
            if start < stop:
                parts += [text[end:start], evidence.shown if evidence.span[0] >= end else ""]
                end = stop
        return "".join(parts) + text[end:]


def _hider(words: dict[str, str]) -> _Hide:
    """A function that masks `words` (folded -> masked) in a text: leftmost first, then longest, in one pass."""
    if not words:
        return lambda text: text
    from ahocorasick_rs import AhoCorasick, MatchKind  # late: a report without findings needs none of it

    masked = tuple(words.values())
    finder = AhoCorasick(tuple(words), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def hide(text: str) -> str:
        parts, end = [], 0
        for index, start, stop in finder.find_matches_as_indexes(_folded(text)):
            parts += [text[end:start], masked[index]]
            end = stop
        return "".join(parts) + text[end:] if parts else text

    return hide


def _folded(text: str) -> str:
    """The text without case, character for character: places in it are places in the text."""
    if text.isascii():
        return text.lower()
    # Of all characters only İ becomes two, and Σ one or another by what follows it; a half of a pair is no text.
    return _HALF.sub("\ufffd", text.replace("İ", "i").lower().replace("ς", "σ"))


def _rewritten(outcome: Outcome, rewrite: Callable[[str, str], str]) -> Outcome:
    """The outcome, each text of its profile rewritten by its field's name and itself."""
    if not isinstance(outcome, Profile):
        return outcome
    return replace(
        outcome,
        display_name=rewrite("display_name", outcome.display_name),
        bio=rewrite("bio", outcome.bio),
        location=rewrite("location", outcome.location),
        links=_each("links", outcome.links, rewrite),
        rel_me=_each("rel_me", outcome.rel_me, rewrite),
        verified_links=_each("verified_links", outcome.verified_links, rewrite),
        avatar_url=rewrite("avatar_url", outcome.avatar_url),
        details=tuple((name, rewrite(f"details.{name}", text)) for name, text in outcome.details),
        posts=tuple(_post(index, post, rewrite) for index, post in enumerate(outcome.posts)),
    )


def _each(field: str, texts: tuple[str, ...], rewrite: Callable[[str, str], str]) -> tuple[str, ...]:
    return tuple(rewrite(f"{field}[{index}]", text) for index, text in enumerate(texts))


def _post(index: int, post: Post, rewrite: Callable[[str, str], str]) -> Post:
    return replace(post, text=rewrite(f"posts[{index}]", post.text), url=rewrite(f"posts[{index}].url", post.url))


def _hidden_fact(fact: Fact, hide: _Hide) -> Fact:
    clues = tuple(replace(clue, text=hide(clue.text)) for clue in fact.clues)
    return replace(fact, value=hide(fact.value), clues=clues)


def _masked(finding: Finding, hide: _Hide) -> Finding:
    masked = finding.evidence.masked()
    if masked.url != finding.account.url:
        masked = replace(masked, url=hide(masked.url))
    return replace(finding, message=hide(finding.message), evidence=masked)


def _hidden_opportunity(opportunity: Opportunity, hide: _Hide) -> Opportunity:
    return replace(opportunity, items=tuple(replace(item, reason=hide(item.reason)) for item in opportunity.items))
