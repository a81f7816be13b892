"""The sample cabinet of an invented office, made again from its seed."""
