"""Measures `placet check` on cabinets of many records: `python -m tests.bench`, or `make bench`."""
