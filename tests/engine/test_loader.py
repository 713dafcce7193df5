"""Rule files from anybody: what is taken, and what each refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit.engine.loader import MOST_FILES, MOST_RULES, load_rules
from footprint_audit.engine.tomlfile import MOST_BYTES
from footprint_audit.errors import RuleError
from footprint_audit.model import Condition, FactMatch, Gate, PatternMatch, Severity, TermsMatch
from tests.engine.making import TOML


def written(folder: Path, text: str = TOML, name: str = "x.toml") -> Path:
    rules = folder / "rules"
    (rules / name).parent.mkdir(parents=True, exist_ok=True)
    (rules / name).write_text(text)
    return rules


def changed(old: str, new: str) -> str:
    assert old in TOML
    return TOML.replace(old, new)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(RuleError) as refused:
        load_rules(written(folder, text))
    return refused.value.message


REFUSALS = [
    ("severity =", "severty =", 'rule PRO-901: key "severty": did you mean "severity"?'),
    ('"medium"', '"mediun"', 'key "severity": "mediun" is unknown: did you mean "medium"?'),
    ('"medium"', "3", 'key "severity": must be a text, not a number'),
    ('confidence = "high"', 'confidence = "sure"', 'key "confidence": "sure" is unknown: use one of high, low, medium'),
    ('why = "Because."', "", 'key "why": missing'),
    ('why = "Because."', 'why = " "', 'key "why": empty'),
    ('why = "Because."', f'why = "{"x" * 2001}"', 'key "why": longer than 2000 characters'),
    ('remedy = "Delete it."', "", 'key "remedy": missing'),
    ('references = ["https://example.org/why"]', "references = []", 'key "references": missing'),
    ('references = ["https://example.org/why"]', 'references = "x"', "must be a list of texts, not a text"),
    ('references = ["https://example.org/why"]', "references = [1]", "must be a text, not a number"),
    ('match = ["a «flurble»"]', "", 'key "examples.match": missing'),
    ('pass = ["a flurbl"]', "", 'key "examples.pass": missing'),
    ('terms = ["flurble"]', 'term = ["flurble"]', 'key "match.pattern": a rule matches by exactly one of'),
    ('terms = ["flurble"]', 'terms = ["a"]\npattern = "a"', "exactly one of"),
    ('terms = ["flurble"]', 'terms = ["flurble"]\nwhole = true', 'key "match.whole": use one of'),
    ('terms = ["flurble"]', 'phrases = ["{no_such_slot} flurbles"]', "{no_such_slot} is no slot"),
    ('terms = ["flurble"]', 'terms = ["flurble"]\nnot_if = ["quotd"]', 'did you mean "quoted"?'),
    ('terms = ["flurble"]', 'terms = ["flurble"]\ndirected = 1', "must be true or false, not a number"),
    ('terms = ["flurble"]', "pattern = '(a+)+$'", 'key "match.pattern": the pattern repeats a repeat'),
    ('terms = ["flurble"]', f"pattern = '{'a' * 513}'", "longer than 512 characters"),
    ('terms = ["flurble"]', "pattern = 'a'\nvalidator = 'cart'", 'did you mean "card"?'),
    ('terms = ["flurble"]', 'detector = "fone"', 'key "match.detector": "fone" is unknown: did you mean "phone"?'),
    ('terms = ["flurble"]', 'fact = "linkd"', 'did you mean "linked"?'),
    ('terms = ["flurble"]', 'fact = "linked"\nwhere = { context = "x" }', 'key "match.where.context": did you mean'),
    ('terms = ["flurble"]', 'fact = "linked"\nwhere = { confidence = ">=x" }', 'after ">=" comes a number'),
    ("{field}", "{fields}", 'key "message": {fields} is unknown: use {site} and {field} only'),
    ("{field}", "{field.x}", "use {site} and {field} only"),
    ("{field}", "{", "use {site} and {field} only"),
    ('id = "PRO-901"', 'id = "pro1"', 'rule ?: key "id": must be letters and three digits'),
    ('title = "A test"', 'title = "A test"\nmask = "hide"', 'key "mask": "hide" is unknown'),
    ('title = "A test"', 'title = "A test"\nstatus = "beta"', 'key "status": "beta" is unknown'),
    ('title = "A test"', 'title = "A test"\nfields = ["post"]', 'did you mean "posts"?'),
    ('title = "A test"', 'title = "A test"\nauthored_by = ["me"]', 'key "authored_by": "me" is unknown'),
    ('title = "A test"', 'title = "A test"\nraise = { police = 1 }', 'key "raise.police": did you mean "policing"?'),
    ('title = "A test"', 'title = "A test"\nraise = { policing = 9 }', "must be one of 1, 2, 3"),
    ('title = "A test"', 'title = "A test"\nraise = 1', "must be a table, not a number"),
    ('title = "A test"', 'title = "A test"\nmultiplier = { law = 2 }', "must be one of 0, 0.5, 1, 1.5"),
    ('title = "A test"', 'title = "A test"\nmultiplier = { law = true }', "must be one of 0, 0.5, 1, 1.5"),
    ("[rule.match]", '[rule.gate]\nany = ["ab"]\n[rule.match]', 'key "gate.any": "ab": a gate has 3 to 64 characters'),
    ("[rule.match]", "[rule.gate]\ndigits = -1\n[rule.match]", 'key "gate.digits": must be 0 to 100'),
    ("[rule.match]", "[rule.gate]\ndigits = true\n[rule.match]", "must be a whole number, not true or false"),
    ("[rule.match]", '[rule.context]\nneed = "weak"\n[rule.match]', 'key "context.near": missing'),
    ("[rule.match]", "[rule.allow]\npatterns = ['(a+)+$']\n[rule.match]", 'key "allow.patterns": the pattern repeats'),
    ("format = 1", "format = 2", 'key "pack.format": this version reads format 1'),
    ('dimension = "conduct"', 'dimension = "manners"', 'key "pack.dimension"'),
    ("[[rule]]", "[rule]", "must be written as [[rule]], not as a table"),
    ("[pack]", "[pcak]", 'rules/x.toml: key "pcak": did you mean "pack"?'),
    ("[pack]", "[pack", "rules/x.toml: not a TOML file"),
]


@pytest.mark.parametrize(("old", "new", "message"), REFUSALS, ids=[message[:50] for _, _, message in REFUSALS])
def test_a_mistake_is_refused_with_its_address(old: str, new: str, message: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, changed(old, new))
    assert message in said
    assert said.startswith("rules/x.toml: ")


def test_the_error_reads_as_promised(tmp_path: Path) -> None:
    said = refusal(tmp_path, changed("severity =", "severty ="))
    assert said == 'rules/x.toml: rule PRO-901: key "severty": did you mean "severity"?'


def test_ids_and_slugs_are_unique_over_all_files(tmp_path: Path) -> None:
    written(tmp_path, name="a/one.toml")
    with pytest.raises(
        RuleError, match=r'rules/b/two.toml: rule PRO-901: key "id": PRO-901 is also in rules/a/one.toml'
    ):
        load_rules(written(tmp_path, name="b/two.toml"))
    written(tmp_path, TOML.replace("PRO-901", "PRO-902"), "b/two.toml")
    with pytest.raises(RuleError, match='key "slug"'):
        load_rules(tmp_path / "rules")


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    text = changed('terms = ["flurble"]', "pattern = 'a+b'\nwhole = false\nvalidator = 'card'")
    text = text.replace("[rule.match]", '[rule.gate]\ndigits = 7\nany = ["abc", "@"]\n[rule.match]')
    text = text.replace('title = "A test"', 'title = "A test"\nraise = { policing = 1 }\nmultiplier = { law = 0.5 }')
    (rule,) = load_rules(written(tmp_path, text)).rules
    assert (rule.id, rule.severity, rule.confidence, rule.origin) == ("PRO-901", Severity.MEDIUM, 0.9, "rules/x.toml")
    assert rule.match == PatternMatch("a+b", whole=False, validator="card")
    assert rule.gate == Gate(7, ("abc", "@"))
    assert (rule.raises, rule.multipliers) == ((("policing", 1),), (("law", 0.5),))
    assert rule.fields == ("bio", "posts")


def test_a_rule_on_facts_is_read_with_its_conditions(tmp_path: Path) -> None:
    where = 'where = { contexts = "personal,professional", confidence = ">=0.6", clues = "~same_handle" }'
    (rule,) = load_rules(written(tmp_path, changed('terms = ["flurble"]', f'fact = "linked"\n{where}'))).rules
    assert isinstance(rule.match, FactMatch)
    assert rule.match.conditions == (
        Condition("contexts", "is", "personal,professional"),
        Condition("confidence", "at_least", "0.6"),
        Condition("clues", "in", "same_handle"),
    )


def test_what_is_off_or_deprecated_does_not_judge(tmp_path: Path) -> None:
    rules = written(tmp_path)
    for number, status in enumerate(("off", "deprecated", "experimental"), 2):
        text = TOML.replace("PRO-901", f"PRO-90{number}").replace("conduct.test", f"conduct.test-{number}")
        written(tmp_path, text.replace("[rule.match]", f'status = "{status}"\n[rule.match]'), f"{status}.toml")
    loaded = load_rules(rules)
    assert [rule.id for rule in loaded.rules] == ["PRO-901", "PRO-904"]
    assert [rule.id for rule in loaded.off] == ["PRO-902", "PRO-903"]


def test_slots_and_packs_are_no_rules_and_slots_add_up(tmp_path: Path) -> None:
    written(tmp_path, "[slots]\nthing = ['flurble']", "slots/en.toml")
    written(tmp_path, "[slots]\nthing = ['flurbel']", "slots/de.toml")
    written(tmp_path, "anything = 1", "packs/law.toml")
    loaded = load_rules(
        written(tmp_path, changed('terms = ["flurble"]', 'phrases = ["my {thing}", "{first_person} fly"]'))
    )
    assert loaded.slots["thing"] == ("flurbel", "flurble")
    assert isinstance(loaded.rules[0].match, TermsMatch)
    assert "i" in loaded.slots["first_person"]  # ours are there as well


def test_a_single_file_is_a_rule_set(tmp_path: Path) -> None:
    file = written(tmp_path) / "x.toml"
    assert [rule.origin for rule in load_rules(file).rules] == ["x.toml"]


def test_the_digest_is_of_names_and_bytes(tmp_path: Path) -> None:
    rules = written(tmp_path)
    first = load_rules(rules).digest
    assert len(first) == 16
    assert load_rules(rules).digest == first
    (rules / "x.toml").rename(rules / "y.toml")
    assert load_rules(rules).digest != first
    written(tmp_path, TOML + "\n", "x.toml")
    (rules / "y.toml").unlink()
    assert load_rules(rules).digest != first


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than 256 KiB"),
        (b"\xff\xfe", "not a TOML file"),
        (b"x = " + b"[" * 100_000, "nested too deeply"),
        (b"a." * 100_000 + b"a = 1", "nested too deeply"),
        (b"[" + b'"a b" . ' * 25_000 + b"a]", "nested too deeply"),
        (b"x = {" + b"'' . " * 40_000 + b"a = 1}", "nested too deeply"),
    ],
)
def test_a_hostile_file_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    rules = written(tmp_path)
    (rules / "x.toml").write_bytes(content)
    with pytest.raises(RuleError, match=reason):
        load_rules(rules)


def test_too_many_files_rules_or_terms_are_refused(tmp_path: Path) -> None:
    head, _, rule = TOML.partition("[[rule]]")
    many = "".join(f"[[rule]]{rule}".replace("PRO-901", f"P{a}-{n:03}").replace("conduct.test", f"c.{a}{n}")
                   for a in ("RA", "RB") for n in range(75))  # fmt: skip
    for number in range(14):
        text = head + many.replace('id = "PR', f'id = "{chr(65 + number)}R').replace('"c.', f'"c{number}.')
        written(tmp_path, text, f"{number}.toml")
    with pytest.raises(RuleError, match=f"more than {MOST_RULES} rules"):
        load_rules(tmp_path / "rules")
    terms = ", ".join(f'"flurble{n}"' for n in range(2000))
    for number in range(14):
        text = (
            changed('"flurble"', terms).replace("PRO-901", f"PRO-{number:03}").replace("conduct.test", f"c.t{number}")
        )
        written(tmp_path, text, f"{number}.toml")
    with pytest.raises(RuleError, match="more than 20000 terms"):
        load_rules(tmp_path / "rules")
    for number in range(MOST_FILES + 1):
        written(tmp_path, "", f"{number}.toml")
    with pytest.raises(RuleError, match="more than 500 rule files"):
        load_rules(tmp_path / "rules")


def test_a_folder_without_rules_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no rule files"):
        load_rules(tmp_path)
    with pytest.raises(RuleError, match="no rule files"):
        load_rules(tmp_path / "nowhere")


def test_our_own_rules_load_sorted_with_a_digest() -> None:
    loaded = load_rules()
    assert [rule.id for rule in loaded.rules] == sorted(rule.id for rule in loaded.rules)
    assert {"PRV-101", "PRV-102"} <= {rule.id for rule in loaded.rules}
    assert all(rule.origin.startswith("rules/") for rule in loaded.rules)
    assert len(loaded.digest) == 16
