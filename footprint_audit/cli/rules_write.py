"""`footprint-audit rules new | docs | schema`: what helps to write rules, and what is made from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["docs", "new", "schema"]

_TEMPLATE = """# One family of rules. docs/add-a-rule.md and rules/README.md say what each key means.

[pack]
id = "{pack}"
format = 1
dimension = "privacy"        # privacy, conduct, linkage, authenticity, persistence
license = "MIT"

[[rule]]
id = "{rule}"                 # never used again for another rule
slug = "privacy.family.name"  # lower-case words with dots between
title = "A few words"
status = "experimental"
severity = "low"             # how bad it is if it is true: info, low, medium, high, critical
confidence = "medium"        # how sure a match is: low, medium, high
languages = ["en"]
fields = ["bio", "posts"]
message = "{{site}}: what stands in {{field}}"
why = "Who is harmed, and how."
remedy = "One concrete edit."
false_positives = "What it may be wrong about."
references = ["https://example.org/a-document-that-supports-the-rule"]
mask = "none"

# [rule.gate]
# any = ["literal"]          # a pattern needs literals, one of which is there, or a number of digits

[rule.match]                 # one of: pattern; words, terms, phrases; detector; fact; or all, any, not, near of them
terms = ["flurble", "flurbling*"]
not_if = ["quoted", "negated"]

[rule.examples]
match = [                    # the exact evidence is marked
    "my «flurble» is here",
    "«flurblings» again",
    "What a «flurble»!",
]
pass = [                     # near misses: more than you think
    "not a flurble",
    "\\"flurble\\", she typed",
    "a flurb",
]
"""


def new(
    rule: Annotated[str, typer.Argument(metavar="ID", help="Its id, as in PRV-182")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it, as in rules/privacy/tickets.toml")],
) -> None:
    """Write a rule file to start from. It holds a made-up rule that passes its own examples."""
    import re

    from footprint_audit.errors import UsageError

    if not re.fullmatch(r"[A-Z]{3}-[0-9]{3}", rule):
        raise UsageError(f"{rule!r} is no id of a rule", "three capital letters, a dash, three digits, as in PRV-182")
    if path.suffix != ".toml":
        raise UsageError(f"{path} is no TOML file", "name it like rules/privacy/tickets.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_TEMPLATE.format(pack=f"{path.absolute().parent.name}-{path.stem}", rule=rule))
    except FileExistsError:
        raise UsageError(f"{path} is there already", "choose another name: nothing is overwritten") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}", "make its folder first") from None
    typer.echo(f"Wrote {path}. Next: footprint-audit rules test {path}")


def docs(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write the pages")],
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", help="Rule files", show_default=False)] = None,
) -> None:
    """Write a page in Markdown for each family of rules, and an index."""
    from footprint_audit import engine
    from footprint_audit.engine.ruledocs import pages
    from footprint_audit.errors import UsageError

    made = pages(engine.load_rules(path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}", "name a folder of your own") from None
    typer.echo(f"{len(made)} pages in {folder}")


def schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from footprint_audit.engine.ruleschema import schema as made

    typer.echo(json.dumps(made(), indent=2, ensure_ascii=True))
