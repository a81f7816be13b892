"""Checks that need no rule: numbering, references, attachments, signatures, people. Findings come in any order."""
