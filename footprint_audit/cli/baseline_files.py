"""What the baseline commands do with their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from footprint_audit.cli.output import write_whole
from footprint_audit.cli.saved_report import read_saved
from footprint_audit.display import safe_text
from footprint_audit.errors import UsageError
from footprint_audit.organisation.baseline import (
    FILE_NAME,
    LONGEST,
    Baseline,
    Entry,
    dump,
    is_baseline,
    read_baseline,
)
from footprint_audit.staff import Standing
from footprint_audit.wire.organisation import SavedFinding, load_findings

__all__ = ["added", "listing", "pruned", "saved_findings", "write_baseline"]

MAX_BYTES = 256 * 1024 * 1024
ALL = "all"


def saved_findings(path: Path) -> tuple[SavedFinding, ...]:
    """The findings of a saved organisation report. Raises UsageError or WireError, naming the file."""
    return read_saved(path, load_findings, most=MAX_BYTES, writer="'org --format json'")


def added(
    file: Path | None,
    findings: Sequence[SavedFinding],
    wanted: Sequence[str],
    *,
    reason: str,
    expires: str,
    approved_by: str,
    today: date,
) -> tuple[Path, Baseline, int]:
    """The baseline with decisions about these fingerprints, where it goes, and how many they are."""
    last = _last_day(expires, today)
    if not reason.strip() or not approved_by.strip():
        raise UsageError("--reason and --approved-by have to say something", "say why it may stay, and who decided")
    chosen = _chosen(findings, wanted)
    place = file or Path(FILE_NAME)
    entries = [
        Entry(
            fingerprint=finding.fingerprint,
            rule=finding.rule,
            subject=finding.subject,
            account=finding.account,
            field=finding.field,
            dated=finding.dated,
            first_seen=today,
            reason=reason.strip(),
            approved_by=approved_by.strip(),
            expires=last,
        )
        for finding in chosen
    ]
    return place, read_baseline(place).with_entries(entries), len(entries)


def _chosen(findings: Sequence[SavedFinding], wanted: Sequence[str]) -> tuple[SavedFinding, ...]:
    here = {finding.fingerprint: finding for finding in findings if finding.account}
    if list(wanted) == [ALL]:
        return tuple(finding for finding in here.values() if finding.standing.fails)
    if missing := [name for name in wanted if name not in here]:
        raise UsageError(f"{missing[0][:40]!a} is no finding of that report", "take it from the report, or say all")
    return tuple(here[name] for name in dict.fromkeys(wanted))


def _last_day(text: str, today: date) -> date:
    try:
        last = date.fromisoformat(text)
    except ValueError:
        raise UsageError("--expires: a date is wanted", "as in --expires 2027-05-31") from None
    if not today <= last <= today + LONGEST:
        raise UsageError(f"--expires: a day until {today + LONGEST} is wanted", "look at it again within a year")
    return last


def listing(file: Path | None, today: date) -> Iterator[str]:
    """One line an entry, the next to end first."""
    baseline = read_baseline(file or Path(FILE_NAME), required=True)
    for entry in sorted(baseline.entries.values(), key=lambda entry: (entry.expires, entry.fingerprint)):
        state = "until" if entry.holds(today) else "ended"
        said = f"{entry.rule:<10} {entry.subject:<16} {state} {entry.expires}  {entry.approved_by}: {entry.reason}"
        yield f"{entry.fingerprint}  {safe_text(said)}"


def pruned(file: Path | None, findings: Sequence[SavedFinding], today: date) -> tuple[Path, Baseline, int]:
    """The baseline without what ended or is fixed, where it goes, and how many went."""
    place = file or Path(FILE_NAME)
    baseline = read_baseline(place, required=True)
    gone = {finding.fingerprint for finding in findings if finding.standing is Standing.FIXED}
    gone |= {name for name, entry in baseline.entries.items() if not entry.holds(today)}
    kept = baseline.without(gone)
    return place, kept, len(baseline.entries) - len(kept.entries)


def write_baseline(place: Path, baseline: Baseline) -> None:
    """Write it whole. A file that is no baseline is never written over."""
    if place.exists() and not is_baseline(place.read_text(encoding="utf-8", errors="replace")[:64]):
        raise UsageError(f"{place}: there already, and not a baseline of ours", "choose another --baseline")
    write_whole(place, dump(baseline))
