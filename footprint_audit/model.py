"""What flows through an audit: frozen values, made of the standard library only.

    Handle -> collect -> Outcome = Profile | Absent | Unread -> connect -> Fact
           -> evaluate -> Finding -> score -> Score -> Report

Nothing here fetches, judges or prints. Sequences are tuples, times are UTC, and outside text is kept as it was read:
it becomes safe to show only in `display`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute  # `field` is a word of ours
from datetime import datetime
from enum import IntEnum, StrEnum
from urllib.parse import quote

__all__ = [
    "Absent", "Account", "Allow", "AuthoredBy", "CategoryCoverage", "Clue", "CombinedMatch", "Condition", "Context",
    "ContextWords", "Coverage", "DetectorMatch", "Dimension", "DimensionScore", "Edit", "Evidence", "Examples",
    "Fact", "FactKind", "FactMatch", "Finding", "Gap", "Gate", "Handle", "Match", "Opportunity", "OpportunityItem",
    "Outcome", "Passage", "PatternMatch", "Post", "Profile", "Reason", "Report", "Requirement", "Rule", "Score",
    "Severity", "Share", "Site", "Strategy", "Subject", "Suppressed", "TermsMatch", "Tool", "Unread", "Visibility",
    "fingerprint",
]  # fmt: skip


# --- small vocabularies ---------------------------------------------------------------------------------------------


class Severity(IntEnum):
    """How bad it is if it is true; ordered."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def label(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Severity:
        """The severity called `text`; raises ValueError that names the five words."""
        try:
            return cls[text.strip().upper()]
        except KeyError:
            raise ValueError(f"{text!r} is not a severity: use one of {', '.join(s.label for s in cls)}") from None


class Dimension(StrEnum):
    """Which side of a footprint a rule judges."""

    PRIVACY = "privacy"
    CONDUCT = "conduct"
    LINKAGE = "linkage"
    AUTHENTICITY = "authenticity"
    PERSISTENCE = "persistence"


class Context(StrEnum):
    """Whom an account is for."""

    PERSONAL = "personal"
    PROFESSIONAL = "professional"
    UNKNOWN = "unknown"


class Strategy(StrEnum):
    """Whether a person keeps personal and professional accounts apart."""

    SEPARATE = "separate"
    INTEGRATED = "integrated"


class AuthoredBy(StrEnum):
    """Who wrote a text: the subject, someone else (a quote, a boost), or unknown."""

    SELF = "self"
    OTHER = "other"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    """Who can read it without an account."""

    PUBLIC = "public"
    UNLISTED = "unlisted"  # public, but asks search engines not to index it
    LOGIN = "login"  # mostly behind a login; what is read leaked through


class Reason(StrEnum):
    """Why an account, or a part of it, is `Unread`."""

    BLOCKED = "blocked"  # 401/403, a challenge page
    RATE_LIMITED = "rate_limited"  # 429, or Retry-After beyond the cap
    LOGIN_WALL = "login_wall"
    CONSENT_WALL = "consent_wall"
    ROBOTS = "robots"
    TIMEOUT = "timeout"
    TLS = "tls"
    DNS = "dns"
    UNREACHABLE = "unreachable"  # refused or reset connection
    FORBIDDEN_ADDRESS = "forbidden_address"  # the address guard said no
    TOO_LARGE = "too_large"
    PROTOCOL = "protocol"  # not HTTP as we accept it
    REDIRECT = "redirect"  # a loop, too many hops, or a foreign host
    SERVER_ERROR = "server_error"  # 5xx
    CHANGED = "changed"  # the site no longer answers as its collector expects
    UNCLEAR = "unclear"  # neither evidence of presence nor of absence
    ILLEGAL_HANDLE = "illegal_handle"  # the site's rules forbid this handle: nothing was asked
    LANGUAGE = "language"  # read, but in a language or script that no rule knows
    INTERRUPTED = "interrupted"  # the run ended first
    INTERNAL = "internal"  # our own error in one collector


# --- who is asked, and where ----------------------------------------------------------------------------------------

_HANDLE = re.compile(r"[\w.-]{1,64}")
_INSTANCE = re.compile(r"(?=.{1,253}\Z)[\w-]{1,63}(\.[\w-]{1,63})*(:\d{1,5})?")


@dataclass(frozen=True, slots=True, order=True)
class Handle:
    """A name somebody uses on sites, normalised once: NFKC, `[\\w.-]{1,64}`, never starting with "-".

    `instance` is the host of a federated handle (`mara@social.example`), else empty.
    Raises ValueError, one line with advice, for anything else.
    """

    value: str
    instance: str = ""

    def __post_init__(self) -> None:
        value = unicodedata.normalize("NFKC", self.value).strip()
        instance = unicodedata.normalize("NFKC", self.instance).strip().lower()
        # "." and ".." pass the pattern, but a URL's path folds them away: the page asked for would be another one.
        if not _HANDLE.fullmatch(value) or value.startswith("-") or not value.strip("."):
            raise ValueError("not a handle: use 1 to 64 letters, digits, '.', '_' or '-', not starting with '-'")
        if instance and not _INSTANCE.fullmatch(instance):
            raise ValueError("not a federated handle: write it as name@host, as in mara@social.example")
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "instance", instance)

    @classmethod
    def parse(cls, text: str) -> Handle:
        """`mara`, `@mara`, `mara@social.example` or `@mara@social.example` as a handle."""
        value, _, instance = unicodedata.normalize("NFKC", text).strip().removeprefix("@").partition("@")
        return cls(value, instance)

    def __str__(self) -> str:
        return f"{self.value}@{self.instance}" if self.instance else self.value

    @property
    def quoted(self) -> str:
        """The value, safe as one segment of a URL."""
        return quote(self.value, safe="")

    @property
    def folded(self) -> str:
        """The value for comparing on sites that ignore case."""
        return self.value.casefold()


@dataclass(frozen=True, slots=True)
class Site:
    """A place that has profiles, and what we must know before asking it.

    `id` is the file name of its collector, or `program:host` for a hosted program. `profile_url` is the page a person
    would open, with one `{handle}`. `hosts` are the further hosts that may answer for it. `source` is where its API
    is documented.
    """

    id: str
    name: str
    profile_url: str
    category: str
    handle_pattern: str = r"[\w.-]{1,64}"
    hosts: tuple[str, ...] = ()
    context: Context = Context.UNKNOWN  # whom such accounts are usually for
    sensitive: bool = False  # merely having an account here tells something protected
    federated: bool = False  # handles may carry an instance
    folds_case: bool = True
    source: str = ""

    def admits(self, handle: Handle) -> bool:
        """Whether the site's own rules allow this handle."""
        return re.fullmatch(self.handle_pattern, handle.value) is not None

    def account(self, handle: Handle, *, context: Context | None = None) -> Account:
        """The account of `handle` here; a context given is *declared*, else the site's usual one is inferred."""
        usual = f"accounts on {self.name} are usually {self.context}" if self.context is not Context.UNKNOWN else ""
        return Account(
            site=self.id,
            site_name=self.name,
            category=self.category,
            handle=handle,
            url=self.profile_url.replace("{handle}", handle.quoted),
            context=self.context if context is None else context,
            context_reason=usual if context is None else "declared",
            declared=context is not None,
            sensitive=self.sensitive,
        )


@dataclass(frozen=True, slots=True)
class Account:
    """One handle on one site: what is asked for, whether or not it exists."""

    site: str
    site_name: str
    category: str
    handle: Handle
    url: str
    context: Context = Context.UNKNOWN
    context_reason: str = ""
    expected_visibility: Visibility | None = None
    declared: bool = False
    sensitive: bool = False
    variant_of: str = ""  # the handle that this one is a variant of: another handle, perhaps another person's

    @property
    def id(self) -> str:
        """A name for the account that is stable between runs: `site/handle`."""
        return f"{self.site}/{self.handle}"


# --- what came back -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Post:
    """One public text. `date` is ISO 8601 as far as the site tells it, else empty."""

    url: str
    date: str
    text: str
    authored_by: AuthoredBy = AuthoredBy.SELF


@dataclass(frozen=True, slots=True)
class Passage:
    """One readable text and its address: `bio`, `links[0]`, `posts[3]`, `details.company`."""

    field: str
    text: str
    url: str
    authored_by: AuthoredBy = AuthoredBy.SELF


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a profile that could not be read: `posts`, and why."""

    field: str
    reason: Reason
    advice: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a stranger reads. Fields the site does not have, or the person left empty, are empty.

    `rel_me` are the links that claim to be the same person; `verified_links` those the site itself has checked.
    `details` are further labelled texts (`company`, `email`, `pronouns`). `gaps` are parts that could not be read.
    """

    account: Account
    fetched_at: datetime
    display_name: str = ""
    bio: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    rel_me: tuple[str, ...] = ()
    verified_links: tuple[str, ...] = ()
    avatar_url: str = ""
    joined: str = ""  # ISO 8601 date
    counters: tuple[tuple[str, int], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    posts: tuple[Post, ...] = ()
    language: str = ""
    visibility: Visibility = Visibility.PUBLIC
    gaps: tuple[Gap, ...] = ()

    def passages(self) -> Iterator[Passage]:
        """Every readable text with its address, in reading order; empty ones are left out."""
        url = self.account.url
        yield Passage("handle", self.account.handle.value, url)
        texts = [("display_name", self.display_name), ("bio", self.bio), ("location", self.location)]
        texts += [(f"details.{name}", text) for name, text in self.details]
        texts += [(f"links[{i}]", link) for i, link in enumerate(self.links)]
        yield from (Passage(name, text, url) for name, text in texts if text)
        for i, post in enumerate(self.posts):
            if post.text:
                yield Passage(f"posts[{i}]", post.text, post.url or url, post.authored_by)


@dataclass(frozen=True, slots=True)
class Absent:
    """The site said, in so many words, that there is no such account. `evidence` is what it said."""

    account: Account
    evidence: str


@dataclass(frozen=True, slots=True)
class Unread:
    """We could not tell. Never silence, and never absence."""

    account: Account
    reason: Reason
    advice: str


Outcome = Profile | Absent | Unread


# --- what identity concludes ----------------------------------------------------------------------------------------


class FactKind(StrEnum):
    """What identity may conclude. `LINKED` means linkable by a stranger, never "is the same person"."""

    LINKED = "linked"
    VERIFIED = "verified"
    LOOK_ALIKE = "look_alike"
    CONTRADICTION = "contradiction"
    THREAT_SET = "threat_set"


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason for a fact: its kind, a sentence, its weight (0 to 1, as in a noisy-OR), and where it stands."""

    kind: str
    text: str
    weight: float
    account: str = ""  # Account.id whose edit would remove the clue
    field: str = ""  # the field of that account


@dataclass(frozen=True, slots=True)
class Fact:
    """A conclusion over one or more accounts (their `Account.id`s), with every clue it rests on."""

    kind: FactKind
    accounts: tuple[str, ...]
    value: str
    clues: tuple[Clue, ...]
    confidence: float


# --- rules ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gate:
    """What must hold before anything dearer runs: so many digits, and one of these literals (folded)."""

    digits: int = 0
    any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Words within `within` characters that a weak match needs (`near`), or that undo a match (`veto`).

    `need` says when `near` is needed: `never`, for a `weak` validation, or `always`.
    """

    near: tuple[str, ...] = ()
    within: int = 40
    need: str = "never"
    veto: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allow:
    """Evidence that is never reported: these values, or what these patterns match whole."""

    values: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A regular expression (linear-time subset), whole words if `whole`, its result held to a named `validator`."""

    pattern: str
    whole: bool = True
    validator: str = ""


@dataclass(frozen=True, slots=True)
class TermsMatch:
    """Words and phrases; `{slot}` stands for a list of words, `*` for an inflection.

    `directed` asks that the text near the term addresses somebody, `first_person` that it is the writer's own. `not_if`
    names what undoes a match: `quoted`, `negated`, `question`, `reported`. `obfuscated` finds the terms of one word in
    disguise too (`sh!t`).
    """

    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    directed: bool = False
    first_person: bool = False
    not_if: tuple[str, ...] = ()
    obfuscated: bool = False


@dataclass(frozen=True, slots=True)
class DetectorMatch:
    """A named detector in code, for what no pattern can say (`phone`, `card`, `iban`)."""

    detector: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on a fact: `key` is compared with `value` by `op` (`is`, `at_least`, `in`)."""

    key: str
    op: str
    value: str


@dataclass(frozen=True, slots=True)
class FactMatch:
    """Facts of one kind for which every condition holds."""

    kind: FactKind
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class CombinedMatch:
    """Matches made of others: every one of `all`, one of `any`, none of `none`, and one of `near` within some words.

    The evidence is what the first of `all` finds, or else what one of `any` does.
    """

    all: tuple[Match, ...] = ()
    any: tuple[Match, ...] = ()
    none: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    within: int = 6


Match = PatternMatch | TermsMatch | DetectorMatch | FactMatch | CombinedMatch


@dataclass(frozen=True, slots=True)
class Requirement:
    """Another rule (its id or slug) that must see something within so many characters."""

    rule: str
    within: int = 200


@dataclass(frozen=True, slots=True)
class Examples:
    """The rule's own tests: texts it must report (the evidence marked «like this») and texts it must leave alone."""

    match: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One open, cited judgement. `raises` are steps of severity by profession, `multipliers` factors of exposure."""

    id: str
    slug: str
    title: str
    dimension: Dimension
    severity: Severity
    confidence: float
    match: Match
    why: str
    remedy: str
    references: tuple[str, ...]
    examples: Examples
    fields: tuple[str, ...] = ("bio", "posts")
    authored_by: tuple[AuthoredBy, ...] = (AuthoredBy.SELF, AuthoredBy.UNKNOWN)
    message: str = ""
    status: str = "stable"
    languages: tuple[str, ...] = ("*",)
    false_positives: str = ""
    gate: Gate = Gate()
    context: ContextWords = ContextWords()
    allow: Allow = Allow()
    requires: tuple[Requirement, ...] = ()
    mask: str = "none"
    raises: tuple[tuple[str, int], ...] = ()
    multipliers: tuple[tuple[str, float], ...] = ()
    origin: str = ""  # the file it came from


# --- findings, score, report ----------------------------------------------------------------------------------------


def fingerprint(rule: str, account: str, field: str, excerpt: str) -> str:
    """A name for a finding that survives reordering: 16 hex digits of rule, account, kind of field, excerpt."""
    kind = re.sub(r"\[\d+\]", "", field)
    folded = " ".join(unicodedata.normalize("NFKC", excerpt).casefold().split())
    joined = "\x1f".join((rule, account, kind, folded))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a finding rests on. `span` counts characters of the field's text; `shown` is the masked excerpt.

    The raw excerpt stays out of `repr`, so that no log or traceback carries it.
    """

    field: str
    excerpt: str = attribute(repr=False)
    span: tuple[int, int]
    url: str
    shown: str

    def masked(self) -> Evidence:
        """The same evidence, its raw excerpt gone for good."""
        return Evidence(self.field, self.shown, self.span, self.url, self.shown)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule reports of an account. Complete when it is made: nothing is added later."""

    rule: str
    title: str
    dimension: Dimension
    severity: Severity
    confidence: float
    account: Account
    visibility: Visibility
    message: str
    why: str
    remedy: str
    evidence: Evidence
    fingerprint: str
    multiplier: float = 1.0
    references: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other rules that judge the same words, and were weaker


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding left out of the score by its owner's word: why, and until when (ISO date, or empty)."""

    finding: Finding
    reason: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """0 to 100, and the part (0 to 1) of its checks that ran."""

    dimension: Dimension
    value: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Share:
    """A finding's exact part (0 to 1) of all points lost, and the score if it were gone."""

    fingerprint: str
    share: float
    without: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one field: the findings it ends, the score with it alone, and with it and all edits before it."""

    account: str
    field: str
    fingerprints: tuple[str, ...]
    alone: int
    together: int


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100, higher is safer; `low` is what unread checks might bring it to. None where nothing was read."""

    value: int | None
    low: int | None
    grade: str | None
    dimensions: tuple[DimensionScore, ...]
    shares: tuple[Share, ...]
    edits: tuple[Edit, ...]
    coverage: float
    algorithm: int = 1


@dataclass(frozen=True, slots=True)
class OpportunityItem:
    """One thing a good public presence has: `got` of `of` points, or not applicable."""

    id: str
    title: str
    got: int
    of: int
    applies: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A second axis that never offsets risk. `value` is None where no profile was found."""

    value: int | None
    items: tuple[OpportunityItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryCoverage:
    """What was asked of one category of sites: how many answered, stood behind a wall, or failed."""

    category: str
    asked: int
    answered: int
    walled: int
    failed: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was asked and what answered. `fraction` counts answers (profile or absent) among the accounts asked.

    Of the unread, `walled` were refused, limited or shown a login; the others failed. `remedy` is what helps against
    the most common reason.
    """

    asked: int
    profiles: int
    absent: int
    unread: int
    reasons: tuple[tuple[Reason, int], ...] = ()
    fraction: float = 0.0
    interrupted: bool = False
    walled: int = 0
    categories: tuple[CategoryCoverage, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is audited, as they declared themselves."""

    handles: tuple[Handle, ...]
    professions: tuple[str, ...] = ()
    strategy: Strategy = Strategy.SEPARATE


@dataclass(frozen=True, slots=True)
class Tool:
    """What made the report."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer about one subject; the same input gives the same bytes."""

    subject: Subject
    started_at: datetime
    tool: Tool
    rules_digest: str
    vantage: str
    outcomes: tuple[Outcome, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    score: Score
    opportunity: Opportunity
    coverage: Coverage
