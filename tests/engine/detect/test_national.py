"""Identity numbers: one that is right, and the same with one character changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.engine import load_rules
from footprint_audit.engine.validators import VALIDATORS, Verdict
from footprint_audit.engine.validators.national import NATIONAL
from footprint_audit.model import PatternMatch

PUBLISHED = {  # numbers that the issuing offices or the standards print as examples, and our own made ones
    "nhs": "943 476 5919",
    "ie_pps": "1234567T",
    "ca_sin": "452-459-530",
    "au_tfn": "123 456 782",
    "za_id": "8001015009087",
    "fr_nir": "2 55 08 14 168 025 38",
    "es_dni": "12345678Z",
    "it_codice_fiscale": "RSSMRA85T10A562S",
    "nl_bsn": "111222333",
    "de_steuer_id": "86 095 742 719",
    "ch_ahv": "756.9217.0769.85",
    "at_svnr": "1237 010180",
    "pl_pesel": "44051401359",
    "se_personnummer": "811218-9876",
    "fi_hetu": "131052-308T",
    "br_cpf": "123.456.789-09",
    "tr_tckn": "10000000146",
    "cl_rut": "12.345.678-5",
    "in_aadhaar": "2341 2341 2346",
    "cn_resident": "11010519491231002X",
    "sg_nric": "S1234567D",
    "be_rrn": "85.07.30-033.28",
    "hr_oib": "94577403194",
    "ro_cnp": "1800101221144",
    "mx_curp": "HEGG560427MVZRRL04",
}


def verdict(name: str, text: str) -> Verdict:
    return NATIONAL[name](text, 0, len(text))


@pytest.mark.parametrize(("name", "number"), PUBLISHED.items())
def test_a_published_number_is_right(name: str, number: str) -> None:
    assert verdict(name, number) is not Verdict.NO


@pytest.mark.parametrize(("name", "number"), PUBLISHED.items())
def test_another_last_digit_is_mostly_wrong(name: str, number: str) -> None:
    last = max(index for index, char in enumerate(number) if char.isdigit())
    others = [number[:last] + digit + number[last + 1 :] for digit in "0123456789" if digit != number[last]]
    assert sum(verdict(name, other) is Verdict.NO for other in others) >= 8


@given(st.sampled_from(sorted(NATIONAL)), st.text("0123456789ABCXYZ .-/+", min_size=1, max_size=22))
def test_no_text_makes_a_check_fail(name: str, text: str) -> None:
    assert isinstance(verdict(name, text), Verdict)


def test_every_check_serves_a_rule() -> None:
    rules = load_rules().rules
    used = {rule.match.validator for rule in rules if isinstance(rule.match, PatternMatch)}
    assert NATIONAL.keys() <= used
    assert used - {""} <= VALIDATORS.keys()


def test_a_rule_for_each_number_needs_its_name_or_a_strong_form() -> None:
    """A weak check (one in ten passes) never reports without a word beside it."""
    for rule in load_rules().rules:
        if isinstance(rule.match, PatternMatch) and rule.match.validator in NATIONAL:
            assert rule.context.need in ("weak", "always"), rule.id
