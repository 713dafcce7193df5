"""Shallow sites as data: whether an account exists, and what any page tells. Readers for the field's manifests."""
