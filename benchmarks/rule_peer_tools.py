"""The tools that rule_peers.py runs: what each is asked, what its categories mean, how it is started.

A peer is a program that reads JSON lines {"id", "text"} and writes JSON lines {"id", "category", "start", "end",
"score"}, as `rules scan` does: a few lines of ADAPTERS, run by the interpreter of the peer's own environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from offence import HATEFUL, OFFENSIVE
from personal_data import CREDENTIALS, KINDS, PRESIDIO

__all__ = ["TOOLS", "Run", "Runner", "Sight", "Tool"]

REPOSITORY = Path(__file__).resolve().parents[1]
QUIET = {"DO_NOT_TRACK": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}

LOOP = """
import json, sys
rows = [json.loads(line) for line in sys.stdin]
for row, found in zip(rows, find([row["text"] for row in rows])):
    for category, start, end, score in found:
        print(json.dumps({"id": row["id"], "category": category, "start": start, "end": end, "score": score}))
"""
# find(texts) gives for each text its (category, start, end, score); no places where the tool tells none
ADAPTERS = {
    # patterns and context words as shipped for English; no model of names, whose findings no type here asks for.
    # The context words look for lemmas: the word itself. Nothing is downloaded (tldextract would try to).
    "presidio-analyzer": """
import logging, spacy, tldextract
from spacy.language import Language
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
logging.disable(logging.CRITICAL)
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
@Language.component("plain")
def plain(doc):
    for token in doc:
        token.lemma_ = token.lower_
    return doc
class Patterns(SpacyNlpEngine):
    def load(self):
        self.nlp = {"en": spacy.blank("en")}
        self.nlp["en"].add_pipe("plain")
engine = AnalyzerEngine(nlp_engine=Patterns(), supported_languages=["en"])
def find(texts):
    for text in texts:
        yield [(it.entity_type, it.start, it.end, it.score) for it in engine.analyze(text, language="en")]
""",
    "commonregex": """
from commonregex import regexes
def find(texts):
    for text in texts:
        yield [(kind, *it.span(), 1) for kind, regex in regexes.items() for it in regex.finditer(text)]
""",
    "datafog": """
import datafog
def find(texts):
    for text in texts:
        yield [(it.type, it.start, it.end, it.confidence) for it in datafog.scan(text).entities]
""",
    "detect-secrets": """
import os, tempfile
from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings
def find(texts):
    with tempfile.TemporaryDirectory() as folder, default_settings():
        name = os.path.join(folder, "posts.txt")
        with open(name, "w", encoding="utf-8") as file:
            file.writelines(" ".join(text.split()) + "\\n" for text in texts)
        lines = [(it.line_number, it.type) for it in scan_file(name)]
    return [[(kind, None, None, 1) for at, kind in lines if at == number] for number in range(1, len(texts) + 1)]
""",
    "better-profanity": """
from better_profanity import profanity
def find(texts):
    for text in texts:
        yield [("profanity", None, None, 1)] * profanity.contains_profanity(text)
""",
    "alt-profanity-check": """
from profanity_check import predict
def find(texts):
    return [[("offensive", None, None, 1)] * int(found) for found in predict(texts)]
""",
    "safetype": """
import safetype
engine = safetype.create_moderation_engine(language=LANGUAGE)
def find(texts):
    for text in texts:
        yield [(it.category, it.start, it.end, it.confidence) for it in engine.moderate(text).matches]
""",
    "profanex": """
from profanex import Filter
words = Filter.from_defaults()
def find(texts):
    for text in texts:
        yield [("+".join(sorted(kind.value for kind in it.categories)), it.start, it.end, 1) for it in words.find(text)]
""",
    "badwords-py": """
from badwords import ProfanityFilter
words = ProfanityFilter()
words.init(languages=[LANGUAGE])
def find(texts):
    for text in texts:
        yield [("profanity", it.start, it.end, 1) for it in words.find(text)]
""",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """One row of the tables: a program and what its categories mean, each by how they begin."""

    name: str
    package: str = ""  # none: `rules scan`
    kinds: Mapping[str, str] = field(default_factory=dict)  # to the types of personal_data.py
    offence: tuple[str, ...] = ()
    hate: tuple[str, ...] = ()  # none: the tool has one label for all
    threat: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    places: bool = True
    least: float = 0.0  # of the score
    sample: bool = False

    def kind(self, category: str) -> str:
        return next((kind for start, kind in self.kinds.items() if category.startswith(start)), "")


def conduct(*names: str) -> tuple[str, ...]:
    return tuple(f"conduct.{name}" for name in names)


OURS = Tool(
    "**footprint-audit**",
    kinds=KINDS,
    offence=conduct(*OFFENSIVE),
    hate=conduct(*HATEFUL),
    threat=conduct("threat"),
    secrets=(CREDENTIALS,),
    languages=("en", "de"),
)
NATIONAL = dict.fromkeys(("US_ITIN", "UK_NHS"), "NATIONAL_ID")
PRESIDIO_KINDS = {**PRESIDIO, **NATIONAL, "DATE_TIME": "BIRTH_DATE"}
COMMONREGEX_KINDS = {
    "emails": "EMAIL",
    "phones": "PHONE",
    "credit_cards": "CREDIT_CARD",
    "ip": "IP",
    "street_addresses": "ADDRESS",
    "dates": "BIRTH_DATE",
}
DATAFOG_KINDS = {
    "EMAIL": "EMAIL",
    "PHONE": "PHONE",
    "CREDIT_CARD": "CREDIT_CARD",
    "IP_ADDRESS": "IP",
    "SSN": "NATIONAL_ID",
    "DATE": "BIRTH_DATE",
}
ANY = ("",)
TOOLS = (
    OURS,
    Tool("presidio-analyzer, patterns", "presidio-analyzer", PRESIDIO_KINDS),
    Tool("presidio-analyzer, patterns, score 0.4 and above", "presidio-analyzer", PRESIDIO_KINDS, least=0.4),
    Tool("commonregex", "commonregex", COMMONREGEX_KINDS),
    Tool("datafog", "datafog", DATAFOG_KINDS),
    Tool("detect-secrets", "detect-secrets", secrets=ANY, places=False),
    Tool("better-profanity", "better-profanity", offence=ANY, places=False, sample=True),
    Tool("alt-profanity-check", "alt-profanity-check", offence=ANY, places=False),
    Tool("safetype", "safetype", offence=ANY, hate=("hate",), languages=("en", "de")),
    Tool("profanex", "profanex", offence=ANY),
    Tool("badwords-py", "badwords-py", offence=ANY, languages=("en", "de")),
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a tool reports of a text; no place where it tells none."""

    category: str
    start: int | None
    end: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Run:
    """What a tool reports of each text, and the CPU seconds it took, start included."""

    found: Sequence[Sequence[Sight]]
    seconds: float


@dataclass(slots=True)
class Runner:
    """Starts the tools; a run is kept, as two rows can speak of one."""

    peers: Path
    kept: dict[tuple[str, str, int], Run] = field(default_factory=dict)

    def has(self, tool: Tool) -> bool:
        return not tool.package or self._interpreter(tool).is_file()

    def version(self, tool: Tool) -> str:
        code = f"import importlib.metadata as m; print(m.version({tool.package or 'footprint-audit'!r}))"
        return subprocess.run(
            [self._interpreter(tool), "-c", code], check=True, capture_output=True, text=True
        ).stdout.strip()

    def run(self, tool: Tool, texts: Sequence[str], language: str = "en") -> Run:
        key = (tool.package, language, hash(tuple(texts)))
        if key not in self.kept:
            print(f"{tool.name}: {len(texts)} texts", file=sys.stderr)
            self.kept[key] = self._call(tool, texts, language)
        run = self.kept[key]
        return Run([[it for it in of if it.score >= tool.least] for of in run.found], run.seconds)

    def _interpreter(self, tool: Tool) -> Path:
        return self.peers / tool.package / "bin" / "python" if tool.package else Path(sys.executable)

    def _command(self, tool: Tool, language: str) -> list[str]:
        if not tool.package:
            return [sys.executable, "-m", "footprint_audit", "rules", "scan"]
        return [str(self._interpreter(tool)), "-I", "-c", f"LANGUAGE = {language!r}\n{ADAPTERS[tool.package]}{LOOP}"]

    def _call(self, tool: Tool, texts: Sequence[str], language: str) -> Run:
        """Its reports and its CPU seconds. Raises SystemExit where it fails."""
        found: list[list[Sight]] = [[] for _ in texts]
        with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as taken:
            given.writelines(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts))
            given.seek(0)
            command, environment = self._command(tool, language), {**os.environ, **QUIET}
            process = subprocess.Popen(command, stdin=given, stdout=taken, env=environment, cwd=REPOSITORY)
            _, status, usage = os.wait4(process.pid, 0)  # the one way to the CPU seconds of this child alone
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise SystemExit(f"{tool.name} failed with exit code {process.returncode}; its message stands above")
            taken.seek(0)
            for line in taken:
                row = json.loads(line)
                sight = Sight(row["category"], row["start"], row["end"], float(row.get("score", 1)))
                found[row["id"]].append(sight)
        return Run(found, usage.ru_utime + usage.ru_stime)
