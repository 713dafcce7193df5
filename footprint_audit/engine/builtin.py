"""Where the rules we ship are."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["builtin_rules"]


def builtin_rules() -> Traversable:
    """The rules we ship: beside the package in a wheel, at the root in a checkout."""
    shipped = resources.files("footprint_audit") / "rules"
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "rules"
