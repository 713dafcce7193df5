"""CPU to read one found page of 200 KB, beside lxml's bare parse of the same bytes, interleaved in one run.

    python benchmarks/pages.py            # --rounds; --profile prints where a whole reading spends its time

The page is made up: a third inline JSON, a seventh CSS, 460 links, 34 KB of text, OpenGraph, JSON-LD, an h-card.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from footprint_audit.collectors.page import Page

SIZE = 200_000
WORDS = [
    "garden",
    "river",
    "letter",
    "window",
    "quiet",
    "summer",
    "paper",
    "stone",
    "bread",
    "music",
    "walking",
    "morning",
    "coffee",
    "bridge",
    "harbour",
]
URL = "https://social.example.org/mara.voss"


def made_page(seed: int = 1) -> bytes:
    """A profile's page of `SIZE` bytes, the same for the same seed."""
    dice = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(count))

    person = {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": {
        "@type": "Person", "name": "Mara Voss", "url": URL, "description": words(20),
        "sameAs": ["https://mara.example.net/", "https://code.example.com/mara"],
    }}  # fmt: skip
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mara Voss (@mara.voss) - Social</title>'
        f'<link rel="canonical" href="{URL}"><meta property="og:type" content="profile">'
        f'<meta property="og:title" content="Mara Voss"><meta property="og:description" content="{words(20)}">'
        f'<meta property="og:image" content="https://cdn.example.org/avatar/1.jpg">'
        f'<script type="application/ld+json">{json.dumps(person)}</script>'
        f"<style>{_css(dice, SIZE * 15 // 100)}</style></head><body>"
    )
    card = (
        f'<section class="h-card profile"><img class="u-photo" src="/a.jpg"><h1 class="p-name">Mara Voss</h1>'
        f'<p class="p-note">{words(25)}</p><a class="u-url" rel="me" href="https://mara.example.net/">site</a></section>'
    )
    state = json.dumps({"items": [{"id": number, "text": words(12)} for number in range(760)]})[: SIZE * 35 // 100]
    posts = "".join(
        f'<div class="post card-body" data-id="{number}"><a class="link u" href="/p/{number}?from=list">{words(3)}</a>'
        f'<span class="meta"><time datetime="2026-01-01">now</time></span><p>{words(10)}</p></div>\n'
        for number in range(460)
    )
    page = f"{head}{card}{posts}<script>window.state={state}</script>"
    return f"{page}<!--{'x' * max(0, SIZE - len(page) - 30)}--></body></html>".encode()


def _css(dice: random.Random, size: int) -> str:
    rules = (
        f".c{dice.randrange(9999)}{{margin:{dice.randrange(9)}px;color:#{dice.randrange(999)}}}" for _ in range(size)
    )
    text = ""
    while len(text) < size:
        text += next(rules)
    return text


def fresh(body: bytes) -> Page:
    return Page(URL, 200, {"content-type": "text/html; charset=utf-8"}, body)


def bare(body: bytes) -> None:
    parser = etree.HTMLParser(encoding="utf-8")
    etree.fromstring(body, parser)


def one_walk(body: bytes) -> None:
    """What the whole reading is measured against: lxml's parse and one look at every element."""
    root = etree.fromstring(body, etree.HTMLParser(encoding="utf-8"))
    for node in root.iter():
        node.get("class"), node.get("href"), node.get("rel"), node.text, node.tail


def deep(body: bytes) -> None:
    """All that a deep reading may ask: the person, the links, whom it vouches for, the text, a part as a soup."""
    page = fresh(body)
    assert page.person.display_name == "Mara Voss"
    assert page.links
    assert page.rel_me
    assert len(page.visible_text()) > 30_000
    assert page.select("section.profile")


READINGS: dict[str, Callable[[bytes], object]] = {
    "lxml: parse only": bare,
    "lxml: parse, one walk": one_walk,
    "head only (catalogue sites)": lambda body: fresh(body).head_person,
    "person: JSON-LD, h-card, OpenGraph": lambda body: fresh(body).person,
    "all of it, a part as a soup too": deep,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    body = made_page()
    for read in READINGS.values():
        read(body)  # imports
    if chosen.profile:
        import cProfile

        cProfile.runctx("for _ in range(20): deep(body)", globals(), {"body": body}, sort="tottime")
        return
    spent: dict[str, list[float]] = {name: [] for name in READINGS}
    for _ in range(chosen.rounds):
        for name, read in READINGS.items():
            began = time.process_time()
            for _ in range(5):
                read(body)
            spent[name].append((time.process_time() - began) * 1000 / 5)
    print(f"{len(body):,} bytes, {body.count(b'<'):,} tags; CPU ms a page, median of {chosen.rounds}, and the lowest")
    for name, values in spent.items():
        print(f"{name:<38} {statistics.median(values):6.2f} {min(values):6.2f}")


if __name__ == "__main__":
    main()
