"""JSON v1 → Report. The file is a stranger's: every value is checked, and an error names its path."""

from __future__ import annotations

from collections.abc import Mapping

from footprint_audit.errors import WireError
from footprint_audit.model import (
    Absent,
    Account,
    AuthoredBy,
    CategoryCoverage,
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
    Strategy,
    Subject,
    Suppressed,
    Tool,
    Unread,
    Visibility,
)
from footprint_audit.wire.strict_json import Node, parse

__all__ = ["SCHEMA_VERSION", "load"]

SCHEMA_VERSION = 1
MAX_SCORE = 100
GRADES = ("A", "B", "C", "D", "F")
MAX_MULTIPLIER = 10.0
MAX_COUNTER = 2**63 - 1

_Accounts = Mapping[tuple[str, str], Account]  # by site and handle


def load(text: str) -> Report:
    """The report written in `text`, its evidence as masked as it was saved.

    Keys we do not know are ignored, so that an older program reads a newer minor form. Raises WireError otherwise.
    """
    root = parse(text)
    _check_version(root.at("schema_version"))
    outcomes = tuple(_outcome(node) for node in root.at("outcomes").items())
    accounts = {(outcome.account.site, str(outcome.account.handle)): outcome.account for outcome in outcomes}
    tool = root.at("tool")
    return Report(
        subject=_subject(root.at("subject")),
        started_at=root.at("started_at").moment(),
        tool=Tool(tool.at("name").text(), tool.at("version").text()),
        rules_digest=root.maybe("rules_digest").text(""),
        vantage=root.maybe("vantage").text(""),
        outcomes=outcomes,
        facts=tuple(_fact(node) for node in root.at("facts").items()),
        findings=tuple(_finding(node, accounts) for node in root.at("findings").items()),
        suppressed=tuple(_suppressed(node, accounts) for node in root.at("suppressed").items()),
        score=_score(root.at("score")),
        opportunity=_opportunity(root.at("opportunity")),
        coverage=_coverage(root.at("coverage")),
    )


def _check_version(node: Node) -> None:
    version = node.integer()
    if version != SCHEMA_VERSION:
        raise WireError(
            f"schema_version: this is version {version} of the report, and we read version {SCHEMA_VERSION}",
            "read it with the footprint-audit that wrote it, or a newer one",
        )


def _subject(node: Node) -> Subject:
    return Subject(
        handles=tuple(item.handle() for item in node.at("handles").items()),
        professions=node.at("professions").texts(),
        strategy=node.at("strategy").word(Strategy),
    )


def _outcome(node: Node) -> Outcome:
    account, reason, profile = _account(node), node.at("reason"), node.at("profile")
    why = None if reason.is_null else reason.word(Reason)
    advice, evidence = node.maybe("advice").text(""), node.maybe("evidence").text("")
    match node.at("outcome").text():
        case "profile":
            return _profile(profile, account)
        case "absent":
            return Absent(account, evidence)
        case "unread":
            return Unread(account, why or reason.word(Reason), advice)
    raise node.at("outcome").wrong("one of profile, absent, unread")


def _account(node: Node) -> Account:
    site, expected = node.at("site").text(), node.maybe("expected_visibility")
    return Account(
        site=site,
        site_name=node.maybe("site_name").text(site),
        category=node.maybe("category").text(""),
        handle=node.at("handle").handle(),
        url=node.at("url").text(),
        context=Context.UNKNOWN if node.maybe("context").is_null else node.maybe("context").word(Context),
        context_reason=node.maybe("context_reason").text(""),
        expected_visibility=None if expected.is_null else expected.word(Visibility),
        declared=node.maybe("declared").truth(default=False),
        sensitive=node.maybe("sensitive").truth(default=False),
        variant_of=node.maybe("variant_of").text(""),
    )


def _profile(node: Node, account: Account) -> Profile:
    visibility = node.maybe("visibility")
    if node.at("handle").handle() != account.handle:
        raise node.at("handle").wrong("the handle of its account")
    return Profile(
        account=account,
        fetched_at=node.at("fetched_at").moment(),
        display_name=node.at("display_name").text(""),
        bio=node.at("bio").text(""),
        location=node.at("location").text(""),
        links=node.at("links").texts(),
        rel_me=tuple(item.text() for item in node.maybe("rel_me").maybe_items()),
        verified_links=tuple(item.text() for item in node.maybe("verified_links").maybe_items()),
        avatar_url=node.at("avatar_url").text(""),
        joined=node.at("joined").text(""),
        counters=tuple(
            (item.at("name").text(), item.at("value").integer(-MAX_COUNTER, MAX_COUNTER))
            for item in node.maybe("counters").maybe_items()
        ),
        details=tuple((item.at("name").text(), item.at("text").text()) for item in node.maybe("details").maybe_items()),
        posts=tuple(_post(item) for item in node.at("posts").items()),
        language=node.maybe("language").text(""),
        visibility=Visibility.PUBLIC if visibility.is_null else visibility.word(Visibility),
        gaps=tuple(_gap(item) for item in node.maybe("gaps").maybe_items()),
    )


def _post(node: Node) -> Post:
    return Post(
        url=node.at("url").text(),
        date=node.at("date").text(""),
        text=node.at("text").text(),
        authored_by=node.at("authored_by").word(AuthoredBy),
    )


def _gap(node: Node) -> Gap:
    return Gap(node.at("field").text(), node.at("reason").word(Reason), node.maybe("advice").text(""))


def _fact(node: Node) -> Fact:
    return Fact(
        kind=node.at("kind").word(FactKind),
        accounts=node.at("accounts").texts(),
        value=node.at("value").text(),
        clues=tuple(_clue(item) for item in node.at("clues").items()),
        confidence=node.at("confidence").number(),
    )


def _clue(node: Node) -> Clue:
    return Clue(
        kind=node.at("kind").text(),
        text=node.at("text").text(),
        weight=node.at("weight").number(),
        account=node.maybe("account").text(""),
        field=node.maybe("field").text(""),
    )


def _finding(node: Node, accounts: _Accounts) -> Finding:
    for part, most in ((node.at("share"), 1), (node.at("without"), MAX_SCORE)):  # copies of what `score.shares` says
        if not part.is_null:
            part.number(most)
    return Finding(
        rule=node.at("rule").text(),
        title=node.at("title").text(),
        dimension=node.at("dimension").word(Dimension),
        severity=_severity(node.at("severity")),
        confidence=node.at("confidence").number(),
        account=_account_of(node, accounts),
        visibility=node.at("visibility").word(Visibility),
        message=node.at("message").text(),
        why=node.at("why").text(),
        remedy=node.at("remedy").text(),
        evidence=_evidence(node.at("evidence"), node.at("url").text()),
        fingerprint=node.at("fingerprint").text(),
        multiplier=node.at("multiplier").number(MAX_MULTIPLIER),
        references=node.at("references").texts(),
        also=node.at("also").texts(),
    )


def _severity(node: Node) -> Severity:
    labels = {severity.label: severity for severity in Severity}
    severity = labels.get(node.text())
    if severity is None:
        raise node.wrong("one of " + ", ".join(labels))
    return severity


def _account_of(node: Node, accounts: _Accounts) -> Account:
    account = accounts.get((node.at("site").text(), str(node.at("handle").handle())))
    if account is None:
        raise node.at("site").wrong("a site and handle that stand among the outcomes")
    return account


def _evidence(node: Node, url: str) -> Evidence:
    excerpt, span = node.at("excerpt").text(), [item.integer() for item in node.at("span").items()]
    if len(span) != 2:
        raise node.at("span").wrong("two whole numbers")
    shown = node.maybe("masked").text(excerpt)
    return Evidence(node.at("field").text(), excerpt, (span[0], span[1]), url, shown)


def _suppressed(node: Node, accounts: _Accounts) -> Suppressed:
    return Suppressed(
        finding=_finding(node.at("finding"), accounts),
        reason=node.at("reason").text(),
        until=node.at("until").text(""),
    )


def _score(node: Node) -> Score:
    value, low = node.at("value"), node.at("low")
    return Score(
        value=None if value.is_null else value.integer(0, MAX_SCORE),
        low=None if low.is_null else low.integer(0, MAX_SCORE),
        grade=None if node.at("grade").is_null else _grade(node.at("grade")),
        dimensions=tuple(_dimension(item) for item in node.at("dimensions").items()),
        shares=tuple(_share(item) for item in node.at("shares").items()),
        edits=tuple(_edit(item) for item in node.at("edits").items()),
        coverage=node.at("coverage").number(),
        algorithm=node.at("algorithm").integer(1),
    )


def _grade(node: Node) -> str:
    if node.text() not in GRADES:
        raise node.wrong("one of " + ", ".join(GRADES))
    return node.text()


def _dimension(node: Node) -> DimensionScore:
    return DimensionScore(
        dimension=node.at("dimension").word(Dimension),
        value=node.at("value").number(MAX_SCORE),
        coverage=node.at("coverage").number(),
    )


def _share(node: Node) -> Share:
    return Share(
        fingerprint=node.at("fingerprint").text(),
        share=node.at("share").number(),
        without=node.at("without").integer(0, MAX_SCORE),
    )


def _edit(node: Node) -> Edit:
    return Edit(
        account=node.at("account").text(),
        field=node.at("field").text(),
        fingerprints=node.at("fingerprints").texts(),
        alone=node.at("alone").integer(0, MAX_SCORE),
        together=node.at("together").integer(0, MAX_SCORE),
    )


def _opportunity(node: Node) -> Opportunity:
    value = node.at("value")
    return Opportunity(
        value=None if value.is_null else value.integer(0, MAX_SCORE),
        items=tuple(_opportunity_item(item) for item in node.at("items").items()),
    )


def _opportunity_item(node: Node) -> OpportunityItem:
    return OpportunityItem(
        id=node.at("id").text(),
        title=node.at("title").text(),
        got=node.at("got").integer(),
        of=node.at("of").integer(),
        applies=node.at("applies").truth(),
        reason=node.at("reason").text(),
    )


def _coverage(node: Node) -> Coverage:
    return Coverage(
        asked=node.at("asked").integer(),
        profiles=node.at("profiles").integer(),
        absent=node.at("absent").integer(),
        unread=node.at("unread").integer(),
        reasons=tuple((reason, count.integer()) for reason, count in node.at("reasons").entries(Reason)),
        fraction=node.at("fraction").number(),
        interrupted=node.at("interrupted").truth(),
        walled=_walled(node),
        categories=tuple(_category(item) for item in node.maybe("categories").maybe_items()),
        remedy=node.maybe("remedy").text(""),
    )


def _walled(node: Node) -> int:
    """What stood behind walls; the failed are the rest of the unread, and only looked at."""
    for key in ("failed", "walled"):
        if not node.maybe(key).is_null:
            node.at(key).integer()
    return 0 if node.maybe("walled").is_null else node.at("walled").integer()


def _category(node: Node) -> CategoryCoverage:
    return CategoryCoverage(
        category=node.at("category").text(),
        asked=node.at("asked").integer(),
        answered=node.at("answered").integer(),
        walled=node.at("walled").integer(),
        failed=node.at("failed").integer(),
    )
