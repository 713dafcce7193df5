"""CPU of loading the catalogue, ours and one of 3,000 sites made from it, beside reading the same from TOML.

    python benchmarks/catalogue.py

Each sample is a process of its own, which has imported what any run has (`collectors.visit`) before the clock starts:
then it imports the loader, reads the file and builds every entry. CPU milliseconds, median of ROUNDS, interleaved.
Target: 3,000 sites in at most 65 ms.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from footprint_audit.collectors.catalogue.compile import COMPILED, DATA
from footprint_audit.collectors.catalogue.load import Row

ROUNDS = 11
SITES = 3000

START = "import time, sys; import footprint_audit.collectors.visit; start = time.process_time();"
END = "; print((time.process_time() - start) * 1000, count)"
LOAD = (
    f"{START} from pathlib import Path; from footprint_audit.collectors.catalogue.load import parse;"
    f" count = len(parse(Path(sys.argv[1]).read_text(encoding='utf-8'))){END}"
)
OURS = f"{START} from footprint_audit.collectors import catalogue_entries; count = len(catalogue_entries()){END}"
TOML = (
    f"{START} from pathlib import Path; from footprint_audit.collectors.catalogue.written import read_catalogue;"
    f" count = len(read_catalogue(Path(sys.argv[1]))){END}"
)


def sample(code: str, *arguments: str) -> tuple[float, int]:
    """CPU milliseconds and sites of one process."""
    command = [sys.executable, "-c", code, *arguments]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(printed[0]), int(printed[1])


def many(place: Path) -> Path:
    """A compiled file of SITES sites: ours again and again under other ids and hosts."""
    rows: list[Row] = json.loads(COMPILED.read_text(encoding="utf-8"))["sites"]
    made = [
        json.loads(json.dumps(row).replace("https://", f"https://n{number}.").replace(row[0], f"{row[0]}-{number}", 1))
        for number, row in ((number, rows[number % len(rows)]) for number in range(SITES))
    ]
    place.write_text(json.dumps({"sites": made}, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return place


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        big = str(many(Path(folder) / "compiled.json"))
        cases = {
            "ours, compiled": (OURS,),
            f"{SITES:,} sites, compiled": (LOAD, big),
            "ours, from TOML": (TOML, str(DATA)),
        }
        samples: dict[str, list[tuple[float, int]]] = {name: [] for name in cases}
        for _ in range(ROUNDS):
            for name, (code, *arguments) in cases.items():
                samples[name].append(sample(code, *arguments))
    print("| catalogue | sites | CPU ms, median | least |\n|---|---|---|---|")
    for name, taken in samples.items():
        times = [time for time, _ in taken]
        print(f"| {name} | {taken[0][1]:,} | {statistics.median(times):.1f} | {min(times):.1f} |")


if __name__ == "__main__":
    main()
