"""Outside text is safe to show, cut by its width, and masked so that nothing is left to read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.display import MASKS, brief, fit, mask, safe_text, width_of
from tests.strategies import NAUGHTY, texts

KEPT_INVISIBLE = "\u200c\u200d\ufe0e\ufe0f"
HIDING = [kind for kind in MASKS if kind != "none"]
any_text = st.text() | texts  # surrogates included


def _is_harmless(char: str) -> bool:
    hidden = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return unicodedata.category(char) not in hidden or char in KEPT_INVISIBLE


def test_no_code_point_reaches_the_screen_as_a_control() -> None:
    for start in range(0, 0x110000, 0x1000):
        shown = set(safe_text("a" + "a".join(map(chr, range(start, start + 0x1000)))))
        assert not [hex(ord(char)) for char in shown if not _is_harmless(char)]
        assert not shown & set("\u200c\u200d"), "no joiner between Latin letters"


@given(any_text, st.booleans())
def test_any_text_becomes_harmless_and_making_it_safe_twice_changes_nothing(text: str, lines: bool) -> None:
    shown = safe_text(text, lines=lines)
    assert all(_is_harmless(char) or (lines and char == "\n") for char in shown)
    assert safe_text(shown, lines=lines) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[2Jgone", "\\u{1b}[2Jgone"),
        ("user\u202egnp.exe", "user\\u{202e}gnp.exe"),
        ("a\u200bb", "a\\u{200b}b"),
        ("a\u200db", "a\\u{200d}b"),
        ("tab\tand\r\nline", "tab and line"),
        ("lone\rreturn", "lone\\u{d}return"),
        ("\U000e0041", "\\u{e0041}"),
        ("\ud800", "\\u{d800}"),
        ("\u3164", "\\u{3164}"),
        ("\u2028", "\\u{2028}"),
        ("no\xa0break", "no break"),
        ("e\u0301", "e\u0301"),
        ("\u0301x", "\u25cc\u0301x"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its non-joiner
        ("क्\u200dष", "क्\u200dष"),  # and Hindi its joiner
        ("👩\u200d⚕️", "👩\u200d⚕️"),
        ("x\ufe0f\ufe0f", "x\ufe0f\\u{fe0f}"),  # a run of selectors can smuggle a text
    ],
)
def test_what_cannot_be_seen_is_written_out_and_what_a_script_needs_is_kept(text: str, shown: str) -> None:
    assert safe_text(text) == shown


def test_line_breaks_stay_only_where_they_are_wanted() -> None:
    assert safe_text("a\r\nb\nc", lines=True) == "a\nb\nc"
    assert safe_text("a\r\nb\nc") == "a b c"


def test_marks_cannot_bury_the_lines_around() -> None:
    shown = safe_text("e" + "\u0301" * 50)
    assert shown.count("\u0301") == 8
    assert shown.count("\\u{301}") == 42


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("hello", 5, "hello"),
        ("hello!", 5, "hell…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("ab  cd", 4, "ab…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("x", 0, ""),
        ("", 3, ""),
    ],
)
def test_texts_are_cut_by_columns_not_by_characters(text: str, width: int, cut: str) -> None:
    assert fit(text, width) == cut


@given(any_text, st.integers(0, 40))
def test_a_cut_text_never_takes_more_columns_than_it_may(text: str, width: int) -> None:
    shown = safe_text(text)
    cut = fit(shown, width)
    assert width_of(cut) <= width
    assert cut == shown or shown.startswith(cut.removesuffix("…"))


@given(any_text, st.integers(1, 20))
def test_a_brief_text_is_the_safe_text_cut(text: str, width: int) -> None:
    assert width_of(brief(text, width)) <= width + 1
    assert len(text) > width or brief(text, width) == fit(safe_text(text), width)


def test_a_brief_text_says_that_it_was_cut() -> None:
    assert brief("a" + "\u0301" * 100, 2).endswith("…")
    assert brief("a" * 1_000_000, 3) == "aa…"


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("none", "as it is", "as it is"),
        ("all", "anything", "*****"),
        ("keep-last-2", "AB123456C", "*****6C"),
        ("keep-last-2", "12345", "*****"),
        ("keep-last-4", "4242 4242 4242 4242", "*****4242"),
        ("keep-last-4", "12345678", "*****"),
        ("email", "jane@example.org", "j***@e***.org"),
        ("email", "j@mail.example.co.uk", "j***@m***.uk"),
        ("email", "jane@secret.photography", "j***@s***.***"),
        ("email", "jane at example dot org", "*****"),
        ("phone", "+44 1632 960123", "+44 ***** **123"),
        ("phone", "+1 (202) 555-0143", "+1 ***** **143"),
        ("phone", "+353 20 911 1234", "+353 ***** **234"),
        ("phone", "01632 960123", "***** **123"),
        ("phone", "555-0143", "***** *****"),
        ("phone", "٠١٦٣٢ ٩٦٠١٢٣", "***** **123"),
        ("date", "17 May 1988", "****-**-**"),
        ("name", "Mara Vale", "M. V."),
        ("name", "one two three four", "o. t. t."),
        ("name", "山田太郎", "*."),
        ("address", "12 Example Street, Leeds", "** ***** ****"),
        ("words", "my daughter Lily", "m*** d*** L***"),
        ("words", "1 2 3 4 5 6 7", "1*** 2*** 3*** 4*** 5*** 6*** …"),
        ("words", "", "*****"),
        ("no such kind", "a secret", "*****"),
    ],
)
def test_each_mask_leaves_what_its_name_says(kind: str, text: str, shown: str) -> None:
    assert mask(kind, text) == shown


# What a mask may keep in a row: the last digits, or an email's ending with its dot.
KEPT = {"keep-last-4": 4, "email": 4, "phone": 4}


@pytest.mark.parametrize("kind", HIDING)
@given(text=st.text(st.characters(exclude_characters="*-")) | st.from_regex(r"\+?[0-9a-zA-Z @.]{0,40}", fullmatch=True))
def test_a_mask_never_leaves_four_characters_in_a_row(kind: str, text: str) -> None:
    shown = mask(kind, text)
    most = KEPT.get(kind, 3)
    runs = [shown[at : at + most + 1] for at in range(len(shown) - most)]
    assert not [run for run in runs if run in text]
    assert len(text) < 4 or text not in shown


@pytest.mark.parametrize("kind", HIDING)
def test_stars_do_not_tell_a_length(kind: str) -> None:
    short, long = "a@b.org 123456789", "a" * 30 + "@" + "b" * 30 + ".org 99123456789"
    assert mask(kind, short).count("*") == mask(kind, long).count("*")


@pytest.mark.parametrize("kind", MASKS)
def test_a_mask_of_a_megabyte_is_short(kind: str) -> None:
    assert len(mask(kind, "a b" * 400_000)) <= 500


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("kind", MASKS)
def test_masks_take_any_text(kind: str, text: str) -> None:
    assert isinstance(mask(kind, text), str)
