"""Report ⇄ JSON v1: the only way a report is saved and read again. Its shape is published as `report-v1.schema.json`.

Evidence leaves masked unless asked otherwise. The bytes are harmless to a terminal: what it would obey is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.resources import files

from footprint_audit.model import (
    Absent,
    Account,
    Coverage,
    Edit,
    Evidence,
    Fact,
    Finding,
    Opportunity,
    Outcome,
    Post,
    Profile,
    Report,
    Score,
    Share,
    Subject,
    Unread,
)
from footprint_audit.wire.reading import SCHEMA_VERSION
from footprint_audit.wire.shares import shares_of
from footprint_audit.wire.withholding import withheld

__all__ = ["dump", "schema"]


def dump(report: Report, *, reveal: bool = False, withhold: bool = False) -> str:
    """The report as JSON v1, ending with a newline; the same report gives the same bytes.

    Evidence is masked unless `reveal`. Profile texts are written as they were read, unless `withhold` puts the masked
    form wherever evidence stands in them; `withhold` wins over `reveal`.
    """
    if withhold:
        report, reveal = withheld(report), False
    # Each outcome is taken apart when it is written: of ten thousand, all taken apart at once are ten megabytes.
    before, empty, after = _ENCODER.encode(_report(report, reveal)).partition(_NO_OUTCOMES)
    pieces = [_harmless(before), *(_outcomes(report.outcomes) if report.outcomes else (empty,)), _harmless(after), "\n"]
    return "".join(pieces)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=2)
_NO_OUTCOMES = '"outcomes": []'  # can stand in no text: a quote within one is escaped


def _outcomes(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The member of the report in pieces, indented as it stands there."""
    opening = '"outcomes": [\n    '
    for outcome in outcomes:
        yield opening
        yield _harmless(_ENCODER.encode(_outcome(outcome))).replace("\n", "\n    ")
        opening = ",\n    "
    yield "\n  ]"


def _harmless(text: str) -> str:
    return _UNSAFE.sub(_escape, text)


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) that every dumped report satisfies."""
    text = files("footprint_audit.wire").joinpath("report-v1.schema.json").read_text("utf-8")
    published: dict[str, object] = json.loads(text)
    return published


# DEL, C1, every format character that is not needed to see a letter, separators, tags; and surrogates, which UTF-8
# cannot carry. Fixed ranges, so that the bytes do not depend on Python's version of Unicode.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _report(report: Report, reveal: bool) -> dict[str, object]:
    found = zip(report.findings, shares_of(report), strict=True)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": report.tool.name, "version": report.tool.version},
        "subject": _subject(report.subject),
        "started_at": _moment(report.started_at),
        "rules_digest": report.rules_digest,
        "vantage": report.vantage,
        "outcomes": [],  # written one by one, see `dump`
        "facts": [_fact(fact) for fact in report.facts],
        "findings": [_finding(finding, share, reveal) for finding, share in found],
        "suppressed": [
            {"reason": item.reason, "until": item.until or None, "finding": _finding(item.finding, None, reveal)}
            for item in report.suppressed
        ],
        "score": _score(report.score),
        "opportunity": _opportunity(report.opportunity),
        "coverage": _coverage(report.coverage),
    }


def _moment(moment: datetime) -> str:
    """UTC, as `2026-11-23T09:30:00Z`; a time without a zone is taken for UTC, as everywhere in the model."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _subject(subject: Subject) -> dict[str, object]:
    return {
        "handles": [str(handle) for handle in subject.handles],
        "professions": list(subject.professions),
        "strategy": subject.strategy.value,
    }


def _outcome(outcome: Outcome) -> dict[str, object]:
    account = _account(outcome.account)
    match outcome:
        case Profile():
            return account | _verdict("profile", profile=_profile(outcome))
        case Absent():
            return account | _verdict("absent", evidence=outcome.evidence)
        case Unread():
            return account | _verdict("unread", reason=outcome.reason.value, advice=outcome.advice)


def _verdict(
    outcome: str,
    *,
    reason: str | None = None,
    advice: str | None = None,
    evidence: str | None = None,
    profile: dict[str, object] | None = None,
) -> dict[str, object]:
    return {"outcome": outcome, "reason": reason, "advice": advice, "evidence": evidence, "profile": profile}


def _account(account: Account) -> dict[str, object]:
    expected = account.expected_visibility
    return {
        "site": account.site,
        "site_name": account.site_name,
        "category": account.category,
        "handle": str(account.handle),
        "url": account.url,
        "context": account.context.value,
        "context_reason": account.context_reason,
        "declared": account.declared,
        "sensitive": account.sensitive,
        "variant_of": account.variant_of or None,
        "expected_visibility": expected.value if expected else None,
    }


def _profile(profile: Profile) -> dict[str, object]:
    return {
        "handle": str(profile.account.handle),
        "display_name": profile.display_name or None,
        "bio": profile.bio or None,
        "location": profile.location or None,
        "links": list(profile.links),
        "rel_me": list(profile.rel_me),
        "verified_links": list(profile.verified_links),
        "avatar_url": profile.avatar_url or None,
        "joined": profile.joined or None,
        "language": profile.language or None,
        "visibility": profile.visibility.value,
        "counters": [{"name": name, "value": value} for name, value in profile.counters],
        "details": [{"name": name, "text": text} for name, text in profile.details],
        "posts": [_post(post) for post in profile.posts],
        "gaps": [{"field": gap.field, "reason": gap.reason.value, "advice": gap.advice} for gap in profile.gaps],
        "fetched_at": _moment(profile.fetched_at),
    }


def _post(post: Post) -> dict[str, object]:
    return {"url": post.url, "date": post.date or None, "text": post.text, "authored_by": post.authored_by.value}


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "kind": fact.kind.value,
        "accounts": list(fact.accounts),
        "value": fact.value,
        "confidence": fact.confidence,
        "clues": [
            {
                "kind": clue.kind,
                "text": clue.text,
                "weight": clue.weight,
                "account": clue.account or None,
                "field": clue.field or None,
            }
            for clue in fact.clues
        ],
    }


def _finding(finding: Finding, share: Share | None, reveal: bool) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "dimension": finding.dimension.value,
        "severity": finding.severity.label,
        "confidence": finding.confidence,
        "site": finding.account.site,
        "handle": str(finding.account.handle),
        "url": finding.evidence.url,
        "message": finding.message,
        "why": finding.why,
        "remedy": finding.remedy,
        "evidence": _evidence(finding.evidence, reveal),
        "fingerprint": finding.fingerprint,
        "share": share.share if share else None,
        "without": share.without if share else None,
        "visibility": finding.visibility.value,
        "multiplier": finding.multiplier,
        "references": list(finding.references),
        "also": list(finding.also),
    }


def _evidence(evidence: Evidence, reveal: bool) -> dict[str, object]:
    """The excerpt as it may be shown; when it is revealed, `masked` still tells how to show it elsewhere."""
    span = list(evidence.span)
    if reveal:
        return {"field": evidence.field, "excerpt": evidence.excerpt, "span": span, "masked": evidence.shown}
    return {"field": evidence.field, "excerpt": evidence.shown, "span": span}


def _score(score: Score) -> dict[str, object]:
    return {
        "value": score.value,
        "low": score.low,
        "grade": score.grade,
        "algorithm": score.algorithm,
        "coverage": score.coverage,
        "dimensions": [
            {"dimension": item.dimension.value, "value": item.value, "coverage": item.coverage}
            for item in score.dimensions
        ],
        "shares": [
            {"fingerprint": item.fingerprint, "share": item.share, "without": item.without} for item in score.shares
        ],
        "edits": [_edit(edit) for edit in score.edits],
    }


def _edit(edit: Edit) -> dict[str, object]:
    return {
        "account": edit.account,
        "field": edit.field,
        "fingerprints": list(edit.fingerprints),
        "alone": edit.alone,
        "together": edit.together,
    }


def _opportunity(opportunity: Opportunity) -> dict[str, object]:
    return {
        "value": opportunity.value,
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "got": item.got,
                "of": item.of,
                "applies": item.applies,
                "reason": item.reason,
            }
            for item in opportunity.items
        ],
    }


def _coverage(coverage: Coverage) -> dict[str, object]:
    return {
        "asked": coverage.asked,
        "profiles": coverage.profiles,
        "absent": coverage.absent,
        "unread": coverage.unread,
        "reasons": {reason.value: count for reason, count in coverage.reasons},
        "fraction": coverage.fraction,
        "interrupted": coverage.interrupted,
        "walled": coverage.walled,
        "failed": coverage.unread - coverage.walled,
        "categories": [
            {
                "category": item.category,
                "asked": item.asked,
                "answered": item.answered,
                "walled": item.walled,
                "failed": item.failed,
            }
            for item in coverage.categories
        ],
        "remedy": coverage.remedy,
    }
