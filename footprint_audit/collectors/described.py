"""Whether an answer's own data describes an account of the handle asked for: no template repeats a handle there."""

from __future__ import annotations

from footprint_audit.collectors.json import Json
from footprint_audit.collectors.page import Page
from footprint_audit.errors import NoReply

__all__ = ["describes", "names"]

MAX_JSON = 1 << 20  # bytes parsed for this question
MAX_NODES = 2000

_KEYS = frozenset({
    "username", "user_name", "login", "handle", "screen_name", "screenname", "nickname", "nick", "slug", "acct",
    "name", "id", "user", "userid", "user_id", "account", "account_name", "display_name", "displayname", "permalink",
    "profile_name", "vanity", "unique_id", "uniqueid", "preferredusername", "alternatename", "member",
})  # fmt: skip

_ECHOES = frozenset(
    {"query", "request", "params", "parameters", "input", "args", "search", "filter", "error", "errors"}
)


def names(page: Page, handle: str) -> bool:
    """Whether the handle stands anywhere in the answer, in whatever case. Reflection does that too."""
    return (
        handle.casefold().encode() in page.body.lower()
        if handle.isascii()
        else handle.casefold() in page.text.casefold()
    )


def describes(page: Page, handle: str) -> bool:
    """Whether data in the answer (JSON, JSON-LD, OpenGraph's profile) speaks of an account of this handle."""
    asked = handle.casefold()
    if page.is_json:
        return len(page.body) <= MAX_JSON and _in_json(page, asked)
    if b"ld+json" in page.body and page.described_person.handle.removeprefix("@").casefold() == asked:
        return True
    return b"profile:username" in page.body and page.head.og.get("profile:username", "").lstrip("@").casefold() == asked


def _in_json(page: Page, asked: str) -> bool:
    try:
        level = [page.json()]
    except NoReply:
        return False
    seen = 0
    while level and seen < MAX_NODES:
        following: list[Json] = []
        for node in level:
            seen += 1
            for key, value in node.entries():
                if key.casefold() in _ECHOES:
                    continue
                if key.casefold() in _KEYS and value.text().lstrip("@").casefold() == asked:
                    return True
                following.append(value)
            following.extend(node.items())
        level = [node for node in following if node.is_list or node.is_object]
    return False
