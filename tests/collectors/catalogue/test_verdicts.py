"""A verdict for every habit of sites that we know of: what is said, on what, and at the price of which requests."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace

import pytest

from footprint_audit.collectors.catalogue import shallow
from footprint_audit.collectors.catalogue.entry import EvidenceKind, Request, Sign
from footprint_audit.collectors.door import Reply
from footprint_audit.errors import NoReply
from footprint_audit.model import Absent, Outcome, Profile, Reason, Unread, Visibility

from .small_web import (
    BASE,
    ENTRY,
    KNOWN,
    Answer,
    Asked,
    Habit,
    ask_all,
    asking,
    bare,
    is_member,
    missing,
    profile,
    reply,
)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shallow, "SECOND_TRY", 0.0)


def word(outcome: Outcome) -> str:
    return {Profile: "found", Absent: "absent", Unread: "unread"}[type(outcome)]


def telling(nobody: Answer, somebody: Answer = lambda handle: reply(profile(handle))) -> Habit:
    """A habit that answers members and others in two ways, whoever asks."""
    return lambda asked: lambda handle: (somebody if is_member(handle) else nobody)(handle)


def everybody(answer: Answer) -> Habit:
    return lambda asked: answer


def special(handle: str, answer: Answer, otherwise: Habit) -> Habit:
    """A habit that has something else to say to one handle."""

    def habit(asked: Asked) -> Answer:
        usual = otherwise(asked)
        return lambda name: answer(name) if name == handle else usual(name)

    return habit


NEW_WORDS = "Ten drawers opened, and in none of them that name"
HONEST = telling(lambda handle: reply(missing(), 404))


ADJECTIVES = [first + rest for first in "bdfgklmnprst" for rest in ("old", "arm", "ite", "usk", "ean")]


CHANGES = itertools.count(0.137, 0.618)  # never twice the same


def suggesting(handle: str) -> Reply:
    """A page for nobody that is never twice the same."""
    names = [f"The {word} one" for word in random.Random(handle).sample(ADJECTIVES, 3)]
    more = f"<ul>{''.join(f'<li>{name}</li>' for name in names)}</ul><input type=hidden value={next(CHANGES)}>"
    return reply(missing(NEW_WORDS, more=more))


def state(handle: str) -> Reply:
    """A shell whose script alone tells."""
    user = json.dumps({"login": handle, "works": 4} if is_member(handle) else None)
    return reply(f'<!doctype html><title>Quill</title><div id=app></div><script>window.state={{"who":{user}}}</script>')


# habit -> what a careful person says of a member, and of somebody else
TWO_ANSWERS: dict[str, tuple[Habit, str, str]] = {
    "honest": (HONEST, "found", "absent"),
    "known text with 200": (telling(lambda handle: reply(missing())), "found", "absent"),
    "new words, 404": (telling(lambda handle: reply(missing(NEW_WORDS), 404)), "found", "absent"),
    "new words, 200": (telling(lambda handle: reply(missing(NEW_WORDS))), "found", "absent"),
    "new words that repeat the handle": (
        telling(lambda handle: reply(missing(f"{NEW_WORDS}: {handle}", title=f"{handle} at Quill"))), "found", "absent",
    ),
    "a page for nobody that changes by itself": (telling(suggesting), "found", "absent"),
    "home for nobody": (telling(lambda handle: reply("", 302, f"{BASE}/")), "found", "absent"),
    "search for nobody": (telling(lambda handle: reply("", 302, f"{BASE}/search?q={handle}")), "found", "absent"),
    "the front page itself for nobody": (
        telling(lambda handle: reply(bare("Quill", "<h1>Slow words</h1>"))), "found", "absent",
    ),
    "the mark stands on every page": (
        telling(lambda handle: reply(missing(NEW_WORDS, more='<i data-kind="writer"></i>'))), "found", "absent",
    ),
    "both signs on every page": (
        telling(
            lambda handle: reply(missing(more='<i data-kind="writer"></i>')),
            lambda handle: reply(profile(handle) + "<template>no writer of that name</template>"),
        ), "found", "absent",
    ),
    "all strings are gone, 404": (
        telling(lambda handle: reply(missing(NEW_WORDS), 404), lambda handle: reply(profile(handle, "class=card"))),
        "found", "absent",
    ),
    "all strings are gone, 200": (
        telling(lambda handle: reply(missing(NEW_WORDS)), lambda handle: reply(profile(handle, "class=card"))),
        "found", "absent",
    ),
    "data in a script, old strings": (everybody(state), "found", "absent"),
    "404 without a body": (telling(lambda handle: reply("", 404)), "found", "absent"),
}  # fmt: skip


@pytest.mark.parametrize("name", TWO_ANSWERS)
def test_a_site_that_tells_is_understood(name: str) -> None:
    habit, of_a_member, of_nobody = TWO_ANSWERS[name]
    entry = replace(ENTRY, found=(Sign((200,), ('"login": "{handle}"',)),)) if "script" in name else ENTRY
    assert word(asking(habit, "maravoss", entry)[0]) == of_a_member
    assert word(asking(habit, "nosuchbody", entry)[0]) == of_nobody


@pytest.mark.parametrize("name", [name for name in TWO_ANSWERS if "script" not in name and "without" not in name])
def test_a_handle_that_is_a_word_of_every_page_is_understood_too(name: str) -> None:
    habit = TWO_ANSWERS[name][0]
    assert word(asking(habit, "paper")[0]) == "found"
    assert word(asking(habit, "slow")[0]) == "absent"


SHELL = "<!doctype html><title>Quill</title><noscript>Please switch JavaScript on</noscript><div id=app></div>"
WALLS: dict[str, tuple[Answer, Reason]] = {
    "an empty shell": (lambda handle: reply(SHELL), Reason.CHANGED),
    "an unknown bot page": (lambda handle: reply("<title>One second</title><p>We look at you."), Reason.CHANGED),
    "an empty page": (lambda handle: reply(""), Reason.UNCLEAR),
    "a challenge": (
        lambda handle: reply("<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"), Reason.BLOCKED,
    ),
    "a login page": (
        lambda handle: reply("<title>Log in to Quill</title><input type=password>"), Reason.LOGIN_WALL,
    ),
    "a login": (lambda handle: reply("", 302, f"{BASE}/login?next=/w/{handle}"), Reason.LOGIN_WALL),
    "a consent page": (lambda handle: reply("", 302, f"{BASE}/consent?next=/w/{handle}"), Reason.CONSENT_WALL),
    "home for everybody": (lambda handle: reply("", 302, f"{BASE}/"), Reason.CHANGED),
    "another place for everybody": (lambda handle: reply("", 302, f"{BASE}/welcome-back?of={handle}"), Reason.CHANGED),
    "another site": (lambda handle: reply("", 302, f"https://elsewhere.example.org/w/{handle}"), Reason.REDIRECT),
    "an internal address": (lambda handle: reply("", 302, f"http://127.0.0.1/{handle}"), Reason.REDIRECT),
    "an open address": (lambda handle: reply("", 302, f"http://quill.example.org/w/{handle}"), Reason.REDIRECT),
    "403": (lambda handle: reply("<p>No.", 403), Reason.BLOCKED),
    "429": (lambda handle: reply("<p>Slow down.", 429), Reason.RATE_LIMITED),
    "503": (lambda handle: reply("<p>Back at noon.", 503), Reason.SERVER_ERROR),
    "maintenance": (lambda handle: reply("<title>Down for maintenance</title>", 503), Reason.SERVER_ERROR),
    "a parked domain": (lambda handle: reply("<html data-adblockkey=x><title>quill</title>"), Reason.CHANGED),
    "404 for everybody, in new words": (lambda handle: reply(missing(NEW_WORDS), 404), Reason.CHANGED),
}  # fmt: skip


@pytest.mark.parametrize("name", WALLS)
def test_a_site_that_tells_nothing_is_unread_whoever_is_asked_for(name: str) -> None:
    answer, reason = WALLS[name]
    for handle in ("maravoss", "nosuchbody"):
        outcome, _ = asking(everybody(answer), handle)
        assert isinstance(outcome, Unread), outcome
        assert outcome.reason is reason
        assert outcome.advice


@pytest.mark.parametrize("name", [name for name in WALLS if WALLS[name][1] is not Reason.CHANGED])
def test_a_wall_before_the_known_handle_ends_a_doubt_as_unread(name: str) -> None:
    doubtful = telling(lambda handle: reply(missing(NEW_WORDS)))
    habit = special(KNOWN[0], WALLS[name][0], special(KNOWN[1], WALLS[name][0], doubtful))
    assert word(asking(habit, "nosuchbody")[0]) == "unread"


# --- accounts that are gone, or closed -------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 404, 410])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The writer closed this account", "gone"),
        ("This account was deleted at its owner's wish", "gone"),
        ("Dieses Konto wurde gelöscht", "gone"),
        ("Эта страница удалена", "gone"),
        ("This account has been suspended", "suspended"),
        ("Esta cuenta ha sido suspendida", "suspended"),
    ],
)
def test_a_deleted_or_suspended_account_is_absent_and_says_so(text: str, says: str, status: int) -> None:
    habit = special("leftus", lambda handle: reply(missing(text, title=f"{handle} at Quill"), status), HONEST)
    outcome, _ = asking(habit, "leftus")
    assert isinstance(outcome, Absent)
    assert ("gone" if status == 410 else says) in outcome.evidence


def test_a_closed_account_is_found_and_mostly_behind_a_login() -> None:
    text = "<h1>@shy</h1>This account is private. Only approved followers see its works"
    outcome, _ = asking(special("shy", lambda handle: reply(missing(text)), HONEST), "shy")
    assert isinstance(outcome, Profile)
    assert outcome.visibility is Visibility.LOGIN


def test_a_site_that_says_closed_or_none_at_all_of_everybody_else_is_unread() -> None:
    habit = telling(lambda handle: reply(missing("This account is private or does not exist")))
    outcome, _ = asking(habit, "nosuchbody")
    assert isinstance(outcome, Unread)


def test_a_biography_that_speaks_of_a_deleted_account_is_a_profile() -> None:
    page = profile("maravoss").replace("class=about>", "class=about>My old account was deleted. ")
    outcome, _ = asking(special("maravoss", lambda handle: reply(page), HONEST), "maravoss")
    assert isinstance(outcome, Profile)


# --- whose page it is ------------------------------------------------------------------------------------------------


def test_a_page_that_speaks_of_another_handle_is_no_profile_of_this_one() -> None:
    folding = special("mara_voss", lambda handle: reply(profile("maravoss")), HONEST)
    outcome, _ = asking(folding, "mara_voss")
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.UNCLEAR


def test_structured_data_of_another_handle_is_no_profile_of_this_one() -> None:
    data = '<script type="application/ld+json">{"@type":"Person","name":"M","alternateName":"maravoss"}</script>'
    page = profile("mara_voss").replace("</head>", f"{data}</head>")
    outcome, _ = asking(special("mara_voss", lambda handle: reply(page), HONEST), "mara_voss")
    assert isinstance(outcome, Unread)


def test_structured_data_of_the_handle_needs_no_control() -> None:
    data = '<script type="application/ld+json">{"@type":"Person","name":"Mara","alternateName":"maravoss"}</script>'
    page = profile("maravoss").replace("</head>", f"{data}</head>")
    outcome, asked = asking(everybody(lambda handle: reply(page)), "maravoss")
    assert isinstance(outcome, Profile)
    assert outcome.display_name == "Mara"
    assert asked.handles == ["maravoss"]


def test_a_page_that_says_missing_and_describes_the_person_is_doubted() -> None:
    data = '<script type="application/ld+json">{"@type":"Person","name":"Mara","alternateName":"maravoss"}</script>'
    page = profile("maravoss", "class=card").replace("</head>", f"{data}</head><!-- no writer of that name -->")
    entry = replace(ENTRY, absent=(Sign((200,), ("no writer of that name",)),))
    habit = special("maravoss", lambda handle: reply(page), telling(lambda handle: reply(missing())))
    assert isinstance(asking(habit, "maravoss", entry)[0], Profile)


# --- redirects -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "target", ["/w/noralind", "/w/Noralind/", "/people/7/Noralind", "/@noralind", "/w/noralind?lang=en"]
)
def test_a_redirect_to_the_same_profile_is_followed_and_judged(target: str) -> None:
    def habit(asked: Asked) -> Answer:
        def answer(handle: str) -> Reply:
            if handle == "Noralind" and len(asked.handles) == 1:
                return reply("", 301, f"{BASE}{target}")
            if handle.lstrip("@").lower() == "noralind":
                return reply(profile("noralind"))
            return reply(profile(handle)) if is_member(handle) else reply(missing(), 404)

        return answer

    outcome, asked = asking(habit, "Noralind")
    assert isinstance(outcome, Profile)
    assert asked.paths[1] == target


def test_a_redirect_to_the_same_profile_may_end_at_nobody() -> None:
    def answer(handle: str) -> Reply:
        return reply("", 301, f"{BASE}/w/{handle.lower()}") if handle != handle.lower() else reply(missing(), 404)

    assert isinstance(asking(everybody(answer), "NoSuchBody")[0], Absent)


def test_redirects_in_a_circle_end() -> None:
    def habit(asked: Asked) -> Answer:
        return lambda handle: reply("", 302, f"{BASE}/w/{handle}?step={len(asked.handles)}")

    outcome, asked = asking(habit, "maravoss")
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.REDIRECT
    assert len(asked.handles) <= 4


def test_a_redirect_that_the_entry_names_is_absence_only_where_known_handles_fare_better() -> None:
    entry = replace(ENTRY, absent=(Sign((302,)),))
    honest = telling(lambda handle: reply("", 302, f"{BASE}/"))
    outcome, asked = asking(honest, "nosuchbody", entry)
    assert isinstance(outcome, Absent)
    assert asked.handles == ["nosuchbody", KNOWN[0]]
    moved = everybody(lambda handle: reply("", 302, f"{BASE}/"))
    assert isinstance(asking(moved, "nosuchbody", entry)[0], Unread)


def test_a_redirect_whose_place_the_entry_names_needs_no_control() -> None:
    entry = replace(ENTRY, absent=(Sign((302,), location="/unknown?of={handle}"),))
    outcome, asked = asking(telling(lambda handle: reply("", 302, f"{BASE}/unknown?of={handle}")), "nosuchbody", entry)
    assert isinstance(outcome, Absent)
    assert asked.handles == ["nosuchbody"]


# --- forms of handles ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("refusal", [reply("<p>Letters and digits only.", 400), reply("", 302, f"{BASE}/")])
def test_a_handle_of_a_form_that_the_site_refuses_is_absent(refusal: Reply) -> None:
    def answer(handle: str) -> Reply:
        if not handle.isalnum():
            return refusal
        return reply(profile(handle)) if is_member(handle) else reply(missing(), 404)

    outcome, _ = asking(everybody(answer), "nosuch.body")
    assert isinstance(outcome, Absent)
    assert "of this form" in outcome.evidence


def test_the_impossible_handle_is_legal_for_the_site() -> None:
    entry = replace(ENTRY, site=replace(ENTRY.site, handle_pattern=r"[0-9]{12}"))
    habit = telling(lambda handle: reply(missing(NEW_WORDS)))
    outcome, asked = asking(habit, "123456789012", entry)
    assert isinstance(outcome, Absent)
    assert all(handle.isdigit() and len(handle) == 12 for handle in asked.controls)


def test_where_no_impossible_handle_is_legal_nothing_doubtful_is_believed() -> None:
    entry = replace(ENTRY, site=replace(ENTRY.site, handle_pattern=r"maravoss"))
    assert isinstance(asking(HONEST, "maravoss", entry)[0], Unread)


@pytest.mark.parametrize("handle", ["mara.voss", "mara_voss", "mara-", "märä"])
def test_a_handle_that_would_make_another_host_of_the_template_is_not_asked_for(handle: str) -> None:
    entry = replace(ENTRY, request=Request("https://{handle}.quill.example.org/"))
    outcome, asked = asking(HONEST, handle, entry)
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.ILLEGAL_HANDLE
    assert asked.handles == []


# --- kinds of entries ------------------------------------------------------------------------------------------------


def test_a_name_taken_at_sign_up_is_no_profile_and_a_free_one_is_absence() -> None:
    def answer(handle: str) -> Reply:
        return reply(json.dumps({"login": handle, "free": not is_member(handle)}), content_type="application/json")

    entry = replace(
        ENTRY,
        request=Request(f"{BASE}/free", "POST", "", '{"name": "{handle}"}', "application/json"),
        found=(Sign((200,), ('"free": false',)),),
        absent=(Sign((200,), ('"free": true',)),),
        evidence=EvidenceKind.AVAILABILITY,
    )
    taken, _ = asking(everybody(answer), "maravoss", entry)
    assert isinstance(taken, Unread)
    assert "no evidence of a public profile" in taken.advice
    assert isinstance(asking(everybody(answer), "nosuchbody", entry)[0], Absent)


def test_an_entry_that_says_only_what_is_found_is_helped_by_controls() -> None:
    entry = replace(ENTRY, absent=())
    habit = telling(lambda handle: reply(missing(NEW_WORDS)))
    assert isinstance(asking(habit, "maravoss", entry)[0], Profile)
    assert isinstance(asking(habit, "nosuchbody", entry)[0], Absent)


def test_an_entry_that_says_only_what_is_absent_is_helped_by_controls() -> None:
    entry = replace(ENTRY, found=())
    assert isinstance(asking(HONEST, "maravoss", entry)[0], Profile)
    assert isinstance(asking(HONEST, "nosuchbody", entry)[0], Absent)
    assert isinstance(asking(everybody(lambda handle: reply(SHELL)), "maravoss", entry)[0], Unread)


def test_an_entry_by_status_alone_finds_nobody_where_every_page_is_200() -> None:
    entry = replace(ENTRY, found=(Sign((200,)),), absent=(Sign((404,)),))
    assert isinstance(asking(HONEST, "maravoss", entry)[0], Profile)
    soft = telling(lambda handle: reply(missing(NEW_WORDS)))
    assert isinstance(asking(soft, "nosuchbody", entry)[0], Absent)
    assert isinstance(asking(soft, "maravoss", entry)[0], Profile)
    assert isinstance(asking(everybody(lambda handle: reply(SHELL)), "maravoss", entry)[0], Unread)


def test_a_status_that_is_an_answer_here_is_no_refusal() -> None:
    entry = replace(ENTRY, absent=(Sign((403,), ("no writer of that name",)),), walls_as_answers=(403,))
    assert isinstance(asking(telling(lambda handle: reply(missing(), 403)), "nosuchbody", entry)[0], Absent)


def test_a_text_that_means_no_answer_is_a_refusal() -> None:
    entry = replace(ENTRY, refusals=("come back on Sunday",))
    outcome, _ = asking(everybody(lambda handle: reply(profile(handle) + "come back on Sunday")), "maravoss", entry)
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.BLOCKED


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1251", "такого автора нет"),
        ("cp1252", "kein Autor dieses Namens – prüfe ihn"),
        ("euc-jp", "作家は見つかりません"),
    ],
)
def test_a_text_is_known_in_whatever_charset_it_comes(charset: str, text: str) -> None:
    entry = replace(ENTRY, absent=(Sign((200,), (text,)),))
    wrong = telling(lambda handle: reply(missing(text).encode(charset)))
    outcome, asked = asking(wrong, "nosuchbody", entry)
    assert isinstance(outcome, Absent)
    assert asked.handles == ["nosuchbody"]


# --- second tries ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_trouble_that_is_over_at_the_second_try_costs_no_verdict(status: int) -> None:
    def habit(asked: Asked) -> Answer:
        honest = HONEST(asked)
        return lambda handle: reply("<p>Busy.", status) if asked.times(handle) == 1 else honest(handle)

    assert isinstance(asking(habit, "maravoss")[0], Profile)
    assert isinstance(asking(habit, "nosuchbody")[0], Absent)


def test_a_500_that_is_the_answer_is_not_asked_for_twice() -> None:
    entry = replace(ENTRY, absent=(Sign((500,), ("no writer of that name",)),))
    outcome, asked = asking(telling(lambda handle: reply(missing(), 500)), "nosuchbody", entry)
    assert isinstance(outcome, Absent)
    assert asked.handles == ["nosuchbody"]


def cut(handle: str) -> Reply:
    whole = profile(handle) if is_member(handle) else missing(NEW_WORDS)
    return replace(reply(whole[: 700 if is_member(handle) else 200]), whole=False)


def test_what_a_page_said_before_it_broke_off_counts_and_what_it_did_not_say_does_not() -> None:
    assert isinstance(asking(everybody(cut), "maravoss")[0], Profile)
    outcome, _ = asking(everybody(cut), "nosuchbody")
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.PROTOCOL


# --- what controls cost ----------------------------------------------------------------------------------------------


def test_controls_are_asked_once_for_many_handles_also_at_the_same_time() -> None:
    habit = telling(lambda handle: reply(missing(NEW_WORDS)))
    handles = tuple(f"nosuchbody{letter}" for letter in "abcdefghij")
    outcomes, asked = ask_all(habit, handles)
    assert {word(outcome) for outcome in outcomes} == {"absent"}
    assert len(asked.handles) == len(handles) + 2


def test_no_control_is_asked_where_there_is_no_doubt() -> None:
    outcome, asked = asking(HONEST, "nosuchbody")
    assert isinstance(outcome, Absent)
    assert asked.handles == ["nosuchbody"]


def test_the_impossible_handle_is_another_one_in_every_run() -> None:
    seen = {tuple(ask_all(HONEST, ("maravoss",))[1].controls) for _ in range(5)}
    assert len(seen) == 5


def test_a_known_handle_that_left_is_not_the_end_of_the_next_one() -> None:
    habit = special(
        KNOWN[0], lambda handle: reply(missing(NEW_WORDS)), telling(lambda handle: reply(missing(NEW_WORDS)))
    )
    assert isinstance(asking(habit, "nosuchbody")[0], Absent)


def test_a_control_that_fails_leaves_the_doubt() -> None:
    def habit(asked: Asked) -> Answer:
        def answer(handle: str) -> Reply:
            if handle == "maravoss":
                return reply(profile(handle))
            raise NoReply(Reason.TIMEOUT, "too slow")

        return answer

    outcome, _ = asking(habit, "maravoss")
    assert isinstance(outcome, Unread)
    assert outcome.reason is Reason.TIMEOUT


def test_the_handle_that_is_asked_for_is_no_control_of_itself() -> None:
    habit = telling(lambda handle: reply(missing(NEW_WORDS)), lambda handle: reply(profile(handle, "class=card")))
    outcome, asked = asking(habit, KNOWN[0])
    assert isinstance(outcome, Profile)
    assert asked.times(KNOWN[0]) == 1
