"""The invented street office: its people, its words, its stories."""
