"""What came with a checked-out repository is not trusted in CI: a pull request may have written it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from footprint_audit.config import Config, find_config, load_config
from footprint_audit.errors import UsageError

__all__ = ["read_config", "refuse_public_repository", "refuse_repo_files"]

_FLAG = "--trust-repo-config"
_ADVICE = f"keep it outside of the checkout, or say {_FLAG} in a workflow that runs on reviewed branches only"


def read_config(flag: Path | None, *, trust: bool) -> tuple[Config, Path | None, str]:
    """The configuration, where it stands, and a note if one that lies here is left unread.

    One that is named must be usable: raises UsageError where it came with the repository and that is not trusted,
    ConfigError where it cannot be read.
    """
    if flag is not None:
        refuse_repo_files("--config", [flag], trust=trust)
        return load_config(flag), flag, ""
    found = find_config(Path.cwd())
    if found is None:
        return Config(), None, ""
    if not trust and _came_with_the_repo(found):
        return Config(), None, f"{found.name} is not read: in CI a repository's own settings need {_FLAG}"
    return load_config(found), found, ""


def refuse_repo_files(option: str, paths: Iterable[Path], *, trust: bool) -> None:
    """Raise UsageError where a file came with the repository, this is CI, and nobody said to trust it."""
    for path in paths:
        if not trust and _came_with_the_repo(path):
            raise UsageError(f"{option} {path}: came with the repository, which is not trusted in CI", _ADVICE)


def refuse_public_repository(*, allow: bool) -> None:
    """Raise UsageError where GitHub says that the repository is public: its logs and alerts are read by anybody."""
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    if allow or not path:
        return
    try:
        event = json.loads(Path(path).read_text(encoding="utf-8"))
        public = event["repository"]["private"] is False
    except (OSError, ValueError, KeyError, TypeError):  # no event that tells: nothing is known of the repository
        return
    if public:
        raise UsageError(
            "this is a public repository: who is audited, and what was found, would be read by anybody",
            "run it from a private one, or say --allow-public-repo if that is meant",
        )


def _came_with_the_repo(path: Path) -> bool:
    if not os.environ.get("CI"):
        return False
    place = path.resolve()
    return any(place.is_relative_to(root) for root in _checkouts())


def _checkouts() -> list[Path]:
    """Where repositories are checked out: what the pipeline says, and the one this folder is in."""
    said = [os.environ.get(name, "") for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")]
    here = Path.cwd()
    around = [folder for folder in (here, *here.parents) if (folder / ".git").exists()]
    return [Path(text).resolve() for text in said if text] + around[:1]
