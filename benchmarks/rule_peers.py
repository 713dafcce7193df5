"""Our rules beside other tools, on the same texts in one run: `python benchmarks/rule_peers.py DATA --peers FOLDER`.

DATA is the folder of labelled texts that offence.py, personal_data.py and languages.py read. Each peer has an
environment of its own, so that none can change what another does; one that is missing is skipped, and said to be:

    for peer in presidio-analyzer commonregex datafog detect-secrets \\
        better-profanity alt-profanity-check safetype profanex badwords-py
    do python -m venv FOLDER/$peer && FOLDER/$peer/bin/pip install $peer; done

How each is called stands in rule_peer_tools.py. Offence is measured on the `check` part of offence.py and on every
second line of GermEval, as languages.py does. Speed is characters a second of the program's CPU, JSON in and out
included: a run over all posts less a run over the first quarter, so that what is loaded or compiled on first use is
not in it.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from offence import Counts, Row, score, share
from offence import rows as halved
from personal_data import KINDS, PRESIDIO, STRUCTURED, Mark, rows, wanted
from rule_peer_tools import TOOLS, Runner, Sight, Tool

__all__: list[str] = []

CHECK = 1  # the part of offence.py that was counted, not read
SEED, SAMPLE = 3, 600  # texts of each set for a peer that takes tens of milliseconds a text


@dataclass(slots=True)
class Tally:
    """Spans of one type or all: right, missed, surplus."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, want: Sequence[Mark], got: set[Mark]) -> None:
        for mark in want:
            match = next((other for other in got if mark.agrees(other)), None)
            (self.right if match else self.wrong)[mark.kind] += 1
            got.discard(match or mark)
        self.wrong.update(mark.kind for mark in got)

    def f1(self, kinds: Sequence[str]) -> str:
        right, wrong = (sum(counts[kind] for kind in kinds) for counts in (self.right, self.wrong))
        return f"{share(2 * right, 2 * right + wrong):.3f}"


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path, metavar="DATA")
    options.add_argument("--peers", type=Path, required=True, metavar="FOLDER")
    given = options.parse_args()
    runner = Runner(given.peers.resolve())
    tools = [tool for tool in TOOLS if runner.has(tool)]
    load = " ".join(f"{figure:.1f}" for figure in os.getloadavg())
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, Python {platform.python_version()}, load average {load}")
    versions = {tool.package or "footprint-audit": runner.version(tool) for tool in tools}
    print("Versions: " + ", ".join(f"{name} {version}" for name, version in versions.items()))
    skipped = {tool.package for tool in TOOLS if not runner.has(tool)}
    print(f"Skipped, not installed: {', '.join(sorted(skipped)) or 'none'}")
    personal_data(runner, [tool for tool in tools if tool.kinds or tool.secrets], given.data)
    offence(runner, [tool for tool in tools if tool.offence], given.data)
    german(runner, [tool for tool in tools if tool.offence and "de" in tool.languages], given.data)
    speed(runner, tools, given.data)
    print(f"\nLoad average at the end {' '.join(f'{figure:.1f}' for figure in os.getloadavg())}")


def table(title: str, head: Sequence[str], lines: Iterator[Sequence[str]]) -> None:
    print(f"\n{title}\n\n| {' | '.join(head)} |\n|---|{'---:|' * (len(head) - 1)}")
    for line in lines:
        print(f"| {' | '.join(line)} |", flush=True)


def personal_data(runner: Runner, tools: Sequence[Tool], data: Path) -> None:
    """Spans on texts with values, what is reported of traps and of ordinary posts."""
    synthetic, social = rows(data / "presidio_synth.jsonl"), rows(data / "social_pii.jsonl")
    valued, traps = ([row for row in social if bool(row["spans"]) is kind] for kind in (True, False))
    posts = [row for name in ("davidson", "germeval") for row in rows(data / f"{name}.jsonl") if not row["label"]]
    kept = [tool for tool in tools if tool.kinds]
    for name, given, names in (("presidio_synth", synthetic, PRESIDIO), ("social_pii", valued, None)):
        spans(f"{name}, {len(given)} texts, span F1", runner, kept, given, names)

    def quiet() -> Iterator[Sequence[str]]:
        for tool in tools:
            flagged = sum(any(alarms(tool, of)) for of in runner.run(tool, texts_of(traps)).found)
            run = runner.run(tool, texts_of(posts))
            found = [alarms(tool, of) for of in run.found]
            counts = (1000 * sum(pair[at] for pair in found) / len(posts) for at in (0, 1))
            cells = (
                f"{count:.2f}" if has else "–" for count, has in zip(counts, (tool.kinds, tool.secrets), strict=True)
            )
            yield tool.name, str(flagged), *cells

    head = ("tool", f"of {len(traps)} traps flagged", "personal data", "credentials")
    table(f"traps, and reports per 1,000 of {len(posts)} posts without offence, dates left out", head, quiet())


def texts_of(given: Sequence[dict[str, object]]) -> list[str]:
    return [str(row["text"]) for row in given]


def spans(
    title: str, runner: Runner, tools: Sequence[Tool], given: Sequence[dict[str, object]], names: dict[str, str] | None
) -> None:
    """F1 for each type the texts hold, for all of them, and for those that the tool offers."""
    held = sorted({mark.kind for row in given for mark in wanted(row, names)})
    asked = sorted(STRUCTURED) if names else sorted(set(KINDS.values()))

    def lines() -> Iterator[Sequence[str]]:
        for tool in tools:
            tally, offers = Tally(), set(tool.kinds.values())
            for row, of in zip(given, runner.run(tool, texts_of(given)).found, strict=True):
                tally.add(list(wanted(row, names)), {mark for mark in marks(tool, of) if mark.kind in asked})
            each = (tally.f1([kind]) if kind in offers else "–" for kind in held)
            yield tool.name, *each, tally.f1([kind for kind in asked if kind in offers]), tally.f1(asked)

    table(title, ("tool", *held, "the types it has", "all"), lines())


def marks(tool: Tool, found: Sequence[Sight]) -> Iterator[Mark]:
    for sight in found:
        kind = tool.kind(sight.category)
        if kind and sight.start is not None and sight.end is not None:
            yield Mark(kind, sight.start, sight.end)


def alarms(tool: Tool, found: Sequence[Sight]) -> tuple[int, int]:
    """How many personal data and how many credentials are reported; a date alone is not, unless called a birth date."""
    personal = {mark for mark in marks(tool, found) if mark.kind != "BIRTH_DATE" or not tool.package}
    return len(personal), sum(sight.category.startswith(tool.secrets) for sight in found if tool.secrets)


def offence(runner: Runner, tools: Sequence[Tool], data: Path) -> None:
    """Yes or no on Davidson, functions of HateCheck, places on toxic spans."""
    davidson, hatecheck, toxic = (
        halved(data / f"{name}.jsonl", CHECK) for name in ("davidson", "hatecheck", "toxic_spans")
    )
    head = ("tool", "texts", "precision", "recall", "F1", "false alarms")
    table("Davidson, offensive or hateful against neither", head, yes_or_no(runner, tools, davidson, "en"))
    named, sworn, threats = (
        [row for row in hatecheck if row.fine.startswith(start)] for start in ("ident_", "profanity_nh", "threat_dir_h")
    )

    def functions() -> Iterator[Sequence[str]]:
        for tool in tools:
            yield (
                tool.name,
                f"{1 - rate(runner, tool, named, tool.offence):.3f}",
                f"{rate(runner, tool, sworn, tool.offence):.3f}",
                f"{rate(runner, tool, sworn, tool.hate):.3f}" if tool.hate else "n/a",
                f"{rate(runner, tool, threats, tool.offence):.3f}",
                f"{rate(runner, tool, threats, tool.threat):.3f}" if tool.threat else "n/a",
            )

    identity, swearing = f"identity left alone ({len(named)})", f"swearing ({len(sworn)}) flagged"
    direct = f"direct threats ({len(threats)}) flagged"
    table("HateCheck", ("tool", identity, swearing, "called hate", direct, "called threats"), functions())

    def places() -> Iterator[Sequence[str]]:
        for tool in tools:
            if tool.places:
                found = runner.run(tool, [row.text for row in toxic]).found
                pairs = zip(toxic, found, strict=True)
                yield tool.name, f"{sum(score(row.marked, covered(tool, of)) for row, of in pairs) / len(toxic):.3f}"

    table(f"toxic spans, {len(toxic)} texts", ("tool", "character F1"), places())


def german(runner: Runner, tools: Sequence[Tool], data: Path) -> None:
    given = [Row(str(row["text"]), bool(row["label"])) for row in rows(data / "germeval.jsonl")[1::2]]
    head = ("tool", "texts", "precision", "recall", "F1", "false alarms", "macro-F1")
    table("GermEval 2018, German", head, yes_or_no(runner, tools, given, "de", macro=True))


def speed(runner: Runner, tools: Sequence[Tool], data: Path) -> None:
    """Start and rate of each tool on the posts of Davidson and GermEval, mixed."""
    posts = texts_of([row for name in ("davidson", "germeval") for row in rows(data / f"{name}.jsonl")])
    mixed = random.Random(SEED).sample(posts, len(posts))

    def lines() -> Iterator[Sequence[str]]:
        for tool in tools:
            if not tool.least:  # else it is the same program again
                given = mixed[: SAMPLE if tool.sample else None]
                first = given[: len(given) // 4]
                start, part, whole = (runner.run(tool, texts).seconds for texts in (given[:1], first, given))
                characters = sum(map(len, given)) - sum(map(len, first))
                yield tool.name, str(len(given)), f"{start:.2f}", f"{characters / max(whole - part, 1e-3) / 1e6:.3f}"

    table("speed", ("tool", "posts", "CPU s for one", "M characters a CPU second"), lines())


def yes_or_no(
    runner: Runner, tools: Sequence[Tool], given: Sequence[Row], language: str, *, macro: bool = False
) -> Iterator[Sequence[str]]:
    for tool in tools:
        kept = random.Random(SEED).sample(given, SAMPLE) if tool.sample and len(given) > SAMPLE else given
        run, counts = runner.run(tool, [row.text for row in kept], language), Counts()
        for row, of in zip(kept, run.found, strict=True):
            counts.add(row, offends(of, tool.offence))
        yield tool.name, str(len(kept)), *figures(counts, macro=macro)


def figures(counts: Counts, *, macro: bool) -> Iterator[str]:
    """Precision, recall, F1 and false alarms; the mean F1 of both answers if asked."""
    yield f"{share(counts.hit, counts.hit + counts.false):.3f}"
    yield f"{share(counts.hit, counts.hit + counts.missed):.3f}"
    both = [share(2 * right, 2 * right + counts.false + counts.missed) for right in (counts.hit, counts.quiet)]
    yield f"{both[0]:.3f}"
    yield f"{share(counts.false, counts.false + counts.quiet):.3f}"
    if macro:
        yield f"{sum(both) / 2:.3f}"


def rate(runner: Runner, tool: Tool, given: Sequence[Row], categories: tuple[str, ...]) -> float:
    """The share of the texts of which a category is reported."""
    found = runner.run(tool, [row.text for row in given]).found
    return share(sum(offends(of, categories) for of in found), len(found))


def offends(found: Sequence[Sight], categories: tuple[str, ...]) -> bool:
    return any(sight.category.startswith(categories) for sight in found)


def covered(tool: Tool, found: Sequence[Sight]) -> frozenset[int]:
    """The characters that reports of offence cover."""
    return frozenset(
        place
        for sight in found
        if sight.category.startswith(tool.offence) and sight.start is not None and sight.end is not None
        for place in range(sight.start, sight.end)
    )


if __name__ == "__main__":
    main()
