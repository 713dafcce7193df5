"""Packs as a page for people: a table for each profession of what changes and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from footprint_audit.engine.packfile import Adjustment, Pack

__all__ = ["page"]

_OPENING = """\
# Professions

What is fine for one profession may cost another its licence. Name yours with `--profession`, several if you have
several:

    footprint-audit audit HANDLE --profession nursing --profession creator

Each profession is a file in `rules/packs/`, and every line of it names its source. Several packs together: the
strictest counts, whatever their order. Where one pack turns off what another keeps, or their sources contradict each
other, the run says so, and so does the advice of each rule concerned. Without `--profession` the pack is `general`.

A pack raises severity by steps, multiplies the exposure a finding counts with (0 leaves a rule out), turns on a rule
that is off by default (where a regulator asks for it, and never above medium), and gives advice in the profession's
words. Rules name professions as well, in their `raise` and `multiplier`; a step that both name counts once.

An organisation writes its own pack, rules of its own included, and names it with `--pack FILE`. It may ask for more
than a profession does; where it asks for less, the profession's standard stays.

This page is made from the files: `footprint-audit rules packs --markdown`.
"""


def page(packs: Sequence[Pack]) -> str:
    """The whole page, in the order of the packs' ids."""
    ordered = sorted(packs, key=lambda pack: pack.id)
    titles = {pack.id: pack.title for pack in ordered}
    return "\n".join([_OPENING, *(line for pack in ordered for line in _section(pack, titles))]).rstrip() + "\n"


def _section(pack: Pack, titles: dict[str, str]) -> Iterator[str]:
    yield from (f"## {pack.title} (`{pack.id}`)", "", pack.why, "")
    if pack.adjustments:
        yield from ("| Rules | What changes | Why | Source |", "|---|---|---|---|")
        for line in pack.adjustments:
            rules = " ".join(f"`{name}`" for name in line.rules)
            yield f"| {rules} | {_change(line)} | {_cell(line.why)} | {_link(line.source)} |"
    else:
        yield "Changes nothing: these are the rules as they stand."
    yield ""
    if pack.conflicts:
        yield from ("Sources that contradict each other:", "")
        for conflict in pack.conflicts:
            between = "within the profession" if conflict.between == pack.id else titles.get(conflict.between, "")
            sides = f"{conflict.ours} But: {conflict.theirs}"
            yield f"- {_cell(conflict.about).capitalize()} ({between}): {sides} {_link(conflict.source)}"
        yield ""
    for rule in pack.rules:
        yield from (f"Brings the rule {rule.id}, {rule.title.lower()} ({rule.severity.label}): {rule.why}", "")


def _change(line: Adjustment) -> str:
    changes = []
    if line.on is not None:
        changes.append("on" if line.on else "off")
    if line.steps:
        changes.append(f"severity +{line.steps}")
    if line.multiplier is not None:
        changes.append(f"exposure × {line.multiplier:g}")
    if line.remedy:
        changes.append(f"advice: {_cell(line.remedy)}")
    return "; ".join(changes)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _link(source: str) -> str:
    return f"[{source.removeprefix('https://').partition('/')[0].removeprefix('www.')}]({source})"
