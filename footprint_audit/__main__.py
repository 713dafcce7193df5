"""`footprint-audit` and `python -m footprint_audit`."""

from __future__ import annotations

import gc
import sys

from footprint_audit import __version__

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is imported
        print(f"footprint-audit {__version__}")  # noqa: T201 - this is the output
        return
    # What is imported lives to the end, and so does most of what a run makes: looking for rubbish among it again and
    # again took an eighth of a run's CPU.
    gc.set_threshold(200_000, 20, 50)
    try:
        from footprint_audit.cli.app import run

        sys.exit(run())
    except KeyboardInterrupt:  # before the command line had its own boundary up
        sys.exit(130)


if __name__ == "__main__":
    main()
