"""A small fictional web on loopback: invented people on five programs, for `footprint-audit demo` and the tests."""
