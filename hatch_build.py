"""What is made while the wheel is built: the index of the rules, so that the first run need not read 60 TOML files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RuleIndex(BuildHookInterface):  # type: ignore[type-arg]  # the builder's configuration is no matter of ours
    """Puts the index beside the rules in the wheel. An editable install has none: its rules change under its hands."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # Any: as hatchling has it
        if version == "editable":
            return
        self._made = tempfile.TemporaryDirectory()
        # The same bytes for the same rules: the order of a set must not be chance.
        environment = {**os.environ, "PYTHONPATH": self.root, "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "footprint_audit.engine.compile", self._made.name]
        subprocess.run(command, cwd=self.root, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
        (index,) = Path(self._made.name).iterdir()
        build_data["force_include"][str(index)] = f"footprint_audit/rules/{index.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - as above
        if version != "editable":
            self._made.cleanup()
