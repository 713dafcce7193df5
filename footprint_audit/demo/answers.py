"""What the five servers of the demo answer: the public APIs of the programs they claim to run, as far as asked."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from footprint_audit.demo.people import DemoAccount, DemoPost

__all__ = ["PROGRAMS", "Answer", "Question", "server"]


@dataclass(frozen=True, slots=True)
class Question:
    """A request as a server sees it: its own address, the path, the query."""

    base: str
    path: str
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, media type, body."""

    status: int
    body: str
    media: str = "application/json"


Server = Callable[[Question, tuple[DemoAccount, ...]], Answer]


def _json(value: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False))


def _one(accounts: Iterable[DemoAccount], handle: str) -> DemoAccount | None:
    return next((account for account in accounts if account.handle == handle.lower()), None)


def _number(account: DemoAccount) -> int:
    """A made-up id that stays the same: the handle's letters, added up."""
    return sum(map(ord, account.handle))


def _by_number(accounts: Iterable[DemoAccount], number: str) -> DemoAccount | None:
    return next((account for account in accounts if str(_number(account)) == number), None)


def _anchor(url: str) -> str:
    return f'<a href="{html.escape(url)}" rel="me nofollow noopener">{html.escape(url)}</a>'


# --- social: the Mastodon API ----------------------------------------------------------------------------------------


def mastodon(question: Question, accounts: tuple[DemoAccount, ...]) -> Answer:
    parts = question.path.strip("/").split("/")
    if parts == ["api", "v1", "accounts", "lookup"]:
        account = _one(accounts, question.query.get("acct", ""))
        return _json(_mastodon_account(question, account)) if account else _json({"error": "Record not found"}, 404)
    if parts[:3] == ["api", "v1", "accounts"] and parts[4:] == ["statuses"]:
        account = _by_number(accounts, parts[3])
        return _json([_status(question, account, i, p) for i, p in enumerate(account.posts)] if account else [])
    return _json({"error": "Record not found"}, 404)


def _mastodon_account(question: Question, account: DemoAccount) -> dict[str, object]:
    return {
        "id": str(_number(account)),
        "username": account.handle,
        "acct": account.handle,
        "display_name": account.name,
        "note": f"<p>{html.escape(account.bio)}</p>",
        "url": f"{question.base}/@{account.handle}",
        "avatar": f"{question.base}/avatars/{account.handle}.png",
        "created_at": f"{account.joined}T00:00:00.000Z",
        "noindex": False,
        "followers_count": 42,
        "following_count": 17,
        "statuses_count": len(account.posts),
        "fields": [_field(account, name, value) for name, value in account.fields],
    }


def _field(account: DemoAccount, name: str, value: str) -> dict[str, object]:
    verified = f"{account.joined}T12:00:00.000Z" if value in account.verified else None
    shown = _anchor(value) if value.startswith("http") else html.escape(value)
    return {"name": name, "value": shown, "verified_at": verified}


def _status(question: Question, account: DemoAccount, index: int, post: DemoPost) -> dict[str, object]:
    return {
        "id": str(1000 + index),
        "created_at": f"{post.date}T09:30:00.000Z",
        "url": f"{question.base}/@{account.handle}/{1000 + index}",
        "content": f"<p>{html.escape(post.text)}</p>",
        "visibility": "public",
        "reblog": None,
        "spoiler_text": "",
    }


# --- code: the Gitea API ---------------------------------------------------------------------------------------------


def gitea(question: Question, accounts: tuple[DemoAccount, ...]) -> Answer:
    parts = question.path.strip("/").split("/")
    account = _one(accounts, parts[3]) if parts[:3] == ["api", "v1", "users"] and len(parts) > 3 else None
    if account is None:
        name = parts[3] if len(parts) > 3 else ""
        return _json(
            {"message": f"user redirect does not exist [name: {name}]", "url": f"{question.base}/api/swagger"}, 404
        )
    if len(parts) > 4:
        return _json([])
    user = {
        "id": _number(account),
        "login": account.handle,
        "full_name": account.name,
        "email": f"{account.handle}@noreply.example.net",
        "avatar_url": f"{question.base}/avatars/{account.handle}",
        "html_url": f"{question.base}/{account.handle}",
        "created": f"{account.joined}T00:00:00Z",
        "location": account.location,
        "website": account.links[0] if account.links else "",
        "description": account.bio,
        "visibility": "public",
        "followers_count": 3,
    }
    return _json(user)


# --- blog: the WordPress REST API ------------------------------------------------------------------------------------


def wordpress(question: Question, accounts: tuple[DemoAccount, ...]) -> Answer:
    if question.path == "/wp-json/wp/v2/users":
        account = _one(accounts, question.query.get("slug", ""))
        return _json([_author(question, account)] if account else [])
    if question.path == "/wp-json/wp/v2/posts":
        account = _by_number(accounts, question.query.get("author", ""))
        return _json([_article(question, i, post) for i, post in enumerate(account.posts)] if account else [])
    if question.path.startswith("/author/"):
        account = _one(accounts, question.path.strip("/").split("/")[-1])
        title = account.name if account else "Page not found"
        shown = html.escape(title)
        page = (
            f"<!doctype html><html><head><title>{shown} – Demo blog</title></head><body><h1>{shown}</h1></body></html>"
        )
        return Answer(200 if account else 404, page, "text/html")
    return _json({"code": "rest_no_route", "data": {"status": 404}}, 404)


def _author(question: Question, account: DemoAccount) -> dict[str, object]:
    return {
        "id": _number(account),
        "name": account.name,
        "url": account.links[0] if account.links else "",
        "description": html.escape(account.bio),
        "link": f"{question.base}/author/{account.handle}/",
        "slug": account.handle,
        "avatar_urls": {"96": f"{question.base}/avatars/{account.handle}.png"},
    }


def _article(question: Question, index: int, post: DemoPost) -> dict[str, object]:
    return {
        "id": index + 1,
        "date_gmt": f"{post.date}T08:00:00",
        "link": f"{question.base}/{post.date}/",
        "title": {"rendered": html.escape(post.title)},
        "content": {"rendered": f"<p>{html.escape(post.text)}</p>"},
    }


# --- wiki: the MediaWiki API -----------------------------------------------------------------------------------------


def mediawiki(question: Question, accounts: tuple[DemoAccount, ...]) -> Answer:
    if question.path != "/api.php":
        return Answer(404, "<html><head><title>404</title></head><body>Not Found</body></html>", "text/html")
    query = question.query
    if query.get("list") == "users":
        asked = query.get("ususers", "").replace("_", " ")
        name = asked[:1].upper() + asked[1:]
        account = _one(accounts, name)
        if account is None:
            return _json({"batchcomplete": "", "query": {"users": [{"name": name, "missing": ""}]}})
        user = {
            "userid": _number(account),
            "name": name,
            "editcount": 12,
            "registration": f"{account.joined}T00:00:00Z",
            "groups": ["*", "user"],
        }
        return _json({"batchcomplete": "", "query": {"users": [user]}})
    if query.get("action") == "parse":
        account = _one(accounts, query.get("page", "").partition(":")[2])
        if account is None:
            return _json({"error": {"code": "missingtitle", "info": "The page you specified doesn't exist."}})
        page = {"title": query["page"], "text": _user_page(account), "externallinks": list(account.links)}
        return _json({"parse": page})
    return _json({"error": {"code": "badvalue", "info": "Unrecognized value"}})


def _user_page(account: DemoAccount) -> str:
    links = "".join(
        f'<li><a rel="nofollow" class="external text" href="{html.escape(u)}">elsewhere</a></li>' for u in account.links
    )
    posts = "".join(
        f'<h2><span class="mw-headline">{html.escape(p.title)}</span></h2><p>{html.escape(p.text)}</p>'
        for p in account.posts
    )
    name, bio = html.escape(account.name), html.escape(account.bio)
    return f'<div class="mw-parser-output"><p><b>{name}</b></p><p>{bio}</p><ul>{links}</ul>{posts}</div>'


# --- forum: the Discourse API, behind a wall for one member ----------------------------------------------------------

WALLED = "noralind"  # the demo must show what a refusal looks like in a report
WALL = """<!doctype html><html><head><title>Just a moment...</title></head>
<body><div id="challenge-error-text">Enable JavaScript and cookies to continue</div>
<script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script></body></html>"""


def discourse(question: Question, accounts: tuple[DemoAccount, ...]) -> Answer:
    if WALLED in question.path:
        return Answer(403, WALL, "text/html")
    if question.path == "/user_actions.json":
        account = _one(accounts, question.query.get("username", ""))
        return _json({"user_actions": [_action(account, p) for p in account.posts] if account else []})
    account = _one(accounts, question.path.removeprefix("/u/").removesuffix(".json"))
    if account is None:
        return _json({"errors": ["The requested URL or resource could not be found."], "error_type": "not_found"}, 404)
    user = {
        "id": _number(account),
        "username": account.handle,
        "name": account.name,
        "avatar_template": f"/user_avatar/{account.handle}/{{size}}/1.png",
        "created_at": f"{account.joined}T00:00:00.000Z",
        "bio_raw": account.bio,
        "bio_cooked": f"<p>{html.escape(account.bio)}</p>",
        "location": account.location,
    }
    return _json({"user": user})


def _action(account: DemoAccount, post: DemoPost) -> dict[str, object]:
    return {
        "action_type": 5,
        "created_at": f"{post.date}T10:00:00.000Z",
        "excerpt": html.escape(post.text),
        "slug": "hello",
        "topic_id": 7,
        "post_number": 1,
        "username": account.handle,
        "acting_username": account.handle,
        "title": "Hello",
    }


SERVERS: Mapping[str, Server] = {
    "social": mastodon,
    "code": gitea,
    "blog": wordpress,
    "wiki": mediawiki,
    "forum": discourse,
}

PROGRAMS = {name: answer.__name__ for name, answer in SERVERS.items()}


def server(name: str) -> Server:
    """The server called `name`."""
    return SERVERS[name]
