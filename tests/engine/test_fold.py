"""Text as rules see it, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.engine.fold import _ALIKE, _PLAINER, CAP, _moved, fold, joined


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Plain ASCII", "plain ascii"),
        ("Ünïcödé", "ünïcödé"),
        ("U\u0308ber", "über"),  # a mark joins the letter before it
        ("ﬁnal", "final"),
        ("İzmir", "izmir"),
        ("Straße", "strasse"),
        ("ＣＡＬＬ　０１６３２", "call 01632"),
        ("٠١٢٣ ۴۵ ४५", "0123 45 45"),
        ("I’m “here” – now", 'i\'m "here" - now'),
        ("pass\u200bword soft\u00adhyphen", "password softhyphen"),
        ("ｶﾞ 각", "ガ 각"),
        ("👩‍⚕️ ok", "👩‍⚕️ ok"),
        ("", ""),
    ],
)
def test_what_looks_the_same_is_spelt_the_same(text: str, folded: str) -> None:
    assert fold(text).folded == folded


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("the ﬁnal word", "word", "word"),
        ("İİİ flurble", "flurble", "flurble"),
        ("ﬂurble!", "flurble", "ﬂurble"),
        ("Ｆｌｕｒｂｌｅ", "flurble", "Ｆｌｕｒｂｌｅ"),
        ("👩‍⚕️ e\u0301 flu\u00adrble", "flurble", "flu\u00adrble"),
        ("ßß straße", "strasse", "straße"),
    ],
)
def test_a_span_leads_back_to_the_words_as_they_were_written(text: str, word: str, original: str) -> None:
    folded = fold(text)
    at = folded.folded.index(word)
    start, end = folded.span(at, at + len(word))
    assert text[start:end] == original


@given(st.text(st.sampled_from("aBs ßẞéİŉ½´’„…٣\u0301\ufe0f\u00ad😀") | st.characters(), min_size=1))
def test_the_quick_paths_spell_as_the_slow_one_does(text: str) -> None:
    quick, slow = fold(text), _moved(text, text.translate(_ALIKE))
    assert (quick.normal, quick.folded) == (slow.normal, slow.folded)
    assert not quick.starts or (quick.starts, quick.ends) == (slow.starts, slow.ends)


def test_many_strangers_at_once_are_spelt_plainly_too() -> None:
    assert fold("".join(_PLAINER)).normal == "".join(_PLAINER.values())


@given(st.text())
def test_the_two_views_are_equally_long_and_every_span_lies_in_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.normal) == len(folded.folded)
    for at in range(len(folded.folded)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(min_size=1), st.data())
def test_spans_keep_their_order(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.folded:
        return
    one, other = sorted(data.draw(st.lists(st.integers(0, len(folded.folded) - 1), min_size=2, max_size=2)))
    assert folded.span(one, one + 1)[0] <= folded.span(other, other + 1)[0]


def test_a_text_is_cut_to_the_cap() -> None:
    assert len(fold("a" * (CAP + 5)).folded) == CAP


@pytest.mark.parametrize("text", ["e" + "\u0301" * 300_000, "a" + "\u0315\u0300" * 150_000, "\u0300\u0315" * 150_000])
def test_marks_without_end_take_no_quadratic_time(text: str) -> None:
    assert len(fold(text).folded) >= len(text) - 1  # nothing is timed: sorting all marks at once takes hours


@pytest.mark.parametrize(
    ("text", "word", "is_whole"),
    [
        ("a flurble.", "flurble", True),
        ("flurbles", "flurble", False),
        ("un_flurble", "flurble", False),
        ("#flurble", "flurble", True),
        ("私は死ねと言った", "死ね", True),  # a script that does not part words
        ("e\u0301a", "a", False),
    ],
)
def test_a_word_is_whole_where_nothing_of_it_goes_on(text: str, word: str, is_whole: bool) -> None:
    at = text.index(word)
    assert (not joined(text, at) and not joined(text, at + len(word))) is is_whole
