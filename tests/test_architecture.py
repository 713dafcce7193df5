"""The house: who may import whom, one home per library, no cycles. Read from the syntax trees: nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "footprint_audit"

# part -> the parts it may import; a part is the first name below footprint_audit
ARROWS: dict[str, set[str]] = {
    "model": set(),
    "errors": {"model"},
    "staff": {"model"},
    "professions": set(),
    "language": set(),
    "cache": set(),
    "undisturbed": set(),
    "display": {"model"},
    "config": {"model", "errors", "staff"},
    "collectors": {"model", "errors", "cache", "undisturbed"},
    "identity": {"model", "errors"},
    "engine": {"model", "errors", "display", "professions", "cache", "undisturbed"},
    "scoring": {"model", "errors"},
    "wire": {"model", "errors", "display", "staff"},
    "reporters": {"model", "errors", "display", "wire", "staff"},
    "organisation": {"model", "errors", "staff", "professions", "audit"},
    "demo": set(),
    "audit": {"model", "errors", "language", "collectors", "identity", "engine", "scoring"},
    "cli": {
        "model", "errors", "display", "config", "audit", "collectors", "engine", "reporters", "wire", "demo",
        "professions", "organisation", "staff",
    },
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip

# third-party library -> where it lives
HOMES: dict[str, tuple[str, ...]] = {
    "idna": ("collectors/web_address.py",),
    "certifi": ("collectors/transport.py", "collectors/door.py"),
    "bs4": ("collectors/",),
    "lxml": ("collectors/",),
    "rapidfuzz": ("identity/", "collectors/similarity.py"),
    "jinja2": ("reporters/html.py",),
    "markupsafe": ("reporters/html.py",),
    "rich": ("reporters/console", "cli/"),
    "typer": ("cli/",),
    "ahocorasick_rs": ("engine/", "wire/withholding.py", "collectors/walls.py"),
    "phonenumbers": ("engine/",),
}

STANDARD = __import__("sys").stdlib_module_names


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it, as a dotted name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its arrow"
            assert node.module is not None
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def part(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def broken_arrows(path: Path, names: Iterator[str]) -> list[str]:
    own = part(path)
    bad = []
    for name in names:
        pieces = name.split(".")
        if pieces[0] != "footprint_audit" or len(pieces) < 2 or pieces[1] in ("__version__", own):
            continue
        if pieces[1] not in ARROWS[own]:
            bad.append(f"{own} -> {pieces[1]}")
    return bad


def homeless(path: Path, names: Iterator[str]) -> list[str]:
    here = path.relative_to(ROOT).as_posix()
    top = {name.split(".")[0] for name in names} - {"footprint_audit", "__future__"} - set(STANDARD)
    return [name for name in sorted(top) if not any(here.startswith(home) for home in HOMES.get(name, ()))]


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_module_imports_only_where_its_arrow_points(path: Path) -> None:
    assert broken_arrows(path, imports(path)) == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_library_has_one_home(path: Path) -> None:
    assert homeless(path, imports(path)) == []


def test_a_wrong_arrow_and_a_homeless_library_are_seen() -> None:
    engine = ROOT / "engine" / "x.py"
    assert broken_arrows(engine, iter(["footprint_audit.collectors.door.Door"])) == ["engine -> collectors"]
    assert homeless(engine, iter(["idna.encode"])) == ["idna"]
    assert homeless(engine, iter(["pandas"])) == ["pandas"]


def test_no_module_level_import_cycle() -> None:
    graph = {name(path): set(top_level(path)) for path in modules()}
    done: set[str] = set()

    def visit(node: str, trail: tuple[str, ...]) -> None:
        assert node not in trail, f"cycle: {' -> '.join((*trail, node))}"
        if node in done:
            return
        for target in graph.get(node, ()):
            visit(target, (*trail, node))
        done.add(node)

    for node in graph:
        visit(node, ())


def name(path: Path) -> str:
    pieces = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(pieces[:-1] if pieces[-1] == "__init__" else pieces)


def top_level(path: Path) -> Iterator[str]:
    """The modules of ours that a file needs at import time; `from package import submodule` counts as the submodule."""
    known = {name(p) for p in modules()}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("footprint_audit"):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in known else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)


def test_every_part_of_the_package_has_its_arrows_written_down() -> None:
    assert {part(path) for path in modules()} == set(ARROWS)
