"""What the formats for machines share: the masked report, its order, safe addresses, names of findings and places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from footprint_audit.display import brief
from footprint_audit.model import Finding, Report, Unread
from footprint_audit.reporters import Style
from footprint_audit.wire.withholding import withheld

__all__ = [
    "ANCHOR", "TOOL", "as_shown", "evidence_words", "not_read", "numbered", "sentence", "web_address", "words",
    "worst_first",
]  # fmt: skip

TOOL = "footprint-audit"
ANCHOR = "footprint-audit.toml"  # the file of the repository that an alert is pinned to: where accounts are declared
MAX_WORDS = 1000  # columns; a page may write as much as it likes, and a pipeline keeps all of it

_ADDRESS = re.compile(r"https?://[^/?#@\s]+(?:[/?#]\S*)?", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[^A-Za-z0-9._~:/?#@!$&*+,;=%-]|%(?![0-9A-Fa-f]{2})")


def as_shown(report: Report, style: Style) -> Report:
    """The report as it may leave in this style: masked by type, unless its owner asked to reveal."""
    return report if style.reveal and not style.withhold else withheld(report)


def evidence_words(finding: Finding, style: Style) -> str:
    """The evidence, masked unless revealed, safe and short."""
    evidence = finding.evidence
    return words(evidence.excerpt if style.reveal and not style.withhold else evidence.shown)


def words(text: str, most: int = MAX_WORDS) -> str:
    """Outside text on one line, safe to show and cut to `most` columns."""
    return brief(text.strip(), most)


def sentence(text: str) -> str:
    """The text with a full stop, where it has no mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…。！？।" else f"{text}."


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then by confidence; what is equal stays in the order it was reported."""
    return sorted(findings, key=lambda finding: (-finding.severity, -finding.confidence))


def numbered(findings: Iterable[Finding]) -> list[tuple[Finding, int]]:
    """Each finding with how often its fingerprint has come: 1, and 2 where the same words stand twice."""
    seen: Counter[str] = Counter()
    pairs = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        pairs.append((finding, seen[finding.fingerprint]))
    return pairs


def not_read(report: Report) -> list[Unread]:
    return [outcome for outcome in report.outcomes if isinstance(outcome, Unread)]


def web_address(text: str) -> str:
    """The text as an http or https address of plain ASCII, or nothing: no other scheme, no password, no quotes."""
    text = text.strip()
    if not _ADDRESS.fullmatch(text):
        return ""
    address = _NOT_IN_ADDRESS.sub(lambda found: _quoted(found[0]), text)
    return address if len(address) <= 2 * MAX_WORDS else ""


def _quoted(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
