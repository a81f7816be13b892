"""A forge on this machine, for tests of web approvals."""
