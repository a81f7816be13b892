"""Changes to the tree: new drafts, numbers, acts. Everything else only reads."""
