"""The invented establishment office: its people, its stories and its words."""
