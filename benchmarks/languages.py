"""How well the conduct rules of other languages agree with people: `python benchmarks/languages.py DATA_FOLDER`.

German: germeval.jsonl, tuned on every other line (the first, the third …) and checked on those between, which nobody
read. Portuguese: toldbr.jsonl, if the folder holds one; nothing was tuned on it. A text counts as offensive where any
rule on swearing, insult, slur, hate, threat, harassment or sexual content sees something.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from footprint_audit.engine import RuleSet, load_rules
from footprint_audit.model import Rule

SETS = (("de", "germeval.jsonl"), ("pt", "toldbr.jsonl"))
OFFENCE = tuple(f"conduct.{kind}" for kind in ("profanity", "insult", "slur", "hate", "threat", "harassment", "sexual"))
SENTENCES = Path(__file__).parents[1] / "tests" / "ordinary_sentences.toml"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and whether people called it offensive."""

    text: str
    offensive: bool


def main() -> None:
    """Print a table for each set the folder holds, and what the rules say of ordinary sentences."""
    if len(sys.argv) != 2:
        raise SystemExit(f"usage: {sys.argv[0]} DATA_FOLDER")
    ruleset = load_rules()
    for language, name in SETS:
        path = Path(sys.argv[1]) / name
        if path.is_file():
            texts = tuple(_texts(path))
            print(f"\n{name}, {len(texts)} texts\n")
            print("| rules | part | precision | recall | F1 | false alarms | macro-F1 | texts/s |")
            print("|---|---|---|---|---|---|---|---|")
            _measure(ruleset, language, texts)
    _ordinary(ruleset)


def _texts(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Text(str(row["text"]), bool(row["label"]))


def _measure(ruleset: RuleSet, language: str, texts: Sequence[Text]) -> None:
    """One row for each half, with the rules of the language, with all rules, and without those of severity info."""
    offence = [rule for rule in ruleset.rules if rule.slug.startswith(OFFENCE)]
    own = [rule for rule in offence if language in rule.languages]
    choices = (
        (f"of {language}", own),
        ("all", offence),
        (f"of {language}, low and above", [r for r in own if r.severity]),
    )
    for name, rules in choices:
        for part, half in (("tuned on", texts[0::2]), ("held out", texts[1::2])):
            print(f"| {name} | {part} | {_row(ruleset, rules, half)} |")
    print("\n| rule | right | wrong | (held out) |\n|---|---|---|---|")
    for slug, right, wrong in _by_rule(ruleset, own, texts[1::2]):
        print(f"| {slug} | {right} | {wrong} | |")


def _row(ruleset: RuleSet, rules: Sequence[Rule], texts: Sequence[Text]) -> str:
    ids, started = {rule.id for rule in rules}, process_time()
    pairs = Counter((bool(ruleset.scanner.scan(text.text, ids)), text.offensive) for text in texts)
    speed = len(texts) / (process_time() - started)
    right, alarms, missed, calm = (pairs[pair] for pair in ((True, True), (True, False), (False, True), (False, False)))
    offensive, harmless = _f1(right, alarms, missed), _f1(calm, missed, alarms)
    precision, recall, rate = right / max(1, right + alarms), right / max(1, right + missed), alarms / (alarms + calm)
    macro = (offensive + harmless) / 2
    return f"{precision:.3f} | {recall:.3f} | {offensive:.3f} | {rate:.3f} | **{macro:.3f}** | {speed:,.0f}"


def _f1(right: int, alarms: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + alarms + missed)


def _by_rule(ruleset: RuleSet, rules: Sequence[Rule], texts: Sequence[Text]) -> list[tuple[str, int, int]]:
    """Of each rule: in how many offensive texts it saw something, and in how many others."""
    ids = {rule.id for rule in rules}
    seen: Counter[tuple[str, bool]] = Counter()
    for text in texts:
        seen.update((slug, text.offensive) for slug in {s.rule.slug for s in ruleset.scanner.scan(text.text, ids)})
    return [(slug, seen[slug, True], seen[slug, False]) for slug in sorted({slug for slug, _ in seen})]


def _ordinary(ruleset: RuleSet) -> None:
    """How many invented harmless sentences any rule speaks of."""
    print("\n| ordinary sentences in | of | spoken of |\n|---|---|---|")
    for language, texts in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        print(f"| {language} | {len(texts)} | {sum(bool(ruleset.scanner.scan(text)) for text in texts)} |")


if __name__ == "__main__":
    main()
