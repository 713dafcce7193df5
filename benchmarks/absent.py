"""CPU of an absent check without its network: scheduled, asked of a door that has the answer, decided, recorded, told.

    python benchmarks/absent.py           # 5,000 sites of a WhatsMyName manifest, one handle; --sites, --rounds

The door answers at once with a 4 KB page that says 404; all else is what a run does. CPU of this process, start-up left
out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from footprint_audit import audit, engine, wire
from footprint_audit.collectors.catalogue.choice import open_manifest
from footprint_audit.collectors.catalogue.shallow import collector
from footprint_audit.collectors.door import Reply
from footprint_audit.model import Absent, Handle, Subject

NOW = datetime(2026, 11, 28, tzinfo=UTC)
PAGE = b"<!doctype html><html><head><title>Not found</title></head><body>" + b"<p>No such page here.</p>" * 156


def manifest(sites: int) -> str:
    """Sites whose absence is a status and a text, as most entries of such a manifest have it."""
    entries = [
        {
            "name": f"Site {number}", "uri_check": f"https://s{number}.example.org/u/{{account}}", "e_code": 200,
            "e_string": "profile-page", "m_code": 404, "m_string": "No such page", "known": ["mara"], "cat": "social",
        }
        for number in range(sites)
    ]  # fmt: skip
    return json.dumps({"license": ["none"], "authors": ["none"], "categories": ["social"], "sites": entries})


async def door(url: str, **_: object) -> Reply:
    return Reply(url, 404, {"content-type": "text/html; charset=utf-8"}, PAGE)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sites", type=int, default=5000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wmn-data.json"
        path.write_text(manifest(chosen.sites), encoding="utf-8")
        read = open_manifest(path)
    collectors = tuple(collector(entry) for entry in read.entries)
    subject = Subject((Handle("mara.voss"),))
    rules = engine.load_rules()
    spent: dict[str, list[float]] = {"ask and decide": [], "report": [], "write": []}
    for _ in range(chosen.rounds):
        marks = [time.process_time()]
        queries = audit.plan(subject, collectors)
        outcomes = asyncio.run(audit.collect(queries, door, NOW))
        marks.append(time.process_time())
        report = audit.report(subject, outcomes, rules, started_at=NOW)
        marks.append(time.process_time())
        text = wire.dump(report)
        marks.append(time.process_time())
        assert all(isinstance(outcome, Absent) for outcome in outcomes)
        assert text.count('"absent"') >= chosen.sites
        for name, begun, ended in zip(spent, marks, marks[1:], strict=False):
            spent[name].append(1000 * (ended - begun) / len(queries))
    print(f"{len(collectors):,} absent accounts; CPU ms each, median of {chosen.rounds}")
    for name, values in spent.items():
        print(f"{name:<16} {statistics.median(values):.3f}")
    print(f"{'together':<16} {sum(map(statistics.median, spent.values())):.3f}")


if __name__ == "__main__":
    main()
