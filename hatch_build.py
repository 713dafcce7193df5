"""What is made while the wheel is built: the index of the rules, so that the first run need not read 60 TOML files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RuleIndex(BuildHookInterface):  # type: ignore[type-arg]  # the builder's configuration is no matter of ours
    """Puts the index beside the rules in the wheel, or below `build` in the checkout of an editable install.

    The index is known by a digest of the rules and the engine, so that one of rules that changed since is not read.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # Any: as hatchling has it
        if version == "editable":
            folder = Path(self.root) / "build" / "rules-index"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            self._compile(folder)
            return
        self._made = tempfile.TemporaryDirectory()
        self._compile(Path(self._made.name))
        (index,) = Path(self._made.name).iterdir()
        build_data["force_include"][str(index)] = f"footprint_audit/rules/{index.name}"

    def _compile(self, folder: Path) -> None:
        # pip says by PYTHONPATH where what the build needs is. Of a set the order must not be chance: the same bytes
        # for the same rules.
        paths = os.pathsep.join(filter(None, (self.root, os.environ.get("PYTHONPATH", ""))))
        environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "footprint_audit.engine.compile", str(folder)]
        subprocess.run(command, cwd=self.root, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - as above
        if version != "editable":
            self._made.cleanup()
