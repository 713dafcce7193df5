"""`footprint-audit demo organisation`: a gate in five acts, with the real roster, baseline and run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from footprint_audit.cli.baseline_files import added, write_baseline
from footprint_audit.cli.org_run import audit_organisation, exit_code
from footprint_audit.cli.org_settings import OrgSettings
from footprint_audit.cli.output import write_whole
from footprint_audit.cli.places import Places
from footprint_audit.collectors.door import Door
from footprint_audit.demo.answers import PROGRAMS
from footprint_audit.demo.people import STAFF
from footprint_audit.demo.web import DemoWeb
from footprint_audit.model import Severity
from footprint_audit.organisation.authorisation import refuse_authority, refuse_rows
from footprint_audit.organisation.baseline import FILE_NAME, read_baseline
from footprint_audit.organisation.fingerprints import Salt, make_salt
from footprint_audit.organisation.roster import COLUMNS, Roster, read_roster
from footprint_audit.reporters.organisation import named
from footprint_audit.staff import Authority, OrganisationReport
from footprint_audit.wire.organisation import dump_organisation, load_findings

__all__ = ["DemoOrganisation", "demo_organisation", "organisation", "settings_of"]

DAY_ONE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAYS = timedelta(days=90)  # how long the demo's decision holds


def demo_organisation(*, quiet: bool) -> None:
    """The five acts, each a whole run, and what a pipeline would see of it."""
    with TemporaryDirectory() as folder, organisation(Path(folder), quiet=quiet) as staff:
        _act("1. Ten people declared their accounts. One post tells too much.")
        first = staff.show(DAY_ONE)
        _act("2. Somebody decides about it, with a reason and a last day: baseline add.")
        staff.decide(first, "the person is on leave and will take it down in January", DAY_ONE.date() + DAYS)
        staff.show(DAY_ONE + timedelta(days=1))
        _act("3. The last day is over.")
        staff.show(DAY_ONE + DAYS + timedelta(days=1))
        _act("4. The post is taken down.")
        staff.web.withdraw("dorianpike", "daughter")
        staff.show(DAY_ONE + timedelta(days=2))
        _act("5. The site refuses programs: nobody can tell any more.")
        staff.web.close("social")
        staff.show(DAY_ONE + timedelta(days=3))


def _act(title: str) -> None:
    typer.echo(f"\n{title}\n{'─' * len(title)}")


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """The invented organisation in a folder of its own, on a web that can change between runs."""

    web: DemoWeb
    folder: Path
    settings: OrgSettings

    def run(self, at: datetime) -> OrganisationReport:
        """One whole run on a day, against the baseline as it is in the folder."""
        door = Door(allow_networks=("127.0.0.0/8",), resolver=self.web.resolve, organisation=True)
        baseline = read_baseline(self.folder / FILE_NAME)
        return audit_organisation(replace(self.settings, baseline=baseline), door, at)

    def show(self, at: datetime) -> OrganisationReport:
        """Run, print the report, and say how a pipeline would end."""
        report = self.run(at)
        typer.echo(named("console").render(report).rstrip("\n"))
        typer.echo(f"→ exit code {int(exit_code(report, self.settings.min_coverage))}")
        return report

    def decide(self, report: OrganisationReport, reason: str, until: date) -> None:
        """Everything that is new goes into the baseline, as `baseline add all` does it."""
        place, made, _ = added(
            self.folder / FILE_NAME,
            load_findings(dump_organisation(report)),
            ["all"],
            reason=reason,
            expires=until.isoformat(),
            approved_by="head of nursing",
            today=report.started_at.date(),
        )
        write_baseline(place, made)


@contextmanager
def organisation(folder: Path, *, quiet: bool) -> Iterator[DemoOrganisation]:
    """The organisation while its web runs."""
    with DemoWeb(STAFF) as web:
        path = folder / "roster.csv"
        write_whole(path, _roster(web))
        roster = read_roster(path)
        yield DemoOrganisation(web, folder, settings_of(folder, roster, quiet=quiet))


def _roster(web: DemoWeb) -> str:
    """The roster as the ten people declared it; none of its cells holds a comma or a quote."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for account in web.accounts:
        site = f"{PROGRAMS[account.server]}={web.addresses[account.server]}"
        cells = {
            "subject_id": account.subject,
            "site": site,
            "handle": account.handle,
            "profession": account.profession,
            "context": account.context,
            "strategy": "separate",
            "notified": "2026-10-01",
        }
        rows.append(tuple(cells.get(column, "") for column in COLUMNS))
    return "".join(",".join(row) + "\n" for row in rows)


def settings_of(folder: Path, roster: Roster, *, quiet: bool) -> OrgSettings:
    """The demo's settings for a roster, everything it writes below the folder."""
    authority = Authority(
        purpose="to keep patients, pupils and staff from harm by what is public",
        legal_basis="legitimate interest, balanced and told to staff",
        owner="data protection officer",
        contact="privacy@example.org",
        notice_date=date(2026, 10, 1),
        expires=date(2027, 9, 30),
    )
    refuse_authority(authority, "the demo", DAY_ONE.date())
    refuse_rows(roster.path, roster.members, authority, DAY_ONE.date())
    return OrgSettings(
        authority=authority,
        roster=roster,
        plan=Places(roster.path).plan,
        salt=Salt(make_salt().encode()),
        baseline=read_baseline(folder / FILE_NAME),
        outputs=(),
        fail_on=Severity.HIGH,
        run_log=folder / "runs.jsonl",
        allow_network=("127.0.0.0/8",),
        quiet=quiet,
    )
