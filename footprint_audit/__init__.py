"""Audits a digital footprint: public profiles of a handle, judged by open rules, as a scored and explained report."""

__all__ = ["__version__"]

__version__ = "0.1.0"
