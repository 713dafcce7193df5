"""`footprint-audit sites show`: one site or entry whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from footprint_audit.cli import options

if TYPE_CHECKING:  # --help must not pay for the collectors
    from footprint_audit.collectors.catalogue.entry import Entry, Sign
    from footprint_audit.collectors.catalogue.manifest import Manifest
    from footprint_audit.model import Site

__all__ = ["chosen_entries", "entry_values", "show", "site_values"]


def show(
    site_id: Annotated[str, typer.Argument(metavar="ID", help="A site's id, as in github or sherlock:about-me")],
    manifest: options.Manifests = None,
) -> None:
    """Show one site: what is asked of it, and which answers mean what."""
    from footprint_audit.collectors import deep_sites
    from footprint_audit.collectors.catalogue.choice import catalogue, open_manifest
    from footprint_audit.display import safe_text

    deep = {collector.site.id: collector.site for collector in deep_sites()}
    values: dict[str, object]
    if site_id in deep:
        values = site_values(deep[site_id])
    else:
        manifests = [catalogue(), *(open_manifest(name) for name in manifest or ())]
        values = entry_values(chosen_entries(manifests, [site_id], also=deep)[0])
    for key, value in values.items():
        for line in _lines(value):
            typer.echo(safe_text(f"{key.replace('_', ' '):<15} {line}"))


def _lines(value: object) -> Iterable[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    return [("yes" if value else "no") if isinstance(value, bool) else str(value)] if value != "" else []


def chosen_entries(manifests: Iterable[Manifest], ids: Iterable[str], also: Iterable[str] = ()) -> list[Entry]:
    """The entries of those ids (`also`: ids that are none of an entry, for the advice). Raises UsageError."""
    import difflib

    from footprint_audit.errors import UsageError

    known = {entry.site.id: entry for manifest in manifests for entry in manifest.entries}
    chosen = []
    for wanted in ids:
        if wanted not in known:
            near = difflib.get_close_matches(wanted, [*known, *also], 1)
            advice = f"did you mean {near[0]!r}?" if near else "see: footprint-audit sites list --manifest FILE"
            raise UsageError(f"there is no site {wanted!r}", advice)
        chosen.append(known[wanted])
    return chosen


def site_values(site: Site) -> dict[str, object]:
    """What a listing says of any site."""
    return {
        "id": site.id,
        "name": site.name,
        "category": site.category,
        "profile_url": site.profile_url,
        "handle_pattern": site.handle_pattern,
        "sensitive": site.sensitive,
        "source": site.source,
    }


def entry_values(entry: Entry) -> dict[str, object]:
    """What a listing says of a site as data."""
    request = entry.request
    return {
        **site_values(entry.site),
        "asks": f"{request.method} {request.url}",
        "sends": request.content,
        "content_type": request.content_type,
        "accept": request.accept,
        "found_by": [_said(sign) for sign in entry.found],
        "absent_by": [_said(sign) for sign in entry.absent],
        "refused_by": list(entry.refusals),
        "evidence": entry.evidence.value,
        "known": list(entry.known),
        "no_such_characters": entry.altered,
        "protection": list(entry.protection),
        "sent_without": list(entry.without),
        "not_asked": entry.disabled,
        "checked": entry.checked,
        "handle_problem": _handle_problem(entry),
    }


def _handle_problem(entry: Entry) -> str:
    """Why nobody's handle is admitted here, where its pattern is none that can be asked."""
    from footprint_audit.collectors.catalogue.handle_pattern import PatternSite, problem_of

    return problem_of(entry.site.handle_pattern) if isinstance(entry.site, PatternSite) else ""


def _said(sign: Sign) -> str:
    """As in `200-299 and "class=writer"`."""
    parts = [_ranges(sign.statuses)] if sign.statuses else []
    if sign.texts:
        parts.append(" or ".join(f'"{text}"' for text in sign.texts))
    if sign.location:
        parts.append(f"a redirect to {sign.location}")
    return " and ".join(parts) or "any answer"


def _ranges(statuses: tuple[int, ...]) -> str:
    """Statuses in order, those next to each other as a range."""
    runs: list[list[int]] = []
    for status in sorted(set(statuses)):
        if runs and status == runs[-1][-1] + 1:
            runs[-1].append(status)
        else:
            runs.append([status])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
