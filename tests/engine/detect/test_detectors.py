"""What each detector finds, whole, and what it leaves alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint_audit.engine.detect import Detector, named, names
from footprint_audit.engine.fold import fold, fold_word
from footprint_audit.engine.traits import Held
from footprint_audit.engine.validators import Verdict

FOUND = {  # «»: the span, with its verdict where that is not "ok"
    "phone": [
        "call me on «+1 202-555-0143»",
        "«(202) 555-0143» is the shop",
        "fax «202.555.0143x629»",
        "«001-202-555-0143x35412» for prices",
        "«+44 (0)1632 960417», any time",
        "+: «+44 1632 960123»",
        "Phone: «467 3395»",
        "can someone call me on «9472 7916»?",
        "tél. «05 64 92 20 59»",
        "Llámame al «+34 843395283»",
        "WhatsApp «13 9984-0907»",
        "mobile: «723 813 266» desk: «+1-202-555-0143x769» fax: «202.555.0199x459»",
        "«416 60 039» office, «+46 (0)8 928 571 38» fax",
        "weak:«01632 960958» somewhere",
    ],
    "email": [
        "«mara@example.org».",
        "<«mara+club@mail.example.co.uk»>",
        "MAIL «MARA@EXAMPLE.ORG»",
        "«mara [at] example [dot] org»",
        "«mara(at)example.org»",
        "«mara_at_example.org»",
        "«mara (arroba) example punto org»",
        "weak:«mara at example dot org»",
        "@vale and «mara@example.org»",
    ],
    "ip": [
        "join «203.0.113.77» now",
        "|«198.51.100.23»|%20",
        "«203.0.113.77»:8080/24",
        "«2001:db8:8f3c:21::5» pings",
        "weak:«1.2.3.4»",
    ],
    "card": [
        "my card «4111 1111 1111 1111» is blocked",
        "«5500-0000-0000-0004» exp 09/28",
        "«3782 822463 10005», twice",
        "«4012888888881881».",
        "weak:«6759649826438453» maestro",
        "weak:«180016070420458» is old",
    ],
    "iban": [
        "«GB82 WEST 1234 5698 7654 32», thanks",
        "«DE89370400440532013000»",
        "«FR14 2004 1010 0505 0001 3M02 606» merci beaucoup",
        "«IT60 X054 2811 1010 0000 0123 456»",
        "«nl91 abna 0417 1643 00» aub",
    ],
    "address": [
        "moved to «546 Larch Pass Apt. 263, New Arden, WA 98188». Bring snacks",
        "«Unit 4630 Box 0071, DPO AE 09092»",
        "«PSC 0272, Box 1651\nAPO AA 34013»",
        "«USNV Arden\nFPO AA 34022»",
        "«P.O. Box 9168, New Arden, WA 98188»",
        "«4 Dakota Rise, Lake Arden, NSW 2093»",
        "«19 Tyler Place, Westmere, PE C1A 4P3»",
        "«Flat 91f, Alder Crest, Westmere, ZE50 2PX» if",
        "«Studio 8, Alder Circle, Clarkmere, ZE12 6RA»",
        "«4 Bolton Junctions, Port Alder, ZE60 8FZ» if",
        "au «72, chemin des Saules, 72126 Sainte-Aube», sonnez",
        "«12 bis rue de la Paix, 75002 Paris»",
        "«avenue des Lilas 96, 1212 Morges»",
        "in der «Lindenstraße 12a, 01067 Neustadt», klingelt",
        "«Lange Straße 5a\n50667 Neustadt»",
        "«Calle de Emma Ruiz 45 Puerta 3 \nSevilla, 41001»",
        "«Calle Mayor 12, 3o B, 28099 Villanueva»",
        "«Via Roma 12, 00184 Roma (RM)»",
        "«Rua das Flores, 123, Centro, 01310-100 São Paulo / SP»",
        "«ul. Polna 4/12, 00-123 Nowe Pole»",
        "op «Jansdreef 123, 1234 AB Waterdam»",
        "«Storgatan 12, 114 55 Stockholm»",
        "«Mannerheimintie 12 A, 00100 Helsinki»",
        "«Birkelunden 82, 9935 Fjordvik»",
        "weak:«14 Larkfield Road»",
        "weak:«P.O. Box 123»",
        "weak:«Rua Augusta 10»",
    ],
    "birth_date": [
        "Born «14 March 1988» in Leeds",
        "DOB: «03/11/1992»",
        "weak:DOB «3/11/92»",
        "born on «July 9th, 1979»",
        "Geboren am «14.03.1988» in Graz",
        "née le «2/11/1979»",
        "Nací el «23 de noviembre de 1975»",
        "Nasci em «5 de maio de 1990»",
        "nato il «3 luglio 1981»",
        "geboren op «28-03-1993»",
        "Urodziłam się «01.03.1987»",
        "född den «3 maj 1990»",
        "født «03.05.1990»",
        "syntynyt «3.5.1990»",
        "«1990-02-28» is my birthday",
    ],
    "coordinates": [
        "📍«48.20849, 16.37208»",
        "?q=«40.71274,-74.00597»&z=19",
        "geo:«48.20849,16.37208»",
        "at «48°12'30\"N 16°22'21\"E», bring wood",
        "lat: «48.20849, lon: 16.37208»",
        "data=!3d«48.20849!4d16.37208»",
        "weak:«48.208, 16.372»",
    ],
    "keyed_secret": [
        'API_KEY = "«q7Wz3Kd9Xf2Lm8Vb4Rt6»"',
        "Authorization: Bearer «q7Wz3Kd9Xf2Lm8Vb4Rt6Yn1»",
        "datadog: «6be0576ff61c053d5f9a3225e2a90f76»",
        "https://api.example.org/now?appid=«6be0576ff61c053d5f9a3225e2a90f76»",
        "'client_secret': '«q7Wz3Kd9-Xf2Lm8Vb4_Rt6Yn1»'",
    ],
    "written_password": [
        "DB_PASSWORD=«kJ8-elmtree9» in",
        '"password": "«Vq3!mossy-Lane»",',
        "curl -u mara:«tR7quarry2x» https://feeds.example.net",
    ],
}
ALONE = {
    "phone": [
        "Ticket #93038928, gate B34", "season 1998/99, 2019-2020", "v10.0.19045.3693", "203.0.113.17",
        "ISBN 978-3-16-148410-0", "Timestamp 1784769357443", "1189998819991197253", "2024-05-17 10:30",
        "my ssn is 219-09-9999",
        "formation 4-4-2, 5-4, 1-3", "$202-555-0143", "id=2025550143", "1,000,000 1.000.000",
        "doi 10.1325/s4337-02", "4111 1111 1111 1111", "&#1041191;&#1041204;",
    ],
    "email": [
        "@mara@social.example", "git@example.org:mara/tools.git", "ssh://mara@example.org:22/x", "banner@2x.png",
        "npm i lodash@4.17.21", "lunch at example.org", "@mara:example.org", "tea @ home", "10@20",
    ],
    "ip": ["192.168.1.1", "127.0.0.1", "v13.42.42.8", "firmware 98.76.54.32", "Chrome/98.76.54.32", "8.8.8.8",
           "1.2.3", "10:30:45", "::1", "fe80::1", "999.1.1.1", "1.2.3.4.5"],
    "card": ["4111 1111 1111 1112", "#4111111111111111", "1234 5678 9012 3452", "BE68 5390 0754 7034"],
    "iban": ["GB82 WEST 1234 5698 7654 33", "DE8937040044053201300", "XX89370400440532013000", "AB12 CD34 5678 9012"],
    "address": [
        "Top 10 of 100, 5 stars, 24/7", "Room 204 in Paris, 1999", "2 Fast 2 Furious", "Est. 1987. Family bakery.",
        "We won 5-4 away", "Windows 10, 2015 Edition", "Psalm 23, verse 4", "iPhone 15 Pro, 256 GB",
        "Kernel 6.30.54-32",
    ],
    "birth_date": ["Moved on 14 March 2018", "born to run", "born 14 March", "born in 1988", "born 31.02.1988"],
    "coordinates": ["48.2, 16.3", "10.4.1 to 11.2.0", "0.4812 0.3977 0.3311x", "95.12345, 16.12345", "0.0000, 0.0000"],
    "keyed_secret": [
        "commit 6be0576ff61c053d5f9a3225e2a90f7612345678", "API_KEY = <your key>", "token: thisisnotarandomstringatall",
        "https://music.example.com/track/4uLU6hMCjMI75M1A2tKUQC", "key sha256: 6be0576ff61c053d5f9a3225e2a90f76",
        "git clone git@github.com:ashley80/dotfiles.git", "API_KEY=xxxxxxxxxxxxxxxxxxxx1", "key: 12345678901234567890",
    ],
    "written_password": [
        "DB_PASSWORD=$DB_PASSWORD", "password: hunter2", "password = os.environ['X1']", "password: required",
        "passwords are hard", "curl -u user:password https://example.org",
    ],
}  # fmt: skip


def spans(name: str, text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.verdict.value) for span in named(name).find(text)]


def test_every_file_exports_a_detector() -> None:
    assert all(isinstance(named(name), Detector) for name in names())
    assert set(FOUND) == set(ALONE) == set(names())


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        named("telepathy")


@pytest.mark.parametrize(("name", "marked"), [(name, text) for name, texts in FOUND.items() for text in texts])
def test_is_found_whole(name: str, marked: str) -> None:
    verdict = "weak" if marked.startswith("weak:") else "ok"
    text = marked.removeprefix("weak:")
    wanted = [(part.split("»", maxsplit=1)[0], verdict) for part in text.split("«")[1:]]
    assert spans(name, text.replace("«", "").replace("»", "")) == wanted


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in ALONE.items() for text in texts])
def test_is_left_alone(name: str, text: str) -> None:
    assert [found for found in spans(name, text) if found[1] == "ok"] == []


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("phone", "+1 202-555-0143", "+1 (202) 555 0143"),
        ("email", "mara@example.org", "MARA [at] example [dot] org"),
        ("iban", "GB82 WEST 1234 5698 7654 32", "gb82west12345698765432"),
        ("ip", "2001:db8:0:0::5", "2001:db8::5"),
    ],
)
def test_two_spellings_are_one_value(name: str, one: str, other: str) -> None:
    values = [next(iter(named(name).find(text))).value for text in (one, other)]
    assert values[0] == values[1]


@pytest.mark.parametrize("name", names())
@given(text=st.text(st.sampled_from("019 .,:/+()@-_=x\n'\"°ABab[]#%é"), max_size=200) | st.text(max_size=80))
@settings(max_examples=60)
def test_no_text_makes_a_detector_fail_and_spans_lie_inside(name: str, text: str) -> None:
    for span in named(name).find(text):
        assert 0 <= span.start < span.end <= len(text)
        assert span.verdict is not Verdict.NO
        assert span.value


@st.composite
def nearly(draw: st.DrawFn, texts: list[str]) -> str:
    """Two texts in which something is found, one after the other, with a few characters replaced."""
    text = " ".join(draw(st.sampled_from(texts)).translate(_UNMARKED) for _ in range(2))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(_PIECES) + text[start + draw(st.integers(0, 3)) :]
    return draw(st.sampled_from((text, text.upper())))


_UNMARKED = str.maketrans("", "", "«»")
_PIECES = st.text(st.sampled_from("0157 .,:/+()@-'\n°xé"), max_size=3) | st.sampled_from((" x 20", " ext. 1", "@a.b"))


@pytest.mark.parametrize("name", names())
@given(data=st.data())
@settings(max_examples=300)
def test_where_it_finds_something_its_gate_is_open(name: str, data: st.DataObject) -> None:
    text = fold(data.draw(nearly(FOUND[name])))
    detector = named(name)
    gate, traits = detector.gate, detector.traits
    if text.digits >= gate.digits and any(detector.find(text.normal)):
        held = Held((trait, number) for number, trait in enumerate(traits)).of(text)
        literals = [literal for literal in gate.any if fold_word(literal) in text.folded]
        assert held or literals or not (traits or gate.any)


HOSTILE = {
    "digits": "1", "digits apart": "1 ", "capitals": "1 Aa Bb ", "phones": "202-555-0143 ", "signs": "a@", "dots": "1.",
    "colons": "a:", "births": "geb 1.1.", "pluses": "+1 ", "keys": "api_key: q7Wz3Kd9Xf2Lm8Vb ", "hex": "token=0f",
    "streets": "Calle A 1 ", "ways": "Aweg 1 ", "flats": "Flat 1 A, ", "degrees": "1.0000,", "hidden": "a at a dot ",
    "accounts": "DE89 3704 ", "passwords": "password:", "curl": "curl -u ", "letters": "a", "extensions": "1 x ",
}  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_a_million_hostile_characters_are_read_in_time(name: str) -> None:
    """No limit on the clock: a pattern that takes quadratic time would keep this test for hours."""
    started = time.process_time()
    for piece in HOSTILE.values():
        text = piece * (1_000_000 // len(piece))
        assert sum(1 for _ in named(name).find(text)) <= len(text)
    assert time.process_time() - started < 600
