"""The options that commands share, each defined once. Plain texts here; `settings` reads them into values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "AllowNetwork", "Concurrency", "ConfigFile", "Contexts", "FailOn", "Force", "Formats", "GentleConcurrency",
    "Handles", "Language", "ListFormat", "Manifests", "On", "Packs", "Professions", "Quiet", "Reveal", "Sites", "Skip",
    "StrategyName", "Timeout", "Variants",
]  # fmt: skip

Handles = Annotated[
    list[str],
    typer.Argument(
        metavar="HANDLE", help="One person's handles, as in github.com/HANDLE, or name@host", show_default=False
    ),
]
Professions = Annotated[
    list[str] | None,
    typer.Option(
        "--profession", metavar="NAME", help="Judge by the standards of this profession; repeatable", show_default=False
    ),
]
Packs = Annotated[
    list[Path] | None,
    typer.Option(
        "--pack", metavar="FILE", help="Judge by your organisation's pack too; repeatable", show_default=False
    ),
]
StrategyName = Annotated[
    str | None,
    typer.Option(
        "--strategy",
        metavar="separate|integrated",
        help="Whether you keep personal and professional accounts apart [default: separate]",
        show_default=False,
    ),
]
Contexts = Annotated[
    list[str] | None,
    typer.Option(
        "--context",
        metavar="SITE=CONTEXT",
        help="Say whom an account is for: personal or professional; repeatable",
        show_default=False,
    ),
]
Sites = Annotated[
    str | None,
    typer.Option(
        "--sites",
        metavar="ID,...",
        help="Ask only these sites, categories, or 'deep'; 'none' for none of ours [default: all but sensitive ones]",
        show_default=False,
    ),
]
Skip = Annotated[
    str | None, typer.Option("--skip", metavar="ID,...", help="Leave these sites or categories out", show_default=False)
]
On = Annotated[
    list[str] | None,
    typer.Option(
        "--on",
        metavar="SOFTWARE=URL",
        help="Ask a server that runs this program, as in mediawiki=https://wiki.example.org; repeatable",
        show_default=False,
    ),
]
Manifests = Annotated[
    list[Path] | None,
    typer.Option(
        "--manifest",
        metavar="FILE|NAME",
        help="Use the sites of a WhatsMyName, Sherlock or Maigret manifest too, or of a stored one; repeatable",
        show_default=False,
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME[=PATH]",
        help="Report format, to the screen or to a file; repeatable [default: console]",
        show_default=False,
    ),
]
ListFormat = Annotated[str, typer.Option("--format", metavar="console|json", help="How the list is printed")]
Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Language of reports for people: en, de, es or fr [default: your system's, else en]",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that are not reports of ours")]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        help="Exit 1 at a finding this bad: info, low, medium, high, critical, or never [default: high]",
        show_default=False,
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout", metavar="SECONDS", help="Longest a single answer may take [default: 20]", show_default=False
    ),
]
_AT_ONCE = "Requests under way at once [default: {}]"
Concurrency = Annotated[
    int | None, typer.Option("--concurrency", metavar="N", help=_AT_ONCE.format(250), show_default=False)
]
GentleConcurrency = Annotated[  # of runs that are in nobody's way: `org` and `sites check`
    int | None, typer.Option("--concurrency", metavar="N", help=_AT_ONCE.format(100), show_default=False)
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Configuration [default: footprint-audit.toml or pyproject.toml here]",
        show_default=False,
    ),
]
AllowNetwork = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-network",
        metavar="CIDR",
        help="Also ask servers in this private network, as in 127.0.0.0/8; repeatable",
        show_default=False,
    ),
]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show evidence unmasked, on your own screen; refused in CI")]
Variants = Annotated[
    bool,
    typer.Option("--variants", help="Ask for other writings of each handle too: mara_voss for mara.voss"),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress")]
