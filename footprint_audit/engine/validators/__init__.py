"""Checks that no pattern can make: is this number a card, is this address an address.

Each looks at `text[start:end]` and may look around it, and answers `ok`, `weak` (possible, but it needs a word beside
it that says so) or `no`. Texts come normalised: digits are ASCII.
"""

from __future__ import annotations

from footprint_audit.engine.validators.dates import date
from footprint_audit.engine.validators.money import card, iban, wallet
from footprint_audit.engine.validators.national import NATIONAL
from footprint_audit.engine.validators.network import email, ipv4
from footprint_audit.engine.validators.phone import phone
from footprint_audit.engine.validators.place import coordinates
from footprint_audit.engine.validators.tokens import entropy, random_token
from footprint_audit.engine.validators.verdict import Validator, Verdict

__all__ = ["VALIDATORS", "Validator", "Verdict", "card", "date", "email", "iban", "phone"]

VALIDATORS: dict[str, Validator] = {  # a constant: nobody writes to it
    "phone": phone, "card": card, "iban": iban, "wallet": wallet, "date": date, "email": email, "ipv4": ipv4,
    "coordinates": coordinates, "entropy": entropy, "random_token": random_token, **NATIONAL,
}  # fmt: skip
