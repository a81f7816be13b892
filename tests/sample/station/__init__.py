"""The invented broadcasting office with its stations: its people, its stories and its words."""
