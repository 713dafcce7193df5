"""A real MediaWiki (Debian's package, on SQLite and PHP's own web server) with our invented people."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .people import PEOPLE, Person
from .running import serve_php, wait_for_http

__all__ = ["missing", "serve_wiki", "set_up_wiki"]

PROGRAM = Path("/usr/share/mediawiki")
EXTENSIONS = ("pdo_sqlite", "mbstring", "xml", "intl")

SETTINGS = """
$wgArticlePath = "/wiki/$1"; $wgUsePathInfo = true; $wgEnableEmail = false; $wgJobRunRate = 0;
$wgServer = "http://" . ($_SERVER["HTTP_HOST"] ?? "127.0.0.1");
"""

ROUTER = r"""<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!str_starts_with($path, '/wiki/')) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_GET['title'] = urldecode(substr($path, 6));
chdir($_SERVER['DOCUMENT_ROOT']);
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
"""


def missing() -> str:
    """Why the wiki cannot be started here, or nothing."""
    if not shutil.which("php"):
        return "php is not installed (package php-cli)"
    if not (PROGRAM / "api.php").exists():
        return "MediaWiki is not installed (package mediawiki)"
    loaded = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.lower().split()
    lacking = [name for name in EXTENSIONS if name not in loaded]
    return f"php lacks {', '.join(lacking)}" if lacking else ""


def set_up_wiki(folder: Path) -> None:
    """Install it, and enter the people and their user pages."""
    (folder / "db").mkdir()
    options = {"dbtype": "sqlite", "dbpath": folder / "db", "confpath": folder, "server": "http://127.0.0.1"}
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    _maintain(folder, "install.php", *arguments, "--scriptpath", "", "--pass", "invented-Pass-1", "Testwiki", "Admin")
    with (folder / "LocalSettings.php").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    (folder / "router.php").write_text(ROUTER, encoding="utf-8")
    for person in PEOPLE:
        _maintain(folder, "createAndPromote.php", person.handle, "invented-Pass-2")
        if person.name:
            _maintain(folder, "edit.php", "-u", person.handle, f"User:{person.handle}", page=user_page(person))


@contextmanager
def serve_wiki(folder: Path) -> Iterator[str]:
    """The wiki that was set up in `folder`, until the block ends."""
    environment = {"MW_CONFIG_FILE": str(folder / "LocalSettings.php")}
    with serve_php(PROGRAM, folder / "router.php", folder / "web.log", environment) as base:
        wait_for_http(f"{base}/api.php?action=query&format=json")
        yield base


def user_page(person: Person) -> str:
    """The wikitext that somebody writes about themselves."""
    details = "\n".join(f"; {label}: {text}" for label, text in person.details.items())
    sections = "\n\n".join(f"== {title} ==\n<nowiki>{text}</nowiki>" for title, text in person.posts)
    lead = f"'''{person.name}'''\n\n<nowiki>{person.bio}</nowiki>\n\n; Location: {person.location}\n{details}"
    return f"{lead}\n* [{person.website} My website]\n\n{sections}\n"


def _maintain(folder: Path, script: str, *arguments: str, page: str = "") -> None:
    config = folder / "LocalSettings.php"
    environment = {**os.environ, **({"MW_CONFIG_FILE": str(config)} if config.exists() else {})}
    command = ["php", str(PROGRAM / "maintenance" / script), *arguments]
    done = subprocess.run(command, input=page, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(f"{script} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
