"""What we ship: the wheel built from the sdist, installed alone, away from the checkout. Run by `make wheel`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(
    not os.environ.get("FOOTPRINT_AUDIT_WHEEL"), reason="needs a built wheel: run 'make wheel'"
)


@pytest.fixture(scope="module")
def wheel() -> Path:
    (found,) = (ROOT / "dist").glob("*.whl")
    return found


def test_the_wheel_holds_every_rule_and_data_file(wheel: Path) -> None:
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("footprint_audit/")}
    rules = {f"footprint_audit/rules/{p.relative_to(ROOT / 'rules').as_posix()}" for p in (ROOT / "rules").rglob("*.*")}
    package = {
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / "footprint_audit").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert len(rules) > 5
    (index,) = shipped - rules - package
    assert re.fullmatch(r"footprint_audit/rules/rules-[0-9a-f]{16}-[0-9a-f]{16}\.json", index)
    assert package | rules < shipped


LOAD = "from footprint_audit.engine import load_rules; print(len(load_rules().rules))"


def test_the_index_in_the_wheel_is_read_while_it_fits_the_rule_files(wheel: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache" / "footprint-audit"
    zipfile.ZipFile(wheel).extractall(site)
    ours = next(Path(p) for p in sys.path if p.endswith("site-packages"))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site) + os.pathsep + str(ours), "HOME": str(tmp_path),
           "XDG_CACHE_HOME": str(cache.parent)}  # fmt: skip

    def loaded() -> str:
        command = [sys.executable, "-c", LOAD]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout

    fresh = loaded()
    assert not cache.exists()  # nothing was read from TOML, so that nothing had to be kept
    changed = site / "footprint_audit" / "rules" / "privacy" / "contact.toml"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# another file now\n", encoding="utf-8")
    assert loaded() == fresh
    assert len(list(cache.iterdir())) == 1


def test_the_installed_wheel_audits_the_demo_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    # The dependencies are borrowed from this environment by a .pth line; only the wheel itself is installed anew.
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    site = next((tmp_path / "env" / "lib").glob("python*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    ours = next(Path(p) for p in sys.path if p.endswith("site-packages"))
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site) + os.pathsep + str(ours), "HOME": str(tmp_path)}
    run = subprocess.run(
        [python, "-m", "footprint_audit", "demo", "--fail-on", "never", "--format", "json"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert '"findings"' in run.stdout
    where = subprocess.run(
        [python, "-c", "import footprint_audit; print(footprint_audit.__file__)"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(site) in where.stdout
