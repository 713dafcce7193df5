"""A verdict needs evidence for both answers, and a wall is neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from footprint_audit.collectors.page import Page
from footprint_audit.collectors.verdict import Marker, Markers, Verdict, decide, refuse_walls
from footprint_audit.collectors.walls import wall_of, walls
from footprint_audit.errors import NoReply
from footprint_audit.model import Reason

PAGES = Path(__file__).parent / "pages" / "html"
URL = "https://forum.example.org/u/maravoss"
MARKERS = Markers(found=Marker(200, "bio"), absent=(Marker(404, "no such person"), Marker(200, "nobody")))


def page(status: int = 200, body: str = "x", location: str = "", url: str = URL, **headers: str) -> Page:
    named = {"content-type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(url, status, named, body.encode(), location)


def reason_of(answer: Page) -> Reason:
    with pytest.raises(NoReply) as failure:
        decide(answer, Markers(found=Marker(200), absent=(Marker(404),)))
    with pytest.raises(NoReply) as again:
        refuse_walls(answer)
    assert failure.value.reason is again.value.reason
    assert failure.value.advice
    return failure.value.reason


# --- both answers need evidence -------------------------------------------------------------------------------------


def test_found_and_absent_are_what_their_markers_say() -> None:
    assert decide(page(200, "<p>bio"), MARKERS) is Verdict.FOUND
    assert decide(page(404, "there is no such person"), MARKERS) is Verdict.ABSENT
    assert decide(page(200, "nobody here"), MARKERS) is Verdict.ABSENT


@pytest.mark.parametrize(
    "answer", [page(200, "neither"), page(404, "page not found"), page(200, "bio of nobody"), page(302, "", "/home")]
)
def test_evidence_for_neither_or_both_is_unclear(answer: Page) -> None:
    with pytest.raises(NoReply) as failure:
        decide(answer, MARKERS)
    assert failure.value.reason is Reason.UNCLEAR


def test_an_empty_body_is_never_an_answer() -> None:
    assert reason_of(page(200, "")) is Reason.UNCLEAR
    assert reason_of(page(404, "")) is Reason.UNCLEAR


def test_a_site_that_says_no_with_a_refusal_is_believed() -> None:
    markers = Markers(found=Marker(200), absent=(Marker(401, "unknown account"),))
    assert decide(page(401, "unknown account"), markers) is Verdict.ABSENT


# --- refusals by status ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *((status, Reason.BLOCKED) for status in (401, 403, 407, 451, 999)),
        (429, Reason.RATE_LIMITED),
        *((status, Reason.SERVER_ERROR) for status in (500, 502, 503, 504, 520)),
    ],
)
def test_a_refusal_by_status_is_unread(status: int, reason: Reason) -> None:
    assert reason_of(page(status, "<p>Something</p>")) is reason
    assert reason_of(page(status, '{"error": "something"}', content_type="application/json")) is reason


def test_an_allowance_that_is_used_up_is_a_rate_limit() -> None:
    assert reason_of(page(403, '{"message": "limit"}', x_ratelimit_remaining="0")) is Reason.RATE_LIMITED


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("https://forum.example.org/login?next=%2Fu%2Fmaravoss", Reason.LOGIN_WALL),
        ("https://forum.example.org/accounts/login/", Reason.LOGIN_WALL),
        ("https://login.example.org/?return=x", Reason.LOGIN_WALL),
        ("https://forum.example.org/i/flow/sign-in", Reason.LOGIN_WALL),
        ("https://forum.example.org/authwall?trk=x", Reason.LOGIN_WALL),
        ("https://consent.example.org/m?continue=x", Reason.CONSENT_WALL),
        ("https://forum.example.org/privacy-gate", Reason.CONSENT_WALL),
    ],
)
def test_a_redirect_to_login_or_consent_is_that_wall(location: str, reason: Reason) -> None:
    assert reason_of(page(302, "", location)) is reason
    assert reason_of(page(200, "<p>after the hop</p>", url=location)) is reason


@pytest.mark.parametrize(
    "location",
    [
        "https://forum.example.org/u/Maravoss",
        "https://forum.example.org/u/loginfan",
        "https://forum.example.org/?next=/login",
    ],
)
def test_a_redirect_elsewhere_is_no_login(location: str) -> None:
    refuse_walls(page(301, "", location))


# --- walls by their looks -------------------------------------------------------------------------------------------

CHALLENGES = {
    "cloudflare": "<title>Just a moment...</title><script>(function(){window._cf_chl_opt={cvId:'3'}})();</script>",
    "cloudflare block": '<title>Attention Required!</title><div id="cf-wrapper"><div class="cf-error-details cf-x">',
    "akamai": "<TITLE>Access Denied</TITLE>You don't have permission<P>Reference&#32;&#35;18&#46;2d</BODY>",
    "akamai challenge": '<div id="sec-if-cpt-container" class="x" data-duration="5"></div>',
    "human": '<div id="px-captcha"></div>',
    "human script": '<script src="https://captcha.px-cdn.net/PX1/captcha.js"></script>',
    "datadome": '<script data-cfasync="false" src="https://ct.captcha-delivery.com/c.js"></script>',
    "imperva": '<iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful.</iframe>',
    "imperva block": '<iframe id="m" src="//x">Request unsuccessful. Incapsula incident ID: 7-1</iframe>',
    "aws": '<script type="text/javascript">window.awsWafList = []; window.gokuProps = {"key":"x"};</script>',
    "anubis": '<script id="anubis_challenge" type="application/json">{"rules":{}}</script>',
    "fastly": '<title>Client Challenge</title><script src="/_fs-ch-1T1wmsGaOgGaSxcX/script.js"></script>',
    "sucuri": "<title>Sucuri WebSite Firewall - Access Denied</title>",
    "ddos-guard": '<title>DDoS-Guard</title><script src="/.well-known/ddos-guard/js-challenge/index.js"></script>',
    "kasada": "<script>window.KPSDK={};</script><script src=\"/149e9513/ips.js?tkrm=1\"></script>",
    "captcha": '<title>Captcha</title><div class="g-recaptcha" data-sitekey="x"></div>',
    "robot": '<title>Forum - Are you a robot?</title><script src="https://js.hcaptcha.com/1/api.js"></script>',
}  # fmt: skip


@pytest.mark.parametrize("status", [200, 202, 404, 403, 503])
@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_is_blocked_whatever_its_status(name: str, status: int) -> None:
    assert (
        reason_of(page(status, f"<!DOCTYPE html><html><head></head><body>bio nobody {CHALLENGES[name]}"))
        is Reason.BLOCKED
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cf_mitigated", "challenge"),
        ("x_datadome", ""),
        ("x_dd_b", "1"),
        ("x_amzn_waf_action", "captcha"),
        ("x_vercel_mitigated", "challenge"),
    ],
)
def test_a_challenge_may_be_known_by_its_header_alone(name: str, value: str) -> None:
    answer = page(200, "<p>bio</p>", **{name: value})
    if name == "x_datadome":  # DataDome marks every page it guards, so that header tells nothing
        assert decide(answer, MARKERS) is Verdict.FOUND
    else:
        assert reason_of(answer) is Reason.BLOCKED


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ((PAGES / "frozen_login.html").read_text(), Reason.LOGIN_WALL),
        ("<title>Photogram • Login</title><input type=password>", Reason.LOGIN_WALL),
        ("<title lang='de'>Anmelden | Forum</title><input name='p' type='password'>", Reason.LOGIN_WALL),
        ("<title>ログイン</title><input type=\"password\">", Reason.LOGIN_WALL),
        ('<title>Before you continue</title><form action="https://consent.example.org/save">', Reason.CONSENT_WALL),
        ('<title>Your privacy</title><form class="consent-form" action="/copyConsent">', Reason.CONSENT_WALL),
        ('<!doctype html><html data-adblockkey="MFww" lang="en"><title>example.org</title>', Reason.CHANGED),
        ("<title>example.org is for sale</title><a href='https://www.hugedomains.com/x.cfm'>", Reason.CHANGED),
        ("<title>Down for maintenance</title>", Reason.SERVER_ERROR),
        ("<title>Forum - We&#39;ll be right back</title>", Reason.SERVER_ERROR),
    ],
)  # fmt: skip
def test_logins_consents_parked_and_closed_sites_are_unread(body: str, reason: Reason) -> None:
    assert reason_of(page(200, body)) is reason


def test_words_and_vendor_scripts_on_an_ordinary_page_are_no_wall() -> None:
    answer = page(200, (PAGES / "talks_of_walls.html").read_text())
    assert wall_of(answer) is None
    assert decide(answer, MARKERS) is Verdict.FOUND


@pytest.mark.parametrize(
    "title",
    [
        "captcha",
        "Just a moment...",
        "Login",
        "Entrar",
        "Human Rights (@hr) • Forum",
        "Access denied",
        "maintenance",
        "DDoS-Guard fan",
    ],
)
def test_a_display_name_alone_is_no_wall(title: str) -> None:
    refuse_walls(page(200, f"<title>{title} (@maravoss)</title><p>bio: captcha, log in, just a moment"))


def test_json_that_fits_a_marker_is_believed_and_json_is_no_wall_page() -> None:
    bio = '{"bio": "<script>window._cf_chl_opt={}</script> <title>Captcha</title><div class=\\"g-recaptcha\\">"}'
    assert decide(page(200, bio, content_type="application/json"), MARKERS) is Verdict.FOUND


def test_every_wall_of_the_table_can_be_told_from_an_empty_page() -> None:
    assert len(walls()) >= 25
    nothing = page(200, "<html><p>bio</p></html>")
    assert not any(wall.stands(nothing) for wall in walls())
    assert all(wall.has == wall.has.lower() and (wall.marks or wall.header) for wall in walls())
