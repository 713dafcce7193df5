"""JSON, for machines and for `baseline add`: the shape is published as `footprint-audit schema organisation`."""

from __future__ import annotations

from footprint_audit.reporters import begins_with
from footprint_audit.reporters.organisation import OrganisationReporter
from footprint_audit.wire.organisation import ORGANISATION_VERSION, dump_organisation

__all__ = ["reporter"]

_OPENING = f'{{\n  "schema_version": {ORGANISATION_VERSION},\n  "kind": "organisation"'
reporter = OrganisationReporter("json", dump_organisation, begins_with(_OPENING))
