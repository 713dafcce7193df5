"""Report ⇄ JSON v1, the only (de)serialiser; its JSON Schema is published."""

from __future__ import annotations

from footprint_audit.wire.reading import SCHEMA_VERSION, load
from footprint_audit.wire.writing import dump, schema

__all__ = ["SCHEMA_VERSION", "dump", "load", "schema"]
