"""The professions whose standards the rules know; what each changes stands in its pack, rules/packs/NAME.toml."""

from __future__ import annotations

__all__ = ["PROFESSIONS"]

PROFESSIONS = (
    "academia", "civil_service", "creator", "engineering", "finance", "general", "journalism", "law", "medicine",
    "military", "nursing", "policing", "teaching",
)  # fmt: skip
