"""The manifests that Sherlock and Maigret ship in their packages, read whole. `make real-manifests` installs them.

They are looked for among the installed packages, then below the folder that FOOTPRINT_AUDIT_MANIFESTS names (an
environment with the packages in it, say). The counts are taken of the file by other means than our readers, so they
hold for any version of it; those of research (481 of Sherlock, 5,897 of Maigret 0.6.6) are for the very files they are
of.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from footprint_audit.collectors.catalogue.entry import Entry, EvidenceKind
from footprint_audit.collectors.catalogue.handle_pattern import PatternSite, problem_of
from footprint_audit.collectors.catalogue.health import known_handle
from footprint_audit.collectors.catalogue.manifest import Manifest, read_file
from footprint_audit.collectors.made_up import impossible_handle

pytestmark = pytest.mark.real_manifest

PACKAGES = {"sherlock": "sherlock_project", "maigret": "maigret"}


def found(name: str) -> Path:
    """The manifest of that project's package; skips the test where there is none."""
    package = PACKAGES[name]
    spec = find_spec(package)
    places = [Path(place) for place in spec.submodule_search_locations or ()] if spec else []
    if root := os.environ.get("FOOTPRINT_AUDIT_MANIFESTS"):
        places += sorted(Path(root).glob(f"**/site-packages/{package}"))
    for place in places:
        if (path := place / "resources" / "data.json").is_file():
            return path
    pytest.skip(f"{package} is not installed, nor below FOOTPRINT_AUDIT_MANIFESTS: make real-manifests")


@pytest.fixture(params=list(PACKAGES))
def path(request: pytest.FixtureRequest) -> Path:
    return found(request.param)


def raw(path: Path) -> dict[str, dict[str, object]]:
    """The sites as the file has them."""
    data = json.loads(path.read_bytes())
    sites = data.get("sites", data)
    return {name: site for name, site in sites.items() if name != "$schema"}


def kind(entry: Entry, manifest: Manifest) -> str:
    """Which test an entry was made of, told by its signs."""
    led_away = any(302 in sign.statuses for sign in entry.absent)
    gone = any(404 in sign.statuses and not sign.texts for sign in entry.absent)
    return "response_url" if led_away else "status_code" if gone else "message"


def test_every_site_is_an_entry_and_no_key_is_unknown(path: Path) -> None:
    manifest = read_file(path)
    assert [entry.site.name for entry in manifest.entries] == list(raw(path))
    assert len({entry.site.id for entry in manifest.entries}) == len(manifest.entries)
    assert manifest.notes == ()


def test_sherlocks_tests_are_counted_as_they_stand() -> None:
    path = found("sherlock")
    manifest = read_file(path)
    assert Counter(kind(entry, manifest) for entry in manifest.entries) == Counter(
        site["errorType"] for site in raw(path).values()
    )
    assert sum(entry.site.sensitive for entry in manifest.entries) == sum(
        "isNSFW" in site for site in raw(path).values()
    )
    assert sum(isinstance(entry.site, PatternSite) for entry in manifest.entries) == sum(
        "regexCheck" in site for site in raw(path).values()
    )
    assert sum(entry.request.method == "POST" for entry in manifest.entries) == sum(
        site.get("request_method") == "POST" for site in raw(path).values()
    )


def test_maigrets_tests_are_counted_with_their_engines() -> None:
    path = found("maigret")
    manifest, sites = read_file(path), raw(path)
    engines = json.loads(path.read_bytes())["engines"]
    checks = (site.get("checkType") or engines[str(site["engine"])]["site"]["checkType"] for site in sites.values())
    assert Counter(kind(entry, manifest) for entry in manifest.entries) == Counter(checks)
    reasons = Counter(
        "disabled" if site.get("disabled") else "other"
        for site in sites.values()
        if site.get("disabled")
        or site.get("type", "username") != "username"
        or site.keys() & {"protocol", "similarSearch", "activation"}
    )
    off = [entry.disabled for entry in manifest.entries if entry.disabled]
    assert len(off) == reasons.total()
    assert sum("does not work" in why for why in off) == reasons["disabled"]
    mirrors = sum(entry.evidence is EvidenceKind.MIRROR for entry in manifest.entries)
    assert mirrors == sum("source" in site for site in sites.values())
    assert sum(entry.walls_as_answers == (403,) for entry in manifest.entries) == sum(
        bool(site.get("ignore403") or engines.get(site.get("engine"), {}).get("site", {}).get("ignore403"))
        for site in sites.values()
    )


RESEARCH = {  # sha256 of the file -> sites, and how many of each test
    "3fdfc6694c5cd99798881215554b09e617c6d5284a6219fae309882566a9fb30": (
        481, {"status_code": 327, "message": 127, "response_url": 27},
    ),
    "ef6ca66efa174209c10205ff86f7e975b591128681710639fdc786ff05e662da": (
        5897, {"message": 2966, "status_code": 2836, "response_url": 95},
    ),
}  # fmt: skip


def test_the_counts_are_those_of_research_where_the_file_is_the_same(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest not in RESEARCH:
        pytest.skip(f"another version of the file ({digest[:12]}…)")
    manifest = read_file(path)
    count, kinds = RESEARCH[digest]
    assert len(manifest.entries) == count
    assert Counter(kind(entry, manifest) for entry in manifest.entries) == kinds


def test_every_pattern_can_be_asked_and_leaves_room_for_a_handle_that_nobody_has(path: Path) -> None:
    import random

    entries = [entry for entry in read_file(path).entries if not entry.disabled]
    patterned = [entry for entry in entries if isinstance(entry.site, PatternSite)]
    assert [entry.site.id for entry in patterned if problem_of(entry.site.handle_pattern)] == []
    made = [impossible_handle(entry.site, random.Random(1), without=entry.altered) for entry in entries]
    assert [entry.site.id for entry, handle in zip(entries, made, strict=True) if handle is None] == []
    unaskable = [entry.site.id for entry in entries if known_handle(entry) is None]
    assert len(unaskable) <= len(entries) / 50, unaskable


def test_nothing_of_another_programs_identity_is_taken(path: Path) -> None:
    for entry in read_file(path).entries:
        sent = " ".join((entry.request.accept, entry.request.content_type, entry.request.content))
        assert "Mozilla" not in sent
        assert "Bearer" not in sent


def test_it_is_read_in_a_moment(path: Path) -> None:
    content = path.read_bytes()
    started = time.process_time()
    json.loads(content)
    parsed = time.process_time() - started
    started = time.process_time()
    manifest = read_file(path)
    # 65 ms for 3,000 sites is measured in benchmarks/manifests.md; here only an order of magnitude is held.
    assert time.process_time() - started < 20 * parsed + 0.0005 * len(manifest.entries)
