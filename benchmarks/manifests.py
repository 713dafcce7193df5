"""CPU of reading a manifest, its JSON included, beside parsing that JSON alone and beside one `re.compile` a pattern.

    python benchmarks/manifests.py [FOLDER]

Reads manifests of 3,000 sites made here in each format, and the real ones found below FOLDER (`.venv-manifests`, which
`make real-manifests` fills). Best of ROUNDS, interleaved. Target: 65 ms for 3,000 sites.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from footprint_audit.collectors.catalogue.handle_pattern import finds
from footprint_audit.collectors.catalogue.manifest import read

ROUNDS = 11
SITES = 3000
HANDLES = ("maravoss", "mara-voss_1990", "x" * 64)
PATTERNS = (r"^[a-zA-Z0-9_-]{3,30}$", r"^[a-z]+(-[a-z]+)*$", r"^(?!-)[a-z0-9-]{2,255}(?<!-)$", r"^((?!\.).)*$")


def whatsmyname() -> dict[str, object]:
    """As long as the real entries are: 310 bytes each."""
    sites = [
        {
            "name": f"Writers' forum {i}", "uri_check": f"https://forum{i}.example.org/members/{{account}}/about",
            "e_code": 200, "e_string": "<title>Profile of a writer", "m_code": 404, "cat": "social",
            "m_string": "The page that you asked for is not here", "known": ["inkwell", "quill"],
        }
        for i in range(SITES)
    ]  # fmt: skip
    return {"license": [], "authors": [], "categories": [], "sites": sites}


def sherlock() -> dict[str, object]:
    """Two thirds by status, one third by message, a fifth with a pattern."""
    return {
        f"Writers' forum {i}": {
            "url": f"https://forum{i}.example.org/members/{{}}/about", "urlMain": f"https://forum{i}.example.org/",
            "username_claimed": "inkwell",
            **({"errorType": "status_code"} if i % 3 else {"errorType": "message", "errorMsg": "no such member here"}),
            **({} if i % 5 else {"regexCheck": rf"^[a-zA-Z][\w-]{{2,{i % 40 + 3}}}$"}),
        }
        for i in range(SITES)
    }  # fmt: skip


def maigret() -> dict[str, object]:
    """Three in five by an engine."""
    engine = {
        "url": "{urlMain}{urlSubpath}/members/?username={username}", "checkType": "message",
        "presenseStrs": ["memberHeader-content", "profilePage", "Вы должны быть авторизованы"],
        "absenceStrs": ["The member cannot be found.", "Пользователь не найден"],
    }  # fmt: skip
    own = {"url": "https://forum.example.org/u/{username}", "checkType": "message", "absenceStrs": ["nobody here"]}
    sites = {
        f"Writers' forum {i}": {
            "urlMain": f"https://forum{i}.example.org", "tags": ["us", "forum"], "usernameClaimed": "inkwell",
            "usernameUnclaimed": "noonewouldeverusethis7", **({"engine": "Forum"} if i % 5 > 1 else own),
        }
        for i in range(SITES)
    }  # fmt: skip
    return {"sites": sites, "engines": {"Forum": {"name": "Forum", "site": engine}}, "tags": []}


def cpu(work: Callable[..., object], *given: object) -> float:
    """Process seconds of one call."""
    started = time.process_time()
    work(*given)
    return time.process_time() - started


def main() -> None:
    files = {
        f"{made.__name__}, made": json.dumps(made(), indent=1).encode() for made in (whatsmyname, sherlock, maigret)
    }
    for path in sorted(Path(sys.argv[1]).glob("**/resources/data.json")) if len(sys.argv) > 1 else ():
        files[f"{path.parents[1].name}, real"] = path.read_bytes()
    best = {name: [float("inf")] * 2 for name in files}
    for _ in range(ROUNDS):
        for name, content in files.items():
            best[name][0] = min(best[name][0], cpu(json.loads, content))
            best[name][1] = min(best[name][1], cpu(read, content, "x"))
    print("| manifest | sites | JSON alone, ms | read, ms | read, ms a 3,000 sites |\n|---|---|---|---|---|")
    for name, content in files.items():
        count = len(read(content, "x").entries)
        parsed, whole = (1000 * seconds for seconds in best[name])
        print(f"| {name} | {count} | {parsed:.1f} | {whole:.1f} | {whole * SITES / count:.0f} |")
    first = cpu(lambda: [finds(pattern, "mara") for pattern in PATTERNS])
    again = min(cpu(lambda: [finds(p, h) for p in PATTERNS for h in HANDLES]) for _ in range(ROUNDS))
    evil = cpu(lambda: finds("^(a+)+$", "a" * 63 + "!"))
    print(f"\na handle against a pattern: {1e6 * first / len(PATTERNS):.0f} µs the first time, ", end="")
    print(
        f"{1e6 * again / len(PATTERNS) / len(HANDLES):.0f} µs then; `^(a+)+$` on its evil handle: {1000 * evil:.1f} ms"
    )


if __name__ == "__main__":
    main()
