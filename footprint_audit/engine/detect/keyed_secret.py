"""A random string beside a word that says it is a key: `api_key = …`, `token: …`, `Authorization: Bearer …`.

We walk from string to string, since long random ones are rare, and read backwards from each: to the word, over the
sign between the two. The name of a service may stand for the word ("algolia: 6be0…"), where the sign is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span, lazy, words
from footprint_audit.engine.validators import Verdict
from footprint_audit.engine.validators.tokens import mixed
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 200  # strings looked at in one text

_REACH = 70  # characters before it in which the word stands
_SERVICES = words("services")
_STRING = lazy(r"(?<![A-Za-z0-9+_.~/-])[A-Za-z0-9][A-Za-z0-9_+/.~!$%^*-]{13,511}[A-Za-z0-9_+/-]={0,2}(?![A-Za-z0-9_])")
_SAYS_KEY = lazy(
    r"(?i)(?:(?<![a-z])(?:key|token|secret|pass|auth|bearer|basic|pat|sid|dsn|psk|salt|sas|signature|sig|hmac)s?"
    r"(?![a-z])"
    r"|[_.-](?:key|token|secret|pass|pwd|auth|id)s?(?![a-z])"
    r"|passw(?:or)?d|passphrase|(?:secret|access|api|app|auth|private|account|client|license|subscription|write"
    r"|admin|deploy|master)[_ .-]{0,2}(?:key|token|secret|id)"
    r"|(?:api|auth|access|refresh|bot|user|server|publish|session|security)[_-]?tokens?|credentials?|webhook"
    r"|integration)"
)
_SIGN = lazy(
    r"(?:[\"'`\])>}]{0,3}\s{0,6}(?:=>|:=|={1,3}|::?|\|\||[,|>])\s{0,6}[\"'`(\[{<]{0,3}\s{0,2}"
    r"(?:(?i:bearer|basic|token|bot|apikey|api-key|key|new|string)[ :=]{1,2}[\"']?)?|\s?(?i:bearer|basic|token|bot"
    r"|is|was)\s{1,2}[\"'`]{0,1}|[A-Za-z]\s{1,2}[\"'`]|(?<![A-Za-z])(?i:\w{0,20}[_-])?(?i:key|token|secret|pat)\s"
    r"|--?[a-z-]{0,20}(?:key|token|secret|password|auth)[ =]{1,2}[\"']?)$"
)
_SENTENCE_END = lazy(r"[.!?;]\s")
_ADDRESS = lazy(
    r"(?i)(?:https?|ftp|wss?|file|git|spotify|urn|data)[:/]\S*$|www\.\S*$|[\w-]\.(?:com|org|net|io|co|gov|edu)/\S*$"
)
_PARAMETER = lazy(r"(?i)[?&#][\w.-]{0,30}(?:key|token|secret|auth|sig|signature|password|code|appid|pass|api)=$")
_FILLED = lazy(
    r"(?i)example|placeholder|changeme|your[_-]|xxxx|\.\.\.|\$\{|process\.env|environ|redacted|(.)\1{6}|1234567890$"
    r"|undefined|localhost"
)
_WORDY = lazy(r"[a-z]{9,}|(?:[A-Za-z][a-z]{3,}[_./-]){2,}")
_SHA = lazy(
    r"(?i)(?:commit|sha-?\d{0,3}|md5|checksum|digest|hash|integrity|rev|revision|etag|uuid|guid|fingerprint)\W{0,12}$"
)
_SERVICE_BEFORE = lazy(r"(?i)(?<![a-z])(?:" + "|".join(map(re.escape, _SERVICES)) + r") {1,2}$")
_CHECK_SUM = lazy(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")
_SERVICE = lazy(r"(?i)(?<![a-z])(?:" + "|".join(map(re.escape, _SERVICES)) + r")(?![a-z]|\.(?:com|org|net|io|dev))")


def _find(text: str) -> Iterator[Span]:
    for found in islice(_STRING().finditer(text), MOST):
        start, end = found.span()
        if _is_random(found[0]) and (
            _is_key(text, start) or _is_of_service(found[0], text[max(0, start - 20) : start])
        ):
            yield Span(start, end, Verdict.OK, found[0])


def _is_random(token: str) -> bool:
    """Digits and letters, well mixed, and no words, paths or placeholders."""
    digits = sum(map(token.count, "0123456789"))
    least = 2 if token.islower() or token.isupper() else 1  # letters of both cases mix without digits
    if digits < least or digits == len(token) or _FILLED().search(token):
        return False
    if token.count("/") > 3 or token.count(".") > 3 or (digits < len(token) / 7 and _WORDY().search(token)):
        return False
    share, bits = mixed(token.replace("-", "").removeprefix("0x"))
    return share >= 0.7 and bits >= 2.8 and (bits >= 3.4 or digits >= 4)


def _is_key(text: str, start: int) -> bool:
    low = max(0, start - _REACH)
    before = text[low:start]
    if _PARAMETER().search(before):
        return True
    if _ADDRESS().search(before) or _SHA().search(before):
        return False
    sign = _SIGN().search(before)
    if not sign:
        return False
    named = before[: sign.end()]
    end = [stop.end() for stop in _SENTENCE_END().finditer(named)]
    named = named[end[-1] :] if end else named
    return bool(_SAYS_KEY().search(named) or _SERVICE().search(named))


def _is_of_service(token: str, before: str) -> bool:
    """A long string right after the name of a service, and not a check sum of what the service keeps."""
    named = _SERVICE_BEFORE().search(before)
    return bool(named) and len(token) >= 26 and not _CHECK_SUM().fullmatch(token) and "/" not in token


_GATE = (
    "key", "token", "secret", "pass", "auth", "bearer", "basic", "credential", "webhook", "_pat", "_sid", "dsn", "psk",
    "_id", "client", "salt", "appid=", *(service for service in _SERVICES if len(service) > 3),
)  # fmt: skip

detector = Detector(Gate(digits=1, any=_GATE), _find)
