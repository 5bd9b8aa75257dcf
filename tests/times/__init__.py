"""Promises of the `times` room."""
