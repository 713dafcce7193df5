"""Where the rules we ship are."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["builtin_rules"]


def builtin_rules() -> Traversable:
    """The rules we ship: beside the package in a wheel, at the root in a checkout; or in an archive, with the code."""
    package = Path(__file__).parents[1]
    found = next((place for place in (package / "rules", package.parent / "rules") if place.is_dir()), None)
    return found or _archived()


def _archived() -> Traversable:
    from importlib import resources  # what it loads to read archives takes longer than to read our files

    return resources.files("footprint_audit") / "rules"
