"""What the shipped rules make of our functional cases: `python benchmarks/functional.py`. It writes nothing.

`--wrong` prints the cases that went wrong instead, `--wrong GROUP` those of one group; the held back only when named.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from footprint_audit.engine import load_rules
from tests.functional.cases import HELD_BACK, Judged, Tally, judge, load_cases, tally

_ROW = "| {:<52} | {:>5} | {:>5} | {:>6} | {:>12} | {:>8} |"


def main(arguments: Sequence[str]) -> None:
    """Print the tables by function and by group, or with --wrong the cases that went wrong."""
    ruleset = load_rules()
    judged = judge(load_cases(), ruleset.scanner)
    if arguments[:1] == ["--wrong"]:
        groups = arguments[1:] or {one.case.group for one in judged} - {HELD_BACK}
        print_wrong([one for one in judged if one.case.group in groups])
        return
    print(f"{len(ruleset.rules)} rules, {len(judged)} cases\n")
    in_view = [one for one in judged if one.case.group != HELD_BACK]
    print_table("function, without the held back", tally(in_view, lambda case: case.function))
    held_back = [one for one in judged if one.case.group == HELD_BACK]
    print_table("function, held back", tally(held_back, lambda case: case.function))
    print()
    print_table("group", tally(judged, lambda case: case.group))


def print_table(title: str, tallies: Mapping[str, Tally]) -> None:
    """One row a name, and their sum."""
    print(_ROW.format(title, "cases", "found", "missed", "false alarms", "accuracy"))
    print("|---|---:|---:|---:|---:|---:|")
    for name, one in tallies.items():
        print_row(name, one)
    parts = tallies.values()
    total = Tally(
        positive=sum(one.positive for one in parts),
        found=sum(one.found for one in parts),
        counter=sum(one.counter for one in parts),
        false_alarms=sum(one.false_alarms for one in parts),
    )
    print_row("**total**", total)


def print_row(name: str, one: Tally) -> None:
    """Found is of the positive cases, false alarms are of the counter-cases."""
    alarms = f"{one.false_alarms}/{one.counter}"
    print(_ROW.format(name, one.cases, f"{one.found}/{one.positive}", one.missed, alarms, f"{one.accuracy:.3f}"))


def print_wrong(judged: Sequence[Judged]) -> None:
    """Each case that went wrong, with what was reported in its place."""
    for one in judged:
        if not one.is_right:
            wrong = "false alarm" if one.case.is_counter else "missed"
            reported = ", ".join(one.slugs) or "nothing"
            print(f"{wrong}: {one.case.function} ({one.case.kind}): {one.case.text!r}: {reported}")


if __name__ == "__main__":
    main(sys.argv[1:])
