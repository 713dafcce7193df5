"""Who may be audited, and on what authority. Every refusal here fires before anything is asked of the network."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from footprint_audit.errors import ConfigError
from footprint_audit.organisation.roster import Member, Row
from footprint_audit.staff import Authority

__all__ = ["refuse_authority", "refuse_rows"]

_LONGEST = 366  # days an authority may hold: a purpose is looked at again each year


def refuse_authority(authority: Authority | None, where: str, today: date) -> Authority:
    """The authority, if there is one and it holds today. Raises ConfigError otherwise."""
    if authority is None:
        raise ConfigError(
            f"{where}: no [organisation] table: an audit of staff needs its authority written down",
            "'footprint-audit init' writes one to fill in: purpose, legal_basis, owner, contact, notice_date, expires",
        )
    if authority.notice_date > today:
        raise ConfigError(
            f"{where}: staff are told on {authority.notice_date}, which is still to come", "run it after that day"
        )
    if authority.expires < today:
        raise ConfigError(f"{where}: the authority ended on {authority.expires}", "have its owner look at it again")
    if (authority.expires - authority.notice_date).days > _LONGEST:
        raise ConfigError(f"{where}: the authority holds for more than a year", "set 'expires' within a year of notice")
    return authority


def refuse_rows(path: Path, members: Iterable[Member], authority: Authority, today: date) -> None:
    """Raise ConfigError at the first row that may not be used: not notified, or its time is over."""
    for member in members:
        for row in member.rows:
            _refuse(path, row, authority, today)


def _refuse(path: Path, row: Row, authority: Authority, today: date) -> None:
    where = f"{path}: line {row.line}:"
    if row.notified is None or row.notified > today:
        raise ConfigError(
            f"{where} column notified: this person has not been told",
            "tell them first and write the day here; nobody was audited",
        )
    if row.expires is not None and row.expires < today:
        raise ConfigError(
            f"{where} column expires: the row ended on {row.expires}", "ask the person again, or remove it"
        )
    if row.expires is not None and row.expires > authority.expires:
        raise ConfigError(f"{where} column expires: later than the authority itself", f"at most {authority.expires}")
