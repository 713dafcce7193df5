"""Many subjects: memory of a run of 1,000 subjects beside one of 50, and CPU an account. Prints a table.

    python benchmarks/organisation.py [--subjects 1000] [--few 50]

Each run is a process of its own over the demo's five servers, which run in another process; every subject declares five
accounts, each with its own texts. CPU and memory are the auditing process's; before the run that is measured, one of a
single subject has read the rules.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from footprint_audit.demo.answers import PROGRAMS
from footprint_audit.demo.people import DemoAccount, DemoPost
from footprint_audit.demo.web import HOSTS, DemoWeb
from footprint_audit.staff import OrganisationReport

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def accounts(subjects: int) -> tuple[DemoAccount, ...]:
    return tuple(_account(number, server) for number in range(subjects) for server in HOSTS)


def _account(number: int, server: str) -> DemoAccount:
    posts = tuple(
        DemoPost(f"2026-10-{day:02}", f"Note {day}", f"Day {day} of {number}: the kettle, the bus, a page of a book.")
        for day in range(1, 6)
    )
    return DemoAccount(
        server=server,
        handle=f"person{number}",
        name=f"Person {number}",
        bio=f"Number {number}. Likes quiet mornings, reads about rivers.",
        location="",
        joined="2020-01-01",
        links=(),
        fields=(),
        verified=(),
        posts=posts,
    )


def serve(subjects: int) -> None:
    """The web, until standard input ends."""
    with DemoWeb(people=accounts(subjects)) as web:
        print(json.dumps({"port": web.port, "addresses": web.addresses}), flush=True)
        sys.stdin.read()


def audit(subjects: int, port: int) -> None:
    """One run of so many subjects; prints CPU seconds and peak memory."""
    from dataclasses import replace

    from footprint_audit.cli.demo_organisation import settings_of
    from footprint_audit.cli.org_run import audit_organisation
    from footprint_audit.collectors.door import Door
    from footprint_audit.organisation.roster import read_roster

    async def resolve(host: str, asked: int) -> tuple[str, ...]:
        return ("127.0.0.1",) if host in HOSTS.values() and asked == port else ()

    def run(folder: Path, number: int) -> OrganisationReport:
        roster = folder / f"{number}.csv"
        roster.write_text(_roster(number, port), encoding="utf-8")
        settings = replace(settings_of(folder, read_roster(roster), quiet=True), run_log=folder / "log")
        door = Door(allow_networks=("127.0.0.0/8",), resolver=resolve, organisation=True)
        return audit_organisation(settings, door, AT)

    with tempfile.TemporaryDirectory() as name:
        run(Path(name), 1)
        begun = time.process_time()
        report = run(Path(name), subjects)
        cpu = time.process_time() - begun
    figures = {
        "cpu": cpu,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "profiles": report.coverage.profiles,
        "asked": report.coverage.asked,
    }
    print(json.dumps(figures))


def _roster(subjects: int, port: int) -> str:
    rows = (
        f"s-{number},{PROGRAMS[server]}=http://{host}:{port},person{number},2026-10-01\n"
        for number in range(subjects)
        for server, host in HOSTS.items()
    )
    return "subject_id,site,handle,notified\n" + "".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=1000)
    parser.add_argument("--few", type=int, default=50)
    parser.add_argument("--serve", type=int)
    parser.add_argument("--audit", nargs=2, type=int, metavar=("SUBJECTS", "PORT"))
    given = parser.parse_args()
    if given.serve is not None:
        serve(given.serve)
    elif given.audit:
        audit(*given.audit)
    else:
        compare(given.few, given.subjects)


def compare(few: int, many: int) -> None:
    command = [sys.executable, __file__]
    with subprocess.Popen([*command, "--serve", str(many)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as web:
        assert web.stdout is not None
        port = str(json.loads(web.stdout.readline())["port"])
        rows = {}
        for subjects in (few, many):
            done = subprocess.run(
                [*command, "--audit", str(subjects), port], stdout=subprocess.PIPE, check=True, text=True
            )
            rows[subjects] = json.loads(done.stdout.splitlines()[-1])
        web.communicate()
    print("| subjects | accounts read | CPU ms an account | peak MB |\n|---:|---:|---:|---:|")
    cost = {}
    for subjects, row in rows.items():
        cost[subjects] = row["cpu"] / row["asked"] * 1000
        print(f"| {subjects} | {row['profiles']} of {row['asked']} | {cost[subjects]:.2f} | {row['mb']:.0f} |")
    memory = rows[many]["mb"] / rows[few]["mb"]
    print(f"\nmemory {memory:.2f} x (target 1.2), CPU an account {cost[many] / cost[few]:.2f} x (target 1.1)")


if __name__ == "__main__":
    main()
