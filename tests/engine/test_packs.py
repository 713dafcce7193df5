"""Packs: what we ship is cited and about something, and packs together mean the same in any order."""

from __future__ import annotations

import os
import random
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine import RuleSet, load_rules
from footprint_audit.engine.linear import check
from footprint_audit.engine.lint import lint_rule
from footprint_audit.engine.packfile import Pack, covered
from footprint_audit.engine.packpage import page
from footprint_audit.engine.packs import apply, load_pack, load_packs, notes, pack_names
from footprint_audit.engine.scanner import Scanner
from footprint_audit.engine.tomlfile import MOST_BYTES
from footprint_audit.engine.trial import try_rule
from footprint_audit.errors import RuleError
from footprint_audit.model import PatternMatch, Rule, Severity
from footprint_audit.professions import PROFESSIONS
from tests.engine.making import SLOTS, TOML, ruleset, terms

ROOT = Path(__file__).parents[2]
HEAD = '[pack]\nid = "acme"\ntitle = "Acme"\nformat = 1\nwhy = "Our house."\n'
LINE = 'why = "We say so."\nsource = "https://example.org/policy"\n'


@cache
def shipped_rules() -> RuleSet:
    return load_rules()


@cache
def shipped() -> tuple[Pack, ...]:
    return tuple(load_pack(name, shipped_rules().slots) for name in pack_names())


def every_rule() -> tuple[Rule, ...]:
    return (*shipped_rules().rules, *shipped_rules().off, *(rule for pack in shipped() for rule in pack.rules))


def written(folder: Path, text: str, name: str = "acme.toml") -> Pack:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return load_pack(file, SLOTS)


def made(folder: Path, pack_id: str, *lines: str, rest: str = "") -> Pack:
    """An organisation's pack of these `[[adjust]]` tables."""
    adjust = "".join(f"\n[[adjust]]\n{line}\n{LINE}" for line in lines)
    text = f"{HEAD.replace('acme', pack_id).replace('Acme', pack_id.title())}{adjust}{rest}"
    return written(folder, text, f"{pack_id}.toml")


def stands(rules: RuleSet, *packs: Pack, rule_id: str = "PRO-901") -> Rule | None:
    return next((rule for rule in apply(rules, packs).rules if rule.id == rule_id), None)


# --- what we ship -----------------------------------------------------------------------------------------------------


def test_there_is_a_pack_for_each_profession_and_no_other() -> None:
    assert pack_names() == tuple(sorted(PROFESSIONS))


@pytest.mark.parametrize("pack", shipped(), ids=lambda pack: pack.id)
def test_each_line_is_cited_and_is_about_a_rule(pack: Pack) -> None:
    lines = [(line.rules, line.source) for line in pack.adjustments]
    lines += [(conflict.rules, conflict.source) for conflict in pack.conflicts]
    assert pack.references
    assert [source for _, source in lines if not source.startswith("https://")] == []
    nothing = [name for names, _ in lines for name in names if not any(covered(rule, (name,)) for rule in every_rule())]
    assert nothing == [], "no rule is called so"


@pytest.mark.parametrize("pack", shipped(), ids=lambda pack: pack.id)
def test_each_conflict_is_with_a_pack_that_exists(pack: Pack) -> None:
    assert [conflict.between for conflict in pack.conflicts if conflict.between not in PROFESSIONS] == []


def test_the_general_pack_changes_nothing_and_turns_nothing_on() -> None:
    general = load_pack("general", shipped_rules().slots)
    assert (general.adjustments, general.rules) == ((), ())
    after = apply(shipped_rules(), (general,))
    assert [(r.id, r.severity, r.remedy) for r in after.rules] == [
        (r.id, r.severity, r.remedy) for r in shipped_rules().rules
    ]


@pytest.mark.parametrize("pack", shipped(), ids=lambda pack: pack.id)
def test_a_rule_that_a_profession_turns_on_fails_no_build_by_default(pack: Pack) -> None:
    before = {rule.id for rule in shipped_rules().rules}
    after = apply(shipped_rules(), (pack,)).rules
    assert [rule.id for rule in after if rule.id not in before and rule.severity > Severity.MEDIUM] == []


OWN = [rule for pack in shipped() for rule in pack.rules]


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.id)
def test_a_packs_own_rule_keeps_its_word_and_is_off_until_its_line_turns_it_on(rule: Rule) -> None:
    scanner = Scanner(every_rule(), shipped_rules().slots)
    assert try_rule(rule, scanner) == ()
    assert list(lint_rule(rule, scanner)) == []
    assert rule.status == "off"
    for pattern in [rule.match.pattern] if isinstance(rule.match, PatternMatch) else []:
        check(pattern)


def test_the_page_in_the_docs_is_what_the_files_say() -> None:
    written_page = (ROOT / "docs" / "professions.md").read_text(encoding="utf-8")
    assert written_page == page(shipped()), "footprint-audit rules packs --markdown > docs/professions.md"


def test_the_keys_of_the_rules_are_the_base_of_each_pack() -> None:
    for pack in shipped():
        after = {rule.id: rule for rule in apply(shipped_rules(), (pack,)).rules}
        for rule in shipped_rules().rules:
            wanted = min(rule.severity + dict(rule.raises).get(pack.id, 0), Severity.CRITICAL)
            assert after[rule.id].severity >= wanted


# --- together ---------------------------------------------------------------------------------------------------------

SOME = st.lists(st.sampled_from(PROFESSIONS), min_size=1, max_size=4, unique=True)


@settings(max_examples=30, deadline=None)  # each example judges by every rule we ship
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_of_packs_does_not_matter(names: list[str], chance: random.Random) -> None:
    packs = [pack for pack in shipped() if pack.id in names]
    first = apply(shipped_rules(), packs)
    said = notes(shipped_rules(), packs)
    chance.shuffle(packs)
    assert apply(shipped_rules(), packs) == first
    assert notes(shipped_rules(), packs) == said


@settings(max_examples=30, deadline=None)  # each example judges by every rule we ship
@given(SOME, st.sampled_from(PROFESSIONS))
def test_one_profession_more_never_makes_a_rule_milder(names: list[str], further: str) -> None:
    fewer = [pack for pack in shipped() if pack.id in names]
    more = [pack for pack in shipped() if pack.id in {*names, further}]
    after = {rule.id: rule for rule in apply(shipped_rules(), more).rules}
    for rule in apply(shipped_rules(), fewer).rules:
        assert after[rule.id].severity >= rule.severity
        assert dict(after[rule.id].multipliers).get("general", 1.0) >= dict(rule.multipliers).get("general", 1.0)


def test_apply_leaves_its_input_as_it_was_and_changes_the_digest() -> None:
    rules = ruleset(terms("flurble"))
    before = (rules.rules, rules.off, rules.digest)
    digests = {apply(shipped_rules(), [pack]).digest for pack in shipped()}
    assert len(digests) == len(shipped())
    assert (rules.rules, rules.off, rules.digest) == before


def test_where_no_profession_is_named_the_pack_is_general() -> None:
    assert [pack.id for pack in load_packs((), (), SLOTS)] == ["general"]
    assert [pack.id for pack in load_packs(("law", "law"), (), SLOTS)] == ["law"]


# --- what a line does -------------------------------------------------------------------------------------------------

LINES: list[tuple[str, dict[str, object]]] = [
    ('rules = ["PRO-901"]\nraise = 1', {"severity": Severity.HIGH}),
    ('rules = ["PRO-901"]\nraise = 2', {"severity": Severity.CRITICAL}),
    ('rules = ["conduct.pro-901"]\nmultiplier = 1.5', {"multipliers": tuple((name, 1.5) for name in PROFESSIONS)}),
    ('rules = ["conduct.*"]\nremedy = "Ask us first."', {"remedy": "Ask us first."}),
    ('rules = ["conduct.*"]\nraise = 0', {"severity": Severity.MEDIUM, "multipliers": ()}),
    ('rules = ["PRO-901"]\nraise = 1', {"references": ("https://example.org/why", "https://example.org/policy")}),
]


@pytest.mark.parametrize(("line", "wanted"), LINES)
def test_a_line_changes_what_it_says(tmp_path: Path, line: str, wanted: dict[str, object]) -> None:
    rule = stands(ruleset(terms("flurble")), made(tmp_path, "acme", line))
    assert rule is not None
    assert {key: getattr(rule, key) for key in wanted} == wanted


@pytest.mark.parametrize("line", ["multiplier = 0", "on = false"])
def test_a_line_turns_a_rule_off(tmp_path: Path, line: str) -> None:
    after = apply(ruleset(terms("flurble")), [made(tmp_path, "acme", f'rules = ["PRO-901"]\n{line}')])
    assert after.rules == ()
    assert [(rule.id, rule.status) for rule in after.off] == [("PRO-901", "off")]


def test_a_line_turns_a_rule_on_and_never_above_medium(tmp_path: Path) -> None:
    rule = terms("flurble", status="off", severity=Severity.CRITICAL)
    rules = RuleSet((), "0" * 16, off=(rule,), slots=SLOTS)
    assert stands(rules, made(tmp_path, "quiet", 'rules = ["PRO-901"]\nraise = 1')) is None
    after = stands(rules, made(tmp_path, "acme", 'rules = ["PRO-901"]\non = true\nraise = 2'))
    assert after is not None
    assert (after.severity, after.status) == (Severity.MEDIUM, "stable")


def test_a_deprecated_rule_stays_away(tmp_path: Path) -> None:
    rules = RuleSet((), "0" * 16, off=(terms("flurble", status="deprecated"),), slots=SLOTS)
    after = apply(rules, [made(tmp_path, "acme", 'rules = ["PRO-901"]\non = true')])
    assert [(rule.id, rule.status) for rule in after.off] == [("PRO-901", "deprecated")]


NAMED: list[tuple[str, bool]] = [
    ("PRO-901", True),
    ("others.child.named.de", True),
    ("others.child.named", True),
    ("others.child.*", True),
    ("others.*", True),
    ("others.chi", False),
    ("others.child.name", False),
    ("others.child.nam.*", False),
    ("others.child.named.de.*", True),
    ("PRO-902", False),
]


@pytest.mark.parametrize(("name", "meant"), NAMED)
def test_a_name_means_its_rule_and_those_below_it(name: str, meant: bool) -> None:
    assert covered(terms("flurble", slug="others.child.named.de"), (name,)) is meant


def test_a_later_line_overrides_an_earlier_one(tmp_path: Path) -> None:
    pack = made(
        tmp_path, "acme", 'rules = ["conduct.*"]\non = false', 'rules = ["PRO-901"]\non = true\nmultiplier = 0.5'
    )
    rule = stands(ruleset(terms("flurble"), terms("garble", rule_id="PRO-902")), pack)
    assert rule is not None
    assert dict(rule.multipliers)["general"] == 0.5
    assert stands(ruleset(terms("flurble"), terms("garble", rule_id="PRO-902")), pack, rule_id="PRO-902") is None


def test_a_later_line_overrides_only_what_it_says(tmp_path: Path) -> None:
    lines = ("on = false", 'remedy = "First."', 'remedy = "Then."')
    pack = made(tmp_path, "acme", *(f'rules = ["PRO-901"]\n{line}' for line in lines))
    assert stands(ruleset(terms("flurble")), pack) is None
    rule = stands(
        ruleset(terms("flurble")), made(tmp_path, "acme", *(f'rules = ["PRO-901"]\n{line}' for line in lines[1:]))
    )
    assert rule is not None
    assert rule.remedy == "Then."


def test_a_step_that_rule_and_pack_both_name_counts_once() -> None:
    rule = next(
        rule for rule in apply(shipped_rules(), load_packs(("nursing",), (), SLOTS)).rules if rule.id == "PRV-102"
    )
    assert rule.severity is Severity.HIGH
    assert rule.raises == ()


def test_a_packs_own_rules_judge_too(tmp_path: Path) -> None:
    own = TOML.partition("[[rule]]")[2]
    after = apply(ruleset(terms("garble", rule_id="PRO-902")), [made(tmp_path, "acme", rest=f"\n[[rule]]{own}")])
    assert [rule.id for rule in after.rules] == ["PRO-901", "PRO-902"]
    assert [sighting.rule.id for sighting in after.scanner.scan("a flurble")] == ["PRO-901"]


# --- disagreement -----------------------------------------------------------------------------------------------------


def test_the_stricter_of_two_packs_counts(tmp_path: Path) -> None:
    one = made(tmp_path, "one", 'rules = ["PRO-901"]\nmultiplier = 0.5')
    two = made(tmp_path, "two", 'rules = ["PRO-901"]\nraise = 1\nmultiplier = 1.5')
    rule = stands(ruleset(terms("flurble")), one, two)
    assert rule is not None
    assert (rule.severity, dict(rule.multipliers)["general"]) == (Severity.HIGH, 1.5)
    assert notes(ruleset(terms("flurble")), (one, two)) == ()


def test_off_here_and_kept_there_is_said_and_never_settled_in_silence(tmp_path: Path) -> None:
    off = made(tmp_path, "lax", 'rules = ["PRO-901"]\non = false')
    keep = made(tmp_path, "strict", 'rules = ["PRO-901"]\nraise = 1')
    rules = ruleset(terms("flurble"))
    rule = stands(rules, off, keep)
    assert rule is not None
    said = "Lax would leave out PRO-901 (A test); Strict would not. The stricter counts."
    assert notes(rules, (keep, off)) == (said,)
    assert rule.remedy == f"Delete it. Note: {said}"


def test_an_organisation_does_not_lower_what_a_profession_asks_for(tmp_path: Path) -> None:
    lax = made(tmp_path, "lax", 'rules = ["PRO-382", "PRO-303"]\non = false')
    packs = [lax, *load_packs(("medicine",), (), SLOTS)]
    after = {rule.id for rule in apply(shipped_rules(), packs).rules}
    assert "PRO-382" in after
    assert any("PRO-382" in note for note in notes(shipped_rules(), packs))
    assert "PRO-303" not in {rule.id for rule in apply(shipped_rules(), [lax, *load_packs((), (), SLOTS)]).rules}


def test_disclaimers_that_one_regulator_wants_and_another_does_not_are_a_visible_note() -> None:
    packs = load_packs(("journalism", "civil_service"), (), shipped_rules().slots)
    said = notes(shipped_rules(), packs)
    assert any(
        note.startswith("on views-my-own disclaimers, sources differ (Civil service and Journalism)") for note in said
    )
    assert any(note.startswith("Civil service would leave out PRO-782") for note in said)
    rule = next(rule for rule in apply(shipped_rules(), packs).rules if rule.id == "PRO-782")
    assert "sources differ" in rule.remedy
    alone = load_packs(("civil_service",), (), shipped_rules().slots)
    assert notes(shipped_rules(), alone) == ()


def test_a_contradiction_that_both_packs_name_is_said_once(tmp_path: Path) -> None:
    table = (
        '[[conflict]]\nwith = "{}"\nabout = "hats"\nours = "On."\ntheirs = "Off."\nsource = "https://example.org/"\n'
    )
    packs = [made(tmp_path, "one", rest=table.format("two")), made(tmp_path, "two", rest=table.format("one"))]
    said = "on hats, sources differ (One and Two): On. But: Off. (https://example.org/)"
    assert notes(ruleset(terms("flurble")), packs) == (said,)
    assert notes(ruleset(terms("flurble")), packs[:1]) == ()


def test_several_remedies_say_whose_they_are(tmp_path: Path) -> None:
    packs = [made(tmp_path, name, f'rules = ["PRO-901"]\nremedy = "Ask {name}."') for name in ("two", "one")]
    rule = stands(ruleset(terms("flurble")), *packs)
    assert rule is not None
    assert rule.remedy == "One: Ask one. Two: Ask two."


# --- files of strangers -----------------------------------------------------------------------------------------------

ADJUST = '\n[[adjust]]\nrules = ["PRO-901"]\n'
WRONG: list[tuple[str, str, str]] = [
    ("an unknown key", HEAD + ADJUST + "rais = 1\n" + LINE, 'acme.toml: adjust 1: key "rais": did you mean "raise"?'),
    ("an unknown table", HEAD + "[[adjusts]]\n", 'key "adjusts": did you mean "adjust"?'),
    ("an unknown key of the head", HEAD + 'titel = "x"\n', 'key "pack.titel": did you mean "title"?'),
    ("no source", HEAD + ADJUST + 'raise = 1\nwhy = "x"\n', 'adjust 1: key "source": missing'),
    ("no why", HEAD + ADJUST + 'raise = 1\nsource = "https://example.org/"\n', 'adjust 1: key "why": missing'),
    ("plain http", HEAD + ADJUST + LINE.replace("https", "http") + "raise = 1\n", "is no https address"),
    ("a hidden line", HEAD + ADJUST + LINE.replace("policy", "\\nx") + "raise = 1\n", "no https address"),
    ("a script", HEAD + ADJUST + LINE.replace("https:", "javascript:") + "raise = 1\n", "no https address"),
    ("no change", HEAD + ADJUST + LINE, "nothing is changed"),
    ("no rules", HEAD + ADJUST.replace('"PRO-901"', "") + LINE + "raise = 1\n", '1 to 100'),
    ("too many names", HEAD + ADJUST.replace('"PRO-901"', '"PRO-901",' * 101) + LINE + "raise = 1\n", '1 to 100'),
    ("every rule there is", HEAD + ADJUST.replace("PRO-901", "*") + LINE + "raise = 1\n", "write an id"),
    ("a pattern for a name", HEAD + ADJUST.replace("PRO-901", "(a+)+") + LINE + "raise = 1\n", "write an id"),
    ("three steps", HEAD + ADJUST + LINE + "raise = 3\n", "must be 0 to 2"),
    ("steps downwards", HEAD + ADJUST + LINE + "raise = -1\n", "must be 0 to 2"),
    ("a factor of ten", HEAD + ADJUST + LINE + "multiplier = 10\n", "must be one of 0, 0.5, 1, 1.5"),
    ("no number", HEAD + ADJUST + LINE + "multiplier = nan\n", "must be one of 0, 0.5, 1, 1.5"),
    ("on and off in one", HEAD + ADJUST + LINE + "on = true\nmultiplier = 0\n", "turns the rules off"),
    ("yes for true", HEAD + ADJUST + LINE + 'on = "yes"\n', "must be true or false"),
    ("the name of ours", HEAD.replace("acme", "nursing"), "is a pack we ship"),
    ("a path for an id", HEAD.replace("acme", "../x"), 'key "pack.id": lower-case letters'),
    ("another format", HEAD.replace("format = 1", "format = 2"), "this version reads format 1"),
    ("too many lines", HEAD + (ADJUST + LINE + "raise = 1\n") * 301, "at most 300 are allowed"),
    ("too many rules", HEAD + "[[rule]]\n" * 301, "at most 300 are allowed"),
    ("a rule with a dangerous pattern", HEAD + "\n[[rule]]" + TOML.partition("[[rule]]")[2].replace(
        'terms = ["flurble"]', "pattern = '(a+)+b'"), 'rule PRO-901: key "match.pattern"'),
    ("a conflict with nobody", HEAD + '[[conflict]]\nwith = "a b"\n', "the id of a pack"),
    ("not TOML", "id: acme", "not a TOML file"),
    ("deep nesting", "x = " + "[" * 5000, "nested too deeply"),
    ("a key of many parts", "a." * 3000 + "b = 1", "nested too deeply"),
    ("a huge file", "#" * (MOST_BYTES + 1), "larger than 256 KiB"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"), [(text, says) for _, text, says in WRONG], ids=[name for name, _, _ in WRONG]
)
def test_a_wrong_pack_is_refused_with_file_and_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RuleError) as refused:
        written(tmp_path, text)
    assert says in refused.value.message
    assert "acme.toml" in refused.value.message
    assert refused.value.advice


NAMES = ["../../etc/passwd", "/etc/passwd", "nursing.toml", "..", "", "nurs", "packs/nursing", "Nursing", "nursing\x00"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_a_path(name: str) -> None:
    with pytest.raises(RuleError, match="there is no pack"):
        load_pack(name, SLOTS)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_it_is_a_pack_or_a_rule_error(data: st.DataObject) -> None:
    lines = (HEAD + ADJUST + LINE + "raise = 1\n[[rule]]" + TOML.partition("[[rule]]")[2]).splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    odd = data.draw(
        st.sampled_from(["", "[[pack]]", "[adjust]", "raise = []", "id = 1", "rule = 5", "\x00", "x = {"]) | st.text()
    )
    text = "\n".join((*lines[:place], odd, *lines[place + data.draw(st.integers(0, 1)) :]))
    with tempfile.TemporaryDirectory() as folder:
        try:
            answer = written(Path(folder), text).id
        except RuleError as error:
            answer = error.message
    assert "acme" in answer


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "pipe.toml"):
        with pytest.raises(RuleError, match="cannot be read"):
            load_pack(path, SLOTS)


@pytest.mark.parametrize("name", ["PRO-911", "conduct.nothing", "nothing.*"])
def test_a_line_about_no_rule_is_a_mistake_and_not_silence(tmp_path: Path, name: str) -> None:
    pack = made(tmp_path, "acme", f'rules = ["{name}"]\nraise = 1')
    with pytest.raises(RuleError, match=r"adjust 1: .* is no rule"):
        apply(ruleset(terms("flurble")), [pack])


def test_packs_of_one_id_and_rules_of_one_id_are_refused(tmp_path: Path) -> None:
    pack = made(tmp_path, "acme", 'rules = ["PRO-901"]\nraise = 1')
    with pytest.raises(RuleError, match="also the id of"):
        apply(ruleset(terms("flurble")), [pack, pack])
    own = made(tmp_path, "own", rest=f"\n[[rule]]{TOML.partition('[[rule]]')[2]}")
    with pytest.raises(RuleError, match="PRO-901 is also in"):
        apply(ruleset(terms("flurble")), [own])
