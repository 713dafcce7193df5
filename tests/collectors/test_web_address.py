"""An address is read as other programs read it, or refused: held to httpx's reading, whatever the text."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from footprint_audit.collectors.web_address import web_address
from footprint_audit.errors import NoReply

HOSTS = st.one_of(
    st.sampled_from(
        ["example.org", "EXAMPLE.org", "[::1]", "[2001:db8::1]", "127.0.0.1", "bücher.example", "127.1", "a_b.c"]
    ),
    st.text("aZ09.-_[]:@%ü~", min_size=1, max_size=12),
)
PORTS = st.sampled_from(["", "", ":", ":80", ":443", ":8080", ":0", ":99999", ":x"])
PATHS = st.text("/.%aZ09é?#&=+~!'()*,;:@[]{}|^`\"<>$-_", max_size=20).map(lambda rest: f"/{rest}" if rest else rest)


@given(scheme=st.sampled_from(["http", "https"]), host=HOSTS, port=PORTS, path=PATHS)
@example(scheme="https", host="example.org", port="", path="/%zz/%41/../é?q={a}&b=%")
@example(scheme="https", host="example.org", port="", path="?q")
@example(scheme="https", host="example.org", port="", path="/a/./b/../../c/..")
def test_what_is_read_is_what_httpx_reads(scheme: str, host: str, port: str, path: str) -> None:
    text = f"{scheme}://{host}{port}{path}"
    try:
        ours = web_address(text)
    except NoReply:
        return
    theirs = httpx.URL(text)
    assert (ours.scheme, ours.host) == (theirs.scheme, theirs.raw_host.decode())
    assert ours.port == (theirs.port or {"http": 80, "https": 443}[theirs.scheme])
    assert (ours.lane, ours.target) == (theirs.netloc.decode(), theirs.raw_path.decode())
    assert ours.text == str(theirs.copy_with(fragment=None)).removesuffix("#")
    assert web_address(ours.text) == ours


def test_a_scheme_may_be_written_in_capitals() -> None:
    assert web_address("HTTP://Example.org:80/A") == web_address("http://example.org/A")


@given(base=PATHS, location=st.text("/.%aé?#&=@ex-", max_size=20))
def test_a_redirect_leads_where_httpx_says(base: str, location: str) -> None:
    address = web_address(f"https://example.org:8443{base}")
    led = address.joined(location)
    if led is not None:
        assert led.text == str(httpx.URL(address.text).join(location).copy_with(fragment=None)).removesuffix("#")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ftp://example.org/", "only http:// and https://"),
        ("example.org", "only http:// and https://"),
        ("http:example.org", "only http:// and https://"),
        ("http:///path", "only http:// and https://"),
        ("https://mara:secret@example.org/", "name or password"),
        ("https://example.org@127.0.0.1/", "name or password"),
        ("https://example.org:0/", "port"),
        ("https://example.org:65536/", "port"),
        ("https://example.org:port/", "not one of the web"),
        ("https://exa%6dple.org/", "not one of the web"),
        ("https://300.1.1.1/", "not one of the web"),
        ("https://[::1/", "not one of the web"),
        ("https://[zz]/", "not one of the web"),
        ("https://\u2064.example/", "not one of the web"),
        ("https://example.org/\ud800", "not one of the web"),
        ("https://example.org/a b", "spaces"),
        ("https://example.org\\@evil.example/", "backslashes"),
        ("https://example.org/\r\nHost: evil.example", "control"),
        ("https://example.org/" + "a" * 8200, "too long"),
    ],
)
def test_what_two_programs_could_read_differently_is_no_address(text: str, why: str) -> None:
    with pytest.raises(NoReply) as refused:
        web_address(text)
    assert why in refused.value.advice
