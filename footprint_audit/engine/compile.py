"""Write the index that a wheel carries: `python -m footprint_audit.engine.compile FOLDER`, run by `hatch_build.py`.

Not committed, unlike the catalogue's: it follows from the rule files and the engine, word for word, and megabytes that
change with every rule would bury what a reviewer has to read.
"""

from __future__ import annotations

import sys
from pathlib import Path

from footprint_audit.engine import index
from footprint_audit.engine.loader import rules_from_files

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Write it into the folder and tell its path. Raises RuleError where a rule file is wrong."""
    if len(arguments) != 1:
        print("usage: python -m footprint_audit.engine.compile FOLDER", file=sys.stderr)  # noqa: T201 - a script
        return 2
    ruleset = rules_from_files()
    place = Path(arguments[0]) / index.name(ruleset.digest)
    place.write_bytes(index.sealed(ruleset))
    print(place)  # noqa: T201 - a script
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
