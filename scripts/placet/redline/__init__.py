"""What changed: between two states of a text, and between two versions of a regulation."""
