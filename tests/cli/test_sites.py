"""`footprint-audit sites`: what is listed, checked and stored, over a small web on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from footprint_audit.cli import app
from footprint_audit.cli.exit import Exit

LOOPBACK = ["--allow-network", "127.0.0.0/8"]
EVIL = "Ink\x1b]0;owned\x07 Well\u202e"


class Web:
    """A server whose sites answer by path: `/KIND/HANDLE`, and files put under `/files/`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.files: dict[str, bytes] = {}
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                status, body = web.answer(self.path)
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/files/elsewhere.json")
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(ConnectionError):  # of whoever found the body too long
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def answer(self, path: str) -> tuple[int, bytes]:
        _, kind, rest = path.split("/", 2)
        person = json.dumps({"@type": "Person", "name": "Quill", "alternateName": rest, "url": f"{self.url}{path}"})
        profile = f"""<html><head><title>{rest}</title><meta property="og:type" content="profile">
            <meta property="og:title" content="{rest}"><script type="application/ld+json">{person}</script></head>
            <body><p class='writer'>{rest} writes about ink and paper</p></body></html>""".encode()
        missing = (404, b"<p>no such writer</p>")
        if kind == "files":
            return (302, b"") if rest == "moved.json" else (200, self.files[rest]) if rest in self.files else missing
        if kind == "right":
            return (200, profile) if rest == "inkwell" else missing
        if kind == "everybody":
            return 200, profile
        if kind == "nobody":
            return missing
        return (403, b"<p>go away</p>") if kind == "wall" else (200, b"<p>hello</p>")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.close()


@pytest.fixture(autouse=True)
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "footprint-audit" / "manifests"


def site(name: str, address: str, **changes: object) -> dict[str, object]:
    return {
        "name": name,
        "uri_check": f"{address}/{{account}}",
        "e_code": 200,
        "e_string": "class='writer'",
        "m_code": 404,
        "m_string": "no such writer",
        "known": ["inkwell"],
        "cat": "social",
        **changes,
    }


def manifest(tmp_path: Path, *sites: object, name: str = "wmn.json") -> str:
    path = tmp_path / name
    path.write_text(json.dumps({"license": [], "authors": [], "categories": [], "sites": list(sites)}))
    return str(path)


def output(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    read = capsys.readouterr()
    return read.out, read.err


# --- list and show ----------------------------------------------------------------------------------------------------


def test_the_list_names_every_entry_and_why_it_is_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = manifest(tmp_path, site("One", "https://a.example.org"), site("Two", "https://b.example.org", valid=False))
    assert app.run(["sites", "list", "--manifest", path]) == Exit.CLEAN
    out, _ = output(capsys)
    assert "github" in out
    assert "wmn:one" in out
    assert next(line for line in out.splitlines() if "wmn:two" in line).endswith("does not work)")


def test_the_list_is_read_back_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = manifest(tmp_path, site(EVIL, "https://a.example.org"))
    assert app.run(["sites", "list", "--format", "json", "--manifest", path]) == Exit.CLEAN
    out, _ = output(capsys)
    assert out.isascii()
    assert out.replace("\n", "").isprintable()
    listed = {one["id"]: one for one in json.loads(out)}
    assert listed["github"]["kind"] == "deep"
    assert listed["mediawiki"]["kind"] == "program"
    entry = listed["wmn:ink-0-owned-well"]
    assert (entry["name"], entry["asks"]) == (EVIL, "GET https://a.example.org/{handle}")


def test_nothing_outside_reaches_the_screen_as_it_came(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = manifest(tmp_path, site(EVIL, "https://a.example.org", e_string=EVIL, cat=EVIL, **{EVIL: 1}))
    app.run(["sites", "list", "--manifest", path])
    app.run(["sites", "show", "wmn:ink-0-owned-well", "--manifest", path])
    out, err = output(capsys)
    for stream in (out, err):
        assert "\x1b" not in stream
        assert "\u202e" not in stream
    assert "\\u{1b}" in out
    assert len(err.splitlines()) == 1


def test_one_entry_is_shown_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = manifest(tmp_path, site("One", "https://a.example.org", headers={"Cookie": "a=1"}, protection=["captcha"]))
    assert app.run(["sites", "show", "wmn:one", "--manifest", path]) == Exit.CLEAN
    out, _ = output(capsys)
    for said in ("200 and \"class='writer'\"", '404 and "no such writer"', "inkwell", "cookie", "captcha"):
        assert said in out


def test_a_deep_site_is_shown_without_a_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["sites", "show", "github"]) == Exit.CLEAN
    assert "https://github.com/{handle}" in output(capsys)[0]


# --- check ------------------------------------------------------------------------------------------------------------


def checked(path: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, str]]:
    code = app.run(["sites", "check", *more, "--manifest", path, "--format", "json", "--quiet", *LOOPBACK])
    return code, {one["id"]: one["state"] for one in json.loads(output(capsys)[0])}


def test_an_entry_is_healthy_only_where_both_answers_are_right(
    tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = ("right", "everybody", "nobody", "wall", "neither")
    path = manifest(tmp_path, *(site(kind, f"{web.url}/{kind}") for kind in kinds))
    code, states = checked(path, capsys)
    assert states == {
        "wmn:right": "healthy",
        "wmn:everybody": "stale",
        "wmn:nobody": "stale",
        "wmn:wall": "walled",
        "wmn:neither": "stale",
    }
    assert code == Exit.FINDINGS


def test_the_impossible_handle_is_new_in_every_run_and_legal_for_the_entry(
    tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sherlock.json"
    entry = {
        "url": f"{web.url}/right/{{}}",
        "urlMain": web.url,
        "errorType": "status_code",
        "username_claimed": "inkwell",
    }
    path.write_text(json.dumps({"Right": {**entry, "regexCheck": "^[a-z]{5,9}$"}}))
    for _ in range(2):
        assert checked(str(path), capsys) == (Exit.CLEAN, {"sherlock:right": "healthy"})
    strange = {one.rpartition("/")[2] for one in web.asked} - {"inkwell"}
    assert len(strange) >= 2
    assert all(one.isalpha() and one.islower() and 5 <= len(one) <= 9 for one in strange)


def test_only_the_entries_named_are_asked(tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    path = manifest(tmp_path, site("One", f"{web.url}/right"), site("Two", f"{web.url}/nobody", valid=False))
    assert checked(path, capsys) == (Exit.CLEAN, {"wmn:one": "healthy"})
    assert checked(path, capsys, "wmn:two") == (Exit.FINDINGS, {"wmn:two": "stale"})


def test_walls_alone_are_incomplete_and_a_closed_port_is_said_as_such(
    tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manifest(tmp_path, site("Wall", f"{web.url}/wall"), site("Shut", "http://127.0.0.1:1/x"))
    assert checked(path, capsys) == (Exit.INCOMPLETE, {"wmn:wall": "walled", "wmn:shut": "unreachable"})


def test_a_known_handle_that_would_be_altered_is_passed_over(
    tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = site("One", f"{web.url}/right", known=["ink.well", "a b", "inkwell"], strip_bad_char=".")
    assert checked(manifest(tmp_path, entry), capsys)[0] == Exit.CLEAN


# --- audit ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stored", [False, True])
def test_audit_asks_the_sites_of_a_manifest_be_it_a_file_or_stored(
    tmp_path: Path, web: Web, capsys: pytest.CaptureFixture[str], stored: bool
) -> None:
    path = manifest(tmp_path, site("One", f"{web.url}/right"), site("Two", f"{web.url}/x", cat="dating"))
    if stored:
        assert app.run(["sites", "import", path, "--as", "mine"]) == Exit.CLEAN
    name = "mine" if stored else path
    code = app.run(["audit", "inkwell", "--sites", "none", "--manifest", name, "--format", "json", *LOOPBACK])
    out, err = output(capsys)
    report = json.loads(out[out.index("{") :])
    assert code == Exit.CLEAN
    assert [(one["site"], one["outcome"]) for one in report["outcomes"]] == [("wmn:one", "profile")]
    assert "1 of 2 sites are not asked" in err


# --- update and import ------------------------------------------------------------------------------------------------


def update(web: Web, file: str, name: str = "whatsmyname") -> int:
    return app.run(["sites", "update", name, "--from", f"{web.url}/files/{file}", *LOOPBACK])


def test_a_downloaded_manifest_is_kept_with_where_it_is_from(
    tmp_path: Path, web: Web, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web.files["wmn.json"] = Path(manifest(tmp_path, site("One", "https://a.example.org"))).read_bytes()
    assert update(web, "wmn.json") == Exit.CLEAN
    out, _ = output(capsys)
    assert "CC BY-SA 4.0" in out
    assert "under that same licence" in out
    sidecar = json.loads((data_home / "whatsmyname.json").read_text())
    assert sidecar["source"] == f"{web.url}/files/wmn.json"
    assert (data_home / sidecar["file"]).read_bytes() == web.files["wmn.json"]
    assert {path.stat().st_mode & 0o777 for path in data_home.iterdir()} == {0o600}


def test_what_changed_is_said(tmp_path: Path, web: Web, data_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, three = (site(name, f"https://{name.lower()}.example.org") for name in ("One", "Two", "Three"))
    for sites in ([one, two], [one, two], [{**one, "m_code": 410}, three]):
        web.files["wmn.json"] = Path(manifest(tmp_path, *sites)).read_bytes()
        assert update(web, "wmn.json") == Exit.CLEAN
    out, _ = output(capsys)
    assert "nothing was stored" in out
    assert "nothing changed" in out
    for line in ("1 added: wmn:three", "1 gone: wmn:two", "1 changed: wmn:one"):
        assert line in out
    assert len(list(data_home.iterdir())) == 2


BAD = {
    "not_json.json": (b"<html>", Exit.USAGE),
    "no_sites.json": (b'{"sites": []}', Exit.USAGE),
    "other.json": (b'{"X": {"errorType": "status_code", "url": "https://x.example.org/{}"}}', Exit.USAGE),
    "huge.json": (b" " * (17 * 1024 * 1024), Exit.INCOMPLETE),
    "missing.json": (None, Exit.INCOMPLETE),
    "moved.json": (None, Exit.INCOMPLETE),
}


@pytest.mark.parametrize("file", BAD)
def test_what_cannot_be_read_leaves_the_last_good_copy(
    file: str, tmp_path: Path, web: Web, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web.files["wmn.json"] = Path(manifest(tmp_path, site("One", "https://a.example.org"))).read_bytes()
    update(web, "wmn.json")
    before = {path.name: path.read_bytes() for path in data_home.iterdir()}
    output(capsys)
    content, code = BAD[file]
    if content is not None:
        web.files[file] = content
    assert update(web, file) == code
    lines = output(capsys)[1].strip().splitlines()
    assert [line.split(":")[0] for line in lines] == ["error", "advice"]
    assert {path.name: path.read_bytes() for path in data_home.iterdir()} == before


def test_a_stored_manifest_that_was_changed_is_refused(
    tmp_path: Path, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app.run(["sites", "import", manifest(tmp_path, site("One", "https://a.example.org"))])
    (kept,) = data_home.glob("*.manifest")
    kept.write_bytes(kept.read_bytes().replace(b"a.example", b"b.example"))
    output(capsys)
    assert app.run(["sites", "list", "--manifest", "whatsmyname"]) == Exit.USAGE
    assert "sha256 differs" in output(capsys)[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"file": "../../secret"},
        {"file": "other.manifest"},
        {"sites": "x"},
        {"excluded": [1]},
        {"name": "sherlock"},
        None,
    ],
)
def test_a_sidecar_that_was_changed_leads_nowhere(
    changes: dict[str, object] | None, tmp_path: Path, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app.run(["sites", "import", manifest(tmp_path, site("One", "https://a.example.org"))])
    path = data_home / "whatsmyname.json"
    path.write_text("[" * 9999 if changes is None else json.dumps({**json.loads(path.read_text()), **changes}))
    output(capsys)
    assert app.run(["sites", "list", "--manifest", "whatsmyname"]) == Exit.USAGE
    assert "not what we stored" in output(capsys)[1]


def test_sherlocks_failing_entries_beside_an_imported_file_are_kept_with_it(
    tmp_path: Path, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = {"url": "https://a.example.org/{}", "urlMain": "x", "errorType": "status_code", "username_claimed": "x"}
    (tmp_path / "data.json").write_text(json.dumps({"One": entry, "Two": {**entry, "url": "https://b.example.org/{}"}}))
    (tmp_path / "false_positive_exclusions.txt").write_text("Two\n")
    assert app.run(["sites", "import", str(tmp_path / "data.json")]) == Exit.CLEAN
    assert "2 sites, 1 of them asked" in output(capsys)[0]
    app.run(["sites", "list", "--manifest", "sherlock"])
    assert "daily check" in output(capsys)[0]


def test_update_takes_the_projects_companions_along(
    tmp_path: Path, web: Web, data_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from footprint_audit.collectors.catalogue import stored

    entry = {"url": "https://a.example.org/{}", "urlMain": "x", "errorType": "status_code", "username_claimed": "x"}
    web.files |= {"s.json": json.dumps({"One": entry}).encode(), "s.txt": b"One\n"}
    site = {"url": "https://a.example.org/{username}", "checkType": "status_code", "usernameClaimed": "x"}
    web.files |= {"m.json": json.dumps({"sites": {"One": site}}).encode(), "m.meta": b'{"data_sha256": "00"}'}
    sources = {
        "sherlock": stored.Source(f"{web.url}/files/s.json", "MIT", f"{web.url}/files/s.txt"),
        "maigret": stored.Source(f"{web.url}/files/m.json", "MIT", f"{web.url}/files/m.meta"),
    }
    monkeypatch.setattr(stored, "SOURCES", sources)
    assert app.run(["sites", "update", "sherlock", *LOOPBACK]) == Exit.CLEAN
    assert "1 sites, 0 of them asked" in output(capsys)[0]
    assert app.run(["sites", "update", "maigret", *LOOPBACK]) == Exit.USAGE
    assert "db_meta.json" in output(capsys)[1]


def test_a_pattern_that_is_none_is_said_when_a_manifest_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = {"url": "https://a.example.org/{}", "urlMain": "x", "errorType": "status_code", "username_claimed": "x"}
    (tmp_path / "data.json").write_text(json.dumps({"One": {**entry, "regexCheck": "a("}}))
    assert app.run(["sites", "import", str(tmp_path / "data.json")]) == Exit.CLEAN
    assert "sherlock:one: its pattern for handles cannot be asked" in output(capsys)[1]


WRONG: list[tuple[list[str], str]] = [
    (["sites", "show", "githup"], "did you mean 'github'?"),
    (["sites", "list", "--format", "xml"], "not a format"),
    (["sites", "list", "--manifest", "maigret"], "sites update maigret"),
    (["sites", "list", "--manifest", "missing.json"], "cannot be read"),
    (["sites", "check", "nowhere9"], "there is no site"),
    (["sites", "update", "snoop"], "known: whatsmyname, sherlock, maigret"),
    (["sites", "update", "sherlock", "--from", "http://x.example.org/data.json"], "https"),
    (["sites", "import", "missing.json"], "cannot be read"),
]


@pytest.mark.parametrize(("args", "says"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_wrong_command_is_one_error_with_advice(
    args: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(args) == Exit.USAGE
    error = output(capsys)[1]
    assert says in error
    assert [line.split(":")[0] for line in error.strip().splitlines()] == ["error", "advice"]


def test_a_name_that_is_a_path_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = manifest(tmp_path, site("One", "https://a.example.org"))
    assert app.run(["sites", "import", path, "--as", "../x"]) == Exit.USAGE
    assert "no name for a manifest" in output(capsys)[1]
