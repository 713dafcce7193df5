"""How the conduct rules do on labelled texts: `python benchmarks/offence.py DATA [--rules FOLDER] [--misses N]`.

DATA is a folder of davidson.jsonl, hatecheck.jsonl, toxic_spans.jsonl, toxic_typed.jsonl and germeval.jsonl. Each set
is split in two by a hash of its ids. Neither part is unseen: benchmarks/offence.md says what was looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from footprint_audit.engine import load_rules
from footprint_audit.engine.scanner import Scanner, Sighting

OFFENSIVE = ("profanity", "insult", "slur", "hate", "threat", "sexual", "harassment")
GRAVER = ("profanity.strong", "profanity.at-person", *OFFENSIVE[1:])  # without mild and masked swearing
HATEFUL = ("slur.at-person", "slur.race", "slur.orientation", "hate", "threat.direct.group", "threat.wish.group")
HARMLESS = ("ident_neutral_nh", "ident_pos_nh", "negate_neg_nh", "counter_quote_nh", "counter_ref_nh", "target_obj_nh")
PARTS = ("tune", "check")
WORD = re.compile(r"[a-z][a-z'-]*[a-z]")


class Record(TypedDict, total=False):
    """A line of the data sets; each has some of these."""

    id: str
    text: str
    label: int
    fine: str
    chars: list[int]
    spans: list[tuple[int, int, str]]
    votes: dict[str, int]
    annotators: int


@dataclass(frozen=True, slots=True)
class Row:
    """One text: whether it is labelled offensive, its finer label, the characters marked in it."""

    text: str
    label: bool
    fine: str = ""
    marked: frozenset[int] = frozenset()


@dataclass(slots=True)
class Counts:
    """Right and wrong answers to yes-or-no questions."""

    hit: int = 0
    false: int = 0
    missed: int = 0
    quiet: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, row: Row, answer: bool) -> None:
        if answer and row.label:
            self.hit += 1
        elif answer:
            self.false += 1
        elif row.label:
            self.missed += 1
        else:
            self.quiet += 1
        if answer is not row.label:
            self.wrong.append(f"{'false ' if answer else 'missed'} {row.text[:200]!r}")

    def __str__(self) -> str:
        precision, recall = share(self.hit, self.hit + self.false), share(self.hit, self.hit + self.missed)
        alarms = share(self.false, self.false + self.quiet)
        quiet = share(2 * self.quiet, 2 * self.quiet + self.false + self.missed)
        f1 = share(2 * self.hit, 2 * self.hit + self.false + self.missed)
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} macro-F1 {(f1 + quiet) / 2:.3f} false alarms {alarms:.3f}"


def main() -> None:
    """Print every measure, for both parts."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--rules", type=Path)
    options.add_argument("--misses", type=int, default=0, help="show so many wrong answers of the tune part")
    given = options.parse_args()
    scanner = load_rules(given.rules).scanner
    for part, name in enumerate(PARTS):
        show = given.misses if name == "tune" else 0
        print(f"== {name}")
        texts("davidson", rows(given.data / "davidson.jsonl", part), scanner, show)
        texts("  graver", rows(given.data / "davidson.jsonl", part), scanner, 0, GRAVER)
        texts("germeval", rows(given.data / "germeval.jsonl", part), scanner, 0)
        functions(rows(given.data / "hatecheck.jsonl", part), scanner, show)
        spans("toxic spans", rows(given.data / "toxic_spans.jsonl", part), scanner)
        spans("toxic typed", typed(given.data, part), scanner)
        kinds(given.data / "toxic_typed.jsonl", part, scanner)
    reference(given.data)
    speed([row.text for row in rows(given.data / "davidson.jsonl", 0)], scanner)


def rows(file: Path, part: int) -> list[Row]:
    """The texts of one part."""
    return [
        Row(row["text"], bool(row.get("label", row.get("chars"))), row.get("fine", ""), frozenset(row.get("chars", ())))
        for row in records(file, part)
    ]


def records(file: Path, part: int) -> Iterator[Record]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row: Record = json.loads(line)
            name = str(row.get("id", number))
            if hashlib.sha256(name.encode()).digest()[0] % 2 == part:
                yield row


def typed(data: Path, part: int) -> list[Row]:
    """The texts of toxic_typed that are not of the other part of toxic_spans; marked is what most annotators marked."""
    other = {row.text for row in rows(data / "toxic_spans.jsonl", 1 - part)}
    here = {row.text for row in rows(data / "toxic_spans.jsonl", part)}
    given: list[Row] = []
    for own in range(len(PARTS)):
        for row in records(data / "toxic_typed.jsonl", own):
            if row["text"] in here or (own == part and row["text"] not in other):
                votes = Counter(place for start, end, _ in row["spans"] for place in range(start, end))
                marked = frozenset(place for place, count in votes.items() if 2 * count > row["annotators"])
                given.append(Row(row["text"], bool(marked), "", marked))
    return given


def offends(found: Iterable[Sighting], categories: tuple[str, ...] = OFFENSIVE) -> bool:
    """Whether one of the findings is of one of the categories (`insult`, `threat.direct.group`)."""
    slugs = (sighting.rule.slug.removeprefix("conduct.") for sighting in found)
    return any(slug == kind or slug.startswith(f"{kind}.") for slug in slugs for kind in categories)


def texts(name: str, given: list[Row], scanner: Scanner, show: int, categories: tuple[str, ...] = OFFENSIVE) -> None:
    counts = Counts()
    for row in given:
        counts.add(row, offends(scanner.scan(row.text), categories))
    print(f"{name:12} {len(given):5} texts  {counts}")
    for line in counts.wrong[:show]:
        print("   ", line)


def functions(given: list[Row], scanner: Scanner, show: int) -> None:
    """HateCheck: what is called hate or a threat, function by function."""
    for question, wanted, categories in (
        ("identity named, left alone", lambda fine: fine.startswith("ident_"), OFFENSIVE),
        ("harmless, left alone", lambda fine: fine in HARMLESS, (*HATEFUL, "threat", "harassment")),
        ("profanity_nh not called hate", lambda fine: fine == "profanity_nh", HATEFUL),
        ("threat_dir_h found as threat", lambda fine: fine == "threat_dir_h", ("threat",)),
        ("threat_norm_h found", lambda fine: fine == "threat_norm_h", ("threat", "hate")),
        ("derogation found", lambda fine: fine.startswith("derog_"), HATEFUL),
        ("slurs found", lambda fine: fine == "slur_h", OFFENSIVE),
        ("respelt, found", lambda fine: fine.startswith("spell_"), OFFENSIVE),
    ):
        function(question, [row for row in given if wanted(row.fine)], scanner, categories, show)


def function(question: str, given: list[Row], scanner: Scanner, categories: tuple[str, ...], show: int) -> None:
    wrong = [row for row in given if offends(scanner.scan(row.text), categories) is not row.label]
    print(f"hatecheck    {len(given):5} texts  {question}: {share(len(given) - len(wrong), len(given)):.3f}")
    for row in wrong[:show]:
        print("   ", row.text)


def spans(name: str, given: list[Row], scanner: Scanner) -> None:
    print(f"{name:12} {agreement(given, [marked_by(scanner.scan(row.text, every=True)) for row in given])}")


def agreement(given: list[Row], found: Iterable[frozenset[int]]) -> str:
    """The measure of SemEval-2021 task 5; and with unmarked texts at the weight they have in its test set (20 %)."""
    scores = [(score(row.marked, places), not row.marked) for row, places in zip(given, found, strict=True)]
    plain = sum(f1 for f1, _ in scores) / len(scores)
    empty, full = ([f1 for f1, nothing in scores if nothing is kind] for kind in (True, False))
    weighted = 0.197 * sum(empty) / len(empty) + 0.803 * sum(full) / len(full)
    return f"{len(given):5} texts  character F1 {plain:.4f}, weighted as in the test set {weighted:.4f}"


def reference(data: Path) -> None:
    """What a plain list does: the words that stand three times or more in the tune part, half of them marked."""
    seen: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for row in rows(data / "toxic_spans.jsonl", 0):
        for word in WORD.finditer(row.text.lower()):
            seen[word[0]] += 1
            marked[word[0]] += 2 * len(row.marked.intersection(range(*word.span()))) > len(word[0])
    words = {word for word in seen if seen[word] >= 3 and 2 * marked[word] >= seen[word]}
    print(f"== a list of {len(words)} words, on check")
    for name, given in (("toxic spans", rows(data / "toxic_spans.jsonl", 1)), ("toxic typed", typed(data, 1))):
        found = (
            frozenset(at for word in WORD.finditer(row.text.lower()) if word[0] in words for at in range(*word.span()))
            for row in given
        )
        print(f"{name:12} {agreement(given, found)}")


def marked_by(found: Iterable[Sighting]) -> frozenset[int]:
    return frozenset(
        place for sighting in found if offends((sighting,)) for place in range(sighting.start, sighting.end)
    )


def score(marked: frozenset[int], found: frozenset[int]) -> float:
    if not marked or not found:
        return float(not marked and not found)
    return 2 * len(marked & found) / (len(marked) + len(found))


def kinds(file: Path, part: int, scanner: Scanner) -> None:
    """Of the spans that two or more annotators gave one kind, how many are touched by any finding."""
    seen: dict[str, list[int]] = {}
    for row in records(file, part):
        marked = marked_by(scanner.scan(row["text"], every=True))
        for start, end, kind in {
            (start, end, kind) for start, end, kind in row["spans"] if row["votes"].get(kind, 0) >= 2
        }:
            counts = seen.setdefault(kind, [0, 0])
            counts[0] += not marked.isdisjoint(range(start, end))
            counts[1] += 1
    for kind, (touched, all_of) in sorted(seen.items()):
        print(f"toxic typed  {all_of:5} spans  {kind}: touched {share(touched, all_of):.3f}")


def speed(given: list[str], scanner: Scanner) -> None:
    size, took = sum(map(len, given)), timed(lambda: [scanner.scan(text) for text in given])
    print(f"speed        {size / took / 1e6:.2f} M characters a CPU second, all rules")


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


if __name__ == "__main__":
    main()
