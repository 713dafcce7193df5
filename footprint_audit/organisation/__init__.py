"""Audits of staff who were told: roster, authority, baseline, gate. Nothing here knows the network."""
