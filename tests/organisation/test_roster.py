"""The roster: what it says is read, what is wrong is named by line and column, and private columns are never held."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint_audit.errors import ConfigError
from footprint_audit.model import Context, Handle, Strategy
from footprint_audit.organisation.roster import COLUMNS, read_roster, read_rows
from tests.organisation.made import GOOD_ROW, HEADER, roster_file

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]


def test_a_row_is_read_as_it_says(tmp_path: Path) -> None:
    path = roster_file(
        tmp_path,
        "s-01,mastodon,mara@social.example,,nursing teaching,personal,separate,clients,2026-10-01,2027-01-31,yes\n",
    )
    (member,) = read_roster(path).members
    (row,) = member.rows
    assert row.line == 2
    assert row.handle == Handle("mara", "social.example")
    assert row.context is Context.PERSONAL
    assert (row.notified, row.expires, row.discover) == (date(2026, 10, 1), date(2027, 1, 31), True)
    assert member.professions == ("nursing", "teaching")
    assert member.strategy is Strategy.SEPARATE


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_whatever_a_spreadsheet_wrote_is_read(tmp_path: Path, encoding: str, delimiter: str, ending: str) -> None:
    path = tmp_path / "roster.csv"
    text = (HEADER + GOOD_ROW).replace(",", delimiter).replace("\n", ending)
    path.write_bytes(text.encode(encoding))
    (member,) = read_roster(path).members
    assert member.rows[0].handle == Handle("octo-example")


def test_rows_of_one_subject_come_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [
        "s-02,github,a1,,,,,,2026-10-01,,\n",
        "s-01,github,b1,,,,,,2026-10-01,,\n",
        "s-02,gitlab,a1,,,,,,2026-10-01,,\n",
    ]
    members = read_roster(roster_file(tmp_path, *rows)).members
    assert [(member.subject, [row.line for row in member.rows]) for member in members] == [
        ("s-02", [2, 4]),
        ("s-01", [3]),
    ]


def test_a_quoted_cell_may_hold_a_line_break_and_lines_are_still_right(tmp_path: Path) -> None:
    rows = ['s-01,github,a1,,,,,"two\nlines",2026-10-01,,\n', "s-02,github,???,,,,,,2026-10-01,,\n"]
    with pytest.raises(ConfigError, match="line 4: column handle"):
        read_roster(roster_file(tmp_path, *rows))


def test_columns_that_are_not_the_rosters_are_dropped_and_only_their_headings_are_told(tmp_path: Path) -> None:
    path = roster_file(
        tmp_path, "s-01,github,octo,2026-10-01,CANARY-hunter2\n", header="subject_id,site,handle,notified,Password\n"
    )
    roster = read_roster(path)
    assert roster.dropped == ("Password",)
    assert "CANARY" not in repr(roster)


WRONG = [
    ("", ",github,a1,,,,,,2026-10-01,,\n", "line 2: column subject_id"),
    ("an address is no pseudonym", "mara@example.org,github,a1,,,,,,2026-10-01,,\n", "column subject_id"),
    ("a path", "../x,github,a1,,,,,,2026-10-01,,\n", "column subject_id"),
    ("no account", "s-01,github,,,,,,,2026-10-01,,\n", "column handle: empty"),
    ("no handle", "s-01,github,a b,,,,,,2026-10-01,,\n", "column handle: not a handle"),
    ("a formula", "s-01,github,=cmd(),,,,,,2026-10-01,,\n", "column handle"),
    ("an option", "s-01,github,-rf,,,,,,2026-10-01,,\n", "column handle"),
    ("no address", "s-01,,,ftp://x/y,,,,,2026-10-01,,\n", "column url"),
    ("profession", "s-01,github,a1,,nurse,,,,2026-10-01,,\n", "column profession: 'nurse' is not known"),
    ("context", "s-01,github,a1,,,work,,,2026-10-01,,\n", "column context"),
    ("strategy", "s-01,github,a1,,,,both,,2026-10-01,,\n", "column strategy"),
    ("date", "s-01,github,a1,,,,,,soon,,\n", "column notified: a date is wanted"),
    ("flag", "s-01,github,a1,,,,,,2026-10-01,,maybe\n", "column discover"),
    ("cells", "s-01,github,a1,,,,,,2026-10-01,,,x\n", "line 2: more cells than columns"),
    ("long", f"s-01,github,a1,,,,,{'x' * 5000},2026-10-01,,\n", "line 2: column audience"),
]


@pytest.mark.parametrize(("row", "says"), [(row, says) for _, row, says in WRONG])
def test_what_is_wrong_is_one_line_with_file_line_and_column(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_roster(roster_file(tmp_path, row))
    assert says in caught.value.message
    assert "roster.csv" in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.advice


TOGETHER = [
    (["s-01,github,a1,,,,,,2026-10-01,,\n"] * 2, "the account of line 2 again"),
    (["s-01,github,a1,,,,,,2026-10-01,,\n", "s-02,GitHub,A1,,,,,,2026-10-01,,\n"], "the account of line 2 again"),
    (["s-O1,github,a1,,,,,,2026-10-01,,\n", "s-01,github,b1,,,,,,2026-10-01,,\n"], "look alike"),
    (["s-01,github,a1,,,,separate,,2026-10-01,,\n", "s-01,gitlab,a1,,,,integrated,,2026-10-01,,\n"], "column strategy"),
]


@pytest.mark.parametrize(("rows", "says"), TOGETHER)
def test_rows_that_cannot_stand_together_are_refused(tmp_path: Path, rows: list[str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_roster(roster_file(tmp_path, *rows))


BROKEN = [
    (b"", "empty"),
    (b"name,handle\n", "no column"),
    (HEADER.encode() + b'"s-01,github\n', "not proper CSV"),
    (HEADER.encode() + b"s-01,github,\xff\xfe\x00,,,,,,2026-10-01,,\n", "not text"),
    (HEADER.encode() + b"s-01,github,a\x00b,,,,,,2026-10-01,,\n", "line 2"),
    (HEADER.encode(), "no account in it"),
    (b"subject_id,subject_id,site,notified\n", "two columns"),
]


@pytest.mark.parametrize(("content", "says"), BROKEN)
def test_a_file_that_is_no_roster_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=says):
        read_roster(path)


def test_a_roster_in_toml_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "roster.toml"
    path.write_text(
        '[[account]]\nsubject_id = "s-01"\nsite = "github"\nhandle = "octo-example"\nnotified = 2026-10-01\n'
        'discover = true\nprofession = ["nursing", "teaching"]\n'
    )
    (member,) = read_roster(path).members
    assert member.professions == ("nursing", "teaching")
    assert (member.rows[0].notified, member.rows[0].discover) == (date(2026, 10, 1), True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = [", "not valid TOML"),
        ("[[person]]\n", "account"),
        ('[[account]]\npasword = "x"\n', "unknown key 'pasword'"),
        ("account = [1]\n", "a table is wanted"),
    ],
)
def test_a_broken_roster_in_toml_is_one_error(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "roster.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=says):
        read_roster(path)


def test_a_hundred_thousand_rows_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    with path.open("w") as file:
        file.write(HEADER)
        file.writelines(f"s-{n},github,h{n},,,,,{'x' * 400},2026-10-01,,\n" for n in range(100_000))
    tracemalloc.start()
    with read_rows(path) as (rows, _):
        number = sum(1 for _ in rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 100_000
    assert peak < 4 << 20  # the file itself has 45 MB


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_read_or_be_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes(HEADER.encode() + content)
    with suppress(ConfigError):  # anything else fails the test
        read_roster(path)


@given(st.lists(st.text(max_size=20), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_no_cells_do_anything_but_read_or_be_refused(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    path.write_text(HEADER + quoted + "\n", encoding="utf-8", errors="surrogatepass")
    with suppress(ConfigError):
        read_roster(path)


EXAMPLES = Path(__file__).parents[2] / "examples" / "organisation"


@pytest.mark.parametrize("name", ["roster.csv", "roster.toml"])
def test_the_examples_are_rosters(name: str) -> None:
    assert read_roster(EXAMPLES / name).accounts >= 2
