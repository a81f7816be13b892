"""The gate's doors: hooks of Git, CODEOWNERS, the approved drafts on main, and what the doctor looks at."""
