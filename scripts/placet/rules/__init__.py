"""Rules: from the data beside an article to a verdict on a record."""
