"""What flows through an audit: frozen values, made of the standard library only.

    Handle -> collect -> Outcome = Profile | Absent | Unread -> connect -> Fact
           -> evaluate -> Finding -> score -> Score -> Report

Nothing here fetches, judges or prints. Sequences are tuples, times are UTC, and outside text is kept as it was read:
it becomes safe to show only in `display`.
"""

from __future__ import annotations

from footprint_audit.model.accounts import Account, Handle, Site
from footprint_audit.model.outcomes import Absent, Clue, Fact, FactKind, Gap, Outcome, Passage, Post, Profile, Unread
from footprint_audit.model.reports import (
    CategoryCoverage,
    Coverage,
    DimensionScore,
    Edit,
    Evidence,
    Finding,
    Opportunity,
    OpportunityItem,
    Report,
    Score,
    Share,
    Subject,
    Suppressed,
    Tool,
    fingerprint,
)
from footprint_audit.model.rules import (
    Allow,
    CombinedMatch,
    Condition,
    ContextWords,
    DetectorMatch,
    Examples,
    FactMatch,
    Gate,
    Match,
    PatternMatch,
    Requirement,
    Rule,
    TermsMatch,
)
from footprint_audit.model.words import AuthoredBy, Context, Dimension, Reason, Severity, Strategy, Visibility

__all__ = [
    "Absent", "Account", "Allow", "AuthoredBy", "CategoryCoverage", "Clue", "CombinedMatch", "Condition", "Context",
    "ContextWords", "Coverage", "DetectorMatch", "Dimension", "DimensionScore", "Edit", "Evidence", "Examples",
    "Fact", "FactKind", "FactMatch", "Finding", "Gap", "Gate", "Handle", "Match", "Opportunity", "OpportunityItem",
    "Outcome", "Passage", "PatternMatch", "Post", "Profile", "Reason", "Report", "Requirement", "Rule", "Score",
    "Severity", "Share", "Site", "Strategy", "Subject", "Suppressed", "TermsMatch", "Tool", "Unread", "Visibility",
    "fingerprint",
]  # fmt: skip
