"""A password somebody wrote down: in a setting (`DB_PASSWORD=…`) or on a command line (`-u ana:…`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from footprint_audit.engine.detect import Detector, Span, lazy
from footprint_audit.engine.validators import Verdict
from footprint_audit.engine.validators.tokens import mixed
from footprint_audit.model import Gate

__all__ = ["detector"]

MOST = 200  # settings looked at in one text
_SETTING = lazy(
    r"(?i)(?:passwords?|passwd|passphrase|pwd|passwort|contraseña|senha|_pass|_pw|(?<![^\W_])mdp)"
    r"[\"'\]]{0,2}\s{0,3}(?:=>|:=|={1,2}|:)\s{0,3}[\"'`]?(?P<word>[^\s\"'`<>]{6,64})"
)
_LOGIN = lazy(
    r"(?<!\w)(?:curl|wget|http|https|mysql|psql|sshpass|ldapsearch|docker login|net use)\s[^\n]{0,80}?(?:-u|--user"
    r"|-p|-w|--password)[ =]?[\"']?(?:[\w.@-]{1,40}:)?(?P<word>[^\s\"'$<>]{6,64})"
)
_NO_PASSWORD = lazy(
    r"(?i)[$%]\{?[\w({]|<|\{\{|^(?:passw\w*|secret\w*|changeme\w*|example\w*|your\w*|my\w*|test\w*|hunter2"
    r"|letmein\w*|qwert\w*|abc123\w*"
    r"|xxx\w*|\*+|none|null|true|false|undefined|required|string|prompt|p[a4]ssw[o0]rd\w*|admin\w*|default\w*"
    r"|redacted|foobar\w*)$"
    r"|env[.\[(]|getenv|config\.|process\.|self\.|this\.|\(\)|https?:|(.)\1{4}|^[\w.]+\("
)


def _find(text: str) -> Iterator[Span]:
    for pattern in (_SETTING, _LOGIN):
        for found in islice(pattern().finditer(text), MOST):
            word = found["word"].rstrip(".,;)]}")
            if _is_password(word):
                yield Span(found.start("word"), found.start("word") + len(word), Verdict.OK, word)


def _is_password(word: str) -> bool:
    """Letters with digits or signs among them, and none of the words that stand for a password."""
    if len(word) < 6 or _NO_PASSWORD().search(word) or not any(char.isalpha() for char in word):
        return False
    kinds = [any(map(test, word)) for test in (str.isdigit, str.isupper, str.islower)]
    signs = any(not char.isalnum() and char not in ".,-'/…" for char in word[:-1])
    return (kinds[0] or (signs and kinds[1])) and mixed(word)[1] >= 2.2


detector = Detector(
    Gate(any=("passw", "passphrase", "pwd", "contraseña", "senha", "_pass", "_pw", "mdp", "curl ", "mysql ", "psql ")),
    _find,
)
