"""Every finding gets its own share, also where fingerprints are equal."""

from __future__ import annotations

from dataclasses import replace

from footprint_audit.model import Share
from footprint_audit.wire.shares import shares_of
from tests import samples

MARA = samples.mara()


def test_shares_follow_the_findings_and_not_their_own_order() -> None:
    turned = replace(MARA, score=replace(MARA.score, shares=MARA.score.shares[::-1]))
    assert shares_of(turned) == shares_of(MARA) == MARA.score.shares


def test_equal_fingerprints_share_nothing() -> None:
    swear, again = MARA.findings[3], MARA.findings[4]
    assert swear.fingerprint == again.fingerprint
    shares = (Share(swear.fingerprint, 0.6, 70), Share(swear.fingerprint, 0.4, 60))
    report = replace(MARA, findings=(swear, again), score=replace(MARA.score, shares=shares))
    assert shares_of(report) == shares


def test_a_finding_without_a_share_has_none() -> None:
    report = replace(MARA, score=replace(MARA.score, shares=()))
    assert set(shares_of(report)) == {None}
