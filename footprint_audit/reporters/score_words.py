"""What findings cost and edits bring, in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from footprint_audit.model import Coverage, Edit, Report, Share
from footprint_audit.reporters.plain_words import percent
from footprint_audit.reporters.translated_texts import ENGLISH, Texts
from footprint_audit.reporters.verdict_words import worth

__all__ = ["answers", "costs", "effect", "left_out", "lost", "not_concluded", "parts_lost", "promise"]


def answers(coverage: Coverage, say: Texts = ENGLISH) -> str:
    """How many accounts answered, and what."""
    answered = say(
        "%(answered)s of %(asked)s accounts gave an answer: %(there)s there, %(absent)s not there",
        answered=coverage.profiles + coverage.absent,
        asked=coverage.asked,
        there=coverage.profiles,
        absent=coverage.absent,
    )
    left = say("; %(number)s could not be read", number=coverage.unread) if coverage.unread else ""
    return f"{answered}{left}."


def left_out(number: int, say: Texts = ENGLISH) -> str:
    """How many findings their owner suppressed."""
    return say.many(
        number,
        "Left out of the score by your own word: one finding",
        "Left out of the score by your own word: %(count)s findings",
    )


def lost(part: float, say: Texts = ENGLISH) -> str:
    """`19 % of the points lost`."""
    return say("%(part)s of the points lost", part=percent(part, say))


def costs(shares: Sequence[Share], say: Texts = ENGLISH) -> str:
    """What these findings cost together; the score without, where there is only one. Nothing for none."""
    if len(shares) == 1:
        part, without = percent(shares[0].share, say), shares[0].without
        return say("%(part)s of the points lost; without it the score is %(score)s", part=part, score=without)
    return lost(fsum(share.share for share in shares), say) if shares else ""


def effect(number: int, edit: Edit, say: Texts = ENGLISH) -> str:
    """What the edit, the `number`th of its list, does to the score: alone, and after those above it."""
    if number == 1:
        return say("This edit alone brings you to %(score)s.", score=edit.alone)
    return say(
        "This edit alone brings you to %(score)s, with the edits above to %(together)s.",
        score=edit.alone,
        together=edit.together,
    )


def parts_lost(report: Report, say: Texts = ENGLISH) -> list[tuple[float, str, str]]:
    """The part of all lost points (0 to 1) that each rule's findings take, its title and its id; the largest first."""
    rules = {finding.fingerprint: finding for finding in report.findings}
    parts: dict[tuple[str, str], list[float]] = {}
    for share in report.score.shares:
        finding = rules.get(share.fingerprint)
        name = (finding.title, finding.rule) if finding else (say("another finding"), "")
        parts.setdefault(name, []).append(share.share)
    return sorted(((fsum(shares), *name) for name, shares in parts.items()), key=lambda item: -item[0])


def promise(report: Report, most: int, say: Texts = ENGLISH) -> str:
    """Where the first edits, at most `most`, bring the score; nothing if they do not lift it."""
    needed = worth(report, most)
    if not needed:
        return ""
    return say.many(
        needed,
        "Fix this one and you are at %(score)s.",
        "Fix these %(count)s and you are at %(score)s.",
        score=report.score.edits[needed - 1].together,
    )


def not_concluded(coverage: Coverage, say: Texts = ENGLISH) -> str:
    """How much could not be read; nothing for nothing."""
    if not coverage.unread:
        return ""
    return say.sentence(
        coverage.unread,
        "one place could not be read, and nothing was concluded from it.",
        "%(count)s places could not be read, and nothing was concluded from them.",
    )
