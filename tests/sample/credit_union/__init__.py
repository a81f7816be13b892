"""The sample of the invented county credit union."""
