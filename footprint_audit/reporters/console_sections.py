"""The console's sections other than the findings: the stranger's view, accounts, gaps, score, opportunity, footer."""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.model import (
    Account,
    Clue,
    Context,
    Coverage,
    Fact,
    FactKind,
    Profile,
    Report,
    Score,
    Strategy,
    Unread,
    Visibility,
)
from footprint_audit.reporters.console_lines import Directory, Line, Section, Tone, listed, quoted
from footprint_audit.reporters.coverage_words import coverage_words
from footprint_audit.reporters.plain_words import (
    ABOUT_PERSONS,
    FACT_WORDS,
    REASON_WORDS,
    certainty,
    count,
    field_words,
    percent,
)
from footprint_audit.reporters.stranger_view import profiles_of, stranger_view

__all__ = ["accounts", "footer", "opportunity", "score", "stranger", "unread"]

MAX_ACCOUNTS = 20
MAX_FACTS = 8  # of one kind
MAX_CLUES = 5
WEAK = 0.3  # a fact less sure than this is counted, not told
MAX_VALUES = 6
MAX_SHARES = 12
BAR = 20

_COLUMN = 10
_BLANK = Line("", indent=0)


def stranger(report: Report, *, reveal: bool) -> Section:
    """Who a stranger thinks this is, after one minute."""
    profiles = profiles_of(report.outcomes)
    if not profiles:
        return Section("", ())
    view = stranger_view(report, reveal=reveal)
    rows = (
        ("Names", listed(view.names, MAX_VALUES)),
        ("Places", listed(view.places, MAX_VALUES)),
        ("Work", listed(view.work, MAX_VALUES)),
        ("Contacts", listed(view.contacts, MAX_VALUES)),
        ("Others", _others(view.mentioned, view.written_by_others)),
    )
    lines = [Line(text, label, column=_COLUMN) for label, text in rows if text]
    return Section("What a stranger learns in one minute", (*lines, *_addresses(profiles)))


def _others(mentioned: int, written: int) -> str:
    parts = []
    if mentioned:
        parts.append(f"{count(mentioned, 'other person is', 'other people are')} mentioned")
    if written:
        parts.append(f"{count(written, 'post was', 'posts were')} written by somebody else")
    return "; ".join(parts)


def _addresses(profiles: tuple[Profile, ...]) -> Iterator[Line]:
    for number, profile in enumerate(profiles[:MAX_ACCOUNTS]):
        yield Line(profile.account.url, "" if number else "Accounts", column=_COLUMN)
        if profile.bio.strip():
            yield Line(quoted(profile.bio), "", Tone.FAINT, column=_COLUMN)
    if len(profiles) > MAX_ACCOUNTS:
        yield Line(f"and {len(profiles) - MAX_ACCOUNTS} more; --format json lists them all", "", column=_COLUMN)


def accounts(report: Report, directory: Directory) -> Section:
    """Whom each account is for, and what joins them."""
    profiles = profiles_of(report.outcomes)
    lines = [Line(_account(profile, directory), "-", column=2) for profile in profiles[:MAX_ACCOUNTS]]
    if len(profiles) > MAX_ACCOUNTS:
        lines.append(Line(f"and {len(profiles) - MAX_ACCOUNTS} more", "-", column=2))
    apart = report.subject.strategy is Strategy.SEPARATE
    for kind in FactKind:
        facts = [fact for fact in report.facts if fact.kind is kind]
        lines += _facts(facts, directory, breakable=apart and kind is FactKind.LINKED)
    return Section("Your accounts and what links them", tuple(lines))


def _account(profile: Profile, directory: Directory) -> str:
    parts = [f"{directory.name(profile.account)}: {_context(profile.account)}"]
    parts += filter(None, [_SEEN_BY[profile.visibility]])
    parts += ["merely having it tells strangers something"] * profile.account.sensitive
    parts += [f"since {profile.joined[:10]}"] * bool(profile.joined)
    parts += [f"{count(len(profile.posts), 'post')} read"] * bool(profile.posts)
    return ", ".join(parts)


_SEEN_BY = {
    Visibility.PUBLIC: "",
    Visibility.UNLISTED: "kept from search engines",
    Visibility.LOGIN: "mostly behind a login",
}


def _context(account: Account) -> str:
    if account.context is Context.UNKNOWN:
        return "purpose unknown"
    return f"{account.context} ({account.context_reason})" if account.context_reason else str(account.context)


def _facts(facts: list[Fact], directory: Directory, *, breakable: bool) -> Iterator[Line]:
    if not facts:
        return
    yield _BLANK
    yield Line(FACT_WORDS[facts[0].kind], tone=Tone.STRONG)
    told = sorted((fact for fact in facts if fact.confidence >= WEAK), key=lambda fact: -fact.confidence)
    for fact in told[:MAX_FACTS]:
        names = listed([directory.name(account) for account in fact.accounts], MAX_VALUES)
        yield Line(f"{names}: {_value(fact)}", "-", column=2)
        yield Line(f"Certainty {certainty(fact.confidence)}", "", Tone.FAINT, column=2)
        for clue in fact.clues[:MAX_CLUES]:
            yield Line(_clue(clue, directory, breakable=breakable), "-", indent=4, column=2)
    if len(told) > MAX_FACTS:
        yield Line(f"and {len(told) - MAX_FACTS} more like these", "-", column=2)
    if len(told) < len(facts):
        weak = count(len(facts) - len(told), "resemblance is", "resemblances are")
        yield Line(f"{weak} too weak to tell anything", "-", Tone.FAINT, column=2)


def _value(fact: Fact) -> str:
    """What the fact says, in as few words as its heading leaves to say."""
    if fact.kind is FactKind.CONTRADICTION:
        return field_words(fact.value)
    return fact.value.removeprefix("linkable: ")


def _clue(clue: Clue, directory: Directory, *, breakable: bool) -> str:
    """The clue, and for a link that should not be, the edit that would end it."""
    if not clue.account:
        return clue.text
    place = directory.place(clue.account, clue.field) if clue.field else directory.name(clue.account)
    return f"{clue.text} (to break it, edit {place})" if breakable else f"{clue.text} ({place})"


def unread(report: Report, directory: Directory) -> Section:
    """What we could not tell, by reason, each with its advice; nothing is concluded from it."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for what, words, advice in _gaps(report, directory):
        reasons.setdefault((words, advice), []).append(what)
    if not reasons:
        return Section("", ())
    lines = [Line("We could not tell what is there, so nothing was concluded from it.")]
    lines += [Line(words) for words in coverage_words(report)]
    for (words, advice), places in reasons.items():
        lines += [_BLANK, Line(f"{words} ({len(places)})", tone=Tone.STRONG)]
        lines.append(Line(listed(places, MAX_VALUES), indent=4))
        lines += [Line(f"Advice: {advice}", indent=4)] * bool(advice)
    return Section("What could not be read", tuple(lines))


def _gaps(report: Report, directory: Directory) -> Iterator[tuple[str, str, str]]:
    """Each thing not read: what, why, and the advice."""
    for outcome in report.outcomes:
        if isinstance(outcome, Unread):
            yield directory.name(outcome.account), REASON_WORDS[outcome.reason], outcome.advice
        elif isinstance(outcome, Profile):
            for gap in outcome.gaps:
                part = f"{directory.name(outcome.account)} ({field_words(gap.field)} only)"
                yield part, REASON_WORDS[gap.reason], gap.advice


def score(report: Report) -> Section:
    """The score's dimensions, its coverage and what takes the points."""
    if report.score.value is None or not report.coverage.profiles:
        return Section("", ())
    lines = [Line(_range(report.score)), Line("Higher is safer. The last column is the part of the checks that ran.")]
    lines += [_dimension(item.dimension, item.value, item.coverage) for item in report.score.dimensions]
    lines += [_BLANK, Line(_coverage(report.coverage))]
    return Section("The score", (*lines, *_shares(report)))


def _range(score: Score) -> str:
    grade = f", grade {score.grade}" if score.grade else "; too little was read for a grade"
    below = score.low is not None and score.value is not None and score.low < score.value
    return f"{score.value} of 100{grade}." + (f" What was not read may bring it down to {score.low}." if below else "")


def _dimension(name: str, value: float, coverage: float) -> Line:
    if not coverage:
        return Line("not judged: none of its checks ran", name.capitalize(), Tone.FAINT, column=14)
    full = min(max(round(value / 100 * BAR), 0), BAR)
    tone = Tone.GOOD if value >= 80 else Tone.MEDIUM if value >= 60 else Tone.HIGH
    bar = "█" * full + "░" * (BAR - full)
    return Line(f"{bar} {value:3.0f}   {percent(coverage):>5} ran", name.capitalize(), tone, column=14)


def _coverage(coverage: Coverage) -> str:
    answered = f"{coverage.profiles + coverage.absent} of {coverage.asked} accounts gave an answer"
    left = f"; {coverage.unread} could not be read" if coverage.unread else ""
    return f"{answered}: {coverage.profiles} there, {coverage.absent} not there{left}."


def _shares(report: Report) -> Iterator[Line]:
    """The rules by the part of all lost points that their findings take, largest first."""
    rules = {finding.fingerprint: finding for finding in report.findings}
    parts: dict[str, float] = {}
    for share in report.score.shares:
        finding = rules.get(share.fingerprint)
        name = f"{finding.title} [{finding.rule}]" if finding else "another finding"
        parts[name] = parts.get(name, 0.0) + share.share
    ranked = sorted(parts.items(), key=lambda item: -item[1])
    if ranked:
        yield from (_BLANK, Line("What takes the points:"))
    yield from (Line(name, f"{percent(part):>4}", indent=4, column=11) for name, part in ranked[:MAX_SHARES])
    if len(ranked) > MAX_SHARES:
        rest = sum(part for _, part in ranked[MAX_SHARES:])
        yield Line(f"{count(len(ranked) - MAX_SHARES, 'other rule')}", f"{percent(rest):>4}", indent=4, column=11)


def opportunity(report: Report) -> Section:
    """The second axis, in one short block."""
    found = report.opportunity
    if found.value is None:
        return Section("", ())
    applicable = [item for item in found.items if item.applies]
    rows = (
        ("Has", [item.title for item in applicable if item.got]),
        ("Could add", [item.title for item in applicable if not item.got]),
    )
    lines = [Line(f"{found.value} of 100: what your public profiles do for you. It never offsets the risk above.")]
    lines += [Line("; ".join(titles), label, column=11) for label, titles in rows if titles]
    return Section("Opportunity", tuple(lines))


def footer(report: Report, *, masked: bool) -> Section:
    """What made the report, when, and what it is not."""
    made = [f"{report.tool.name} {report.tool.version}", f"rules {report.rules_digest[:16]}"]
    made += [f"{report.started_at:%Y-%m-%d %H:%M} UTC"]
    made += [f"seen from {report.vantage}"] * bool(report.vantage)
    hidden = [Line("Evidence is masked; --reveal shows it.", tone=Tone.FAINT, indent=0)] * masked
    lines = (*hidden, Line(", ".join(made), tone=Tone.FAINT, indent=0), Line(ABOUT_PERSONS, tone=Tone.FAINT, indent=0))
    return Section("", lines)
