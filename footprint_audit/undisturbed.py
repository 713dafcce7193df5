"""Making much that stays without looking for garbage in it again and again: among so many new values, none of them
garbage, that takes as long as making them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["undisturbed"]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Inside, cycles are not collected; after it, they are as before, but what was made is taken to stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            # All that is new would be looked through at once. To freeze and unfreeze it puts it among what is old,
            # which is looked through seldom; where an application has frozen its own, that has to stay so.
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
