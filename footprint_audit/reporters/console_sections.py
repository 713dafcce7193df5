"""The console's sections other than the findings: the stranger's view, accounts, gaps, score, opportunity, footer."""

from __future__ import annotations

from collections.abc import Iterator

from footprint_audit.model import (
    Account,
    Clue,
    Context,
    DimensionScore,
    Fact,
    FactKind,
    Profile,
    Report,
    Score,
    Strategy,
    Unread,
)
from footprint_audit.reporters.account_words import fact_value, others, remarks
from footprint_audit.reporters.console_lines import Directory, Line, Section, Tone, column_for, listed, quoted
from footprint_audit.reporters.coverage_words import coverage_words
from footprint_audit.reporters.plain_words import (
    ABOUT_PERSONS,
    CONTEXT_WORDS,
    DIMENSION_WORDS,
    FACT_WORDS,
    OPPORTUNITY,
    REASON_WORDS,
    STILL_ENGLISH,
    certainty,
    field_words,
    percent,
)
from footprint_audit.reporters.score_words import answers, parts_lost
from footprint_audit.reporters.stranger_view import profiles_of, stranger_view
from footprint_audit.reporters.translated_texts import NATIVE, Texts

__all__ = ["accounts", "footer", "opportunity", "score", "stranger", "unread"]

MAX_ACCOUNTS = 20
MAX_FACTS = 8  # of one kind
MAX_CLUES = 5
WEAK = 0.3  # a fact less sure than this is counted, not told
MAX_VALUES = 6
MAX_SHARES = 12
BAR = 20

_BLANK = Line("", indent=0)


def stranger(report: Report, say: Texts, *, reveal: bool) -> Section:
    """Who a stranger thinks this is, after one minute."""
    profiles = profiles_of(report.outcomes)
    if not profiles:
        return Section("", ())
    view = stranger_view(report, reveal=reveal)
    rows = (
        (say("Names"), listed(view.names, MAX_VALUES, say)),
        (say("Places"), listed(view.places, MAX_VALUES, say)),
        (say("Work"), listed(view.work, MAX_VALUES, say)),
        (say("Contacts"), listed(view.contacts, MAX_VALUES, say)),
        (say("Others"), "; ".join(others(view, say))),
    )
    column = column_for([*(label for label, _ in rows), say("Accounts")])
    lines = [Line(text, label, column=column) for label, text in rows if text]
    return Section(say("What a stranger learns in one minute"), (*lines, *_addresses(profiles, say, column)))


def _addresses(profiles: tuple[Profile, ...], say: Texts, column: int) -> Iterator[Line]:
    for number, profile in enumerate(profiles[:MAX_ACCOUNTS]):
        yield Line(profile.account.url, "" if number else say("Accounts"), column=column)
        if profile.bio.strip():
            yield Line(quoted(profile.bio), "", Tone.FAINT, column=column)
    if len(profiles) > MAX_ACCOUNTS:
        left = len(profiles) - MAX_ACCOUNTS
        yield Line(say("and %(number)s more; --format json lists them all", number=left), "", column=column)


def accounts(report: Report, directory: Directory) -> Section:
    """Whom each account is for, and what joins them."""
    profiles = profiles_of(report.outcomes)
    lines = [Line(_account(profile, directory), "-", column=2) for profile in profiles[:MAX_ACCOUNTS]]
    if len(profiles) > MAX_ACCOUNTS:
        lines.append(Line(directory.say("and %(number)s more", number=len(profiles) - MAX_ACCOUNTS), "-", column=2))
    apart = report.subject.strategy is Strategy.SEPARATE
    for kind in FactKind:
        facts = [fact for fact in report.facts if fact.kind is kind]
        lines += _facts(facts, directory, breakable=apart and kind is FactKind.LINKED)
    return Section(directory.say("Your accounts and what links them"), tuple(lines))


def _account(profile: Profile, directory: Directory) -> str:
    context = _context(profile.account, directory.say)
    return ", ".join([f"{directory.name(profile.account)}: {context}", *remarks(profile, directory.say)])


def _context(account: Account, say: Texts) -> str:
    context = say(CONTEXT_WORDS[account.context])
    if account.context is Context.UNKNOWN or not account.context_reason:
        return context
    reason = say("declared") if account.declared else account.context_reason
    return f"{context} ({reason})"


def _facts(facts: list[Fact], directory: Directory, *, breakable: bool) -> Iterator[Line]:
    if not facts:
        return
    say = directory.say
    yield _BLANK
    yield Line(say(FACT_WORDS[facts[0].kind]), tone=Tone.STRONG)
    told = sorted((fact for fact in facts if fact.confidence >= WEAK), key=lambda fact: -fact.confidence)
    for fact in told[:MAX_FACTS]:
        names = listed([directory.name(account) for account in fact.accounts], MAX_VALUES, say)
        yield Line(f"{names}: {fact_value(fact, say)}", "-", column=2)
        sure = certainty(fact.confidence, say)
        yield Line(say("Certainty %(certainty)s", certainty=sure), "", Tone.FAINT, column=2)
        for clue in fact.clues[:MAX_CLUES]:
            yield Line(_clue(clue, directory, breakable=breakable), "-", indent=4, column=2)
    if len(told) > MAX_FACTS:
        yield Line(say("and %(number)s more like these", number=len(told) - MAX_FACTS), "-", column=2)
    if len(told) < len(facts):
        weak = say.many(
            len(facts) - len(told),
            "one resemblance is too weak to tell anything",
            "%(count)s resemblances are too weak to tell anything",
        )
        yield Line(weak, "-", Tone.FAINT, column=2)


def _clue(clue: Clue, directory: Directory, *, breakable: bool) -> str:
    """The clue, and for a link that should not be, the edit that would end it."""
    if not clue.account:
        return clue.text
    place = directory.place(clue.account, clue.field) if clue.field else directory.name(clue.account)
    remark = directory.say("to break it, edit %(place)s", place=place) if breakable else place
    return f"{clue.text} ({remark})"


def unread(report: Report, directory: Directory) -> Section:
    """What we could not tell, by reason, each with its advice; nothing is concluded from it."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for what, words, advice in _gaps(report, directory):
        reasons.setdefault((words, advice), []).append(what)
    if not reasons:
        return Section("", ())
    say = directory.say
    lines = [Line(say("We could not tell what is there, so nothing was concluded from it."))]
    lines += [Line(words) for words in coverage_words(report, say)]
    for (words, advice), places in reasons.items():
        lines += [_BLANK, Line(f"{words} ({len(places)})", tone=Tone.STRONG)]
        lines.append(Line(listed(places, MAX_VALUES, say), indent=4))
        lines += [Line(say("Advice: %(advice)s", advice=advice), indent=4)] * bool(advice)
    return Section(say("What could not be read"), tuple(lines))


def _gaps(report: Report, directory: Directory) -> Iterator[tuple[str, str, str]]:
    """Each thing not read: what, why, and the advice."""
    say = directory.say
    for outcome in report.outcomes:
        if isinstance(outcome, Unread):
            yield directory.name(outcome.account), say(REASON_WORDS[outcome.reason]), outcome.advice
        elif isinstance(outcome, Profile):
            for gap in outcome.gaps:
                part = field_words(gap.field, None, say)
                what = say("%(name)s (%(part)s only)", name=directory.name(outcome.account), part=part)
                yield what, say(REASON_WORDS[gap.reason]), gap.advice


def score(report: Report, say: Texts) -> Section:
    """The score's dimensions, its coverage and what takes the points."""
    if report.score.value is None or not report.coverage.profiles:
        return Section("", ())
    scale = say("Higher is safer. The last column is the part of the checks that ran.")
    column = column_for(say(name) for name in DIMENSION_WORDS.values())
    lines = [Line(_range(report.score, say)), Line(scale)]
    lines += [_dimension(item, column, say) for item in report.score.dimensions]
    lines += [_BLANK, Line(answers(report.coverage, say))]
    return Section(say("The score"), (*lines, *_shares(report, say)))


def _range(score: Score, say: Texts) -> str:
    grade = say("grade %(grade)s", grade=score.grade) if score.grade else say("too little was read for a grade")
    said = say("%(value)s of 100", value=score.value) + (", " if score.grade else "; ") + grade + "."
    if score.low is None or score.value is None or score.low >= score.value:
        return said
    return " ".join([said, say("What was not read may bring it down to %(low)s.", low=score.low)])


def _dimension(item: DimensionScore, column: int, say: Texts) -> Line:
    name = say(DIMENSION_WORDS[item.dimension])
    if not item.coverage:
        return Line(say("not judged: none of its checks ran"), name, Tone.FAINT, column=column)
    full = min(max(round(item.value / 100 * BAR), 0), BAR)
    tone = Tone.GOOD if item.value >= 80 else Tone.MEDIUM if item.value >= 60 else Tone.HIGH
    ran = say("%(part)s ran", part=f"{percent(item.coverage, say):>5}")
    return Line(f"{'█' * full + '░' * (BAR - full)} {item.value:3.0f}   {ran}", name, tone, column=column)


def _shares(report: Report, say: Texts) -> Iterator[Line]:
    """The rules by the part of all lost points that their findings take, largest first."""
    ranked = parts_lost(report, say)
    if ranked:
        yield from (_BLANK, Line(say("What takes the points:")))
    for part, title, rule in ranked[:MAX_SHARES]:
        name = f"{title} [{rule}]" if rule else title
        yield Line(name, f"{percent(part, say):>4}", indent=4, column=11)
    if len(ranked) > MAX_SHARES:
        rest = sum(part for part, _, _ in ranked[MAX_SHARES:])
        other = say.many(len(ranked) - MAX_SHARES, "one other rule", "%(count)s other rules")
        yield Line(other, f"{percent(rest, say):>4}", indent=4, column=11)


def opportunity(report: Report, say: Texts) -> Section:
    """The second axis, in one short block."""
    found = report.opportunity
    if found.value is None:
        return Section("", ())
    applicable = [item for item in found.items if item.applies]
    rows = (
        (say("Has"), [say(item.title) for item in applicable if item.got]),
        (say("Could add"), [say(item.title) for item in applicable if not item.got]),
    )
    column = column_for(label for label, _ in rows)
    lines = [Line(say(OPPORTUNITY, value=found.value))]
    lines += [Line("; ".join(titles), label, column=column) for label, titles in rows if titles]
    return Section(say("Opportunity"), tuple(lines))


def footer(report: Report, say: Texts, *, masked: bool) -> Section:
    """What made the report, when, and what it is not."""
    made = [f"{report.tool.name} {report.tool.version}"]
    made += [say("rules %(digest)s", digest=report.rules_digest[:16])]
    made += [f"{report.started_at:%Y-%m-%d %H:%M} UTC"]
    made += [say("seen from %(vantage)s", vantage=report.vantage)] * bool(report.vantage)
    texts = [say("Evidence is masked; --reveal shows it.")] * masked
    texts += [", ".join(made), say(ABOUT_PERSONS)]
    texts += [say(STILL_ENGLISH)] * (say.language != NATIVE)
    return Section("", tuple(Line(text, tone=Tone.FAINT, indent=0) for text in texts))
