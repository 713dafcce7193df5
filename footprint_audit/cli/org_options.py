"""The options of the organisation's commands, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "AllowPublic", "BaselineFile", "DiffBase", "MinCoverage", "MinScore", "RosterFile", "RunLog", "SubjectFormats",
    "SubjectReports", "TrustRepo",
]  # fmt: skip

RosterFile = Annotated[
    Path, typer.Argument(metavar="ROSTER", help="Declared accounts, CSV or TOML", show_default=False)
]
BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Findings somebody decided about [default: footprint-audit.baseline.json]",
        show_default=False,
    ),
]
MinCoverage = Annotated[
    float | None,
    typer.Option(
        "--min-coverage", metavar="SHARE", help="Exit 3 if less than this was read [default: 0.5]", show_default=False
    ),
]
MinScore = Annotated[
    int | None,
    typer.Option(
        "--min-score", metavar="N", help="Exit 1 if a subject's score is lower [default: off]", show_default=False
    ),
]
DiffBase = Annotated[
    str | None,
    typer.Option(
        "--diff-base",
        metavar="REF",
        help="Only subjects of whom a row is other than at this commit",
        show_default=False,
    ),
]
SubjectReports = Annotated[
    Path | None,
    typer.Option(
        "--subject-reports",
        metavar="FOLDER",
        help="Write each subject's own full report here, for that subject [default: none]",
        show_default=False,
    ),
]
SubjectFormats = Annotated[
    str,
    typer.Option("--subject-format", metavar="NAME,...", help="Formats of those reports, as json,html"),
]
RunLog = Annotated[
    Path | None,
    typer.Option(
        "--run-log",
        metavar="FILE",
        help="Who ran this when, on what authority [default: footprint-audit-runs.jsonl]",
        show_default=False,
    ),
]
AllowPublic = Annotated[
    bool, typer.Option("--allow-public-repo", help="Run although GitHub says that the repository is public")
]
TrustRepo = Annotated[
    bool,
    typer.Option(
        "--trust-repo-config",
        help="In CI, use settings and packs of the repository: on reviewed branches only",
    ),
]
