"""Candidates held to their checks: ok, weak or no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.engine.validators import VALIDATORS, Verdict, card, iban
from footprint_audit.engine.validators.national import NATIONAL


def judged(name: str, marked: str) -> str:
    """What the validator says of the part between the bars."""
    before, candidate, after = marked.split("|") if "|" in marked else ("", marked, "")
    text = before + candidate + after
    return VALIDATORS[name](text, len(before), len(before) + len(candidate)).value


CASES = {
    "phone": [
        ("+1 202-555-0143", "ok"),
        ("+44 1632 960123", "ok"),  # kept free for drama, and ours
        ("00 44 20 7946 0958", "ok"),
        ("+55 11 91234-5678", "ok"),
        ("(202) 555-0143", "ok"),
        ("01632 960958", "weak"),
        ("020 7946 0958", "weak"),
        ("+999 123 4567", "no"),
        ("+44 1", "no"),
        ("555-0143", "no"),
        ("2024-05-17", "no"),
        ("17.05.2024", "no"),
        ("2019-2020", "no"),
        ("203.0.113.17", "no"),
        ("1234567.89", "no"),
        ("100.000.000", "no"),
        ("000-000-0000", "no"),
        ("$|202-555-0143|", "no"),
    ],
    "card": [
        ("4111 1111 1111 1111", "ok"),  # what shops test with is a card here
        ("5555-5555-5555-4444", "ok"),
        ("378282246310005", "ok"),
        ("6011111111111117", "ok"),
        ("2223003122003222", "ok"),
        ("4111 1111 1111 1112", "no"),
        ("0000 0000 0000 0000", "no"),
        ("1234 5678 9012 3452", "no"),
        ("4111", "no"),
    ],
    "iban": [
        ("GB82 WEST 1234 5698 7654 32", "ok"),
        ("DE89370400440532013000", "ok"),
        ("gb82west12345698765432", "ok"),
        ("GB82 WEST 1234 5698 7654 33", "no"),
        ("DE8937040044053201300", "no"),
        ("XX89370400440532013000", "no"),
        ("DE89 3704 0044 0532 0130 Ω0", "no"),
    ],
    "date": [
        ("12 March 1987", "ok"),
        ("March 12th, 1987", "ok"),
        ("12. März 1987", "ok"),
        ("12 de marzo de 1987", "ok"),
        ("1987-03-12", "ok"),
        ("12/03/1987", "ok"),
        ("03/25/1987", "ok"),
        ("29.2.1988", "ok"),
        ("12/03/87", "weak"),
        ("31/02/1987", "no"),
        ("29.2.1987", "no"),
        ("12/03/1800", "no"),
        ("12 Marble 2999", "no"),
        ("45/45/1987", "no"),
        ("soon", "no"),
    ],
    "ssn": [
        ("078-05-1120", "ok"),  # withdrawn for good in 1940s, nobody's
        ("078 05 1120", "ok"),
        ("078051120", "weak"),
        ("000-05-1120", "no"),
        ("666-05-1120", "no"),
        ("912-05-1120", "no"),
        ("078-00-1120", "no"),
        ("078-05-0000", "no"),
        ("078-05 1120", "no"),
        ("111-11-1111", "no"),
    ],
    "nino": [
        ("AB 12 34 56 C", "ok"),
        ("ab123456c", "ok"),
        ("QQ 12 34 56 C", "no"),
        ("BG 12 34 56 C", "no"),
        ("AO 12 34 56 C", "no"),
        ("AB 12 34 56 E", "no"),
    ],
    "email": [
        ("mara@example.org", "ok"),  # reserved names are reported: our demo lives there
        ("mara.vale+club@mail.example.co.uk", "ok"),
        ("jürgen@bücher.example", "ok"),
        ("mailto:|mara@example.org|", "ok"),
        ("mail:|mara@example.org|?subject=x", "ok"),
        ("@|mara@social.example|", "no"),
        ("https://social.example/|mara@other.example|", "no"),
        ("git@example.org", "no"),
        ("|deploy@example.org|:srv/tools.git", "no"),
        ("https://|mara@example.org|", "no"),
        ("https://x:|secret@example.org|/", "no"),
        ("?mail=|mara@example.org|", "ok"),
        ("|mara@example.org|@", "no"),
        ("banner@2x.png", "no"),
        ("mara@localhost", "no"),
        ("mara..vale@example.org", "no"),
        (".mara@example.org", "no"),
        ("mara@-example.org", "no"),
    ],
    "ipv4": [
        ("203.0.113.17", "ok"),  # kept for documents, as our examples are
        ("93.184.216.34", "ok"),
        ("10.0.0.1", "no"),
        ("192.168.1.1", "no"),
        ("127.0.0.1", "no"),
        ("256.1.1.1", "no"),
        ("1.2.3", "no"),
        ("v|93.184.216.34|", "no"),
        ("firmware |93.184.216.34|", "no"),
        ("|93.184.216.34|.5", "no"),
    ],
    "coordinates": [
        ("51.50735, -0.12776", "ok"),
        ("51.507, -0.127", "weak"),
        ("51.5, -0.1", "no"),
        ("0.0000, 0.0000", "no"),
        ("91.50735, -0.12776", "no"),
        ("51.50735", "no"),
    ],
    "entropy": [
        ("k3J9xQ2mZp7LwT4vB8nR", "ok"),
        ("9f86d081884c7d659a2feaa0c55ad015", "ok"),
        ("aaaaaaaaaaaaaaaaaaaa", "no"),
        ("your-api-key-goes-here", "no"),
        ("EXAMPLE9f86d081884c7d65", "no"),
        ("xxxxxxxxxxxxxxxx", "no"),
        ("abc", "no"),
    ],
    "random_token": [
        ("ghp_9fK2mWq7Rt4Zx8Lb3Vn6Yc1Hd5Jp0Sg2Ua7E", "ok"),
        ("AAAAAAAAAAAAAAAAAAAAAAq7Wz3Kd9Xf2Lm8Vb4Rt6Yn1Hc5Jp0Sg9Ua2E", "ok"),
        ("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "no"),
        ("AKIAIOSFODNN7EXAMPLE", "no"),
        ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "no"),
    ],
    "wallet": [
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "ok"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "ok"),
        ("0x52908400098527886E0F7030069857D2E4169EE7", "ok"),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyU", "no"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "no"),
        ("0x0000000000000000000000000000000000000000", "no"),
    ],
}


@pytest.mark.parametrize(("name", "marked", "verdict"), [(n, *case) for n, cases in CASES.items() for case in cases])
def test_a_candidate_gets_its_verdict(name: str, marked: str, verdict: str) -> None:
    assert judged(name, marked) == verdict


def test_every_validator_has_cases_that_pass_and_fail() -> None:
    assert CASES.keys() | NATIONAL.keys() == VALIDATORS.keys()  # the national ones: detect/test_national.py
    assert all({"ok", "no"} <= {verdict for _, verdict in cases} for cases in CASES.values())


@given(st.sampled_from(sorted(VALIDATORS)), st.text(min_size=1, max_size=60), st.data())
def test_no_text_makes_a_validator_fail(name: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert isinstance(VALIDATORS[name](text, start, end), Verdict)


@given(st.sampled_from(sorted(VALIDATORS)), st.text(alphabet="0123456789+-(). /x@aGB", min_size=1, max_size=40))
def test_no_row_of_digits_makes_a_validator_fail(name: str, text: str) -> None:
    assert isinstance(VALIDATORS[name](text, 0, len(text)), Verdict)


@given(st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_no_card(place: int, change: int) -> None:
    digits = "4111111111111111"
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert card(wrong, 0, 16) is Verdict.NO


@given(st.integers(4, 21), st.integers(1, 9))
def test_one_wrong_digit_is_no_iban(place: int, change: int) -> None:
    number = "DE89370400440532013000"
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    assert iban(wrong, 0, len(wrong)) is Verdict.NO
