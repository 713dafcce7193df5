"""CSV: what a spreadsheet would compute is text, and what was written is read back."""

from __future__ import annotations

import pytest

from footprint_audit.display import safe_text
from footprint_audit.model import Report
from footprint_audit.reporters import Style, named
from tests import samples
from tests.reporters.readers import read_csv


def rows(report: Report) -> list[dict[str, str]]:
    return read_csv(named("csv").render(report, Style()))


def test_there_is_a_row_for_each_finding_worst_first_and_then_for_each_account() -> None:
    records = [row["record"] for row in rows(samples.mara())]
    assert records == ["finding"] * 8 + ["suppressed"] + ["profile"] * 3 + ["absent"] * 8 + ["unread"] * 3
    worst = [row["severity"] for row in rows(samples.mara())[:8]]
    assert worst == ["high"] * 3 + ["medium"] * 3 + ["low"] * 2


def test_a_row_says_what_the_report_says() -> None:
    first, last = rows(samples.mara())[0], rows(samples.mara())[-1]
    assert first["evidence"] == "+44 ***** **123"
    assert (first["share"], first["without"]) == ("0.2965", "75")
    assert (last["reason"], last["handle"]) == ("login_wall", "mara_vale")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(1)", "＝1", "＋1", "－1", "＠1", "  =1", "'=1", "'plain", 'say "x"', "a,b", "plain"],
)
def test_a_cell_is_read_back_as_it_was(text: str) -> None:
    assert rows(samples.one_text(text))[0]["title"] == safe_text(text).strip()


@pytest.mark.parametrize("start", ["\t=1", "\r\n=1", "\n@x"])
def test_a_tab_or_line_break_does_not_hide_a_formula(start: str) -> None:
    assert "'" in named("csv").render(samples.one_text(start), Style())
    assert rows(samples.one_text(start))  # the reader refuses formulas


def test_every_cell_is_quoted() -> None:
    for line in named("csv").render(samples.mara(), Style()).splitlines():
        assert line.startswith('"')
        assert line.endswith('"')
        assert line.count('","') == 17
