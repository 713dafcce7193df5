"""CPU of starting up, beside `python -c pass` in the same run.

    python benchmarks/startup.py

User and system seconds of the child process, best of ROUNDS, interleaved. Targets: --version at most 2 times
`python -c pass`, --help at most 10 times.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

ROUNDS = 11
SCRIPT = str(Path(sys.executable).with_name("footprint-audit"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "--version": [SCRIPT, "--version"],
    "--help": [SCRIPT, "--help"],
    "audit --help": [SCRIPT, "audit", "--help"],
    "rules list": [SCRIPT, "rules", "list"],
}


def cpu(command: list[str]) -> float:
    """User and system seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    best = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            best[name] = min(best[name], cpu(command))
    base = best["python -c pass"]
    print("| command | CPU ms | x `python -c pass` |\n|---|---|---|")
    for name, seconds in best.items():
        print(f"| `{name}` | {seconds * 1000:.0f} | {seconds / base:.1f} |")


if __name__ == "__main__":
    main()
