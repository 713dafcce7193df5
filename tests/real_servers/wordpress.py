"""A real WordPress (Debian's package, on a private MariaDB and PHP's own web server) with our invented people."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from .people import PEOPLE
from .running import free_port, running, serve_php, wait_for_http, wait_for_port

__all__ = ["Blog", "blog", "missing"]

PROGRAM = Path("/usr/share/wordpress")
THEMES = Path("/var/lib/wordpress/wp-content/themes")
THEME = "twentytwentyone"

CONFIG = """<?php
define('DB_NAME', 'blog'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_CHARSET', 'utf8mb4');
define('DB_HOST', '127.0.0.1:' . getenv('BLOG_DATABASE_PORT'));
define('WP_HOME', getenv('BLOG_ADDRESS')); define('WP_SITEURL', getenv('BLOG_ADDRESS'));
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""

SEED = r"""<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require __DIR__ . '/site/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification($title = '', $url = '', $user = '', $password = '') {}
wp_install('Testblog', 'admin', 'admin@example.com', true, '', 'invented-Pass-1');
switch_theme('twentytwentyone');
foreach (json_decode(file_get_contents(__DIR__ . '/people.json'), true) as $person) {
  $id = wp_insert_user(['user_login' => $person['handle'], 'user_pass' => 'invented-Pass-2', 'role' => 'author',
    'user_email' => $person['handle'] . '@example.org', 'user_url' => $person['website'],
    'display_name' => $person['name'] ?: $person['handle'], 'description' => $person['bio']]);
  foreach ($person['posts'] as $n => [$title, $text])
    wp_insert_post(['post_title' => esc_html($title), 'post_content' => '<p>' . esc_html($text) . '</p>',
      'post_status' => 'publish', 'post_author' => $id, 'post_date_gmt' => sprintf('2025-03-0%d 10:00:00', 9 - $n)]);
}
"""

PERMALINKS = r"""<?php
$_SERVER['HTTP_HOST'] = '127.0.0.1';
require __DIR__ . '/site/wp-load.php';
global $wp_rewrite;
$wp_rewrite->set_permalink_structure($argv[1]);
$wp_rewrite->flush_rules(false);
"""

ROUTER = r"""<?php
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$root = $_SERVER['DOCUMENT_ROOT'];
if ($path !== '/' && (is_file($root . $path) || is_file(rtrim($root . $path, '/') . '/index.php'))) return false;
chdir($root);
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
require $root . '/index.php';
"""


def missing() -> str:
    """Why the blog cannot be started here, or nothing."""
    for program, package in (
        ("php", "php-cli"),
        ("mariadbd", "mariadb-server"),
        ("mariadb-install-db", "mariadb-server"),
    ):
        if not _which(program):
            return f"{program} is not installed (package {package})"
    if not (PROGRAM / "wp-load.php").exists() or not (THEMES / THEME).exists():
        return "WordPress is not installed (packages wordpress, wordpress-theme-twentytwentyone)"
    loaded = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.lower().split()
    return "" if "mysqli" in loaded else "php lacks mysqli (package php-mysql)"


class Blog:
    """A running blog: its base address, and its owner's choice of permalinks."""

    def __init__(self, base: str, folder: Path, environment: dict[str, str]) -> None:
        self.base = base
        self._folder = folder
        self._environment = environment

    def use_permalinks(self, structure: str) -> None:
        """`/%postname%/` for pretty addresses, empty for plain ones."""
        _php(self._folder, "permalinks.php", self._environment, structure)


@contextmanager
def blog(folder: Path) -> Iterator[Blog]:
    """A blog with our people in it."""
    web, database = free_port(), free_port()
    environment = {"BLOG_ADDRESS": f"http://127.0.0.1:{web}", "BLOG_DATABASE_PORT": str(database)}
    _write_site(folder)
    with _database(folder, database):
        _php(folder, "seed.php", environment)
        with serve_php(folder / "site", folder / "router.php", folder / "web.log", environment, web) as base:
            running_blog = Blog(base, folder, environment)
            running_blog.use_permalinks("/%postname%/")
            wait_for_http(f"{base}/wp-json/")
            yield running_blog


def _write_site(folder: Path) -> None:
    unneeded = shutil.ignore_patterns("wp-config.php", "languages")
    shutil.copytree(PROGRAM, folder / "site", ignore=unneeded, ignore_dangling_symlinks=True)
    shutil.copytree(THEMES / THEME, folder / "site/wp-content/themes" / THEME, dirs_exist_ok=True)
    files = {"site/wp-config.php": CONFIG, "seed.php": SEED, "permalinks.php": PERMALINKS, "router.php": ROUTER}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "people.json").write_text(json.dumps([asdict(person) for person in PEOPLE]), encoding="utf-8")


@contextmanager
def _database(folder: Path, port: int) -> Iterator[None]:
    as_root = ["--user=root"] if os.geteuid() == 0 else []  # MariaDB runs as root only when told to
    where = ["--no-defaults", f"--datadir={folder / 'db'}", *as_root]
    install = [_which("mariadb-install-db"), *where, "--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(install, check=True, capture_output=True)
    (folder / "db.sql").write_text("create database blog character set utf8mb4;\n", encoding="utf-8")
    listen = ["--bind-address=127.0.0.1", f"--port={port}", "--socket=db.sock", "--pid-file=db.pid"]
    light = ["--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=0", f"--init-file={folder / 'db.sql'}"]
    with running([_which("mariadbd"), *where, *listen, *light], folder / "db.log"):
        wait_for_port(port)
        yield


def _php(folder: Path, script: str, environment: dict[str, str], *arguments: str) -> None:
    command = ["php", str(folder / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    if done.returncode:
        raise RuntimeError(f"{script} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _which(program: str) -> str:
    """Its path; servers lie outside an ordinary user's PATH."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""
