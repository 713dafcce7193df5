"""What is said of an account, of a fact, and of the people around, in words."""

from __future__ import annotations

from footprint_audit.model import Fact, FactKind, Profile
from footprint_audit.reporters.plain_words import SEEN_BY, field_words
from footprint_audit.reporters.stranger_view import StrangerView
from footprint_audit.reporters.translated_texts import ENGLISH, Texts

__all__ = ["fact_value", "others", "remarks"]


def remarks(profile: Profile, say: Texts = ENGLISH) -> list[str]:
    """Who sees the profile, what having it tells, since when it is there, how much of it was read."""
    account, posts = profile.account, len(profile.posts)
    seen_by = SEEN_BY[profile.visibility]
    said = [say(seen_by)] * bool(seen_by)
    said += [say("merely having it tells strangers something")] * account.sensitive
    said += [say("since %(day)s", day=profile.joined[:10])] * bool(profile.joined.strip())
    return said + [say.many(posts, "one post read", "%(count)s posts read")] * bool(posts)


def others(view: StrangerView, say: Texts = ENGLISH) -> list[str]:
    """How many other people the profiles show. They are counted, never named."""
    said = []
    if view.mentioned:
        said.append(say.many(view.mentioned, "one other person is mentioned", "%(count)s other people are mentioned"))
    if view.written_by_others:
        said.append(
            say.many(
                view.written_by_others,
                "one post was written by somebody else",
                "%(count)s posts were written by somebody else",
            )
        )
    return said


def fact_value(fact: Fact, say: Texts = ENGLISH) -> str:
    """What the fact says, in as few words as its heading leaves to say."""
    if fact.kind is FactKind.CONTRADICTION:
        return field_words(fact.value, None, say)
    return fact.value.removeprefix("linkable: ")
