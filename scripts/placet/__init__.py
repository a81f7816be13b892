"""Placet: a document portal for an office, with a Git-based approval flow."""

__version__ = "0.1.0"
