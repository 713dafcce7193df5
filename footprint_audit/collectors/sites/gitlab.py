"""GitLab.com, read as any GitLab.

https://docs.gitlab.com/api/users/#list-all-users
"""

from __future__ import annotations

from footprint_audit.collectors.software.gitlab import SOURCE, read
from footprint_audit.collectors.visit import Collector, Visit
from footprint_audit.model import Account, Context, Outcome, Site

__all__ = ["collector"]

SITE = Site(
    id="gitlab",
    name="GitLab.com",
    profile_url="https://gitlab.com/{handle}",
    category="developer",
    handle_pattern=r"(?i)[a-z\d_](?:[a-z\d_.-]{0,253}[a-z\d_])?",
    hosts=("gitlab.com",),
    context=Context.PROFESSIONAL,
    source=SOURCE,
)


async def collect(account: Account, visit: Visit) -> Outcome:
    return await read(account, visit, "https://gitlab.com")


collector = Collector(SITE, collect)
