"""The canonical invented report that every reporter test renders, and a few extreme ones.

Mara Vale is nobody: her sites end in example domains, her telephone number is one reserved for fiction. Her score is
the worked example of the algorithm with one repeat more, so its numbers are right.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from footprint_audit.display import mask
from footprint_audit.model import (
    Absent,
    Account,
    Clue,
    Context,
    Coverage,
    Dimension,
    DimensionScore,
    Edit,
    Evidence,
    Fact,
    FactKind,
    Finding,
    Gap,
    Handle,
    Opportunity,
    OpportunityItem,
    Outcome,
    Post,
    Profile,
    Reason,
    Report,
    Score,
    Severity,
    Share,
    Subject,
    Suppressed,
    Tool,
    Unread,
    Visibility,
    fingerprint,
)

__all__ = ["empty", "large", "mara", "nothing_found", "nothing_read", "one_text"]

STARTED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HANDLE = Handle("mara_vale")


def _account(host: str, program: str, context: Context = Context.UNKNOWN, path: str = "") -> Account:
    declared = context is Context.PROFESSIONAL
    usual = f"accounts on {program} are usually {context}" if context is not Context.UNKNOWN else ""
    return Account(
        site=f"{program.lower()}:{host}",
        site_name=f"{program} at {host}",
        category="code" if program == "Gitea" else "social",
        handle=HANDLE,
        url=f"https://{host}/{path}{HANDLE}",
        context=context,
        context_reason="declared" if declared else usual,
        declared=declared,
    )


WORK = _account("code.example.org", "Gitea", Context.PROFESSIONAL)
SOCIAL = _account("social.example", "Mastodon", Context.PERSONAL, "@")
FORUM = _account("forum.example.net", "Discourse", Context.PERSONAL, "u/")

_BIO = "Ward nurse, two cats. Pictures of bread. Call me on +44 1632 960123 for the choir."
_POSTS = (
    Post(
        "https://social.example/@mara_vale/5",
        "2026-11-20T19:02:00Z",
        "Lily starts at Northgate Example School on Monday, so proud!",
    ),
    Post(
        "https://social.example/@mara_vale/4",
        "2026-11-18T22:10:00Z",
        "The gentleman in bay 4 with the rare heart thing finally went home today.",
    ),
    Post("https://social.example/@mara_vale/3", "2026-11-11T07:45:00Z", "What a fucking week. @ada_example knows."),
    Post("https://social.example/@mara_vale/2", "2026-11-02T08:00:00Z", "This fucking printer."),
)


def _profiles() -> tuple[Profile, ...]:
    return (
        Profile(
            account=WORK,
            fetched_at=STARTED + timedelta(seconds=1),
            display_name="Mara Vale",
            bio="Senior nurse at Example General Hospital. Small tools for rosters.",
            location="Leeds",
            links=("https://mara.example.org/",),
            rel_me=("https://mara.example.org/",),
            joined="2019-03-02",
            counters=(("followers", 12), ("repositories", 4)),
            details=(("company", "Example General Hospital"), ("email", "mara.vale@example.org")),
            visibility=Visibility.UNLISTED,
            gaps=(Gap("posts", Reason.ROBOTS, "the site asks programs not to read this part; look at it yourself"),),
        ),
        Profile(
            account=SOCIAL,
            fetched_at=STARTED + timedelta(seconds=2),
            display_name="mara 🍞",
            bio=_BIO,
            location="Leeds, Yorkshire",
            links=("https://mara.example.org/",),
            rel_me=("https://mara.example.org/",),
            verified_links=("https://mara.example.org/",),
            avatar_url="https://social.example/avatars/mara.png",
            joined="2022-11-06",
            posts=_POSTS,
            language="en",
        ),
        Profile(
            account=FORUM,
            fetched_at=STARTED + timedelta(seconds=3),
            display_name="Mara",
            details=(("title", "Care assistant"),),
        ),
    )


def _outcomes() -> tuple[Outcome, ...]:
    work, social, forum = _profiles()
    absent = [
        Absent(_account(f"site{number}.example.com", "Gitea"), "the site answered 404 and its own words for nobody")
        for number in range(1, 9)
    ]
    wait = "the site asks us to wait longer than a run may take; run again later"
    return (
        work,
        social,
        forum,
        *absent,
        Unread(_account("busy.example", "Lemmy", path="u/"), Reason.RATE_LIMITED, wait),
        Unread(_account("slow.example", "Lemmy", path="u/"), Reason.RATE_LIMITED, wait),
        Unread(
            _account("closed.example", "Pixelfed"),
            Reason.LOGIN_WALL,
            "the site shows profiles to its members only; look at yours while logged out",
        ),
    )


def _finding(
    rule: str,
    title: str,
    judged: tuple[Dimension, Severity, float],
    where: tuple[Account, str, str, str],
    advice: tuple[str, str],
    kind: str = "none",
    multiplier: float = 1.0,
    references: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
) -> Finding:
    """A finding whose evidence is the words of `where` (account, field, the field's text, the words in it)."""
    account, field, text, words = where
    start = text.index(words)
    posts = [post.url for post in _POSTS if post.text == text]
    return Finding(
        rule=rule,
        title=title,
        dimension=judged[0],
        severity=judged[1],
        confidence=judged[2],
        account=account,
        visibility=Visibility.UNLISTED if account is WORK else Visibility.PUBLIC,
        message=f"{account.site_name}: {title.lower()} in {field}",
        why=advice[0],
        remedy=advice[1],
        evidence=Evidence(
            field, words, (start, start + len(words)), posts[0] if posts else account.url, mask(kind, words)
        ),
        fingerprint=fingerprint(rule, account.id, field, words),
        multiplier=multiplier,
        references=references,
        also=also,
    )


def _findings() -> tuple[Finding, ...]:
    swearing = (
        "Employers and clients read strong language as a lack of care, more so beside a job title.",
        "Delete the post, or say it without the word.",
    )
    return (
        _finding(
            "PRV-102",
            "Phone number in public text",
            (Dimension.PRIVACY, Severity.HIGH, 0.95),
            (SOCIAL, "bio", _BIO, "+44 1632 960123"),
            (
                "A number that anybody can read is enough to call you, to find accounts opened with it, and to ask "
                "your provider for a new card in your name.",
                "Take the number out of your bio; give it to the choir in a message.",
            ),
            "phone",
            references=("https://example.org/guidance/phone-numbers",),
            also=("PRV-100",),
        ),
        _finding(
            "OTH-201",
            "A child named together with a school",
            (Dimension.PRIVACY, Severity.HIGH, 0.80),
            (SOCIAL, "posts[0]", _POSTS[0].text, "Lily starts at Northgate Example School"),
            (
                "A first name and a school tell a stranger where to find a child, and on which day. "
                "The child had no say.",
                "Delete the post. If you want to keep it, write neither the name nor the school.",
            ),
            "words",
            references=("https://example.org/guidance/children",),
        ),
        _finding(
            "CON-310",
            "Possible detail about a patient",
            (Dimension.CONDUCT, Severity.HIGH, 0.70),
            (SOCIAL, "posts[1]", _POSTS[1].text, "gentleman in bay 4 with the rare heart thing"),
            (
                "Place, time and condition together can identify somebody though no name is written. Your profession "
                "forbids it, whatever the audience.",
                "Delete the post and do not tell cases, not even without names.",
            ),
            "words",
            multiplier=1.5,
            references=("https://example.org/guidance/nursing",),
        ),
        _finding(
            "CON-120",
            "Strong language",
            (Dimension.CONDUCT, Severity.LOW, 0.90),
            (SOCIAL, "posts[2]", _POSTS[2].text, "fucking"),
            swearing,
            "words",
        ),
        _finding(
            "CON-120",
            "Strong language",
            (Dimension.CONDUCT, Severity.LOW, 0.90),
            (SOCIAL, "posts[3]", _POSTS[3].text, "fucking"),
            swearing,
            "words",
        ),
        _finding(
            "LNK-001",
            "A personal and a professional account that anybody can link",
            (Dimension.LINKAGE, Severity.MEDIUM, 0.90),
            (SOCIAL, "handle", "mara_vale", "mara_vale"),
            (
                "You keep work and private life apart, but the same rare handle stands on both.",
                "Choose another handle for the private account, one you use nowhere else.",
            ),
        ),
        _finding(
            "AUT-040",
            "Job titles that contradict each other",
            (Dimension.AUTHENTICITY, Severity.MEDIUM, 0.60),
            (FORUM, "details.title", "Care assistant", "Care assistant"),
            (
                "Who compares the profiles will wonder which of the two is true.",
                "Write the same title everywhere, or none.",
            ),
        ),
        _finding(
            "PER-010",
            "A copy of a flagged page stands in an archive",
            (Dimension.PERSISTENCE, Severity.MEDIUM, 1.0),
            (SOCIAL, "bio", _BIO, "Pictures of bread."),
            (
                "What you delete today can still be read in the copy.",
                "Ask the archive to take the copy down; its own page says how.",
            ),
        ),
    )


def _facts() -> tuple[Fact, ...]:
    return (
        Fact(
            FactKind.LINKED,
            (WORK.id, SOCIAL.id),
            "the same handle and the same web page",
            (
                Clue(
                    "handle", "both are called mara_vale, a handle few others would choose", 0.90, SOCIAL.id, "handle"
                ),
                Clue("one_way_link", "both link to https://mara.example.org/", 0.70, SOCIAL.id, "links"),
            ),
            0.97,
        ),
        Fact(
            FactKind.VERIFIED,
            (SOCIAL.id,),
            "https://mara.example.org/",
            (Clue("rel_me", "the page links back with rel=me, and the site has checked it", 0.98, SOCIAL.id, "links"),),
            0.98,
        ),
        Fact(
            FactKind.CONTRADICTION,
            (WORK.id, FORUM.id),
            "job title",
            (
                Clue("title", "here: Senior nurse", 0.6, WORK.id, "bio"),
                Clue("title", "there: Care assistant", 0.6, FORUM.id, "details.title"),
            ),
            0.60,
        ),
    )


def _score(findings: tuple[Finding, ...]) -> Score:
    phone, child, patient, swear, again, handle, title, copy = (finding.fingerprint for finding in findings)
    return Score(
        value=66,
        low=62,
        grade="D",
        dimensions=(
            DimensionScore(Dimension.PRIVACY, 48.06, 0.75),
            DimensionScore(Dimension.CONDUCT, 59.71, 0.75),
            DimensionScore(Dimension.LINKAGE, 86.5, 1.0),
            DimensionScore(Dimension.AUTHENTICITY, 91.0, 1.0),
            DimensionScore(Dimension.PERSISTENCE, 85.0, 0.5),
        ),
        shares=(
            Share(phone, 0.2965, 75),
            Share(child, 0.2409, 73),
            Share(patient, 0.2800, 74),
            Share(swear, 0.0176, 67),
            Share(again, 0.0176, 67),
            Share(handle, 0.0532, 68),
            Share(title, 0.0346, 67),
            Share(copy, 0.0596, 68),
        ),
        edits=(
            Edit(SOCIAL.id, "bio", (phone,), 75, 75),
            Edit(SOCIAL.id, "posts[1]", (patient,), 74, 79),
            Edit(SOCIAL.id, "posts[0]", (child,), 73, 89),
            Edit(SOCIAL.id, "handle", (handle,), 68, 89),
            Edit(FORUM.id, "details.title", (title,), 67, 89),
        ),
        coverage=0.7875,
    )


def mara() -> Report:
    """The canonical report: three profiles, eight absent, three unread, eight findings and one suppressed."""
    findings = _findings()
    own_address = _finding(
        "PRV-101",
        "Email address in public text",
        (Dimension.PRIVACY, Severity.MEDIUM, 0.9),
        (WORK, "details.email", "mara.vale@example.org", "mara.vale@example.org"),
        ("An address invites phishing.", "Use an address for the public only."),
        "email",
    )
    return Report(
        subject=Subject((HANDLE,), ("nursing",)),
        started_at=STARTED,
        tool=Tool("footprint-audit", "0.1.0"),
        rules_digest="3f786850e387550f",
        vantage="a home connection, logged out",
        outcomes=_outcomes(),
        facts=_facts(),
        findings=findings,
        suppressed=(Suppressed(own_address, "it is meant to be public", "2027-05-01"),),
        score=_score(findings),
        opportunity=Opportunity(
            45,
            (
                OpportunityItem(
                    "verified-link", "A link the site has verified", 20, 20, applies=True, reason="mara.example.org"
                ),
                OpportunityItem(
                    "role", "Role and field in a professional bio", 15, 15, applies=True, reason="Senior nurse"
                ),
                OpportunityItem(
                    "recent", "Professional activity in the last 180 days", 0, 15, applies=True, reason="none was read"
                ),
                OpportunityItem(
                    "headline", "One headline on every professional profile", 0, 15, applies=False, reason="only one"
                ),
                OpportunityItem(
                    "contact", "A contact for work, not a private one", 10, 10, applies=True, reason="an address"
                ),
            ),
        ),
        coverage=Coverage(14, 3, 8, 3, ((Reason.RATE_LIMITED, 2), (Reason.LOGIN_WALL, 1)), 11 / 14),
    )


def _bare(outcomes: tuple[Outcome, ...], coverage: Coverage, score: Score) -> Report:
    return Report(
        subject=Subject((HANDLE,)),
        started_at=STARTED,
        tool=Tool("footprint-audit", "0.1.0"),
        rules_digest="3f786850e387550f",
        vantage="",
        outcomes=outcomes,
        facts=(),
        findings=(),
        suppressed=(),
        score=score,
        opportunity=Opportunity(None),
        coverage=coverage,
    )


NO_SCORE = Score(None, None, None, (), (), (), 0.0)


def empty() -> Report:
    """Nothing was asked."""
    return _bare((), Coverage(0, 0, 0, 0), NO_SCORE)


def nothing_read() -> Report:
    """Twelve sites, none of which answered."""
    outcomes = tuple(
        Unread(_account(f"site{number}.example", "Lemmy", path="u/"), Reason.DNS, "check your connection")
        for number in range(12)
    )
    return _bare(outcomes, Coverage(12, 0, 0, 12, ((Reason.DNS, 12),), 0.0), NO_SCORE)


def nothing_found() -> Report:
    """Twelve sites, none of which knows the handle."""
    outcomes = tuple(
        Absent(_account(f"site{number}.example", "Lemmy", path="u/"), "its words for nobody") for number in range(12)
    )
    return _bare(outcomes, Coverage(12, 0, 12, 0, (), 1.0), Score(100, 100, "A", (), (), (), 1.0))


def one_text(text: str) -> Report:
    """The canonical report with `text` in every place that outside text can reach."""
    account = Account("here.example", text, text, HANDLE, "https://here.example/" + text, Context.PERSONAL, text)
    profile = Profile(
        account,
        STARTED,
        display_name=text,
        bio=text,
        location=text,
        links=(text,),
        rel_me=(text,),
        verified_links=(text,),
        avatar_url=text,
        joined=text,
        details=((text, text), ("company", text), ("email", text)),
        posts=(Post(text, text, text),),
        language=text,
        gaps=(Gap("posts", Reason.BLOCKED, text),),
    )
    finding = Finding(
        rule="XXX-001",
        title=text,
        dimension=Dimension.PRIVACY,
        severity=Severity.CRITICAL,
        confidence=0.5,
        account=account,
        visibility=Visibility.PUBLIC,
        message=text,
        why=text,
        remedy=text,
        evidence=Evidence("posts[0]", text, (0, len(text)), text, text),
        fingerprint="0123456789abcdef",
        references=(text,),
    )
    facts = tuple(
        Fact(kind, (account.id, text), text, (Clue(text, text, 0.5, account.id, text),), 0.5) for kind in FactKind
    )
    return Report(
        subject=Subject((HANDLE,), (text,)),
        started_at=STARTED,
        tool=Tool(text, text),
        rules_digest=text,
        vantage=text,
        outcomes=(profile, Absent(account, text), Unread(account, Reason.UNCLEAR, text)),
        facts=facts,
        findings=(finding,),
        suppressed=(Suppressed(finding, text, text),),
        score=Score(
            59,
            50,
            "F",
            (DimensionScore(Dimension.PRIVACY, 40.0, 0.5),),
            (Share("0123456789abcdef", 1.0, 100),),
            (Edit(account.id, text, ("0123456789abcdef",), 100, 100),),
            0.67,
        ),
        opportunity=Opportunity(10, (OpportunityItem(text, text, 1, 10, applies=True, reason=text),)),
        coverage=Coverage(3, 1, 1, 1, ((Reason.UNCLEAR, 1),), 2 / 3),
    )


def large(accounts: int = 500, findings: int = 5000) -> Report:
    """Many accounts, all read, and many findings of twelve rules over them."""
    places = [_account(f"n{number}.example", "Mastodon", Context.PERSONAL, "@") for number in range(accounts)]
    text = "Call me on +44 1632 960123, or write to mara.vale@example.org. " * 4
    profiles = tuple(
        Profile(place, STARTED, display_name="Mara Vale", bio=text, location="Leeds", posts=_POSTS) for place in places
    )
    found = tuple(
        _finding(
            f"PRV-{number % 12:03}",
            f"Something of kind {number % 12}",
            (Dimension.PRIVACY, Severity(number % 5), 0.9),
            (places[number % accounts], "bio", text, "+44 1632 960123"),
            ("It can be read by anybody.", "Take it out."),
            "phone",
        )
        for number in range(findings)
    )
    shares = tuple(Share(item.fingerprint, 1 / findings, 40) for item in found)
    edits = tuple(Edit(place.id, "bio", (), 40, 40) for place in places)
    score = Score(40, 40, "F", (DimensionScore(Dimension.PRIVACY, 10.0, 1.0),), shares, edits, 1.0)
    facts = tuple(
        Fact(FactKind.LINKED, (one.id, two.id), "the same handle", (Clue("handle", "one handle", 0.9, two.id),), 0.9)
        for one, two in pairwise(places)
    )
    return Report(
        subject=Subject((HANDLE,)),
        started_at=STARTED,
        tool=Tool("footprint-audit", "0.1.0"),
        rules_digest="3f786850e387550f",
        vantage="",
        outcomes=profiles,
        facts=facts,
        findings=found,
        suppressed=(),
        score=score,
        opportunity=Opportunity(100),
        coverage=Coverage(accounts, accounts, 0, 0, (), 1.0),
    )
