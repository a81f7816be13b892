"""The fixed file formats, declared as data."""
