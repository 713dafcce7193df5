"""`footprint-audit rules`: the rules that judge, open to reading and to testing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footprint_audit.cli import options
from footprint_audit.cli.rules_packs import as_they_stand, list_packs
from footprint_audit.cli.rules_scan import scan
from footprint_audit.cli.rules_write import docs, new, schema

if TYPE_CHECKING:  # --help must not pay for the model
    from footprint_audit.model import Rule

__all__ = ["app"]

app = typer.Typer(help="Show and test the rules.", no_args_is_help=True, rich_markup_mode=None)
app.command("scan")(scan)
app.command("new")(new)
app.command("docs")(docs)
app.command("schema")(schema)
app.command("packs")(list_packs)

RulesPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="[PATH]", help="A rule file, or a folder of them [default: the rules we ship]", show_default=False
    ),
]


@app.command("list")
def list_rules(path: RulesPath = None, profession: options.Professions = None) -> None:
    """List the rules: id, severity, dimension, title; as they stand for a profession, if one is named."""
    from footprint_audit import engine
    from footprint_audit.display import safe_text

    ruleset = as_they_stand(engine.load_rules(path), profession or ())
    for rule in (*ruleset.rules, *ruleset.off):
        off = " (off)" if rule in ruleset.off else ""
        typer.echo(
            f"{safe_text(rule.id):<9} {rule.severity.label:<9} {rule.dimension:<13} {safe_text(rule.title)}{off}"
        )


@app.command("show")
def show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="A rule's id, as in PRV-102")], path: RulesPath = None
) -> None:
    """Show one rule whole: why, what to do, its sources, its examples."""
    import difflib

    from footprint_audit import engine
    from footprint_audit.errors import UsageError

    ruleset = engine.load_rules(path)
    known = {rule.id: rule for rule in (*ruleset.rules, *ruleset.off)}
    rule = known.get(rule_id.upper())
    if rule is None:
        near = difflib.get_close_matches(rule_id.upper(), known, 1)
        advice = f"did you mean {near[0]}?" if near else "see: footprint-audit rules list"
        raise UsageError(f"there is no rule {rule_id!r}", advice)
    typer.echo(_whole(rule))


@app.command("explain")
def explain(text: Annotated[str, typer.Argument(metavar="TEXT", help="The text")], path: RulesPath = None) -> None:
    """Say what the rules see in a text and why, and what nearly made others speak."""
    from footprint_audit import engine
    from footprint_audit.display import safe_text
    from footprint_audit.engine.explain import explain as explained

    found = explained(engine.load_rules(path), text)
    for one in found:
        rule, words = one.rule, text[one.start : one.end]
        lines = [
            f'{rule.id}  {rule.title}: {"would report" if one.objection else "reports"} "{words}"',
            f"    but {one.objection}"
            if one.objection
            else f"    confidence {one.confidence:.2f} ({one.verdict.value})",
            f"    looked because of: {', '.join(one.opened)}" if one.opened else "",
            *([] if one.objection else [f"    why it matters: {rule.why}", f"    what to do: {rule.remedy}"]),
        ]
        for line in lines:
            if line:
                typer.echo(safe_text(line))
    if not found:
        typer.echo("No rule sees anything here.")


@app.command("test")
def test_rules(path: RulesPath = None) -> None:  # noqa: PT028 - a command, not a test
    """Run every rule's own examples, and the linter. Exit 1 where one does not hold."""
    from footprint_audit import engine
    from footprint_audit.cli.exit import Exit
    from footprint_audit.display import safe_text
    from footprint_audit.engine.lint import lint
    from footprint_audit.engine.scanner import Scanner
    from footprint_audit.engine.trial import try_rule

    ruleset = engine.load_rules(path)
    rules = (*ruleset.rules, *ruleset.off)
    scanner = Scanner(rules, ruleset.slots)
    problems = [*lint(ruleset), *(failure for rule in rules for failure in try_rule(rule, scanner))]
    for problem in problems:
        typer.echo(safe_text(f"{problem.rule} {problem.example}: {problem.problem}"))
    examples = sum(len(rule.examples.match) + len(rule.examples.passes) for rule in rules)
    typer.echo(f"{len(rules)} rules, {examples} examples, {len(problems)} problems")
    raise typer.Exit(Exit.FINDINGS if problems else Exit.CLEAN)


@app.command("lint")
def lint_rules(path: RulesPath = None) -> None:
    """Run the linter alone, and name the rules that take longest over ordinary texts."""
    from footprint_audit import engine
    from footprint_audit.cli.exit import Exit
    from footprint_audit.display import safe_text
    from footprint_audit.engine.lint import lint
    from footprint_audit.engine.selectivity import measured

    ruleset = engine.load_rules(path)
    problems = lint(ruleset)
    for problem in problems:
        typer.echo(safe_text(f"{problem.rule} {problem.example}: {problem.problem}"))
    dearest = sorted(measured(ruleset.scanner).items(), key=lambda pair: (-pair[1].cost, pair[0]))
    for rule, care in dearest[:5]:
        often = f"{safe_text(rule)} looks at {care.share:.0%} of ordinary texts"
        typer.echo(f"{often}, which takes {care.cost:.2f} times as long as to read them")
    typer.echo(f"{len(ruleset.rules) + len(ruleset.off)} rules, {len(problems)} problems")
    raise typer.Exit(Exit.FINDINGS if problems else Exit.CLEAN)


def _whole(rule: Rule) -> str:
    from footprint_audit.display import safe_text

    lines = [
        f"{rule.id}  {rule.title}",
        f"{rule.severity.label} severity, confidence {rule.confidence:.2f}, {rule.dimension}, {rule.status}",
        f"Reads: {', '.join(rule.fields)}",
        f"\nWhy: {rule.why}",
        f"\nWhat to do: {rule.remedy}",
        f"\nMay be wrong about: {rule.false_positives}" if rule.false_positives else "",
        "\nSources:",
        *(f"  {reference}" for reference in rule.references),
        "\nReports:",
        *(f"  {example}" for example in rule.examples.match),
        "\nLeaves alone:",
        *(f"  {example}" for example in rule.examples.passes),
    ]
    return "\n".join(safe_text(line, lines=True) for line in lines if line)
