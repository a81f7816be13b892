"""The invented municipal Party school: its people, its stories and its words."""
