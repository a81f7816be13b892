"""Readers: bytes of one file in, typed values and findings out. No reader opens a file or asks the time."""
