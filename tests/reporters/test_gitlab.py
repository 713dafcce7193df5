"""GitLab Code Quality: GitLab's severities, one fingerprint an issue, and what could not be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footprint_audit.model import Report, Severity
from footprint_audit.reporters import Style, named
from tests import samples
from tests.reporters.readers import Tree, read_gitlab


def issues(report: Report) -> Tree:
    return read_gitlab(named("gitlab").render(report, Style()))


@pytest.mark.parametrize(
    ("severity", "word"), list(zip(Severity, ["info", "minor", "major", "critical", "blocker"], strict=True))
)
def test_each_severity_has_gitlabs_word(severity: Severity, word: str) -> None:
    mara = samples.mara()
    report = replace(mara, findings=(replace(mara.findings[0], severity=severity),))
    assert issues(report).text(0, "severity") == word


def test_an_issue_says_where_what_and_the_edit() -> None:
    first = issues(samples.mara())[0]
    assert first.text("check_name") == "PRV-102"
    assert first.text("description") == (
        "Phone number in public text. Mastodon at social.example, bio: +44 ***** **123 | "
        "Take the number out of your bio; give it to the choir in a message."
    )
    assert first.text("fingerprint") == samples.mara().findings[0].fingerprint


def test_what_could_not_be_read_is_information_and_not_silence() -> None:
    unread = [issue for issue in issues(samples.mara()) if issue.text("check_name").startswith("unread")]
    assert [issue.text("severity") for issue in unread] == ["info"] * 3
    assert "Pixelfed at closed.example. The site shows this only after a login" in unread[2].text("description")


def test_equal_words_are_two_issues() -> None:
    mara = samples.mara()
    twice = issues(replace(mara, findings=mara.findings[:1] * 2))
    assert twice.text(1, "fingerprint") == f"{twice.text(0, 'fingerprint')}-2"
