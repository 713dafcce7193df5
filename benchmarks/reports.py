"""Time and memory of each report format on 500 accounts and 5,000 findings.

    python benchmarks/reports.py

The findings differ in their words, as real ones do, so masking has to look for each of them. CPU seconds of the
rendering alone, best of ROUNDS; peak memory of a whole process that reads the report and renders it. Targets: 2 s and
200 MB a format.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from footprint_audit.model import Evidence, Finding, Profile, Report
from footprint_audit.reporters import Style, named, names
from tests import samples

ACCOUNTS, FINDINGS, ROUNDS = 500, 5000, 3


def varied() -> Report:
    """The large sample, each finding with words of its own, which stand in its account's texts."""
    report = samples.large(ACCOUNTS, FINDINGS)
    texts: dict[str, str] = {}
    found = tuple(_varied(number, finding, texts) for number, finding in enumerate(report.findings))
    outcomes = tuple(
        replace(outcome, bio=texts.get(outcome.account.id, "")) if isinstance(outcome, Profile) else outcome
        for outcome in report.outcomes
    )
    shares = tuple(
        replace(share, fingerprint=item.fingerprint) for share, item in zip(report.score.shares, found, strict=True)
    )
    return replace(report, findings=found, outcomes=outcomes, score=replace(report.score, shares=shares))


def _varied(number: int, finding: Finding, texts: dict[str, str]) -> Finding:
    words, before = f"person{number}@n{number % 97}.example", texts.get(finding.account.id, "Write to ")
    texts[finding.account.id] = f"{before}{words} or "
    evidence = Evidence("bio", words, (len(before), len(before) + len(words)), finding.evidence.url, "p***@n***.***")
    return replace(finding, evidence=evidence, fingerprint=f"{number:016x}")


def measure(name: str) -> None:
    """Print a format's row: best CPU time, peak memory of this process, size."""
    report, reporter = varied(), named(name)
    best, text = float("inf"), ""
    for _ in range(ROUNDS):
        start = time.process_time()
        text = reporter.render(report, Style(width=100))
        best = min(best, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {name} | {best:.2f} | {peak:.0f} | {len(text.encode()) / 1024:.0f} |")


def main() -> None:
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
    print("| format | CPU s | peak MB | KiB |\n|---|---:|---:|---:|", flush=True)
    for name in names():
        subprocess.run([sys.executable, __file__, name], check=True)


if __name__ == "__main__":
    main()
