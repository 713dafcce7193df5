"""The engine: rules from their files, held to profiles and facts."""

from __future__ import annotations

from footprint_audit.engine.evaluate import evaluate
from footprint_audit.engine.loader import RuleSet, load_rules

__all__ = ["RuleSet", "evaluate", "load_rules"]
