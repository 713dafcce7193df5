"""What every JUnit document of ours has: its counts, names told apart, its text."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from footprint_audit.reporters.shown_report import TOOL

__all__ = ["OPENING", "number_tests", "rendered"]

_COUNTED = {"failure": "failures", "error": "errors", "skipped": "skipped"}
OPENING = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{TOOL}"'


def rendered(root: ET.Element) -> str:
    """The document as text, indented, ending with a newline."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def number_tests(root: ET.Element, suites: list[ET.Element]) -> None:
    """Tell apart tests of one name, as readers compare runs by it, and write the counts on both levels."""
    total: Counter[str] = Counter()
    for suite in suites:
        seen: Counter[tuple[str, str]] = Counter()
        counts = Counter({"tests": len(suite)} | dict.fromkeys(_COUNTED.values(), 0))
        for test in suite:
            key = (test.get("classname", ""), test.get("name", ""))
            seen[key] += 1
            if seen[key] > 1:
                test.set("name", f"{key[1]} #{seen[key]}")
            counts.update(_COUNTED[part.tag] for part in test if part.tag in _COUNTED)
        total.update(counts)
        suite.attrib.update({key: str(number) for key, number in counts.items()})
    root.attrib.update({key: str(number) for key, number in total.items()})
    root.set("time", "0")
