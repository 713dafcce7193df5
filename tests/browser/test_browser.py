"""Reports in a real Chromium: nothing that axe-core knows is wrong, nothing loads, nothing is cut, in four languages.

It needs Chromium (Debian: chromium), Node.js, and `npm ci` in this folder, which `make browser` does. The tests install
nothing themselves.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from footprint_audit.reporters import Style, named
from footprint_audit.reporters.translated_texts import languages
from tests import samples

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = [
    name
    for name, there in (
        ("chromium", CHROMIUM),
        ("node", shutil.which("node")),
        ("tests/browser/node_modules (npm ci --prefix tests/browser)", (HERE / "node_modules").is_dir()),
    )
    if not there
]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")]

FOREIGN = "<b>אבג מרים</b> مرحبا 日本語 نورا " + "x" * 200 + " https://one.example/"


def page(sample: str, language: str = "en") -> str:
    return named("html").render(REPORTS[sample], Style(language=language))


REPORTS = {
    "mara": samples.mara(),
    "empty": samples.empty(),
    "nothing read": samples.nothing_read(),
    "large": samples.large(60, 300),
    "foreign": samples.one_text(FOREIGN),
}
PAGES = [("mara", language) for language in languages()]
PAGES += [(sample, "en") for sample in ("empty", "nothing read", "large", "foreign")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for sample, language in PAGES:
        (folder / f"{sample}-{language}.html").write_text(page(sample, language), encoding="utf-8")
    (folder / "spoilt.html").write_text(spoilt(page("mara")), encoding="utf-8")
    return folder


def spoilt(text: str) -> str:
    """A page with one fault of each sort that is looked for, its style sheet still allowed."""
    text = text.replace("--quiet: #5d6168", "--quiet: #c0c0c0").replace("outline: 3px solid", "outline: 0 solid")
    text = text.replace("max-width: 64rem", "width: 1400px")
    text = text.replace("<main id", '<img src="missing.png"><main id').replace('<h2 id="score">', '<h2 id="found">')
    sheet = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert sheet
    digest = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    return re.sub(r"sha256-[^']+", lambda _: f"sha256-{digest}", text)


@pytest.fixture(scope="module")
def audited(folder: Path) -> dict[str, list[str]]:
    """The problems of each page, by file, colour scheme and width."""
    files = sorted(map(str, folder.glob("*.html")))
    run = subprocess.run(
        ["node", "audit.mjs", str(CHROMIUM), *files], cwd=HERE, capture_output=True, text=True, check=False, timeout=900
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, list[str]] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_nothing_is_wrong_in_light_and_dark_from_telephone_to_desktop(
    page: tuple[str, str], audited: dict[str, list[str]]
) -> None:
    mine = {run: problems for run, problems in audited.items() if f"/{'-'.join(page)}.html " in run}
    assert len(mine) == 6
    assert {run: problems for run, problems in mine.items() if problems} == {}


def test_a_spoilt_page_is_seen(audited: dict[str, list[str]]) -> None:
    for run, problems in audited.items():
        if "/spoilt.html " in run:
            kinds = {problem.split(":")[0].split(" on ")[0] for problem in problems}
            assert {"console", "request", "image-alt", "no focus to be seen"} <= kinds, run
            assert any("wider than the window" in problem for problem in problems)
            assert ("color-contrast" in kinds) == (" light " in run)


def test_the_html_is_valid(folder: Path) -> None:
    files = [str(folder / f"{sample}-{language}.html") for sample, language in PAGES]
    run = subprocess.run(
        ["npx", "--no-install", "html-validate", "--config", "htmlvalidate.json", *files],
        cwd=HERE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    bad = subprocess.run(
        ["npx", "--no-install", "html-validate", "--config", "htmlvalidate.json", str(folder / "spoilt.html")],
        cwd=HERE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "no-dup-id" in bad.stdout
