"""Findings into a score that explains itself, what was covered, and what is gained: plain functions over values.

`penalty` is the table and the formula, `weigh` the score, `edits` the order of advice, `reach` what ran, `benefit` the
second axis.
"""

from footprint_audit.scoring.benefit import opportunity
from footprint_audit.scoring.reach import coverage_of
from footprint_audit.scoring.weigh import score

__all__ = ["coverage_of", "opportunity", "score"]
