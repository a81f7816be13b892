"""Signatures of acts: the SSHSIG format, the canonical payload, and the keys that sign it."""
