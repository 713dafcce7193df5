"""Measures the rules on personal data: `python benchmarks/personal_data.py DATA`, DATA being labelled texts.

Spans: right where type and place agree (at least half of the union is shared). The rules are ours as shipped, held to
the texts by the engine as `rules scan` holds them.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from footprint_audit.engine import load_rules
from footprint_audit.engine.detect import named, names
from footprint_audit.engine.scanner import Scanner

__all__: list[str] = []

KINDS = {  # the start of a category, and the type that data sets call it
    "privacy.contact.email": "EMAIL",
    "privacy.contact.phone": "PHONE",
    "privacy.contact.address": "ADDRESS",
    "privacy.money.card": "CREDIT_CARD",
    "privacy.money.iban": "IBAN",
    "privacy.network.ip": "IP",
    "privacy.birth.full-date": "BIRTH_DATE",
    "privacy.id.national-": "NATIONAL_ID",
    "privacy.place.coordinates": "GEO",
}
PRESIDIO = {
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "CREDIT_CARD": "CREDIT_CARD",
    "IP_ADDRESS": "IP",
    "IBAN_CODE": "IBAN",
    "US_SSN": "NATIONAL_ID",
}
STRUCTURED = frozenset(PRESIDIO.values())
CREDENTIALS = "privacy.credential."


@dataclass(frozen=True, slots=True)
class Mark:
    """A type and its place."""

    kind: str
    start: int
    end: int

    def agrees(self, other: Mark) -> bool:
        shared = min(self.end, other.end) - max(self.start, other.start)
        union = max(self.end, other.end) - min(self.start, other.start)
        return self.kind == other.kind and 2 * shared >= union


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def scanner() -> Scanner:
    """Of the rules on own privacy alone: what is measured is these."""
    rules = load_rules()
    own = [rule for rule in rules.rules if _kind(rule.slug) or rule.slug.startswith(CREDENTIALS)]
    return Scanner(own, rules.slots)


def _kind(slug: str) -> str:
    return next((kind for start, kind in KINDS.items() if slug.startswith(start)), "")


def found(scan: Scanner, text: str) -> list[Mark]:
    marks = (Mark(_kind(sighting.rule.slug), sighting.start, sighting.end) for sighting in scan.scan(text))
    return [mark for mark in marks if mark.kind]


def wanted(row: dict[str, object], names: dict[str, str] | None) -> Iterator[Mark]:
    spans = row["spans"]
    assert isinstance(spans, list)
    for span in spans:
        kind = names.get(span["type"], "") if names is not None else span["type"]
        if kind:
            yield Mark(kind, span["start"], span["end"])


def scores(scan: Scanner, texts: Iterable[dict[str, object]], names: dict[str, str] | None, *, show: bool) -> None:
    """Prints precision, recall and F1 of each type and of all; `show`: what was missed and what was too much."""
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    surplus: Counter[str] = Counter()
    for row in texts:
        text = str(row["text"])
        want = list(wanted(row, names))
        got = [mark for mark in found(scan, text) if names is None or mark.kind in STRUCTURED]
        for mark in want:
            match = next((other for other in got if mark.agrees(other)), None)
            if match:
                got.remove(match)
                right[mark.kind] += 1
            else:
                missed[mark.kind] += 1
                _tell(show, "missed", mark, text)
        for mark in got:
            surplus[mark.kind] += 1
            _tell(show, "surplus", mark, text)
    for kind in sorted(right | missed | surplus):
        print(_line(kind, right[kind], missed[kind], surplus[kind]))
    print(_line("all", right.total(), missed.total(), surplus.total()))


def _tell(show: bool, what: str, mark: Mark, text: str) -> None:
    if show:
        around = text[max(0, mark.start - 50) : mark.start], text[mark.start : mark.end], text[mark.end : mark.end + 20]
        print(f"    {what} {mark.kind}: {'{}«{}»{}'.format(*around)!r}")


def _line(kind: str, right: int, missed: int, surplus: int) -> str:
    precision, recall = right / max(right + surplus, 1), right / max(right + missed, 1)
    f1 = 2 * right / max(2 * right + missed + surplus, 1)
    counts = f"{right} right, {missed} missed, {surplus} surplus"
    return f"  {kind:12} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   ({counts})"


def alarms(scan: Scanner, texts: list[str], *, show: bool) -> None:
    """How often ordinary posts are reported, personal data and credentials apart."""
    personal = keys = 0
    for text in texts:
        for sighting in scan.scan(text):
            secret = sighting.rule.slug.startswith(CREDENTIALS)
            keys += secret
            personal += not secret
            _tell(show, "alarm", Mark(sighting.rule.slug, sighting.start, sighting.end), text)
    each = 1000 / len(texts)
    print(f"  {len(texts)} posts: personal data {personal * each:.2f}, credentials {keys * each:.3f} alarms per 1,000")


def speed(scan: Scanner, texts: list[str]) -> None:
    """Characters a second of CPU, the median of five runs over the posts."""
    rates = []
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            scan.scan(text)
        rates.append(sum(map(len, texts)) / (time.process_time() - start))
    mean = sum(map(len, texts)) / len(texts)
    print(f"  {sorted(rates)[2] / 1e6:.2f} M characters/s ({len(texts)} posts, {mean:.0f} characters each)")


def speed_alone(texts: list[str]) -> None:
    """The same for the detectors of personal data without the engine: their gates, then what they open."""
    kept = [named(name) for name in names() if name not in ("keyed_secret", "written_password")]
    gates = [(detector.gate.digits, detector.gate.any, detector.find) for detector in kept]
    rates = []
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            low, digits = text.lower(), sum(map(text.count, "0123456789"))
            for least, literals, find in gates:
                if digits >= least and (not literals or any(literal in low for literal in literals)):
                    list(find(text))
        rates.append(sum(map(len, texts)) / (time.process_time() - start))
    print(f"  {sorted(rates)[2] / 1e6:.2f} M characters/s: {len(kept)} detectors alone, behind their gates")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} DATA [--show]")
    data, show = Path(sys.argv[1]), "--show" in sys.argv
    scan = scanner()
    print(f"Python {platform.python_version()}, {platform.machine()}\n\npresidio_synth, structured types")
    scores(scan, rows(data / "presidio_synth.jsonl"), PRESIDIO, show=show)
    social = rows(data / "social_pii.jsonl")
    print("\nsocial_pii, texts with values")
    scores(scan, [row for row in social if row["spans"]], None, show=show)
    traps = [str(row["text"]) for row in social if not row["spans"]]
    flagged = [text for text in traps if scan.scan(text)]
    print(f"\ntraps flagged: {len(flagged)} of {len(traps)} ({len(flagged) / len(traps):.2%})")
    for text in dict.fromkeys(flagged) if show else ():
        print(f"    {text!r}")
    posts = [str(row["text"]) for name in ("davidson", "germeval") for row in rows(data / f"{name}.jsonl")]
    harmless = [
        str(row["text"])
        for name in ("davidson", "germeval")
        for row in rows(data / f"{name}.jsonl")
        if not row["label"]
    ]
    print("\nordinary posts (davidson and germeval): without offence, and all")
    alarms(scan, harmless, show=show)
    alarms(scan, posts, show=False)
    print("\nspeed")
    speed(scan, posts)
    speed_alone(posts)


if __name__ == "__main__":
    main()
