"""What waits for whom: every open verdict as a task, with its article's words and the command that does it."""
