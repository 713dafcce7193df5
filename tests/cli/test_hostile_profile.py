"""A profile written by an attacker, through the whole program: real HTTP in, terminal and JSON out."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import jsonschema
import pytest

from footprint_audit import wire
from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit
from footprint_audit.demo import web
from footprint_audit.demo.people import PEOPLE, DemoAccount, accounts

HOSTILE = (
    "\x1b[2J\x1b]0;pwned\x07\x1b]8;;https://evil.example.org\x1b\\click\x1b]8;;\x1b\\ [/nope] [bold red]hi[/] "
    "\u202egnp.exe\u202c \u2066\u2069 \x00\x08\x7f\x9b31m \u200b\u2060\ufeff \U000e0041 \u2028next\u2029 {0} %s "
    "$(id) `id` <script>alert(1)</script> =cmd|'/c calc'!A0 ::set-output name=x::y \ud7ff\uffff"
)


def hostile_accounts(addresses: dict[str, str], whose: str = PEOPLE) -> tuple[DemoAccount, ...]:
    return tuple(
        replace(
            account,
            name=HOSTILE,
            bio=HOSTILE,
            location=HOSTILE,
            fields=((HOSTILE, HOSTILE),),
            posts=tuple(replace(post, text=HOSTILE, title=HOSTILE) for post in account.posts),
        )
        for account in accounts(addresses, whose)
    )


@pytest.fixture(autouse=True)
def hostile_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "accounts", hostile_accounts)


@pytest.mark.parametrize("person", ["nurse", "engineer", "creator"])
def test_nothing_a_terminal_would_obey_is_printed(person: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["demo", person, "--quiet", "--fail-on", "never"]) == Exit.CLEAN
    out, err = capsys.readouterr()
    assert "pwned" in out  # the text is there, as text
    assert [c for c in out + err if (not c.isprintable() and c != "\n") or c in "\u202e\u200b\U000e0041"] == []


def test_the_json_is_valid_and_keeps_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    app.run(["demo", "--quiet", "--format", "json"])
    out = capsys.readouterr().out
    report = json.loads(out)
    jsonschema.validate(report, wire.schema())
    obeyed = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert [c for c in out if unicodedata.category(c) in obeyed and c != "\n"] == []
    bios = [o["profile"]["bio"] for o in report["outcomes"] if o["profile"] and o["profile"]["bio"]]
    assert any("\x1b[2J" in bio for bio in bios)
